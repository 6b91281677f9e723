"""A message to some of the queue: seen before it is laid into the outbox, and held there until it is released."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from factories.applications import apply, apply_many, birth_date_of, make_call, nik_number
from factories.people import SETUP
from sanggar.applications import actions
from sanggar.applications.models import Application, Call
from sanggar.foundation import clock
from sanggar.foundation.messaging.envelope import read
from sanggar.foundation.models import AuditEntry, Message, MessageState
from sanggar.people.models import Account
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
DESK = "/desk/diskominfo-malang/youtuber-tiktok/"
SOME = f"{DESK}pendaftaran/pesan/"
WORDS = {"moment": "chosen", "subject": "Ruang pindah", "text": "Datanglah ke lantai 2."}


@pytest.fixture
def call(programme: Programme) -> Call:
    return make_call(programme)


@pytest.fixture
def desk(officer: Account, signed_in: Callable[[Account], Client]) -> Client:
    return signed_in(officer)


def filled(desk: Client, query: str = "", **answers: object) -> dict[str, Any]:
    """The form with everybody of the queue ticked."""
    form = desk.get(f"{SOME}?{query}&pilih=semua").context["form"]
    return {"once": str(form["once"].value()), "chosen": form["chosen"].value(), **answers}


def letters() -> dict[str, tuple[str, str, str]]:
    """Of each receiver: state, subject and body."""
    found = [(message, read(message)) for message in Message.objects.order_by("pk")]
    return {words.name: (message.state, words.subject, words.body) for message, words in found if words}


def vars_of(number: int) -> dict[str, Any]:
    """Who somebody is, all different."""
    return {"name": f"Pelamar Uji {number}", "nik": nik_number(number), "birth_date": birth_date_of(number), "sex": "L"}


def test_an_officer_sees_who_will_get_what_and_releases_it_in_the_outbox(desk: Client, call: Call) -> None:
    apply(call, name="Sulastri", email="sulastri@contoh.example")
    apply(call, **{**vars_of(2), "email": "budi@contoh.example"}, language="en")
    apply(call, **vars_of(3))
    typed = filled(desk, **WORDS, subject_en="Another room")
    seen = desk.post(SOME, typed | {"step": "preview"})
    page = seen.content.decode()
    assert (seen.status_code, Message.objects.count(), seen.context["by_hand"]) == (200, 0, 1)
    assert ("Datanglah ke lantai 2." in page, "Another room" in page, "…" in page) == (True, True, True)
    assert all(one.token not in page for one in call.applications.all())
    for _again in range(2):
        laid = desk.post(SOME, typed | {"step": "apply"})
    assert laid.status_code == 302
    told = letters()
    assert {name: state for name, (state, *_words) in told.items()} == {
        "Sulastri": MessageState.HELD,
        "Pelamar Uji 2": MessageState.HELD,
        "Pelamar Uji 3": MessageState.BY_HAND,
    }
    assert told["Pelamar Uji 2"][1] == "Another room"
    assert told["Sulastri"][1:] == ("Ruang pindah", told["Sulastri"][2])
    assert call.applications.get(name="Sulastri").own_path in told["Sulastri"][2]
    batch = desk.get(laid["Location"])
    assert (batch.status_code, batch.context["held"].total) == (200, 2)
    assert AuditEntry.objects.filter(verb="applications.lay_messages").count() == 1


def test_a_card_is_asked_of_those_alone_who_share_a_nik(desk: Client, call: Call) -> None:
    apply(call)
    apply(call, name="Sulas Tri", phone="+6281234567891")
    (alone,) = apply_many(call, 1, first=5)
    typed = filled(desk, "state=contested", moment="card")
    assert len(typed["chosen"]) == 1  # and the other one of the two is asked as well
    typed["chosen"].append(str(alone.pk))
    seen = desk.post(SOME, typed | {"step": "preview"})
    assert [one.pk for one, _why in seen.context["left_out"]] == [alone.pk]
    desk.post(SOME, typed | {"step": "apply"})
    told = letters()
    assert set(told) == {"Sulastri", "Sulas Tri"}
    assert "mohon tunjukkan KTP asli Anda" in told["Sulas Tri"][2]
    assert "lain" not in told["Sulas Tri"][2]  # nothing of the other one
    only = filled(desk, moment="card") | {"chosen": [str(alone.pk)], "step": "apply"}
    refused = desk.post(SOME, only)
    assert (refused.status_code, "Tidak ada seorang pun" in refused.content.decode()) == (422, True)


def test_the_filter_of_the_queue_says_who_is_offered(desk: Client, call: Call) -> None:
    first, _second = apply_many(call, 2)
    actions.accept_for_draw(first, by=SETUP, at=clock.now())
    assert filled(desk, "state=eligible")["chosen"] == [str(first.pk)]
    assert "pesan/?state=eligible" in desk.get(f"{DESK}pendaftaran/lamaran/?state=eligible").content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "NIK 3573055708039001"}, "text"),
        ({"chosen": []}, "chosen"),
        ({"moment": "offer"}, "moment"),
    ],
)
def test_what_is_missing_or_must_not_be_sent_is_told(
    desk: Client, call: Call, changes: dict[str, object], field: str
) -> None:
    apply(call)
    answered = desk.post(SOME, filled(desk, **WORDS) | changes | {"step": "apply"})
    assert (answered.status_code, list(answered.context["form"].errors)) == (422, [field])
    assert not Message.objects.exists()


@pytest.mark.parametrize(("ticked", "subject"), [(0, "Ruang pindah"), (1, "")])
def test_who_is_told_of_an_error_is_offered_everybody_again_and_loses_no_word(
    desk: Client, call: Call, ticked: int, subject: str
) -> None:
    chosen = [str(one.pk) for one in apply_many(call, 2)[:ticked]]
    answers = filled(desk, **WORDS) | {"chosen": chosen, "subject": subject, "step": "preview"}
    told = desk.post(f"{SOME}?state=submitted", answers)
    form = told.context["form"]
    assert (told.status_code, len(form.by_pk), form["chosen"].value()) == (422, 2, chosen)
    assert ("Datanglah ke lantai 2.</textarea>" in told.content.decode(), form["subject"].value()) == (True, subject)


def test_choosing_again_after_the_preview_keeps_words_and_receivers(desk: Client, call: Call) -> None:
    first, second = apply_many(call, 2)
    answers = filled(desk, **WORDS) | {"chosen": [str(second.pk)]}
    preview = desk.post(f"{SOME}?state=submitted", answers | {"step": "preview"}).content.decode()
    assert 'name="step" value="change"' in preview
    actions.accept_for_draw(second, by=SETUP, at=clock.now())  # and so it leaves the queue as it is filtered
    again = desk.post(f"{SOME}?state=submitted", answers | {"step": "change"})
    form = again.context["form"]
    assert (again.status_code, list(form.by_pk), form.errors) == (200, [str(first.pk), str(second.pk)], {})
    assert {name: form[name].value() for name in (*WORDS, "chosen")} == WORDS | {"chosen": [str(second.pk)]}
    assert "Datanglah ke lantai 2.</textarea>" in again.content.decode()


def test_who_may_not_screen_sends_nothing_and_erased_people_get_nothing(
    desk: Client, call: Call, inspector: Account, signed_in: Callable[[Account], Client]
) -> None:
    kept, erased = apply_many(call, 2)
    typed = filled(desk, **WORDS)
    assert signed_in(inspector).post(SOME, typed | {"step": "apply"}).status_code == 403
    Application.objects.filter(pk=erased.pk).update(erased_at=clock.now())
    desk.post(SOME, typed | {"step": "apply"})
    assert set(letters()) == {kept.name}


def test_the_page_asks_the_database_as_often_for_many_as_for_few(desk: Client, call: Call) -> None:
    counts = []
    for number in (2, 12):
        apply_many(call, number, first=50 * number)
        typed = filled(desk, **WORDS)
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(SOME).status_code == 200
        with CaptureQueriesContext(connection) as seen:
            assert desk.post(SOME, typed | {"step": "preview"}).status_code == 200
        counts.append((len(asked), len(seen)))
    assert counts[0] == counts[1]


def test_who_receives_a_message_is_no_payee_in_english(desk: Client, call: Call) -> None:
    apply(call)
    with translation.override("en"):
        form = desk.get(f"{SOME}?pilih=semua").context["form"]
        assert form.fields["chosen"].label == "Recipients"
