"""A code that the office is shown is on record with its person, and the letters to tell name who is to be called."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from factories.applications import apply, make_call
from factories.selection import make_offers, open_offers_of
from sanggar.applications.data_letters import send_find_code
from sanggar.applications.models import Application, FindRequest
from sanggar.foundation import by_hand, clock
from sanggar.people.models import Account
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
DESK = "/desk/diskominfo-malang/youtuber-tiktok/"


def text(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def test_a_code_shown_to_find_an_application_stands_in_its_history_and_on_the_own_page(
    programme: Programme, officer: Account, signed_in: SignIn, client: Client
) -> None:
    application = apply(make_call(programme))
    client.post("/lamaran/", {"receipt": application.receipt, "birth_date": "2003-08-17"})
    send_find_code.func(FindRequest.objects.get().pk)
    (letter,) = by_hand.waiting(programme.shelf, clock.now())
    desk = signed_in(officer)
    listed = text(desk, f"{DESK}sampaikan/")
    assert ("Tampilkan dengan kodenya" in listed, "Tampilkan dengan tautannya" in listed) == (True, False)
    shown = desk.post(f"{DESK}sampaikan/{letter.pk}/isi/", {"once": str(uuid.uuid4())}).content.decode()
    assert "Dicatat bahwa Anda melihat kode ini. Pelamarnya membacanya juga, di halamannya sendiri." in shown
    assert "tautan rahasia ini" not in shown
    assert "Kode Anda ditampilkan kepada petugas" in text(Client(), application.own_path)
    history = text(desk, f"{DESK}pendaftaran/lamaran/{application.receipt}/")
    assert ("Kode ditampilkan kepada petugas" in history, "Tautan rahasia ditampilkan" in history) == (True, False)


def test_the_letters_to_tell_lead_to_those_who_wait_for_a_call(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    first, second = open_offers_of(make_offers(programme))
    Application.objects.filter(pk=first.application_id).update(email="")
    Application.objects.filter(pk=second.application_id).update(email="dua@contoh.example")
    desk = signed_in(officer)
    page = text(desk, f"{DESK}sampaikan/")
    calling = f"{DESK}seleksi/penawaran/tahap-{first.stage.ordinal}/panggilan/"
    assert "1 orang yang ditawari kursi di Tahap 1 belum diberi tahu" in page
    assert (calling in page, f"{DESK}sampaikan/" in text(desk, calling)) == (True, True)
