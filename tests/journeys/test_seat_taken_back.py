"""An offered seat is taken back: by two of the office, on a desk and on a phone, in both languages."""

from typing import Any

import pytest

from factories.people import PASSWORD, make_office
from factories.planning import make_programme
from factories.selection import make_offers, open_offers_of, readers
from journeys.people_in_browsers import PHONE, Visitor
from journeys.steps.town import DESK as ROOM
from sanggar.people.models import Account
from sanggar.selection.models import Offer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
REASON = "Alamatnya ternyata di luar kota."


def test_one_proposes_another_confirms_and_the_person_reads_why(enter: Any) -> None:
    programme = make_programme(make_office())
    first, second = readers(programme)
    offer = open_offers_of(make_offers(programme, people=5, seats=2))[0]
    place = f"{ROOM}seleksi/penawaran/{offer.pk}/"
    dina, dodi = enter(first.name), enter(second.name, size=PHONE)
    when_one_looks_at_the_link_and_proposes(dina, first, place)
    then_the_person_may_still_answer(enter(offer.application.name, size=PHONE), offer)
    when_another_confirms_on_a_phone_in_english(dodi, second, place)
    then_the_person_reads_why_and_whom_to_ask(enter(offer.application.name, size=PHONE), offer)


def when_one_looks_at_the_link_and_proposes(dina: Visitor, account: Account, place: str) -> None:
    dina.signs_in(str(account.email), PASSWORD)
    dina.opens(place)
    dina.presses("Tampilkan pesan dan tautannya")
    dina.sees("Dicatat bahwa Anda melihat tautan rahasia")
    dina.follows("Kembali")
    dina.sees("Tautan rahasia atau kodenya ditampilkan kepada petugas")
    dina.follows("Tarik penawaran")
    dina.sees("Bila orang kedua menegaskannya")
    dina.fills({"Alasan": REASON})
    dina.presses("Usulkan penarikan")
    dina.sees("Penarikan menunggu penegasan orang kedua", REASON)


def then_the_person_may_still_answer(person: Visitor, offer: Offer) -> None:
    person.opens(offer.application.own_path)
    person.sees("Kursi ditawarkan kepada Anda", "Tautan halaman ini atau kodenya ditampilkan kepada petugas")


def when_another_confirms_on_a_phone_in_english(dodi: Visitor, account: Account, place: str) -> None:
    dodi.signs_in(str(account.email), PASSWORD)
    dodi.opens(f"{ROOM}")
    dodi.follows("Putuskan penarikan tawaran")
    dodi.follows("English")
    dodi.opens(place)
    dodi.sees("A withdrawal waits for a second person", REASON)
    dodi.presses("Confirm the withdrawal")
    dodi.sees("Withdrawn", "Withdrawal proposed")


def then_the_person_reads_why_and_whom_to_ask(person: Visitor, offer: Offer) -> None:
    person.opens(offer.application.own_path)
    person.sees("Penawaran ditarik", REASON, "Bila menurut Anda ini keliru, hubungi")
