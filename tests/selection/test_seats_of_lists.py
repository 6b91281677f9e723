"""One stage, several lists: a seat is promised to one of them alone, also while its next holder is being found."""

from collections.abc import Callable

import pytest
from django.test import Client

from factories.people import SETUP
from factories.planning import make_stage
from factories.relaxing import ask, clashing, proposal_of
from factories.selection import (
    by_day,
    draw_and_publish,
    filled_by_the_clock,
    freeze,
    make_offers,
    make_procedure,
    make_quota_draw,
    make_screened_call,
    open_offers_of,
)
from sanggar.applications.models import Call
from sanggar.foundation import clock
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.actions.filling import relax_and_fill
from sanggar.selection.actions.stepping import plan_relaxed_step
from sanggar.selection.models import Draw
from sanggar.selection.procedure_refusals import NoSeatFell
from sanggar.selection.queries import waits_for_office
from sanggar.selection.refusals import NoSeatsToDraw
from sanggar.selection.reserve_job import find_reserves

pytestmark = pytest.mark.django_db


def decline_first(draw: Draw) -> None:
    offer = open_offers_of(draw)[0]
    actions.decline_offer(offer, by=offer.application.actor, at=clock.now())


def second_call(programme: Programme) -> Call:
    return make_screened_call(programme, people=4, slug="gelombang-kedua")


def test_a_seat_whose_next_holder_is_being_found_is_promised_to_no_second_list(programme: Programme) -> None:
    draw = make_offers(programme, people=6, seats=2)
    call = second_call(programme)
    decline_first(draw)
    with pytest.raises(NoSeatsToDraw):
        freeze(call)
    find_reserves.call(draw.pk)
    assert len(open_offers_of(draw)) == 2


def test_what_the_first_list_s_reserves_leave_is_there_for_a_second_list(programme: Programme) -> None:
    draw = make_offers(programme, people=2, seats=2)
    call = second_call(programme)
    decline_first(draw)
    find_reserves.call(draw.pk)  # nobody waits
    assert freeze(call).seats == 1


def test_a_quota_gives_way_for_no_seat_that_a_second_list_has_been_promised_meanwhile(
    programme: Programme, officer: Account, signed_in: Callable[[Account], Client]
) -> None:
    """The seat waits for the office, and is another list's before it decides: nobody is drawn who is not asked. Who
    freezes that other list reads it before.
    """
    draw = draw_and_publish(make_quota_draw(programme))
    actions.open_offers(draw, deadline=by_day(days=3), by=SETUP, at=clock.now())
    clashing(draw)
    plan = plan_relaxed_step(draw, relaxed=proposal_of(draw).smallest())
    call = second_call(programme)
    make_procedure(call)
    address = f"/desk/{programme.organisation.slug}/{programme.slug}/seleksi/undian/{call.slug}/"
    assert "Bila daftar ini dibekukan sekarang, kursi itu menjadi" in signed_in(officer).get(address).content.decode()
    assert actions.freeze_draw(call, by=SETUP, at=clock.now()).seats == 1
    steps = draw.taken_steps.count()
    with pytest.raises(NoSeatFell):
        relax_and_fill(draw, plan, reason="Tidak ada lagi", by=SETUP, at=clock.now())
    with pytest.raises(NoSeatFell):
        ask(draw)
    assert draw.taken_steps.count() == steps


def test_nobody_is_drawn_for_a_seat_that_the_stage_no_longer_has_for_this_list(programme: Programme) -> None:
    draw = draw_and_publish(make_quota_draw(programme))
    actions.open_offers(draw, deadline=by_day(days=3), by=SETUP, at=clock.now())
    for _ in range(2):
        decline_first(draw)
    stage = draw.call.stage
    type(stage).objects.filter(pk=stage.pk).update(seats=stage.seats - 1)
    find_reserves.call(draw.pk)
    assert (draw.taken_steps.count(), len(open_offers_of(draw)), waits_for_office(draw)) == (0, stage.seats - 2, True)
    type(stage).objects.filter(pk=stage.pk).update(seats=stage.seats)
    filled_by_the_clock()
    assert (draw.taken_steps.count(), len(open_offers_of(draw))) == (1, stage.seats)


def test_of_two_lists_whose_seats_fall_free_at_once_each_fills_its_own(programme: Programme) -> None:
    """The first to be searched for takes nothing of the other."""
    stage = make_stage(programme, seats=3)
    draws: list[Draw] = []
    for slug, seats in (("pertama", 2), ("kedua", 1)):
        call = make_screened_call(programme, people=4, slug=slug)
        assert call.stage == stage
        type(stage).objects.filter(pk=stage.pk).update(seats=sum(each.seats for each in draws) + seats)
        draws.append(draw_and_publish(freeze(call)))
        actions.open_offers(draws[-1], deadline=by_day(days=3), by=SETUP, at=clock.now())
    for draw in draws:
        decline_first(draw)
    for draw in draws:
        find_reserves.call(draw.pk)
    assert [len(open_offers_of(draw)) for draw in draws] == [2, 1]
