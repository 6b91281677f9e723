"""My page: who waits longest stands first."""

import gzip
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.contrib.staticfiles import finders
from django.core import mail
from django.test import Client

from factories.mentoring import agree, make_contact, make_mentor, make_pair, make_slot
from factories.people import PASSWORD, SETUP, make_account
from factories.planning import make_meeting
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.mentoring.actions import add_mentor, book_slot, open_follow_up
from sanggar.mentoring.jobs import escalate_silence
from sanggar.mentoring.letters import tell_mentor_added
from sanggar.people.actions import open_account
from sanggar.people.models import Account, Organisation, Role
from sanggar.planning.actions import give_programme_grant
from sanggar.planning.models import Meeting, Programme

pytestmark = pytest.mark.django_db
PAIRS = "/saya/pendampingan/"


def test_a_mentor_sees_first_who_has_waited_longest(
    programme: Programme, signed_in: Callable[[Account], Client]
) -> None:
    cohort = make_cohort_of(programme)
    began = clock.now() - timedelta(days=30)
    with time_machine.travel(began, tick=False):
        mentor = make_mentor(programme, "Maya Mentor")
        waiting, called, longest = (make_pair(make_enrolment(cohort, name), mentor) for name in ("Budi", "Ayu", "Cici"))
    make_contact(waiting, days_ago=20)
    make_contact(called)
    page = signed_in(mentor.account).get("/saya/")
    assert [pair.pk for pair, _rhythm in page.context["day"].overdue] == [longest.pk, waiting.pk]
    assert page.content.decode().count("Terlambat dihubungi") == 2


def test_the_first_view_of_a_mentor_whom_everybody_waits_for_is_small(
    programme: Programme, signed_in: Callable[[Account], Client]
) -> None:
    """Sixty kilobytes with style and font, as they go over the wire."""
    cohort, mentor = make_cohort_of(programme), make_mentor(programme, "Maya Mentor", 9)
    for number in range(9):
        make_pair(make_enrolment(cohort, f"Peserta {number}"), mentor, days_ago=40)
    page = signed_in(mentor.account).get("/saya/").content
    fetched = [found for name in set(re.findall(rb'"/static/([^"]+)"', page)) if (found := finders.find(name.decode()))]
    parts = [page, *(Path(found).read_bytes() for found in fetched)]
    assert len(fetched) >= 2
    assert sum(len(gzip.compress(part)) for part in parts) <= 60 * 1024


def test_a_reviewer_learns_what_will_stand_here(
    programme: Programme, office: Organisation, signed_in: Callable[[Account], Client]
) -> None:
    at = clock.now()
    lent, nobody = (open_account(email=f"{n}@contoh.example", name=n, by=SETUP, at=at) for n in ("rini", "tini"))
    give_programme_grant(lent, Role.REVIEWER, programme, by=SETUP, at=at)
    told = [
        "Belum ada lamaran yang menunggu penilaian Anda" in signed_in(who).get("/saya/").content.decode()
        for who in (lent, make_account("Rita Penilai", Role.REVIEWER, office), nobody)
    ]
    assert told == [True, True, False]


def test_a_trainer_reads_of_which_programme_a_session_is(
    programme: Programme, office: Organisation, signed_in: Callable[[Account], Client]
) -> None:
    trainer = make_account("Tono Narasumber", Role.TRAINER, office)
    meeting = make_meeting(make_cohort_of(programme))
    Meeting.objects.filter(pk=meeting.pk).update(trainer=trainer)
    assert "Pelatihan YouTuber dan TikTok, Tahap 1" in signed_in(trainer).get("/saya/").content.decode()


