"""The applicant's own page: the whole way, what is still to come, and what was done."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from factories.people import SETUP
from factories.planning import make_meeting
from factories.selection import make_drawn_draw, make_offers, open_offers_of
from factories.training import make_cohort_of, make_enrolment
from sanggar.applications.actions import reissue_link
from sanggar.applications.models import Application
from sanggar.faces.journey import journey_of
from sanggar.foundation import clock
from sanggar.planning.models import Meeting, Programme
from sanggar.selection.actions import decline_offer, publish_draw
from sanggar.selection.models import Offer, Outcome
from sanggar.training.actions import leave
from sanggar.training.models import Enrolment, EnrolmentState

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer(programme: Programme) -> Offer:
    return open_offers_of(make_offers(programme))[0]


@pytest.fixture
def enrolment(programme: Programme) -> Enrolment:
    return make_enrolment(make_cohort_of(programme), "Sulastri")


def page_of(enrolment: Enrolment) -> str:
    return Client().get(enrolment.application.own_path).content.decode()


def test_the_way_leads_from_sending_through_the_draw_to_the_answer(offer: Offer) -> None:
    decline_offer(offer, by=offer.application.actor, at=clock.now())
    steps = journey_of(offer.application)
    told = [(step["title"], step["by"]) for step in reversed(steps)]
    office = "Kantor penyelenggara"
    assert told == [
        ("Lamaran kami terima", "Anda"),
        ("Memenuhi syarat", office),
        ("Daftar peserta dibekukan", office),
        ("Terpilih dalam undian", office),
        ("Kursi ditawarkan", office),
        ("Kursi ditolak", "Anda"),
    ]
    assert "Dijawab paling lambat" in steps[1]["text"]


def test_only_a_link_that_was_sent_is_said_to_have_been_sent(programme: Programme) -> None:
    draw = make_drawn_draw(programme)
    application = draw.entries.first().application
    Application.objects.filter(pk=application.pk).update(email="sri@example.org")
    application.refresh_from_db()
    told = ("Tautan ini juga kami kirim ke sri@example.org", "tautan baru ini tidak dikirim dengan surat tersendiri")
    pages = [Client().get(application.own_path).content.decode()]
    reissue_link(application, by=SETUP, at=clock.now())
    pages.append(Client().get(application.own_path).content.decode())
    assert [[words in page for words in told] for page in pages] == [[True, False], [False, True]]


def test_a_reserve_reads_the_number_and_nobody_reads_of_a_draw_before_it_is_published(programme: Programme) -> None:
    draw = make_drawn_draw(programme)
    reserve = draw.entries.filter(outcome=Outcome.RESERVE).order_by("position")[0].application
    before = ["Daftar peserta dibekukan", "Memenuhi syarat", "Lamaran kami terima"]
    assert [step["title"] for step in journey_of(reserve)] == before
    publish_draw(draw, by=SETUP, at=clock.now())
    assert journey_of(reserve)[0]["title"] == "Menjadi cadangan nomor 1 dalam undian"


def test_who_left_reads_of_no_session_to_come(enrolment: Enrolment) -> None:
    make_meeting(enrolment.cohort, topic="Sesi pekan depan")
    assert page_of(enrolment).count("Sesi pekan depan") == 2
    leave(enrolment, EnrolmentState.WITHDRAWN, reason="Pindah.", by=SETUP, at=clock.now())
    assert [words for words in ("Sesi berikutnya", "Sesi pekan depan") if words in page_of(enrolment)] == []


def test_the_next_session_stands_first_and_what_is_over_is_folded_below(enrolment: Enrolment) -> None:
    Enrolment.objects.filter(pk=enrolment.pk).update(enrolled_at=clock.now() - timedelta(days=30))
    for in_days, topic in ((-9, "Lama"), (-2, "Baru"), (3, "Berikutnya"), (9, "Kemudian")):
        make_meeting(enrolment.cohort, in_days=in_days, topic=topic)
    page = page_of(enrolment).split("Jadwal dan kehadiran")[1]
    order = [page.index(words) for words in ("Berikutnya", "Kemudian", "2 sesi yang sudah lewat", "Baru", "Lama")]
    assert order == sorted(order)
    assert "2 sesi belum dicatat" in page


def test_an_online_session_is_a_link_until_it_is_over(enrolment: Enrolment) -> None:
    meeting = make_meeting(enrolment.cohort)
    Meeting.objects.filter(pk=meeting.pk).update(venue="", link="https://rapat.contoh.example/a?b=1&c=2")
    link = 'href="https://rapat.contoh.example/a?b=1&amp;c=2"'
    assert page_of(enrolment).count(link) == 2
    with time_machine.travel(clock.now() + timedelta(days=30), tick=False):
        assert page_of(enrolment).count(link) == 0


def test_a_work_with_an_error_is_shown_with_its_form_open(enrolment: Enrolment) -> None:
    own = enrolment.application.own_path
    assert '<details class="disclosure"><summary>Tambah karya' in page_of(enrolment)
    answer = Client().post(f"{own}karya/", {"title": "", "url": "bukan alamat"})
    assert answer.status_code == 422
    assert '<details class="disclosure" open><summary>Tambah karya' in answer.content.decode()


def test_leaving_is_called_by_its_name(enrolment: Enrolment) -> None:
    page = Client().get(f"{enrolment.application.own_path}tarik/").content.decode()
    assert ("<title>Mengundurkan diri dari pelatihan" in page, "Berhenti" in page) == (True, False)
