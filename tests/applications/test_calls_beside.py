"""Several calls of one stage: none hides another one, and who publishes is told that they share its seats."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from applications.test_calls import filled
from factories.applications import make_call
from factories.people import SETUP
from factories.planning import make_stage
from sanggar.applications import actions
from sanggar.applications.models import Call
from sanggar.foundation import clock
from sanggar.people.models import Account
from sanggar.planning.models import Programme, Stage

pytestmark = pytest.mark.django_db
ROOM = "/desk/diskominfo-malang/youtuber-tiktok/pendaftaran/"
PUBLIC = "/diskominfo-malang/youtuber-tiktok/"
SEATS = "Periksa kursinya"


@pytest.fixture
def desk(officer: Account, signed_in: Callable[[Account], Client]) -> Client:
    return signed_in(officer)


def leads_to(call: Call) -> str:
    return f'href="{call.path}"'


def fill_up(stage: Stage) -> None:
    Stage.objects.filter(pk=stage.pk).update(seats_taken=stage.seats)


# --- in public -------------------------------------------------------------------------------------------------------
def test_the_programme_s_page_leads_to_every_open_call_the_one_that_closes_first_in_front(programme: Programme) -> None:
    soon = make_call(programme, closes_in=3)
    later = make_call(programme, soon.stage, slug="susulan", opens_in=-0.5, closes_in=9)
    other = make_call(programme, make_stage(programme, ordinal=2), slug="tahap-2", closes_in=6)
    page = Client().get(PUBLIC).content.decode()
    assert [leads_to(call) in page for call in (soon, later, other)] == [True, True, True]
    assert page.index(leads_to(soon)) < page.index("Juga dibuka:") < page.index(leads_to(other))
    assert page.index(leads_to(other)) < page.index(leads_to(later))


def test_a_call_that_is_yet_to_open_does_not_hide_the_one_that_is_open(programme: Programme) -> None:
    running = make_call(programme)
    make_call(programme, running.stage, slug="nanti", opens_in=2, closes_in=9)
    page = Client().get(PUBLIC).content.decode()
    assert (leads_to(running) in page, "Juga dibuka:" in page) == (True, False)


# --- at the desk -----------------------------------------------------------------------------------------------------
def test_who_publishes_reads_which_other_call_announces_the_same_seats_and_may_publish(
    desk: Client, programme: Programme
) -> None:
    first = make_call(programme, published=False)
    assert SEATS not in desk.get(f"{ROOM}buka/{first.slug}/terbitkan/").content.decode()
    actions.publish_call(first, by=SETUP, at=clock.now())
    late = make_call(programme, first.stage, slug="susulan", published=False)
    page = desk.get(f"{ROOM}buka/susulan/terbitkan/").content.decode()
    assert (SEATS in page, "“Pendaftaran Tahap 1” juga mengumumkan kursi Tahap 1" in page) == (True, True)
    assert desk.post(f"{ROOM}buka/susulan/terbitkan/", {"once": str(uuid.uuid4())}).status_code == 302
    late.refresh_from_db()
    assert late.published_at


def test_who_publishes_for_a_stage_without_seats_is_told(desk: Client, programme: Programme) -> None:
    call = make_call(programme, published=False)
    fill_up(call.stage)
    page = desk.get(f"{ROOM}buka/{call.slug}/terbitkan/").content.decode()
    assert "Kursi Tahap 1 sudah semuanya ditempati" in page


def test_a_stage_without_seats_says_so_where_it_is_chosen(desk: Client, programme: Programme) -> None:
    fill_up(make_stage(programme))
    make_stage(programme, ordinal=2)
    page = desk.get(f"{ROOM}baru/").content.decode()
    assert ("Tahap 1 (50 kursi, tidak ada yang tersisa)" in page, "Tahap 2 (50 kursi)" in page) == (True, True)


def test_a_title_that_was_left_as_proposed_follows_the_stage_that_is_chosen(desk: Client, programme: Programme) -> None:
    make_stage(programme)
    second = make_stage(programme, ordinal=2)
    answers = filled(desk, f"{ROOM}baru/", stage=str(second.pk))
    assert answers["title"] == "Pendaftaran Tahap 1"
    assert desk.post(f"{ROOM}baru/", answers).status_code == 302
    made = Call.objects.get()
    assert (made.stage, made.title, made.slug) == (second, "Pendaftaran Tahap 2", "youtuber-tiktok-tahap-2")
    assert made.title_en == "Applications for Stage 2"


def test_a_title_that_somebody_wrote_stays_whatever_stage_is_chosen(desk: Client, programme: Programme) -> None:
    make_stage(programme)
    second = make_stage(programme, ordinal=2)
    answers = filled(desk, f"{ROOM}baru/", stage=str(second.pk), title="Susulan", slug="susulan")
    assert desk.post(f"{ROOM}baru/", answers).status_code == 302
    made = Call.objects.get()
    assert (made.stage, made.title, made.slug) == (second, "Susulan", "susulan")
