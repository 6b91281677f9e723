"""What desk, public page and minutes say is so: which list stands, what gave way, who reads what, what is not kept."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from factories.merit import make_review_call, review, tasks_on
from factories.people import make_account
from factories.selection import (
    draw_and_publish,
    freeze,
    make_offers,
    make_procedure,
    make_screened_call,
    make_sealed_draw,
)
from sanggar.applications.models import Application, ApplicationState
from sanggar.foundation import clock
from sanggar.foundation.dates import plain_date
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.documents.minutes import minutes
from sanggar.selection.feasibility import feasibility_of
from sanggar.selection.models import Draw, Objection, ReviewTask, Rule
from sanggar.selection.moments import when
from sanggar.selection.pages.presenters import facts_of, steps
from sanggar.selection.pages.relaxing import SEALED_REASON
from sanggar.selection.queries import readiness_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


def place_of(programme: Programme, *parts: str) -> str:
    return f"/desk/{programme.organisation.slug}/{programme.slug}/seleksi/{'/'.join(parts)}/"


def once(**typed: str) -> dict[str, str]:
    return {"once": str(uuid.uuid4()), **typed}


def paper(draw: Draw) -> str:
    return " ".join(" ".join(each.extract_text() for each in PdfReader(BytesIO(minutes(draw))).pages).split())


# --- which list stands -----------------------------------------------------------------------------------------------
def frozen_again(programme: Programme) -> tuple[Draw, Account]:
    """One was refused, objected, and was let in: the list was frozen anew by who answered."""
    call = make_screened_call(programme, people=5)
    first = call.applications.order_by("pk")[0]
    Application.objects.filter(pk=first.pk).update(state=ApplicationState.REFUSED)
    draw = freeze(call, objection_days=3)
    first.refresh_from_db()
    objection = actions.raise_objection(first, text="Keliru", by=first.actor, at=clock.now())
    who = make_account("Kepala Dinas", Role.BUDGET_AUTHORITY, programme.organisation)
    later = clock.now() + timedelta(hours=2)
    actions.answer_objection(objection, upheld=True, answer="KTP-nya ternyata benar", by=who.actor, at=later)
    draw.refresh_from_db()
    return draw, who


def test_after_a_second_freeze_every_page_names_that_one_and_why(programme: Programme) -> None:
    draw, who = frozen_again(programme)
    last = draw.lists.last()
    assert last is not None
    facts = dict(facts_of(draw))
    assert facts["Dibekukan"] == f"{when(last.at)} (daftar ke-2)"
    assert facts["Daftar pertama"] == when(draw.frozen_at)
    assert steps(draw, readiness_of(draw.call))[1].text == f"{who}, {when(last.at)}."
    page = Client().get(f"/undian/{draw.public_id}/").content.decode()
    assert f"diganti {when(last.at)} oleh {who}. Alasannya: 1 sanggahan dikabulkan" in page
    assert "KTP-nya ternyata benar" not in page + paper(draw)


# --- what gave way ---------------------------------------------------------------------------------------------------
def relaxing(programme: Programme, relaxed: dict[str, Any]) -> str:
    draw = draw_and_publish(make_sealed_draw(programme))
    step = {"number": 1, "at": clock.now(), "by_label": "Dewi", "left": [], "selected": [], "reason": "Jalurnya habis"}
    draw.taken_steps.create(**step, relaxed=relaxed)
    return Client().get(f"/undian/{draw.public_id}/").content.decode()


def test_of_a_sealed_draw_everyone_reads_why_an_open_quota_gave_way(programme: Programme) -> None:
    assert "Jalurnya habis" in relaxing(programme, {"track": {"youtube": [0, 2]}, "disability": {"yes": [0, 2]}})


def test_and_nothing_where_hidden_ones_alone_did_as_the_form_says(programme: Programme) -> None:
    assert "Jalurnya habis" not in relaxing(programme, {"disability": {"yes": [0, 2]}})
    assert "tidak ada yang diumumkan" in str(SEALED_REASON)


def test_of_a_sealed_draw_nobody_is_told_that_anyone_can_check_all(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    draw = draw_and_publish(make_sealed_draw(programme))
    page = signed_in(officer).get(place_of(programme, "undian", draw.call.slug, "periksa")).content.decode()
    assert ("Siapa pun dapat memeriksa sendiri" in page, "hanya dapat diperiksa inspektorat" in page) == (False, True)


def test_the_minutes_are_signed_no_earlier_than_the_last_thing_they_tell(programme: Programme) -> None:
    draw = draw_and_publish(freeze(make_screened_call(programme)))
    at = clock.now() + timedelta(days=40)
    draw.taken_steps.create(number=1, at=at, by_label="Dewi", left=[], selected=[], reason="")
    assert f"{programme.organisation.region.name}, {plain_date(at, clock.office_zone())}" in paper(draw)


# --- who may read what -----------------------------------------------------------------------------------------------
def test_objections_and_marks_are_for_who_decides_and_who_checks(
    programme: Programme, treasurer: Account, inspector: Account, signed_in: SignIn
) -> None:
    draw, _who = frozen_again(programme)
    objection = Objection.objects.get()
    pages = [
        place_of(programme, "undian", draw.call.slug, "sanggahan"),
        place_of(programme, "undian", draw.call.slug, "sanggahan", str(objection.pk)),
        place_of(programme, "penilaian", draw.call.slug, "nilai"),
    ]
    purse, checker = signed_in(treasurer), signed_in(inspector)
    assert [purse.get(page).status_code for page in pages] == [403] * 3
    assert [checker.get(page).status_code for page in pages] == [200] * 3
    seen = [purse.get(place_of(programme, part, draw.call.slug)).content.decode() for part in ("undian", "penilaian")]
    assert ("/sanggahan/" in seen[0], "/nilai/" in seen[1]) == (False, False)


def test_no_form_opens_for_who_may_not_save_nor_once_the_list_is_frozen(
    programme: Programme, officer: Account, inspector: Account, signed_in: SignIn
) -> None:
    draw = freeze(make_screened_call(programme))
    address = place_of(programme, "tata-cara", draw.call.slug, "ubah")
    assert signed_in(inspector).get(address).status_code == 403
    told = signed_in(officer).get(address, follow=True).content.decode()
    assert ("tata caranya tidak dapat diubah lagi" in told, "Sumber angka acaknya" in told) == (True, False)


# --- all that is wrong, at once --------------------------------------------------------------------------------------
def test_the_procedure_form_tells_everything_that_is_wrong_at_once(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    call = make_screened_call(programme, seats=4)
    typed = {"rule": "floor", "source_kind": "drand", "objection_days": "x", "answering_hours": "12"}
    typed |= {"deadline_time": "23:00", "q_sex_L": "9-9", "q_sex_P": "0-1"}
    typed |= {"q_track_youtube": "0-1", "q_track_tiktok": "0-1"}
    page = signed_in(officer).post(place_of(programme, "tata-cara", call.slug, "ubah"), once(**typed))
    summary = page.content.decode().partition('class="summary"')[2].partition("</ul>")[0]
    wanted = ["nilai minimum", "nomor putaran drand", "Pilih jam antara"]
    wanted += ["Kuota Jenis kelamin tidak pas", "Kuota Jalur tidak pas"]
    assert (page.status_code, [words in summary for words in wanted]) == (422, [True] * len(wanted))


def test_the_form_of_offers_names_a_past_deadline_beside_a_number_that_is_too_small(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    draw = draw_and_publish(freeze(make_screened_call(programme)))
    past = (clock.now() - timedelta(days=2)).astimezone(clock.office_zone()).replace(hour=10)
    typed = once(deadline=past.strftime("%Y-%m-%dT%H:%M"), reserve_hours="0")
    page = signed_in(officer).post(place_of(programme, "undian", draw.call.slug, "penawaran"), typed).content.decode()
    assert ("Beri waktu menjawab paling sedikit 1 jam." in page, page.count('class="error') > 1) == (True, True)


# --- marks -----------------------------------------------------------------------------------------------------------
def test_once_marks_are_known_only_who_reaches_the_floor_is_counted(programme: Programme) -> None:
    call = make_review_call(programme, people=4)
    low = call.applications.order_by("pk")[0]
    procedure = make_procedure(call, rule=Rule.FLOOR, floor=Decimal(60))
    assert (feasibility_of(procedure).people, feasibility_of(procedure).is_marked) == (4, False)
    for task in ReviewTask.objects.filter(reviewer__call=call):
        review(task, *((0, 0) if task.application == low else (4, 4)))
    assert (feasibility_of(procedure).people, feasibility_of(procedure).is_marked) == (3, True)


def test_all_third_readers_are_called_at_once(programme: Programme, officer: Account, signed_in: SignIn) -> None:
    call = make_review_call(programme, people=4, reviewers=3)
    for application in call.applications.all():
        first, second = tasks_on(application)
        review(first, 4, 4)
        review(second, 0, 0)
    client, address = signed_in(officer), place_of(programme, "penilaian", call.slug, "nilai")
    page = client.get(f"{address}?keadaan=selisih").content.decode()
    assert ("Panggil penilai ketiga untuk semuanya" in page, "Tampilkan yang perlu" in page) == (True, False)
    client.post(f"{address}ketiga/", once())
    assert ReviewTask.objects.filter(reviewer__call=call, is_third=True).count() == 4


def test_what_a_second_window_sends_after_the_end_is_told_not_to_be_kept(
    programme: Programme, signed_in: SignIn
) -> None:
    call = make_review_call(programme, people=4)
    task = tasks_on(call.applications.first())[0]  # type: ignore[arg-type]
    review(task, 4, 4)
    lowest = {f"level_{each.ordinal}": str(each.levels.order_by("points")[0].pk) for each in call.rubric.criteria.all()}
    client, address = signed_in(task.reviewer.account), reverse("my_review", args=[call.slug, task.ordinal])
    sent = client.post(address, once(**lowest, act="finish")).content.decode()
    told = "isian yang baru dikirim tidak disimpan"
    assert (told in sent, told in client.get(address).content.decode()) == (True, False)
    assert {score.level.points for score in task.scores.all() if score.level} == {4}


def test_who_withdraws_reads_that_the_offered_seat_goes_too(programme: Programme) -> None:
    draw = make_offers(programme)
    offered = Application.objects.filter(offers__isnull=False).first()
    other = draw.call.applications.filter(offers=None).first()
    assert offered is not None
    assert other is not None
    told = "Kursi yang ditawarkan kepada Anda ikut lepas"
    pages = [Client().get(f"{each.own_path}tarik/").content.decode() for each in (offered, other)]
    assert [told in page for page in pages] == [True, False]
