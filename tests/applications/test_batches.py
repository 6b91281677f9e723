"""One decision on many: looked at first, then each by itself, and whoever changed meanwhile left out by name."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factories.applications import apply, apply_many, make_call, numbered_answers
from factories.people import SETUP, make_account
from sanggar.applications import actions, letters, queries
from sanggar.applications.actions.hindrances import SeenOne
from sanggar.applications.actions.screening import decide_together
from sanggar.applications.models import (
    Act,
    Application,
    ApplicationEvent,
    ApplicationState,
    Batch,
    Call,
    Correction,
    ScreeningTerms,
)
from sanggar.foundation import clock
from sanggar.foundation.mail import public_address
from sanggar.foundation.models import AuditEntry
from sanggar.people.models import Account, Organisation, Role
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
S = ApplicationState
MANY = "/desk/diskominfo-malang/youtuber-tiktok/pendaftaran/banyak/"


@pytest.fixture
def call(programme: Programme) -> Call:
    return make_call(programme)


@pytest.fixture
def desk(officer: Account, signed_in: Callable[[Account], Client]) -> Client:
    return signed_in(officer)


def filled(desk: Client, query: str = "?state=submitted", **answers: object) -> dict[str, Any]:
    form = desk.get(f"{MANY}{query}").context["form"]
    return {"once": str(form["once"].value()), "chosen": list(form.by_mark), **answers}


def states() -> list[str]:
    return list(Application.objects.order_by("pk").values_list("state", flat=True))


def test_the_preview_says_what_will_happen_and_changes_nothing(desk: Client, call: Call) -> None:
    one, two, three = apply_many(call, 3)
    answers = filled(desk, act="refuse", reason="Alamat di luar kota.", step="preview")
    actions.accept_for_draw(two, by=SETUP, at=clock.now())
    before = AuditEntry.objects.count()
    page = desk.post(f"{MANY}?state=submitted", answers)
    assert [one.receipt for one in page.context["ready"]] == [one.receipt, three.receipt]
    assert [application.receipt for application, _why in page.context["left_out"]] == [two.receipt]
    assert (states(), AuditEntry.objects.count()) == ([S.SUBMITTED, S.ELIGIBLE, S.SUBMITTED], before)


def test_each_is_decided_by_itself_and_what_changed_is_named(desk: Client, call: Call) -> None:
    one, two, three = apply_many(call, 3)
    answers = filled(desk, act="refuse", reason="Alamat di luar kota.", step="apply")
    Application.objects.filter(pk=one.pk).update(revision=2)  # the applicant changed it
    actions.ask_for_correction(two, reason="Nama.", by=SETUP, at=clock.now())  # a colleague was faster
    page = desk.post(f"{MANY}?state=submitted", answers, follow=True)
    assert states() == [S.SUBMITTED, S.CORRECTION, S.REFUSED]
    assert [line[1] for line in page.context["done"]] == [three.receipt]
    told = {line[1]: line[4] for line in page.context["left_out"]}
    assert set(told) == {one.receipt, two.receipt}
    assert ("mengubah isiannya" in told[one.receipt], "Menunggu perbaikan" in told[two.receipt]) == (True, True)
    assert three.events.last().reason == "Alamat di luar kota."  # type: ignore[union-attr]  # there is one


def test_sending_it_twice_decides_once(desk: Client, call: Call) -> None:
    apply_many(call, 2)
    answers = filled(desk, act="accept", step="apply")
    first, again = (desk.post(f"{MANY}?state=submitted", answers) for _ in range(2))
    assert (first.headers["Location"], Batch.objects.count()) == (again.headers["Location"], 1)
    assert states() == [S.ELIGIBLE, S.ELIGIBLE]


def test_a_reason_is_wanted_for_everything_but_accepting(desk: Client, call: Call) -> None:
    apply_many(call, 1)
    assert desk.post(MANY, filled(desk, act="refuse", step="apply")).status_code == 422
    for short in ("Nama", "Cocokkan 0000 0000 0000 0000."):
        told = desk.post(MANY, filled(desk, act="refuse", reason=short, step="apply"))
        assert (told.status_code, Batch.objects.count()) == (422, 0)
    assert desk.post(MANY, filled(desk, act="ask", reason="Nama", due_on="2020-01-01", step="apply")).status_code == 422
    assert states() == [S.SUBMITTED]


def test_an_error_or_choosing_again_offers_the_queue_with_what_was_typed(desk: Client, call: Call) -> None:
    one, two = apply_many(call, 2)
    answers = filled(desk, act="refuse", reason="Alamat di luar kota.")
    none = desk.post(f"{MANY}?state=submitted", answers | {"chosen": [], "step": "preview"})
    assert (none.status_code, len(none.context["form"].by_mark)) == (422, 2)
    assert "Alamat di luar kota.</textarea>" in none.content.decode()
    seen = answers["chosen"][:1]
    assert 'value="change"' in desk.post(MANY, answers | {"chosen": seen, "step": "preview"}).content.decode()
    Application.objects.filter(pk=one.pk).update(revision=2)  # since it was seen
    form = desk.post(f"{MANY}?state=submitted", answers | {"chosen": seen, "step": "change"}).context["form"]
    assert (list(form.by_mark), form["chosen"].value()) == ([*seen, f"{two.pk}-1-submitted"], seen)
    assert (form["act"].value(), form["reason"].value(), form.errors) == ("refuse", "Alamat di luar kota.", {})


def test_marks_of_another_programme_are_not_taken(desk: Client, call: Call, inspector: Account) -> None:
    apply_many(call, 1)
    answers = filled(desk, act="accept", step="apply")
    assert desk.post(MANY, {**answers, "chosen": ["999999-1-submitted", "x"]}).status_code == 422
    other = Client()
    other.force_login(inspector)
    assert other.post(MANY, answers).status_code == 403
    assert states() == [S.SUBMITTED]


@pytest.mark.parametrize(
    ("act", "told"), [("ask", "Perlu diperbaiki"), ("refuse", "Tidak diterima"), ("accept", "Masuk daftar undian")]
)
def test_before_deciding_on_many_the_office_reads_the_letter_and_to_how_many_it_goes(
    desk: Client, call: Call, act: str, told: str, mailoutbox: list[EmailMessage]
) -> None:
    first, _second = apply_many(call, 2)
    Application.objects.filter(pk=first.pk).update(email="a@contoh.example")
    reason = "" if act == "accept" else "Foto buram."
    shown = desk.post(MANY, filled(desk, act=act, reason=reason, step="preview")).context["letters"]
    expected = (1, 0) if act == "accept" else (2, 1)
    assert (shown["count"], shown["by_hand"], told in shown["text"]) == (*expected, True)
    assert (reason in shown["text"], first.token in shown["text"], len(mailoutbox)) == (True, False, 0)
    desk.post(MANY, filled(desk, act=act, reason=reason, step="apply"))
    letters.send_decision.call(first.pk)
    [letter] = mailoutbox
    sent = str(letter.body).replace(public_address(first.own_path), letters.HIDDEN_LINK)
    assert shown["text"].endswith(sent.strip())


def test_what_the_office_keeps_to_itself_goes_to_nobody(desk: Client, call: Call) -> None:
    apply_many(call, 1)
    actions.refuse_application(Application.objects.get(), reason="Nama.", by=SETUP, at=clock.now())
    page = desk.post(MANY, filled(desk, "?state=refused", act="reopen", reason="Keliru.", step="preview"))
    assert page.context["letters"] == {"count": 0}


def test_who_can_not_be_asked_because_the_draw_is_near_keeps_nobody_else_from_being_asked(
    desk: Client, call: Call, programme: Programme
) -> None:
    near = make_call(programme, slug="dekat")
    Call.objects.filter(pk=near.pk).update(settled_by=clock.now() + timedelta(days=1))
    [asked], [late] = apply_many(call, 1), apply_many(near, 1, first=50)
    answers = filled(desk, act="ask", reason="Foto KTP buram.")
    preview = desk.post(MANY, answers | {"step": "preview"}).context
    assert (preview["ready"], [(one.pk, "Undurkan dahulu" in why) for one, why in preview["left_out"]]) == (
        [asked],
        [(late.pk, True)],
    )
    page = desk.post(MANY, answers | {"step": "apply"}, follow=True)
    assert states() == [S.CORRECTION, S.SUBMITTED]
    assert [(line[1], "Undurkan dahulu" in line[4]) for line in page.context["left_out"]] == [(late.receipt, True)]
    assert list(Correction.objects.values_list("application", flat=True)) == [asked.pk]


def sixteen_years_ago() -> date:
    return clock.today() - timedelta(days=16 * 366)


def queries_of(act: Act, many: list[Application]) -> int:
    with CaptureQueriesContext(connection) as asked:
        left_out = decide_together([SeenOne(one, 1) for one in many], act, reason="Nama.", by=SETUP, at=clock.now())
    assert left_out == {}
    return len(asked)


@pytest.mark.parametrize("act", [Act.ACCEPT, Act.ASK, Act.REFUSE])
def test_deciding_many_asks_the_database_no_more_often_than_deciding_one(call: Call, act: Act) -> None:
    """Children, so that guardians are looked up too."""
    ScreeningTerms.objects.create(call=call, guardian_first=False)
    apply_many(call, 9)
    Application.objects.update(birth_date=sixteen_years_ago())
    one, *more = Application.objects.select_related(queries.WITH_CALL)
    before = AuditEntry.objects.count()
    assert queries_of(act, [one]) == queries_of(act, more) <= 16
    assert AuditEntry.objects.count() == before + 9
    assert {event.reason for event in ApplicationEvent.objects.filter(act=act)} == {"Nama."}


def test_who_waits_for_a_guardian_or_a_colleague_is_named_and_not_offered(
    desk: Client, call: Call, office: Organisation
) -> None:
    colleague = make_account("Rekan Uji", Role.OFFICER, office)
    free, asked, child = apply_many(call, 3)
    Application.objects.filter(pk=child.pk).update(birth_date=sixteen_years_ago())
    actions.ask_opinion(asked, of=colleague, question="", by=SETUP, at=clock.now())
    page = desk.get("/desk/diskominfo-malang/youtuber-tiktok/pendaftaran/buka/tahap-1/terima-bersih/")
    assert list(page.context["form"].by_mark.values()) == [free]
    told = {one.receipt: why_not for one, why_not in page.context["left_out"]}
    assert ("wali" in told[child.receipt], "Rekan Uji" in told[asked.receipt], len(told)) == (True, True, 2)
    assert all(receipt in page.content.decode() for receipt in told)


def test_what_several_share_stands_beside_each_that_is_offered(desk: Client, call: Call) -> None:
    one, two = apply_many(call, 2)
    Application.objects.filter(pk__in=[one.pk, two.pk]).update(phone="+628123456700")
    other = apply(call, numbered_answers(call, 9, phone="+628123456709"))
    labels = [label for _mark, label in desk.get(f"{MANY}?state=submitted").context["form"].fields["chosen"].choices]
    shared = {
        label.split(", ")[1].split(" ")[0]: "Nomor ponsel sama dengan 1 lamaran lain" in label for label in labels
    }
    assert shared == {one.receipt: True, two.receipt: True, other.receipt: False}


def test_the_preview_says_who_gets_no_letter(desk: Client, call: Call) -> None:
    with_one, without = apply_many(call, 2)
    Application.objects.filter(pk=with_one.pk).update(email="satu@contoh.example")
    Application.objects.filter(pk=without.pk).update(email="")
    accepted = desk.post(f"{MANY}?state=submitted", filled(desk, act="accept", step="preview")).content.decode()
    assert ("1 surat berangkat" in accepted, "1 orang tidak disurati" in accepted) == (True, True)
    refused = filled(desk, act="refuse", reason="Alamat di luar kota.", step="preview")
    assert "orang tidak disurati" not in desk.post(f"{MANY}?state=submitted", refused).content.decode()
