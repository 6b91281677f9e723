"""The desk pages of the room, walked through by the people whose job it is."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any
from urllib.parse import unquote

import httpx
import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from pypdf import PdfReader

from factories.applications import make_call
from factories.people import SETUP, make_account
from factories.planning import make_stage
from factories.seen import seen_at
from factories.selection import (
    DIGITS,
    RANDOMNESS,
    ROUND,
    SIGNATURE,
    its_hour_has_come,
    make_drawn_draw,
    make_frozen_draw,
    make_offers,
    make_published_draw,
    make_screened_call,
    open_offers_of,
)
from sanggar.applications.actions import reopen_decision
from sanggar.cores.beacon import quicknet
from sanggar.foundation import clock
from sanggar.foundation.dates import local_time
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme
from sanggar.selection import relays
from sanggar.selection.actions import decline_offer
from sanggar.selection.models import Draw, DrawState, Offer, OfferState

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
ROOM = "/desk/diskominfo-malang/youtuber-tiktok/seleksi"
DRAW = f"{ROOM}/undian/tahap-1"
PROCEDURE = f"{ROOM}/tata-cara/tahap-1"


def post(client: Client, address: str, **values: Any) -> HttpResponse:
    answer: Any = client.post(address, {"once": str(uuid.uuid4()), **values})
    return answer  # type: ignore[no-any-return]


def announce(client: Client, **terms: Any) -> None:
    """The procedure, written and published on its pages; the call has closed, so that needs its reason."""
    plain = {
        "rule": "lottery",
        "source_kind": "dice",
        "objection_days": "0",
        "answering_hours": "12",
        "deadline_time": "16:00",
        "venue": "Aula",
        "draw_at": f"{local_time(clock.now() + timedelta(hours=2)):%Y-%m-%dT%H:%M}",
    }
    assert post(client, f"{PROCEDURE}/ubah/", **(plain | terms)).status_code == 302
    assert post(client, f"{PROCEDURE}/umumkan/", reason="Uji").status_code == 302


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def step_now(client: Client) -> str:
    page = text_of(client.get(f"{DRAW}/"))
    return page.partition('aria-current="step"')[2].partition("<h2>")[2].partition("</h2>")[0]


def test_nothing_is_frozen_before_a_tick_says_that_it_stays(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    make_screened_call(programme)
    dewi = signed_in(officer)
    announce(dewi)
    refused = post(dewi, f"{DRAW}/bekukan/")
    told = "Centang dulu bahwa Anda tahu apa yang menjadi tetap"
    assert (refused.status_code, told in text_of(refused), Draw.objects.count()) == (422, True, 0)
    assert post(dewi, f"{DRAW}/bekukan/", understood="on").status_code == 302
    assert Draw.objects.count() == 1


# --- the guided page -------------------------------------------------------------------------------------------------
def test_the_whole_way_with_dice(programme: Programme, officer: Account, pptk: Account, signed_in: SignIn) -> None:
    make_screened_call(programme)
    dewi, putra = signed_in(officer), signed_in(pptk)
    assert step_now(dewi) == "1. Syarat"
    announce(dewi)
    assert step_now(dewi) == "2. Bekukan daftar"
    assert post(dewi, f"{DRAW}/bekukan/", understood="on").status_code == 302
    assert step_now(dewi) == "3. Angka acak"
    its_hour_has_come(Draw.objects.get())
    post(dewi, f"{DRAW}/dadu/", digits=DIGITS)
    assert DIGITS not in text_of(putra.get(f"{DRAW}/"))
    page = text_of(putra.post(f"{DRAW}/dadu/", {"once": str(uuid.uuid4()), "digits": DIGITS}, follow=True))
    assert "Kedua isian sama" in page
    assert step_now(dewi) == "4. Undi"
    post(dewi, f"{DRAW}/undi/")
    assert step_now(dewi) == "5. Umumkan"
    page = text_of(dewi.post(f"{DRAW}/umumkan/", {"once": str(uuid.uuid4())}, follow=True))
    assert "Hasil seleksi diumumkan." in page
    assert Draw.objects.get().state == DrawState.PUBLISHED
    assert "Dina" not in page


def test_the_whole_way_with_drand(programme: Programme, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.host != "drand.cloudflare.com":
            return httpx.Response(502)
        return httpx.Response(200, json={"round": ROUND, "randomness": RANDOMNESS, "signature": SIGNATURE})

    monkeypatch.setattr(relays, "open_client", lambda: httpx.Client(transport=httpx.MockTransport(answer)))
    published = quicknet.time_of(ROUND)
    with time_machine.travel(published - timedelta(minutes=30), tick=False) as traveller:
        make_screened_call(programme)
        dewi = signed_in(make_account("Dewi Pengelola", Role.OFFICER, programme.organisation))
        wanted = f"{local_time(published):%Y-%m-%dT%H:%M:%S}"
        announce(dewi, source_kind="drand", draw_at=wanted)
        post(dewi, f"{DRAW}/bekukan/", understood="on")
        assert Draw.objects.get().drand_round == ROUND
        assert "Ambil angka acak" not in text_of(dewi.get(f"{DRAW}/"))
        traveller.move_to(published + timedelta(seconds=1))
        assert "Ambil angka acak" in text_of(dewi.get(f"{DRAW}/"))
        post(dewi, f"{DRAW}/ambil/")
        draw = Draw.objects.get()
        assert (draw.state, draw.source_value, draw.signature) == (DrawState.SEEDED, RANDOMNESS, SIGNATURE)
        post(dewi, f"{DRAW}/undi/")
        post(dewi, f"{DRAW}/umumkan/")
        checked = text_of(dewi.get(f"{DRAW}/periksa/"))
    assert ("Hasil ini sah" in checked, checked.count("Tidak cocok")) == (True, 0)


def test_without_internet_the_numbers_are_typed_and_checked(
    programme: Programme, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no network", request=request)

    monkeypatch.setattr(relays, "open_client", lambda: httpx.Client(transport=httpx.MockTransport(away)))
    published = quicknet.time_of(ROUND)
    with time_machine.travel(published - timedelta(minutes=30), tick=False) as traveller:
        make_screened_call(programme)
        dewi = signed_in(make_account("Dewi Pengelola", Role.OFFICER, programme.organisation))
        announce(dewi, source_kind="drand", draw_at=f"{local_time(published):%Y-%m-%dT%H:%M:%S}")
        post(dewi, f"{DRAW}/bekukan/", understood="on")
        traveller.move_to(published + timedelta(seconds=1))
        page = text_of(dewi.post(f"{DRAW}/ambil/", {"once": str(uuid.uuid4())}, follow=True))
        assert "belum dapat diambil dari api.drand.sh" in page
        refused = post(dewi, f"{DRAW}/ketik/", randomness=RANDOMNESS, signature="ab" * 48)
        assert (refused.status_code, "bukan tanda tangan drand" in text_of(refused)) == (422, True)
        post(dewi, f"{DRAW}/ketik/", randomness=RANDOMNESS, signature=SIGNATURE)
    assert Draw.objects.get().state == DrawState.SEEDED


def test_what_stands_in_the_way_is_told_with_the_way_out(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    call = make_screened_call(programme)
    application = call.applications.first()
    assert application is not None
    reopen_decision(application, reason="Periksa lagi", by=SETUP, at=clock.now())
    page = text_of(signed_in(officer).get(f"{DRAW}/"))
    assert ("1 lamaran belum diputuskan" in page, "Buka antrean lamaran" in page) == (True, True)
    assert step_now(signed_in(officer)) == "1. Syarat"


def test_a_refused_procedure_keeps_what_was_typed(programme: Programme, officer: Account, signed_in: SignIn) -> None:
    make_screened_call(programme)
    soon = f"{local_time(clock.now()) + timedelta(minutes=2):%Y-%m-%dT%H:%M}"
    typed = {
        "rule": "lottery",
        "source_kind": "drand",
        "draw_at": soon,
        "venue": "Balai Kota",
        "objection_days": "3",
        "answering_hours": "12",
        "deadline_time": "16:00",
    }
    page = post(signed_in(officer), f"{PROCEDURE}/ubah/", **typed)
    assert (page.status_code, "paling cepat 5 menit" in text_of(page)) == (422, True)
    assert ('value="Balai Kota"' in text_of(page), Draw.objects.exists()) == (True, False)


def test_differing_dice_are_told_without_showing_them(
    programme: Programme, officer: Account, pptk: Account, signed_in: SignIn
) -> None:
    make_frozen_draw(programme)
    post(signed_in(officer), f"{DRAW}/dadu/", digits=DIGITS)
    page = post(signed_in(officer), f"{DRAW}/dadu/", digits=DIGITS)
    assert (page.status_code, "oleh orang lain" in text_of(page)) == (422, True)
    other = DIGITS[::-1]
    told = text_of(signed_in(pptk).post(f"{DRAW}/dadu/", {"once": str(uuid.uuid4()), "digits": other}, follow=True))
    assert "Kedua isian berbeda" in told
    assert "Percobaan 1: isian Dewi Pengelola dan Putra PPTK berbeda" in told
    assert (DIGITS in told, other in told) == (False, False)


def test_who_may_do_what(
    programme: Programme,
    officer: Account,
    treasurer: Account,
    inspector: Account,
    budget_authority: Account,
    stranger: Account,
    signed_in: SignIn,
) -> None:
    make_frozen_draw(programme)
    reads = {account: signed_in(account).get(f"{DRAW}/").status_code for account in (officer, treasurer, inspector)}
    assert set(reads.values()) == {200}
    assert signed_in(stranger).get(f"{DRAW}/").status_code == 404
    dice = {
        account.name: post(signed_in(account), f"{DRAW}/dadu/", digits="1").status_code
        for account in (officer, budget_authority, treasurer, inspector, stranger)
    }
    assert list(dice.values()) == [422, 422, 403, 403, 404]
    runs = [post(signed_in(account), f"{DRAW}/undi/").status_code for account in (budget_authority, inspector)]
    assert runs == [403, 403]


def test_only_the_inspector_sees_who_has_which_draw_id(
    programme: Programme, officer: Account, administrator: Account, inspector: Account, signed_in: SignIn
) -> None:
    draw = make_drawn_draw(programme)
    codes = [signed_in(account).get(f"{DRAW}/peserta/").status_code for account in (officer, administrator)]
    assert codes == [403, 403]
    page = text_of(signed_in(inspector).get(f"{DRAW}/peserta/"))
    assert [entry.number in page and entry.application.receipt in page for entry in draw.entries.all()] == [True] * 6
    file = signed_in(inspector).get(f"{DRAW}/peserta/?format=csv")
    assert file["Content-Type"].startswith("text/csv")


def test_the_list_of_draws_says_where_each_stands(programme: Programme, officer: Account, signed_in: SignIn) -> None:
    client = signed_in(officer)
    assert "Belum ada yang dapat diseleksi" in text_of(client.get(f"{ROOM}/"))
    make_frozen_draw(programme)
    make_call(programme, make_stage(programme, ordinal=2), slug="tahap-2")
    page = text_of(client.get(f"{ROOM}/"))
    assert ("Daftar dibekukan" in page, "Belum dibekukan" in page) == (True, True)


def test_the_minutes_print_at_every_step(programme: Programme, officer: Account, signed_in: SignIn) -> None:
    draw = make_drawn_draw(programme)
    answer = signed_in(officer).get(f"{DRAW}/berita-acara.pdf")
    assert answer["Content-Type"] == "application/pdf"
    text = " ".join("".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages).split())
    assert ("Pada hari ini," in text, "Dina Dadu dan Dodi Dadu" in text, "6 (enam) orang" in text) == (True,) * 3
    assert draw.list_digest in text.replace(" ", "")


# --- offers ----------------------------------------------------------------------------------------------------------
def test_opening_offers_says_first_what_will_happen(programme: Programme, officer: Account, signed_in: SignIn) -> None:
    make_published_draw(programme, people=6, seats=6)
    client = signed_in(officer)
    page = text_of(client.get(f"{DRAW}/penawaran/"))
    assert ("6 orang mendapat penawaran" in page, "2 orang menerima email" in page) == (True, True)
    assert "4 orang tidak punya email" in page
    day = local_time(clock.now()) + timedelta(days=3)
    typed = {"once": str(uuid.uuid4()), "deadline": f"{day:%Y-%m-%d}T23:30", "reserve_hours": "48"}
    typed |= seen_at(client, f"{DRAW}/penawaran/")
    refused = client.post(f"{DRAW}/penawaran/", typed)
    assert (refused.status_code, "supaya tidak berakhir di malam hari" in text_of(refused)) == (422, True)
    assert {"deadline", "call_up_until"} <= set(refused.context["form"].errors)
    deadline = f"{day:%Y-%m-%d}T16:00"
    told = text_of(
        client.post(
            f"{DRAW}/penawaran/",
            typed | {"deadline": deadline, "call_up_until": deadline},
            follow=True,
        )
    )
    assert "6 kursi ditawarkan." in told
    assert Offer.objects.filter(state=OfferState.OPEN).count() == 6


def test_the_call_list_shows_no_secret_link_to_anybody(
    programme: Programme, officer: Account, inspector: Account, pptk: Account, signed_in: SignIn
) -> None:
    first, _ = open_offers_of(make_offers(programme))
    pages = [f"{ROOM}/penawaran/tahap-1/panggilan/", f"{ROOM}/penawaran/{first.pk}/"]
    for place in pages:
        page = signed_in(officer).get(place).content.decode()
        assert ("tel:+62" in page, "wa.me" in page, first.application.token in unquote(page)) == (True, False, False)
    for account in (inspector, pptk):
        assert signed_in(account).get(pages[0]).status_code == 403
        own = signed_in(account).get(pages[1]).content.decode()
        assert (first.application.token in own, first.application.phone in own) == (False, False)
    for format_name in ("csv", "xlsx"):
        file = signed_in(officer).get(f"{pages[0]}?format={format_name}")
        assert first.application.token.encode() not in file.content


def test_a_person_is_marked_as_reached_and_unmarked(programme: Programme, officer: Account, signed_in: SignIn) -> None:
    first, _ = open_offers_of(make_offers(programme))
    client = signed_in(officer)
    post(client, f"{ROOM}/penawaran/{first.pk}/terhubung/")
    first.refresh_from_db()
    assert first.reached_by == officer
    assert "Terhubung" in text_of(client.get(f"{ROOM}/penawaran/tahap-1/panggilan/"))
    post(client, f"{ROOM}/penawaran/{first.pk}/belum-terhubung/")
    first.refresh_from_db()
    assert first.reached_by is None


def test_reading_changes_nothing(programme: Programme, officer: Account, signed_in: SignIn) -> None:
    """A link preview, a prefetch or a reload never answers, marks or runs anything."""
    first, _ = open_offers_of(make_offers(programme))
    client = signed_in(officer)
    acts = ("bekukan", "dadu", "ambil", "ketik", "undi", "umumkan")
    codes = [client.get(f"{DRAW}/{act}/").status_code for act in acts]
    codes += [client.get(f"{ROOM}/penawaran/{first.pk}/{act}/").status_code for act in ("terhubung", "belum-terhubung")]
    assert codes == [405] * 8
    pages = (f"{ROOM}/penawaran/{first.pk}/tarik/", f"{ROOM}/penawaran/{first.pk}/")
    assert [client.get(page).status_code for page in pages] == [200, 200]
    assert client.get(f"{DRAW}/penawaran/").headers["Location"] == f"{ROOM}/penawaran/"  # opened already
    first.refresh_from_db()
    assert (first.state, first.reached_at) == (OfferState.OPEN, None)


def test_a_withdrawal_is_proposed_with_a_reason(programme: Programme, officer: Account, signed_in: SignIn) -> None:
    first, _ = open_offers_of(make_offers(programme))
    client = signed_in(officer)
    refused = post(client, f"{ROOM}/penawaran/{first.pk}/tarik/", reason="")
    assert (refused.status_code, Offer.objects.get(pk=first.pk).state) == (422, OfferState.OPEN)
    page = client.post(
        f"{ROOM}/penawaran/{first.pk}/tarik/", {"once": str(uuid.uuid4()), "reason": "Bukan warga kota"}, follow=True
    )
    assert ("Penarikan diusulkan" in text_of(page), "Bukan warga kota" in text_of(page)) == (True, True)


def test_the_end_of_the_reserves_is_told(programme: Programme, officer: Account, signed_in: SignIn) -> None:
    draw = make_offers(programme, people=2, seats=2)
    first, _ = open_offers_of(draw)
    decline_offer(first, by=first.application.actor, at=clock.now())
    page = text_of(signed_in(officer).get(f"{ROOM}/penawaran/"))
    assert ("Cadangan sudah habis" in page, "Masih ada 1 kursi kosong" in page) == (True, True)


def test_the_call_sheet_prints(programme: Programme, officer: Account, signed_in: SignIn) -> None:
    make_offers(programme)
    answer = signed_in(officer).get(f"{ROOM}/penawaran/tahap-1/panggilan.pdf")
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
