"""An answer by telephone or at the counter is noted in the officer's name; what would end an offer needs two."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from factories.planning import make_cohort
from factories.selection import make_offers, open_offers_of, readers
from sanggar.applications.models import Application
from sanggar.faces.journey import journey_of
from sanggar.foundation import clock
from sanggar.foundation.messaging.envelope import read as read_letter
from sanggar.foundation.models import AuditEntry, Message
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.selection.actions import confirm_withdrawal, drop_withdrawal, expire_due_offers
from sanggar.selection.ending_letters import send_refusal_noted
from sanggar.selection.models import Offer, OfferState
from sanggar.selection.refusals import OfferNotOpen, WithdrawalOvertaken
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


def test_a_yes_counts_at_once_and_a_no_once_a_second_person_has_confirmed_it(
    offers: list[Offer], officer: Account, signed_in: SignIn
) -> None:
    yes, no = offers
    make_cohort(yes.stage)
    dewi, dodi = signed_in(officer), signed_in(readers(no.stage.programme)[1])
    assert "Catat jawaban" in read(dewi, page(yes, ""))
    assert [note(dewi, yes, "ya").status_code, note(dewi, no, "tidak").status_code] == [302, 302]
    assert [yes.state, no.state] == [OfferState.ACCEPTED, OfferState.OPEN]
    assert [each.application for each in Enrolment.objects.all()] == [yes.application]
    act = page(no, f"tarik/{no.withdrawals.get().pk}/tegaskan/")
    assert [act in read(each, page(no, "")) for each in (dewi, dodi)] == [False, True]
    assert f'href="tel:{no.application.phone}"' in read(dodi, page(no, ""))  # to ask them
    once = {"once": str(uuid.uuid4())}
    assert "catat sendiri" in dewi.post(act, once, follow=True).content.decode()
    assert "jatuh pada cadangan" in dodi.post(act, once, follow=True).content.decode()
    no.refresh_from_db()
    assert no.state == OfferState.DECLINED
    assert "Bila menurut Anda ini keliru, hubungi" in read(Client(), no.application.own_path)
    for offer, verb, who in (
        (yes, "selection.accept_offer", officer.name),
        (no, "selection.decline_offer", "Dodi Dadu"),
    ):
        entry = AuditEntry.objects.get(verb=verb)
        assert (entry.actor_label, entry.details) == (who, '{"on_behalf":true}')
        history = read(dewi, page(offer, ""))
        assert (f"dicatat oleh {who}" in history, HOW in history, officer.name in history) == (True, True, True)
        told = journey_of(offer.application)
        assert f"Jawaban Anda, dicatat kantor: {HOW}" in [step.get("text") for step in told]


def test_who_is_said_to_refuse_is_written_at_once_and_their_own_answer_counts(
    offers: list[Offer], officer: Account, signed_in: SignIn
) -> None:
    first, other = offers
    make_cohort(first.stage)
    Application.objects.update(email="warga@example.org")
    for offer in offers:
        note(signed_in(officer), offer, "tidak")
        send_refusal_noted.call(offer.withdrawals.get().pk)
    letter = read_letter(Message.objects.get(key=f"refusal {first.withdrawals.get().pk}"))
    assert (HOW in letter.body, first.application.own_path in letter.body) == (True, True)
    own = first.application.own_path
    assert f"tidak dapat ikut ({HOW}). Bila itu keliru" in read(Client(), own)
    assert Client().post(f"{own}terima/", {"once": str(uuid.uuid4())}).status_code == 302
    first.refresh_from_db()
    assert (first.state, first.withdrawals.get().confirmed_by) == (OfferState.ACCEPTED, None)
    with pytest.raises(OfferNotOpen):
        confirm_withdrawal(first.withdrawals.get(), by=readers(first.stage.programme)[1].actor, at=clock.now())
    assert expire_due_offers(other.deadline + timedelta(minutes=1)) == 1  # whom nobody asked again, the deadline asks


def test_nobody_is_written_of_a_no_that_no_letter_tells_them_or_that_is_settled_meanwhile(
    offers: list[Offer], officer: Account, signed_in: SignIn
) -> None:
    unreached, dropped = offers
    Application.objects.filter(pk=dropped.application_id).update(email="warga@example.org")
    Application.objects.filter(pk=unreached.application_id).update(email="")
    for offer in offers:
        note(signed_in(officer), offer, "tidak")
    drop_withdrawal(dropped.withdrawals.get(), by=officer.actor, at=clock.now())
    for offer in offers:
        send_refusal_noted.call(offer.withdrawals.get().pk)
    assert not Message.objects.filter(key__startswith="refusal").exists()


def test_where_no_class_has_room_the_noted_wish_stands_in_the_history(
    offers: list[Offer], officer: Account, signed_in: SignIn
) -> None:
    first, dewi = offers[0], signed_in(officer)
    note(dewi, first, "ya")
    assert (first.state, first.class_wanted_at is None) == (OfferState.OPEN, False)
    history = read(dewi, page(first, ""))
    assert ("Menerima, menunggu kelas" in history, f"dicatat oleh {officer.name}" in history) == (True, True)


def test_who_waits_for_a_class_takes_back_a_no_that_was_noted_of_them_too(
    offers: list[Offer], officer: Account, signed_in: SignIn
) -> None:
    (first, other), dewi, second = offers, signed_in(officer), readers(offers[0].stage.programme)[1]
    Application.objects.update(email="warga@example.org")
    for offer in offers:
        for said in ("ya", "tidak"):
            note(dewi, offer, said)
        wanted = offer.class_wanted_at
        send_refusal_noted.call(offer.withdrawals.get().pk)
        letter = read_letter(Message.objects.get(key=f"refusal {offer.withdrawals.get().pk}")).body
        assert ("terimalah kursinya" in letter, "menunggu jawaban" in letter) == (True, False)
        own = offer.application.own_path
        shown = read(Client(), own)
        assert (f"{own}terima/" in shown, "tanpa perlu menjawab lagi" in shown) == (True, False)
        if offer == first:
            note(dewi, offer, "ya")
        else:
            Client().post(f"{own}terima/", {"once": str(uuid.uuid4())})
        with pytest.raises(WithdrawalOvertaken):
            confirm_withdrawal(offer.withdrawals.get(), by=second.actor, at=clock.now())
        offer.refresh_from_db()
        assert (offer.state, offer.class_wanted_at) == (OfferState.OPEN, wanted)  # in the place of the first answer
        assert f"{own}terima/" not in read(Client(), own)
    assert first.events.count() == other.events.count() == 3


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
    assert "Bila menurut Anda ini keliru, hubungi" not in read(Client(), own)
