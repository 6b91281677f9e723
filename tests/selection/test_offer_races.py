"""Many answers at the same moment: the counters of the stage stay what the offers say."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.db import transaction

from factories.people import SETUP, make_office
from factories.planning import make_cohort, make_programme
from factories.races import race
from factories.selection import (
    by_day,
    filled_by_the_clock,
    make_offers,
    make_procedure,
    make_published_draw,
    make_screened_call,
    open_offers_of,
)
from sanggar.foundation import clock
from sanggar.planning.actions import take_held_seat
from sanggar.planning.models import Cohort, Programme, Stage
from sanggar.selection import actions
from sanggar.selection.models import LIVE, Draw, Offer, OfferState

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def programme() -> Programme:
    return make_programme(make_office())


def counted(draw: Draw) -> tuple[int, int]:
    stage = Stage.objects.get(pk=draw.call.stage_id)
    return stage.seats_offered, stage.seats_taken


def accept_and_enrol(offer: Offer, cohort: Cohort) -> None:
    """What acceptance comes to: the mark and the seat, together."""
    with transaction.atomic():
        actions.accept_offer(offer, by=offer.application.actor, at=clock.now())
        take_held_seat(offer.stage, cohort)


def test_accepting_declining_and_expiring_at_once_keep_the_seats_consistent(programme: Programme) -> None:
    draw = make_offers(programme, people=24, seats=8)
    cohort = make_cohort(draw.call.stage)
    offers = open_offers_of(draw)
    late = offers[0].deadline + timedelta(seconds=1)
    Offer.objects.filter(pk__in=[offer.pk for offer in offers[4:6]]).update(
        deadline=clock.now() - timedelta(seconds=1), offered_at=clock.now() - timedelta(days=1)
    )
    acts: list[Callable[[], object]] = [partial(accept_and_enrol, offer, cohort) for offer in offers[:3]]
    acts += [partial(actions.decline_offer, offer, by=offer.application.actor, at=clock.now()) for offer in offers[2:4]]
    acts += [partial(actions.expire_due_offers, clock.now()) for _ in range(2)]
    acts += [partial(actions.call_up_reserves, draw, at=clock.now()) for _ in range(3)]
    outcomes = race(acts)
    assert set(outcomes) <= {"done", "offer_already_answered"}
    filled_by_the_clock()
    states = [Offer.objects.filter(entry__draw=draw, state=state).count() for state in LIVE]
    open_now, accepted = states
    assert counted(draw) == (open_now, accepted)
    assert (open_now + accepted, accepted in (2, 3)) == (8, True)
    called = Offer.objects.filter(entry__draw=draw, entry__outcome="reserve").order_by("entry__position")
    assert list(called.values_list("entry__position", flat=True)) == list(range(1, called.count() + 1))
    assert late > clock.now()


def test_of_two_answers_to_one_offer_one_counts(programme: Programme) -> None:
    draw = make_offers(programme, people=4, seats=1)
    (offer,) = open_offers_of(draw)
    actor = offer.application.actor
    outcomes = race(
        [
            partial(actions.accept_offer, offer, by=actor, at=clock.now()),
            partial(actions.decline_offer, offer, by=actor, at=clock.now()),
        ]
    )
    assert outcomes == {"done": 1, "offer_already_answered": 1}
    filled_by_the_clock()
    assert counted(draw) == (1, 0)


def test_a_seat_that_falls_free_is_offered_once_however_many_call(programme: Programme) -> None:
    draw = make_offers(programme, people=8, seats=1)
    (offer,) = open_offers_of(draw)
    acts: list[Callable[[], object]] = [
        partial(actions.decline_offer, offer, by=offer.application.actor, at=clock.now())
    ]
    acts += [partial(actions.call_up_reserves, draw, at=clock.now()) for _ in range(8)]
    assert race(acts) == {"done": 9}
    filled_by_the_clock()  # where the answer came last
    assert Offer.objects.filter(entry__draw=draw, state=OfferState.OPEN).count() == 1
    assert counted(draw) == (1, 0)


def test_offers_opened_by_many_are_opened_once(programme: Programme) -> None:
    draw = make_published_draw(programme, people=6, seats=3)
    deadline = by_day(days=1)
    act = partial(actions.open_offers, draw, deadline=deadline, by=SETUP, at=clock.now())
    assert race([act] * 6) == {"done": 1, "offers_already_open": 5}
    assert (Offer.objects.count(), counted(draw)) == (3, (3, 0))


def test_a_list_frozen_by_many_is_frozen_once(programme: Programme) -> None:
    call = make_screened_call(programme, people=4)
    make_procedure(call)
    act = partial(actions.freeze_draw, call, by=SETUP, at=clock.now())
    assert race([act] * 6) == {"done": 1, "already_frozen": 5}
    assert Draw.objects.get().entries.count() == 4
