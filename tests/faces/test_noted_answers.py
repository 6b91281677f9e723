"""An answer by telephone or at the counter is noted in the officer's name, and counts like the person's own."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from factories.planning import make_cohort
from factories.selection import make_offers, open_offers_of
from sanggar.faces.journey import journey_of
from sanggar.foundation.models import AuditEntry
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.selection.models import Offer, OfferState
from sanggar.training.models import Enrolment

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
HOW = "Lewat telepon pukul 10.15"


@pytest.fixture
def offers(programme: Programme) -> list[Offer]:
    return open_offers_of(make_offers(programme, people=4, seats=2))


def page(offer: Offer, end: str = "jawaban/") -> str:
    programme = offer.stage.programme
    room = "" if end == "jawaban/" else "seleksi/"
    return f"/desk/{programme.organisation.slug}/{programme.slug}/{room}penawaran/{offer.pk}/{end}"


def note(client: Client, offer: Offer, accepts: str, how: str = HOW) -> HttpResponse:
    answered = client.post(page(offer), {"once": str(uuid.uuid4()), "accepts": accepts, "how": how})
    offer.refresh_from_db()
    return answered


def read(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def test_yes_takes_the_seat_and_no_gives_it_back_both_in_the_officers_name(
    offers: list[Offer], officer: Account, signed_in: SignIn
) -> None:
    yes, no = offers
    make_cohort(yes.stage)
    dewi = signed_in(officer)
    assert "Catat jawaban" in read(dewi, page(yes, ""))
    assert [note(dewi, yes, "ya").status_code, note(dewi, no, "tidak").status_code] == [302, 302]
    assert [yes.state, no.state] == [OfferState.ACCEPTED, OfferState.DECLINED]
    assert [each.application for each in Enrolment.objects.all()] == [yes.application]
    for offer, verb in ((yes, "selection.accept_offer"), (no, "selection.decline_offer")):
        entry = AuditEntry.objects.get(verb=verb)
        assert (entry.actor_id, entry.details) == (str(officer.pk), '{"on_behalf":true}')
        history = read(dewi, page(offer, ""))
        assert (f"dicatat oleh {officer.name}" in history, HOW in history) == (True, True)
        told = journey_of(offer.application)
        assert f"Jawaban Anda, dicatat kantor: {HOW}" in [step.get("text") for step in told]


def test_where_no_class_has_room_the_noted_wish_stands_in_the_history(
    offers: list[Offer], officer: Account, signed_in: SignIn
) -> None:
    first, dewi = offers[0], signed_in(officer)
    note(dewi, first, "ya")
    assert (first.state, first.class_wanted_at is None) == (OfferState.OPEN, False)
    history = read(dewi, page(first, ""))
    assert ("Menerima, menunggu kelas" in history, f"dicatat oleh {officer.name}" in history) == (True, True)


def test_it_needs_words_and_time_and_the_right(
    offers: list[Offer], officer: Account, inspector: Account, signed_in: SignIn
) -> None:
    first, dewi = offers[0], signed_in(officer)
    make_cohort(first.stage)
    assert note(dewi, first, "ya", how="ok").status_code == 422
    assert note(signed_in(inspector), first, "ya").status_code == 403
    with time_machine.travel(first.deadline + timedelta(minutes=1)):
        assert note(signed_in(officer), first, "ya").status_code == 422
    assert (first.state, Enrolment.objects.count()) == (OfferState.OPEN, 0)


def test_an_own_answer_is_noted_by_nobody(offers: list[Offer], officer: Account, signed_in: SignIn) -> None:
    first = offers[0]
    own = first.application.own_path
    assert Client().post(f"{own}tolak/", {"once": str(uuid.uuid4())}).status_code == 302
    first.refresh_from_db()
    assert first.state == OfferState.DECLINED
    history = read(signed_in(officer), page(first, ""))
    assert ("dicatat oleh" in history, "Catat jawaban" in history) == (False, False)
