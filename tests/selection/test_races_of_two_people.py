"""Two of the office, or one of them and the person, at the same moment."""

import threading
from datetime import timedelta
from functools import partial

import pytest
from django.db import transaction

from factories.people import SETUP, make_office
from factories.planning import make_programme
from factories.races import race
from factories.selection import (
    freeze,
    make_offers,
    make_published_draw,
    make_screened_call,
    open_offers_of,
    readers,
)
from sanggar.foundation import clock
from sanggar.foundation.models import Message, MessageState
from sanggar.journeys import withdraw
from sanggar.planning.models import Programme
from sanggar.selection import actions, letters
from sanggar.selection.models import Offer, OfferState, OfferWithdrawal
from sanggar.selection.result_words import result_key

pytestmark = pytest.mark.django_db(transaction=True)
REASON = "Alamatnya ternyata di luar kota"


@pytest.fixture
def programme() -> Programme:
    return make_programme(make_office())


def test_of_a_confirmed_withdrawal_and_an_answer_one_counts(programme: Programme) -> None:
    draw, (first, second) = make_offers(programme, people=5, seats=2), readers(programme)
    offer = open_offers_of(draw)[0]
    at = clock.now()
    proposals = race([partial(actions.propose_withdrawal, offer, reason=REASON, by=first.actor, at=at)] * 2)
    assert proposals == {"done": 1, "withdrawal_waits": 1}
    proposal = OfferWithdrawal.objects.get()
    outcomes = race(
        [
            partial(actions.accept_offer, offer, by=offer.application.actor, at=at),
            *[partial(actions.confirm_withdrawal, proposal, by=second.actor, at=at)] * 2,
        ]
    )
    offer = Offer.objects.get(pk=offer.pk)
    proposal.refresh_from_db()
    assert outcomes["done"] == 1
    assert (offer.state, proposal.confirmed_by) in (
        (OfferState.ACCEPTED, None),
        (OfferState.WITHDRAWN, second),
    )
    assert set(outcomes) <= {"done", "offer_not_open", "offer_withdrawn"}


def test_a_letter_about_an_earlier_time_never_waits_beside_a_later_one(programme: Programme) -> None:
    draw = freeze(make_screened_call(programme), source_kind="drand", draw_at=clock.now() + timedelta(days=2))
    moved = actions.postpone_draw(
        draw, draw_at=clock.now() + timedelta(days=4), reason="Aula dipakai", by=SETUP, at=clock.now()
    )
    person = draw.call.applications.exclude(email="")[0]
    later = partial(actions.postpone_draw, draw, draw_at=clock.now() + timedelta(days=6), reason="Aula dipakai lagi")
    outcomes = race(
        [partial(letters.send_postponement.call, moved.pk, person.pk), partial(later, by=SETUP, at=clock.now())]
    )
    waiting = Message.objects.filter(key__startswith=letters.about_postponement(moved), state=MessageState.QUEUED)
    assert (outcomes, waiting.count()) == ({"done": 2}, 0)


def test_who_withdraws_while_the_results_are_being_told_keeps_no_letter_about_them(programme: Programme) -> None:
    draw, at = make_published_draw(programme, people=5, seats=2), clock.now()
    draw.call.applications.update(email="sulastri@contoh.example")
    entry = draw.entries.all()[0]
    leaving = partial(withdraw, entry.application, by=entry.application.actor, at=at)
    other = threading.Thread(target=race, args=([leaving],))
    with transaction.atomic():
        actions.send_results(draw, by=SETUP, at=at)
        letters.send_result.call(entry.pk)
        other.start()
        other.join(1)
    other.join()
    assert Message.objects.get(key=result_key(entry.pk)).state == MessageState.CANCELLED
