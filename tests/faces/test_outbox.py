"""The outbox at the desk: who gets what by which channel, what became of it, and what an officer does about it."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from factories.messaging import LINK, PHONE, accepted, failed, post, provider, whatsapp_at
from factories.people import make_account
from factories.planning import make_programme
from sanggar.faces.desk.figures import Figures
from sanggar.faces.desk.todos import todos_of
from sanggar.foundation import clock
from sanggar.foundation.messaging import outbox
from sanggar.foundation.models import AuditEntry, Message
from sanggar.foundation.models import MessageState as S
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
DESK = "/desk/diskominfo-malang/youtuber-tiktok/"
EMAIL = "sulastri@contoh.example"


def form() -> dict[str, str]:
    return {"once": str(uuid.uuid4())}


def text_of(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


@pytest.fixture
def client_of_officer(officer: Account, signed_in: SignIn) -> Client:
    return signed_in(officer)


def state_of(message: Message) -> str:
    message.refresh_from_db()
    return message.state


def test_the_list_shows_who_by_what_and_how_far_but_no_number_and_no_secret(
    programme: Programme, client_of_officer: Client
) -> None:
    post("a", shelf=programme.shelf, email=EMAIL)
    post("b", shelf=programme.shelf, name="Budi")
    page = text_of(client_of_officer, f"{DESK}pesan/")
    assert [each in page for each in ("Sulastri", "Budi", "Terkirim", "Perlu disampaikan langsung", "s•••@")] == [
        True
    ] * 5
    files = client_of_officer.get(f"{DESK}pesan/?format=csv").content.decode()
    for told in (page, files):
        assert [each for each in (PHONE, PHONE[3:], EMAIL, "rahasia/") if each in told] == []
    assert ("Sulastri" in files, "Ada kabar" in files) == (True, True)
    filtered = text_of(client_of_officer, f"{DESK}pesan/?keadaan=by_hand")
    assert ("Budi" in filtered, "Sulastri" in filtered) == (True, False)


def test_a_message_is_seen_before_it_is_sent_without_the_secret_link(
    programme: Programme, client_of_officer: Client
) -> None:
    message = post("a", shelf=programme.shelf, email=EMAIL, about={"batch": "hasil-1"})
    page = text_of(client_of_officer, f"{DESK}pesan/{message.pk}/")
    assert ("Halo Sulastri" in page, LINK in page, "/lamaran/MLG-1/…/" in page) == (True, False, True)
    assert ("Kirim sekarang" in page, "Pakai saluran berikutnya" in page, "Kirim lagi" in page) == (True, True, False)


def test_a_batch_that_a_colleague_releases_while_the_list_is_read_breaks_nothing(
    programme: Programme, client_of_officer: Client
) -> None:
    message = post("a", shelf=programme.shelf, email=EMAIL, about={"batch": "hasil-1"})

    def released(execute: Callable[..., object], sql: str, *rest: object) -> object:
        if "MIN(" in sql:  # which message of each batch is the first
            Message.objects.filter(pk=message.pk).update(state=S.SENT)
        return execute(sql, *rest)

    with connection.execute_wrapper(released):
        page = client_of_officer.get(f"{DESK}pesan/")
    assert (page.status_code, state_of(message)) == (200, S.SENT)


def test_what_no_channel_brought_shows_the_whole_text_to_copy(programme: Programme, client_of_officer: Client) -> None:
    message = post("a", shelf=programme.shelf)
    page = text_of(client_of_officer, f"{DESK}pesan/{message.pk}/")
    assert (LINK in page, "wa.me" in page, "Tampilkan dengan tautannya" in page) == (False, False, True)
    shown = client_of_officer.post(f"{DESK}sampaikan/{message.pk}/isi/", form()).content.decode()
    assert (LINK in shown, "wa.me/6281234567890" in shown) == (True, True)
    assert AuditEntry.objects.filter(verb="foundation.show_letter").count() == 1
    client_of_officer.post(f"{DESK}pesan/{message.pk}/disampaikan/", form())
    assert state_of(message) == S.TOLD
    assert "wa.me" not in text_of(client_of_officer, f"{DESK}pesan/{message.pk}/")


def test_an_officer_holds_releases_and_cancels(programme: Programme, client_of_officer: Client) -> None:
    message = post("a", shelf=programme.shelf, email=EMAIL, about={"batch": "hasil-1"})
    states = []
    for what in ("kirim", "tahan", "kirim", "batal", "kirim", "entah"):
        client_of_officer.post(f"{DESK}pesan/{message.pk}/{what}/", form())
        states.append(state_of(message))
    assert states == [S.QUEUED, S.HELD, S.QUEUED, S.CANCELLED, S.CANCELLED, S.CANCELLED]
    assert "tidak dapat diubah lagi" in text_of(client_of_officer, f"{DESK}pesan/")
    assert client_of_officer.get(f"{DESK}pesan/{message.pk}/kirim/").status_code == 405


def test_a_batch_is_checked_and_released_as_a_whole(
    programme: Programme, client_of_officer: Client, settings: Any
) -> None:
    settings.WHATSAPP = whatsapp_at("http://127.0.0.1:9", daily=[(clock.now().date().min, 2)])
    for number in range(5):
        post(f"{number}", shelf=programme.shelf, about={"batch": "hasil-1"}, phone=f"+628123456789{number}")
    cockpit = text_of(client_of_officer, DESK)
    assert "Lepas 5 pesan yang ditahan" in cockpit
    post("other", shelf=programme.shelf, about={"batch": "hasil-2"}, subject="Kabar lain")
    pages = text_of(client_of_officer, DESK), text_of(client_of_officer, f"{DESK}pesan/")
    assert [(subject in page) for page in pages for subject in ("Ada kabar", "Kabar lain")] == [True] * 4
    address = f"{DESK}pesan/kelompok/hasil-1/"
    page = text_of(client_of_officer, address)
    assert [each in page for each in ("Lepas 5 pesan", "Rp2.000", "3 hari", "kabar_umum")] == [True] * 4
    with provider(accepted()) as meta:
        settings.WHATSAPP = whatsapp_at(meta.address)
        assert client_of_officer.post(address, form() | {"what": "lepas"}).status_code == 302
        outbox.send_due(clock.now())
    assert len(meta.asked) == 5
    assert client_of_officer.get(address).status_code == 302


def test_a_batch_of_which_nothing_is_held_says_so(programme: Programme, client_of_officer: Client) -> None:
    page = client_of_officer.get(f"{DESK}pesan/kelompok/hasil-1/", follow=True).content.decode()
    assert "Tidak ada pesan yang ditahan di kelompok ini" in page


def test_a_batch_may_be_cancelled(programme: Programme, client_of_officer: Client) -> None:
    message = post("a", shelf=programme.shelf, email=EMAIL, about={"batch": "hasil-1"})
    client_of_officer.post(f"{DESK}pesan/kelompok/hasil-1/", form() | {"what": "batal"})
    assert (state_of(message), mail.outbox) == (S.CANCELLED, [])


def test_a_failure_is_shown_with_its_reason_and_tried_again(
    programme: Programme, client_of_officer: Client, settings: Any
) -> None:
    with provider("drop", accepted()) as meta:
        settings.WHATSAPP = whatsapp_at(meta.address)
        message = post("a", shelf=programme.shelf)
        assert "Periksa 1 pesan" in text_of(client_of_officer, DESK)
        page = text_of(client_of_officer, f"{DESK}pesan/{message.pk}/")
        assert ("mungkin sudah terkirim" in page, "Kirim lagi" in page) == (True, True)
        client_of_officer.post(f"{DESK}pesan/{message.pk}/ulang/", form())
        outbox.send_due(clock.now())
    assert (state_of(message), len(meta.asked)) == (S.SENT, 2)


def test_what_a_provider_refused_says_why(programme: Programme, client_of_officer: Client, settings: Any) -> None:
    with provider(failed(131026)) as meta:
        settings.WHATSAPP = whatsapp_at(meta.address)
        message = post("a", shelf=programme.shelf)
    assert "Nomor ini tidak dapat menerima WhatsApp." in text_of(client_of_officer, f"{DESK}pesan/{message.pk}/")


def test_only_who_runs_the_programme_sees_and_acts(programme: Programme, signed_in: SignIn, officer: Account) -> None:
    message = post("a", shelf=programme.shelf, email=EMAIL, about={"batch": "hasil-1"})
    inspector = signed_in(make_account("Ida Inspektur", Role.INSPECTOR, programme.organisation))
    pages = ["pesan/", f"pesan/{message.pk}/", "pesan/kelompok/hasil-1/"]
    assert [inspector.get(f"{DESK}{page}").status_code for page in pages] == [403] * 3
    assert inspector.post(f"{DESK}pesan/{message.pk}/kirim/", form()).status_code == 403
    other = make_programme(programme.organisation, "lain")
    elsewhere = f"/desk/{other.organisation.slug}/{other.slug}/pesan/{message.pk}/"
    client = signed_in(officer)
    assert [client.get(elsewhere).status_code, client.post(f"{elsewhere}kirim/", form()).status_code] == [404, 404]
    assert state_of(message) == S.HELD


def test_the_cockpit_says_each_thing_once(programme: Programme, officer: Account, client_of_officer: Client) -> None:
    for key in ("a", "b", "c"):
        post(key, shelf=programme.shelf, name=f"Orang {key}")
    for row, state in zip(Message.objects.order_by("pk"), (S.FAILED, S.UNKNOWN), strict=False):
        Message.objects.filter(pk=row.pk).update(state=state)
    asked = [todo.text for todo in todos_of(officer, Figures(programme, clock.now()))]
    about_messages = [text for text in asked if "pesan" in text or "surat langsung" in text]
    assert about_messages == ["Sampaikan 1 surat langsung", "Periksa 2 pesan"]
    both = text_of(client_of_officer, f"{DESK}pesan/?keadaan=bermasalah")
    assert [f"Orang {key}" in both for key in ("a", "b", "c")] == [True, True, False]
