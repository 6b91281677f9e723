"""What the desk reads around a draw: before the freeze, beside the offers, of letters, and when an address is wrong."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import translation

from factories.applications import make_call
from factories.people import SETUP
from factories.planning import make_stage
from factories.selection import (
    QUOTAS,
    freeze,
    make_frozen_draw,
    make_offers,
    make_procedure,
    make_published_draw,
    make_screened_call,
    open_offers_of,
)
from sanggar.applications.models import Application, ApplicationState
from sanggar.faces.desk.figures import Figures
from sanggar.faces.desk.todos import todos_of
from sanggar.foundation import clock
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.actions.filling import CALLER
from sanggar.selection.features import features_of
from sanggar.selection.models import Draw, LotteryWork, Offer, OfferState, ReserveSearch
from sanggar.selection.pages.offer_presenters import offer_timeline
from sanggar.selection.pages.procedure_presenters import procedure_facts

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
ROOM = "/desk/diskominfo-malang/youtuber-tiktok/seleksi"
DRAW = f"{ROOM}/undian/tahap-1"
SHORT = {"sex": {"L": (0, 1), "P": (1, 2)}}


def text_of(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


# --- before the freeze -----------------------------------------------------------------------------------------------
def test_quotas_that_cannot_be_met_are_told_before_the_freeze(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    call, client = make_screened_call(programme), signed_in(officer)
    make_procedure(call, quotas=SHORT)
    page = text_of(client, f"{DRAW}/")
    assert call.applications.filter(sex="P").count() == 0
    told = "Tidak dapat dipenuhi: Jenis kelamin, Perempuan paling sedikit 1 (orangnya 0)."
    assert ("Kuota belum dapat dipenuhi" in page, told in page) == (True, True)
    Application.objects.filter(pk=call.applications.all()[0].pk).update(sex="P")
    page = text_of(client, f"{DRAW}/")
    assert ("Kuota belum dapat dipenuhi" in page, "Dapat dipenuhi oleh yang masuk undian" in page) == (False, True)


def test_that_nothing_can_be_objected_to_is_told_before_the_freeze(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    call = make_screened_call(programme)
    procedure = make_procedure(call)
    page = text_of(signed_in(officer), f"{DRAW}/")
    assert "Tanpa masa sanggah: sesudah ini penolakan dan nilai tidak dapat disanggah." in page
    assert dict(procedure_facts(procedure))["Masa sanggah"] == "Tanpa masa sanggah"


def test_a_doubled_nik_is_told_before_it_drops_out(programme: Programme, officer: Account, signed_in: SignIn) -> None:
    call, client = make_screened_call(programme), signed_in(officer)
    make_procedure(call)
    told = "lamaran dengan NIK ganda belum diselesaikan dan tidak akan ikut."
    page = text_of(client, f"{DRAW}/")
    assert (told in page, "Tidak ada NIK ganda" in page) == (False, True)
    call.applications.filter(pk=call.applications.all()[0].pk).update(state=ApplicationState.CONTESTED)
    page = text_of(client, f"{DRAW}/")
    assert (f"1 {told}" in page, f"lamaran/?call={call.slug}&amp;state=contested" in page) == (True, True)


def test_the_desk_is_not_told_to_announce_what_is_announced(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    call = make_screened_call(programme)
    make_procedure(call)
    sent = {"once": "5a6767a2-0000-4000-8000-000000009001", "understood": "on"}
    answer = signed_in(officer).post(f"{DRAW}/bekukan/", sent, follow=True)
    page = " ".join(answer.content.decode().split())
    assert "Daftar dibekukan, dan sidiknya sudah tampil di halaman publik." in page
    assert "Umumkan sidiknya" not in page


def test_nobody_is_asked_to_go_on_while_people_may_object(programme: Programme, officer: Account) -> None:
    draw = freeze(make_screened_call(programme), objection_days=3)
    assert draw.objections_until is not None
    for at, asked in ((clock.now(), False), (draw.objections_until + timedelta(minutes=1), True)):
        assert ("Lanjutkan seleksi" in [todo.text for todo in todos_of(officer, Figures(programme, at))]) == asked


def test_the_numbers_of_the_dice_are_asked_for_from_the_announced_hour_on(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    draw = freeze(make_screened_call(programme), draw_at=clock.now() + timedelta(hours=2))
    client = signed_in(officer)
    for ahead, asked in ((timedelta(hours=2), False), (timedelta(0), True)):
        Draw.objects.filter(pk=draw.pk).update(announced_for=clock.now() + ahead)
        page = text_of(client, f"{DRAW}/")
        assert ("Catat angka dadu" in page, "Sejak saat itu angkanya diisi" in page) == (asked, not asked)


def test_that_no_numbers_were_found_is_told_as_what_it_is(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    call = make_screened_call(programme, people=8, seats=3)
    make_procedure(call, quotas=QUOTAS, numbered=True)
    draw = actions.freeze_draw(call, by=SETUP, at=clock.now())
    LotteryWork.objects.filter(draw=draw).update(fault="no_numbers", ended_at=clock.now())
    page = text_of(signed_in(officer), f"{DRAW}/")
    assert ("tidak ada susunan bernomor" in page, "Jumlah orang kurang" in page) == (True, False)


# --- offers ----------------------------------------------------------------------------------------------------------
def test_open_offers_stand_before_those_that_are_over(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    draw = make_offers(programme, people=6, seats=3)
    first, *others = open_offers_of(draw)
    actions.decline_offer(first, by=first.application.actor, at=clock.now())
    Offer.objects.filter(pk=first.pk).update(offered_at=clock.now() + timedelta(days=1))
    page = text_of(signed_in(officer), f"{ROOM}/penawaran/")
    places = [page.index(f"/penawaran/{offer.pk}/") for offer in (*others, first)]
    assert places[-1] == max(places)
    assert Offer.objects.filter(state=OfferState.OPEN).count() == len(others) == 2


def test_a_seat_that_waits_for_the_office_is_seen_beside_the_offers(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    draw, client = make_offers(programme), signed_in(officer)
    told = "Ada kursi kosong yang menunggu keputusan"
    assert told not in text_of(client, f"{ROOM}/penawaran/")
    at = clock.now()
    ReserveSearch.objects.create(draw=draw, asked_at=at, ended_at=at, is_clash=True)
    page = text_of(client, f"{ROOM}/penawaran/")
    assert (told in page, f'href="{DRAW}/longgarkan/"' in page) == (True, True)


# --- letters ---------------------------------------------------------------------------------------------------------
def test_letters_are_counted_of_how_many(programme: Programme, officer: Account, signed_in: SignIn) -> None:
    draw = make_published_draw(programme)
    Application.objects.filter(draw_entries__draw=draw).update(email="a@contoh.example")
    actions.send_results(draw, by=SETUP, at=clock.now())
    client = signed_in(officer)
    draw.entries.filter(pk__in=[entry.pk for entry in draw.entries.all()[:2]]).update(letter_at=clock.now())
    page = text_of(client, f"{DRAW}/pemberitahuan/")
    assert "2 dari 6 surat ada di kotak pesan. Sisanya sedang ditulis" in page
    draw.entries.update(letter_at=clock.now())
    page = text_of(client, f"{DRAW}/pemberitahuan/")
    assert ("6 dari 6 surat ada di kotak pesan." in page, "Sisanya" in page) == (True, False)


# --- a wrong address -------------------------------------------------------------------------------------------------
def test_a_wrong_address_at_the_desk_leads_back_to_the_desk(
    client: Client, inspector: Account, programme: Programme, signed_in: SignIn
) -> None:
    page = text_of(signed_in(inspector), "/desk/tidak-ada/")
    assert ("KTP" in page, 'href="/desk/"' in page) == (False, True)
    assert "KTP" in text_of(client, "/tidak-ada/apa-apa/")
    make_frozen_draw(programme)
    refused = signed_in(inspector).post(f"{DRAW}/undi/")
    assert (refused.status_code, 'href="/desk/"' in refused.content.decode()) == (403, True)


# --- the words -------------------------------------------------------------------------------------------------------
def test_the_english_of_small_numbers_and_of_nothing(programme: Programme) -> None:
    call = make_call(programme, make_stage(programme))
    procedure = make_procedure(call, objection_days=1)
    with translation.override("en"):
        facts = [str(value) for _label, value in procedure_facts(procedure)]
        none = str(features_of(call)["disability"].values["no"])
    assert ("1 day" in facts, "1 days" in facts, none) == (True, False, "none")


def test_the_jobs_of_the_room_are_named_in_the_reader_s_language(programme: Programme) -> None:
    offer = open_offers_of(make_offers(programme))[0]
    offer.events.update(by_label=CALLER.label)
    with translation.override("en"):
        assert [event["by"] for event in offer_timeline(offer)] == ["system: call to reserves"]


def test_offers_that_are_open_are_not_offered_to_be_opened(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    draw, client = make_offers(programme), signed_in(officer)
    answer = client.get(f"{DRAW}/penawaran/", follow=True)
    assert answer.redirect_chain == [(f"{ROOM}/penawaran/", 302)]
    assert "Penawarannya sudah dibuka." in answer.content.decode()
    Draw.objects.filter(pk=draw.pk).update(offers_opened_at=None)
    assert "Tawarkan kursi" in client.get(f"{DRAW}/penawaran/").content.decode()