def test_a_new_mentor_finds_the_agreement_on_top_and_their_pages(
    programme: Programme, signed_in: Callable[[Account], Client]
) -> None:
    account = open_account(email="baru@contoh.example", name="Baru", password=PASSWORD, by=SETUP, at=clock.now())
    mentor = add_mentor(programme, email=str(account.email), name="Baru", capacity=3, by=SETUP, at=clock.now())
    tell_mentor_added.call(mentor.pk)
    agreement = f"/saya/pendampingan/perjanjian/{mentor.pk}/"
    assert agreement in mail.outbox[-1].body
    client = signed_in(account)
    page = client.get("/saya/").content.decode()
    assert agreement in page
    assert 'href="/saya/pendampingan/"' in page
    assert "tepat waktu" not in page
    agree(mentor)
    page = client.get("/saya/").content.decode()
    assert agreement not in page
    assert 'href="/saya/pendampingan/"' in page
    assert "Belum ada peserta yang Anda dampingi" in page


def test_a_mentor_reads_of_each_person_once_and_of_talks_to_come(
    programme: Programme, signed_in: Callable[[Account], Client]
) -> None:
    mentor, cohort = make_mentor(programme, "Maya Mentor"), make_cohort_of(programme)
    late = make_pair(make_enrolment(cohort, "Budi"), mentor, days_ago=40)
    book_slot(make_slot(mentor, days=2), make_pair(make_enrolment(cohort, "Ayu"), mentor), by=SETUP, at=clock.now())
    make_pair(make_enrolment(cohort, "Zulfa"), mentor)
    make_contact(late, days_ago=35)
    escalate_silence(clock.now())
    client = signed_in(mentor.account)
    response = client.get("/saya/")
    lines = {line.name: [tag for tag, _tone in line.tags] for line in response.context["mentor_lines"]}
    assert lines == {
        "Budi": ["Terlambat dihubungi"],
        "Zulfa": ["Menunggu kontak pertama"],
        "Ayu": ["Janji berikutnya"],
    }
    page = response.content.decode()
    assert "1 kontak menunggu dibenarkan peserta" in page
    assert "pendampingnya" not in page
    [booked] = [line.url for line in response.context["mentor_lines"] if line.name == "Ayu"]
    second = {part: client.get(page).content.decode() for part, page in (("/batal/", booked), ("/kalender/", PAIRS))}
    assert [part in page for part, page in second.items()] == [True, True]  # two taps each


def test_the_menu_leads_to_a_desk_only_who_has_one(
    programme: Programme, office: Organisation, officer: Account, signed_in: Callable[[Account], Client]
) -> None:
    trainer = make_account("Tono", Role.TRAINER, office)
    pages = {who: signed_in(who).get("/saya/data/").content.decode() for who in (officer, trainer)}
    assert ['href="/desk/"' in page for page in pages.values()] == [True, False]
    assert "Halaman saya" in pages[trainer]
    lost = signed_in(trainer).get("/saya/tidak-ada/")
    assert (lost.status_code, 'href="/desk/"' in lost.content.decode()) == (404, False)
    assert 'href="/desk/">Ruang kerja' in signed_in(officer).get("/desk/").content.decode()


def test_what_is_to_be_looked_after_leads_to_the_person_and_a_far_talk_is_listed(
    programme: Programme, signed_in: Callable[[Account], Client]
) -> None:
    mentor, cohort = make_mentor(programme, "Maya Mentor"), make_cohort_of(programme)
    pair, other = (make_pair(make_enrolment(cohort, name), mentor) for name in ("Budi", "Ayu"))
    for each in (pair, other):
        make_contact(each)
    open_follow_up(pair.enrolment, kind="other", detail="Laptopnya rusak.", by=SETUP, at=clock.now())
    slot = make_slot(mentor, days=20)
    book_slot(slot, other, by=SETUP, at=clock.now())
    client = signed_in(mentor.account)
    lines = {line.name: line.url for line in client.get("/saya/").context["mentor_lines"]}
    assert lines == {"Budi": f"/saya/pendampingan/{pair.pk}/", "Ayu": f"/saya/pendampingan/{other.pk}/"}
    page = client.get("/saya/pendampingan/").content.decode()
    assert ("1 hal perlu ditindaklanjuti" in page, "Janji berikutnya" in page) == (True, True)
