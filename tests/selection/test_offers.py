"""Offers: each holds a seat, each is answered in time or passes on, and nobody is asked twice."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from factories.offers import asked, decline, seats
from factories.people import SETUP
from factories.selection import (
    by_day,
    make_drawn_draw,
    make_offers,
    make_published_draw,
    open_offers_of,
)
from sanggar.applications.actions import withdraw_application
from sanggar.foundation import clock
from sanggar.planning.actions import SeatsExhausted, hold_seat
from sanggar.planning.models import Programme
from sanggar.selection import actions, jobs
from sanggar.selection.models import Offer, Outcome
from sanggar.selection.queries import reserves_left
from sanggar.selection.refusals import (
    DeadlineTooSoon,
)
from sanggar.selection.status import offer_status

pytestmark = pytest.mark.django_db


def test_people_get_time_to_answer(programme: Programme) -> None:
    draw = make_published_draw(programme)
    with pytest.raises(DeadlineTooSoon, match="1 jam"):
        actions.open_offers(draw, deadline=clock.now() + timedelta(minutes=59), by=SETUP, at=clock.now())


def test_who_withdrew_before_the_offers_is_passed_over(programme: Programme) -> None:
    draw = make_published_draw(programme, people=4, seats=2)
    gone = draw.entries.get(outcome=Outcome.SELECTED, position=1).application
    withdraw_application(gone, by=gone.actor, at=clock.now())
    actions.open_offers(draw, deadline=by_day(days=1), by=SETUP, at=clock.now())
    assert asked(draw) == [("selected", 2, "open"), ("reserve", 1, "open")]


def test_reserves_are_called_until_the_announced_end_and_no_longer(
    programme: Programme, django_assert_num_queries: Any
) -> None:
    draw = make_published_draw(programme)
    now = clock.now()
    end = by_day(days=4)
    actions.open_offers(draw, deadline=by_day(days=3), call_up_until=end, by=SETUP, at=now)
    first, second = open_offers_of(draw)
    decline(first, now + timedelta(days=3))
    assert Offer.objects.get(entry__outcome=Outcome.RESERVE).deadline == end
    jobs.expire_due_offers(end - timedelta(minutes=30))
    jobs.fill_free_seats(end - timedelta(minutes=30))
    assert asked(draw)[1:] == [("selected", 2, "expired"), ("reserve", 1, "open")]
    assert seats(draw) == (1, 0)
    with django_assert_num_queries(1):  # after it no draw is even looked at
        actions.fill_free_seats(end)
    assert second.application_id not in Offer.objects.filter(state="open").values_list("application", flat=True)


def test_nobody_is_asked_twice(programme: Programme) -> None:
    draw = make_offers(programme, people=4, seats=1)
    for _ in range(4):
        (offer,) = open_offers_of(draw)
        decline(offer)
    assert asked(draw) == [
        ("selected", 1, "declined"),
        *(("reserve", position, "declined") for position in (1, 2, 3)),
    ]
    assert actions.call_up_reserves(draw, at=clock.now()) == []
    assert (seats(draw), reserves_left(draw)) == ((0, 0), 0)
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.filter(entry__position=2).update(entry=offer.entry)


def test_a_seat_of_a_track_stays_in_its_track(programme: Programme) -> None:
    youtube, tiktok = programme.tracks.order_by("-code")
    draw = make_offers(programme, people=6, seats=2, tracks={youtube: 1, tiktok: 1})
    for round_number in range(3):
        offer = next(offer for offer in open_offers_of(draw) if offer.entry.stratum == "tiktok")
        assert round_number == 0 or offer.entry.outcome == Outcome.RESERVE
        decline(offer)
    assert {offer.entry.stratum for offer in open_offers_of(draw)} == {"youtube"}
    assert (seats(draw), reserves_left(draw)) == ((1, 0), 2)


def test_the_seats_of_the_stage_bound_the_offers_of_every_draw(programme: Programme) -> None:
    draw = make_published_draw(programme, people=4, seats=2)
    hold_seat(draw.call.stage)
    draw.refresh_from_db()
    actions.open_offers(draw, deadline=by_day(days=1), by=SETUP, at=clock.now())
    assert (len(asked(draw)), seats(draw)) == (1, (2, 0))
    with pytest.raises(SeatsExhausted):
        hold_seat(draw.call.stage)


# --- letters and calls -----------------------------------------------------------------------------------------------


# --- the own page ----------------------------------------------------------------------------------------------------


def test_before_publication_the_own_page_says_nothing(programme: Programme) -> None:
    draw = make_drawn_draw(programme)
    assert [offer_status(application, clock.now()) for application in draw.call.applications.all()] == [None] * 6
