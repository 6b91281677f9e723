"""The seats of a frozen list are those that were published with it, whatever becomes of the stage meanwhile."""

import json
from datetime import timedelta
from typing import Any

import pytest

from factories.applications import apply, make_call, numbered_answers
from factories.people import SETUP, make_account
from factories.planning import make_stage
from factories.selection import computed, freeze, make_procedure, make_quota_draw, make_screened_call
from sanggar.applications.actions import accept_for_draw, close_call, refuse_application
from sanggar.applications.models import ApplicationState
from sanggar.cores.lottery.json_text import read_json
from sanggar.foundation import clock
from sanggar.people.models import Account, Role
from sanggar.planning.actions import change_stage
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.models import Draw
from sanggar.selection.procedure_refusals import QuotaFaulty

pytestmark = pytest.mark.django_db
CARDS = ("3573020101109001", "3573020101109002")


def resize(draw: Draw, seats: int) -> None:
    change_stage(draw.call.stage, name=draw.call.stage.name, seats=seats, by=SETUP, at=clock.now())


def promised(draw: Draw) -> set[int]:
    """The number of seats wherever it was published or counts."""
    draw.refresh_from_db()
    files = [json.loads(each.document)["seats"] for each in draw.lists.all()]
    made = [read_json(draw.lottery.encode())["seats"]] if draw.lottery else []
    return {draw.seats, *made, *files}


def make_family_draw(programme: Programme, seats: int, **terms: Any) -> Draw:
    """Six people of two households by their cards."""
    call = make_call(programme, make_stage(programme, seats=seats))
    make_procedure(call, one_per_household=True, **terms)
    call.refresh_from_db()
    for number in range(1, 7):
        apply(call, numbered_answers(call, number, family_card=CARDS[number % 2]))
    for application in call.applications.all():
        accept_for_draw(application, by=SETUP, at=clock.now())
    close_call(call, reason="Uji", by=SETUP, at=clock.now())
    return computed(actions.freeze_draw(call, by=SETUP, at=clock.now()))


def make_contested_draw(programme: Programme, seats: int = 2, **terms: Any) -> Draw:
    """Six applied, the last was refused; three days to object."""
    call = make_call(programme, make_stage(programme, seats=seats))
    tracks = list(programme.tracks.order_by("code"))
    for number in range(1, 7):
        apply(call, numbered_answers(call, number, track=tracks[number % 2]))
    *good, last = call.applications.order_by("pk")
    for application in good:
        accept_for_draw(application, by=SETUP, at=clock.now())
    refuse_application(last, reason="KTP luar kota", by=SETUP, at=clock.now())
    close_call(call, reason="Uji", by=SETUP, at=clock.now())
    return freeze(call, objection_days=3, **terms)


def uphold(draw: Draw) -> None:
    person = draw.call.applications.get(state=ApplicationState.REFUSED)
    objection = actions.raise_objection(person, text="KTP saya Malang", by=person.actor, at=clock.now())
    answerer = make_account("Kartika Kepala", Role.BUDGET_AUTHORITY, draw.call.programme.organisation)
    actions.answer_objection(objection, upheld=True, answer="Benar", by=answerer.actor, at=clock.now())
    computed(draw)


# --- households ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("seats", [1, 2, 5])
def test_a_limit_per_household_never_lowers_the_seats_that_were_published(programme: Programme, seats: int) -> None:
    """With two households the third seat stays free; it is not taken back."""
    assert promised(make_family_draw(programme, seats)) == {seats}


def test_more_seats_than_people_stay_as_many_as_were_published(programme: Programme) -> None:
    assert promised(freeze(make_screened_call(programme, people=2, seats=4))) == {4}


# --- a stage that is resized later -----------------------------------------------------------------------------------
@pytest.mark.parametrize("seats", [1, 5])
@pytest.mark.parametrize("terms", [{}, {"quotas": {"track": {"youtube": (0, 2), "tiktok": (0, 2)}}}])
def test_a_list_frozen_anew_has_the_seats_of_the_first_though_the_stage_was_resized(
    programme: Programme, seats: int, terms: dict[str, Any]
) -> None:
    draw = make_contested_draw(programme, **terms)
    resize(draw, seats)
    uphold(draw)
    assert (promised(draw), draw.revision, draw.entrants) == ({2}, 2, 6)


def test_a_stage_resized_later_hinders_no_postponement(programme: Programme) -> None:
    draw = make_quota_draw(programme, draw_at=clock.now() + timedelta(days=2))
    resize(draw, 30)
    later = clock.now() + timedelta(days=4)
    actions.postpone_draw(draw, draw_at=later, reason="Aula dipakai", by=SETUP, at=clock.now())
    assert (promised(draw), draw.announced_for) == ({3}, later)


def test_quotas_that_give_way_are_held_against_the_seats_of_the_list(programme: Programme) -> None:
    draw = make_quota_draw(programme, quotas={"sex": {"L": (0, 1), "P": (2, 3)}})  # clashes: nobody is a woman
    resize(draw, 30)
    quotas = {"sex": {"L": [4, 30], "P": [0, 30]}}  # fits the stage, and not this list
    with pytest.raises(QuotaFaulty):
        actions.change_frozen_procedure(draw, {"quotas": quotas}, reason="Uji", by=SETUP, at=clock.now())
    wider = {"sex": {"L": (0, 3), "P": (0, 3)}}
    actions.recompute_lottery(draw, quotas=wider, reason="Tidak ada perempuan", by=SETUP, at=clock.now())
    assert promised(computed(draw)) == {3}


def test_the_desk_is_told_where_seats_were_taken_away_from_a_frozen_list(
    programme: Programme, officer: Account, signed_in: Any
) -> None:
    draw = make_contested_draw(programme)
    page = f"/desk/diskominfo-malang/youtuber-tiktok/seleksi/undian/{draw.call.slug}/"
    client, told = signed_in(officer), "Kursi tahap ini dikurangi sesudah daftar dibekukan"
    assert told not in client.get(page).content.decode()
    resize(draw, 1)
    assert told in client.get(page).content.decode()
