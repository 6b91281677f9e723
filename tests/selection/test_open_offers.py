"""Two seats on offer and four reserves: what an answer, a deadline or an officer does to an offer."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from factories.offers import asked, decline, seats
from factories.people import SETUP, make_office
from factories.planning import make_cohort, make_programme
from factories.selection import (
    by_day,
    filled_by_the_clock,
    make_offers,
    open_offers_of,
)
from sanggar.applications.actions import withdraw_application
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry
from sanggar.people.models import Account, Organisation
from sanggar.planning.actions import free_taken_seat, take_held_seat
from sanggar.selection import actions
from sanggar.selection.models import Draw, Offer, OfferState, Outcome
from sanggar.selection.queries import call_list, offer_counts, offer_of
from sanggar.selection.refusals import (
    ApplicationLapsed,
    OfferAlreadyAnswered,
    OfferExpired,
    OfferNotOpen,
    OffersAlreadyOpen,
    OfferWithdrawn,
)
from sanggar.selection.status import offer_status

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def offered(kept: None) -> int:
    """Two of six people are asked."""
    return make_offers(make_programme(make_office()), people=6, seats=2).pk


@pytest.fixture
def draw(offered: int, db: None) -> Draw:
    return Draw.objects.get(pk=offered)


@pytest.fixture
def office(draw: Draw) -> Organisation:
    return draw.call.programme.organisation


def test_every_selected_person_gets_an_offer_that_holds_a_seat(draw: Draw) -> None:
    assert asked(draw) == [("selected", 1, "open"), ("selected", 2, "open")]
    assert seats(draw) == (2, 0)


def test_offers_are_opened_once(draw: Draw) -> None:
    with pytest.raises(OffersAlreadyOpen):
        actions.open_offers(draw, deadline=by_day(days=1), by=SETUP, at=clock.now())


def test_accepting_marks_the_offer_and_keeps_its_seat_held(draw: Draw) -> None:
    first, _ = open_offers_of(draw)
    actions.accept_offer(first, by=first.application.actor, at=clock.now())
    first.refresh_from_db()
    assert (first.state, seats(draw)) == (OfferState.ACCEPTED, (2, 0))
    with pytest.raises(OfferAlreadyAnswered, match="Diterima"):
        actions.accept_offer(first, by=first.application.actor, at=clock.now())
    with pytest.raises(OfferAlreadyAnswered):
        actions.decline_offer(first, by=first.application.actor, at=clock.now())


def test_declining_calls_up_exactly_the_next_reserve(draw: Draw) -> None:
    first, _ = open_offers_of(draw)
    decline(first)
    assert asked(draw) == [("selected", 1, "declined"), ("selected", 2, "open"), ("reserve", 1, "open")]
    assert seats(draw) == (2, 0)


def test_an_offer_past_its_deadline_can_not_be_accepted_even_if_the_job_has_not_run(draw: Draw) -> None:
    first, _ = open_offers_of(draw)
    late = first.deadline + timedelta(seconds=1)
    for answer in (actions.accept_offer, actions.decline_offer):
        with pytest.raises(OfferExpired):
            answer(first, by=first.application.actor, at=late)
    actions.accept_offer(first, by=first.application.actor, at=first.deadline)


def test_expiry_calls_up_exactly_as_many_as_lapsed(draw: Draw) -> None:
    first, second = open_offers_of(draw)
    actions.accept_offer(first, by=first.application.actor, at=clock.now())
    late = second.deadline + timedelta(seconds=1)
    assert actions.expire_due_offers(late) == 1
    assert actions.expire_due_offers(late) == 0
    assert filled_by_the_clock(late) == 1
    assert asked(draw) == [("selected", 1, "accepted"), ("selected", 2, "expired"), ("reserve", 1, "open")]
    with pytest.raises(OfferExpired):
        actions.accept_offer(second, by=second.application.actor, at=late)


def test_calling_up_while_nothing_is_free_asks_nobody(draw: Draw) -> None:
    assert actions.call_up_reserves(draw, at=clock.now()) == []
    assert len(asked(draw)) == 2


def test_a_withdrawn_offer_tells_its_reason_and_passes_the_seat_on(draw: Draw) -> None:
    first, _ = open_offers_of(draw)
    actions.withdraw_offer(first, reason="Ternyata bukan warga kota", by=SETUP, at=clock.now())
    actions.call_up_reserves(draw, at=clock.now())
    assert asked(draw) == [("selected", 1, "withdrawn"), ("selected", 2, "open"), ("reserve", 1, "open")]
    status = offer_status(first.application, clock.now())
    assert status is not None
    assert (status.text, status.may_answer) == ("Ternyata bukan warga kota", False)
    with pytest.raises(OfferWithdrawn):
        actions.accept_offer(first, by=first.application.actor, at=clock.now())
    with pytest.raises(OfferNotOpen, match="Ditarik"):
        actions.withdraw_offer(first, reason="Lagi", by=SETUP, at=clock.now())
    assert "bukan warga" not in AuditEntry.objects.get(verb="selection.withdraw_offer").details


def test_who_withdraws_the_application_gives_up_the_seat(draw: Draw) -> None:
    first, _ = open_offers_of(draw)
    withdraw_application(first.application, by=first.application.actor, at=clock.now())
    first.application.refresh_from_db()
    status = offer_status(first.application, clock.now())
    assert status is not None
    assert (status.title, status.may_answer) == ("Penawaran tidak berlaku lagi", False)
    with pytest.raises(ApplicationLapsed):
        actions.accept_offer(first, by=first.application.actor, at=clock.now())
    assert actions.expire_due_offers(clock.now()) == 1
    actions.call_up_reserves(draw, at=clock.now())
    assert asked(draw) == [("selected", 1, "declined"), ("selected", 2, "open"), ("reserve", 1, "open")]


def test_a_no_show_is_replaced_by_the_next_reserve_at_the_door(draw: Draw) -> None:
    cohort = make_cohort(draw.call.stage)
    for offer in open_offers_of(draw):
        actions.accept_offer(offer, by=offer.application.actor, at=clock.now())
        take_held_seat(draw.call.stage, cohort)
    missing = Offer.objects.get(entry__position=1)
    free_taken_seat(draw.call.stage, cohort)
    soon = clock.now() + timedelta(minutes=30)
    actions.end_accepted_offer(missing, OfferState.NO_SHOW, reason="Tidak datang", by=SETUP, at=clock.now())
    offers = actions.call_up_reserves(draw, deadline=soon, by=SETUP, at=clock.now())
    assert [(offer.entry.outcome, offer.entry.position, offer.deadline) for offer in offers] == [("reserve", 1, soon)]
    assert asked(draw) == [("selected", 1, "no_show"), ("selected", 2, "accepted"), ("reserve", 1, "open")]
    assert seats(draw) == (1, 1)


def test_a_mark_on_the_call_list_says_who_and_can_be_taken_back(draw: Draw, officer: Account) -> None:
    first, second = open_offers_of(draw)
    actions.mark_reached(first, by=officer.actor, at=clock.now())
    first.refresh_from_db()
    assert (first.reached_by, offer_counts(first.stage).unreached) == (officer, 1)
    assert [offer.pk for offer in call_list(first.stage, clock.now())] == [second.pk, first.pk]
    actions.unmark_reached(first, by=officer.actor, at=clock.now())
    first.refresh_from_db()
    assert (first.reached_at, first.reached_by) == (None, None)


def test_an_answered_offer_can_not_be_marked(draw: Draw, officer: Account) -> None:
    first, _ = open_offers_of(draw)
    actions.decline_offer(first, by=first.application.actor, at=clock.now())
    with pytest.raises(OfferNotOpen, match="Ditolak"):
        actions.mark_reached(first, by=officer.actor, at=clock.now())


def test_the_own_page_follows_the_offer(draw: Draw) -> None:
    first, second = open_offers_of(draw)
    reserve = draw.entries.get(outcome=Outcome.RESERVE, position=2).application
    status = offer_status(first.application, clock.now())
    assert status is not None
    assert (status.title, status.may_answer, status.offer) == ("Kursi ditawarkan kepada Anda", True, first)
    waiting = offer_status(reserve, clock.now())
    assert waiting is not None
    assert (waiting.title, "nomor 2" in waiting.text) == ("Anda masuk cadangan", True)
    late = offer_status(second.application, second.deadline + timedelta(seconds=1))
    assert late is not None
    assert (late.title, late.may_answer) == ("Batas waktu menjawab sudah lewat", False)
    assert offer_of(reserve) is None


def test_everyone_reads_how_many_have_given_their_seat_back(draw: Draw) -> None:
    assert "melepas kursinya" not in Client().get(f"/undian/{draw.public_id}/").content.decode()
    gone = open_offers_of(draw)[0]
    actions.decline_offer(gone, by=gone.application.actor, at=clock.now())
    page = Client().get(f"/undian/{draw.public_id}/").content.decode()
    assert ("1 orang di antaranya kemudian melepas kursinya" in page, gone.application.receipt in page) == (True, True)


def test_the_public_page_asks_nothing_for_each_of_its_rows(draw: Draw, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(20):
        page = Client().get(f"/undian/{draw.public_id}/").content.decode()
    assert all(application.receipt in page for application in draw.call.applications.all())
