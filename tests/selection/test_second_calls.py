"""A stage whose free seats a second call gives: what the first gave stays to be found, and numbers say which seats."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from factories.applications import make_call
from factories.planning import make_stage
from factories.selection import (
    draw_and_publish,
    freeze,
    make_offers,
    make_procedure,
    make_screened_call,
    open_offers_of,
)
from sanggar.applications.models import Call
from sanggar.foundation import clock
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.models import Draw
from sanggar.selection.reserve_job import find_reserves

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
HOME = "/diskominfo-malang/youtuber-tiktok/"
DESK = "/desk/diskominfo-malang/youtuber-tiktok"
LEFT = "2; saat ini 1 di antaranya kosong, selebihnya lewat pendaftaran lain"


@pytest.fixture
def first(programme: Programme) -> Draw:
    """Two of two were drawn; one declined, and nobody is left to be called."""
    draw = make_offers(programme, people=2, seats=2)
    gone, taken = open_offers_of(draw)
    actions.accept_offer(taken, by=taken.application.actor, at=clock.now())
    actions.decline_offer(gone, by=gone.application.actor, at=clock.now())
    find_reserves.call(draw.pk)
    return draw


@pytest.fixture
def second(programme: Programme, first: Draw) -> Call:
    call = make_screened_call(programme, people=3, slug="gelombang-2")
    Call.objects.filter(pk=call.pk).update(title="Pendaftaran kedua")
    call.refresh_from_db(fields=["title"])
    assert call.stage == first.call.stage
    return call


def read(address: str) -> str:
    return " ".join(Client().get(address).content.decode().split())


# --- the programme's page --------------------------------------------------------------------------------------------
def test_every_published_result_of_a_stage_stays_linked(first: Draw, second: Call) -> None:
    link = f'href="/undian/{first.public_id}/"'
    assert link in read(HOME)
    after = draw_and_publish(freeze(second))
    page = read(HOME)
    assert (link in page, f'href="/undian/{after.public_id}/"' in page) == (True, True)
    assert f"Hasil pendaftaran sebelumnya: <a {link}>{first.call.title}, " in page


def test_two_draws_of_a_stage_are_told_apart_in_the_calendar_and_linked(first: Draw, second: Call) -> None:
    after = freeze(second)
    page = read(HOME)
    for draw in (first, after):
        assert f'<a href="/undian/{draw.public_id}/">Undian terbuka Tahap 1: {draw.call.title}</a>' in page


def test_a_stage_that_was_drawn_once_is_told_as_before(first: Draw) -> None:
    page = read(HOME)
    assert (">Undian terbuka Tahap 1</a>" in page, "pendaftaran sebelumnya" in page) == (True, False)


# --- whose seats -----------------------------------------------------------------------------------------------------
def test_a_second_call_tells_how_many_seats_it_gives(
    second: Call, officer: Account, signed_in: SignIn, programme: Programme
) -> None:
    make_procedure(second)
    assert LEFT in read(f"/undian/{second.slug}/")
    assert LEFT in signed_in(officer).get(f"{DESK}/seleksi/tata-cara/{second.slug}/").content.decode()
    assert "2 peserta; saat ini 1 di antaranya kosong" in read(HOME)


def test_after_the_freeze_it_tells_how_many_were_frozen_for_it(second: Call, first: Draw) -> None:
    draw = freeze(second)
    assert "2; 1 di antaranya lewat pendaftaran ini, selebihnya" in read(f"/undian/{draw.public_id}/")
    assert "di antaranya lewat pendaftaran ini" not in read(f"/undian/{first.public_id}/")
    draw_and_publish(draw)
    assert "di antaranya lewat pendaftaran ini" not in read(HOME)


# --- the page of the offers ------------------------------------------------------------------------------------------
def test_where_people_are_missing_the_search_says_people_and_a_new_call_is_proposed(
    first: Draw, officer: Account, signed_in: SignIn
) -> None:
    page = signed_in(officer).get(f"{DESK}/seleksi/penawaran/").content.decode()
    assert ("Tidak ada lagi cadangan yang dapat dipanggil." in page, "Tidak ada kursi" in page) == (True, False)
    assert "Buka pendaftaran baru untuk tahap ini" in page


def test_and_once_it_is_there_the_way_to_it_is_shown_instead(second: Call, officer: Account, signed_in: SignIn) -> None:
    browser = signed_in(officer)
    page = browser.get(f"{DESK}/seleksi/penawaran/").content.decode()
    assert "Buka pendaftaran baru untuk tahap ini" not in page
    address = reverse("applications:call", args=["diskominfo-malang", "youtuber-tiktok", second.slug])
    assert f'<a href="{address}">Pendaftaran kedua</a>' in page
    freeze(second)
    page = browser.get(f"{DESK}/seleksi/penawaran/").content.decode()
    assert f'<a href="{DESK}/seleksi/undian/{second.slug}/">Pendaftaran kedua</a>' in page


# --- nobody can have applied yet -------------------------------------------------------------------------------------
def test_before_a_call_is_open_nobody_is_missing(programme: Programme, officer: Account, signed_in: SignIn) -> None:
    call = make_call(programme, make_stage(programme, seats=2))
    missing = "Orangnya lebih sedikit daripada kursinya"
    address, browser = f"{DESK}/seleksi/tata-cara/{call.slug}/", signed_in(officer)
    make_procedure(call)
    assert missing in browser.get(address).content.decode()
    Call.objects.filter(pk=call.pk).update(published_at=None)
    assert missing not in browser.get(address).content.decode()
