"""One letter a day at most, of what lies before a participant; and one link by which it is switched off."""

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django_tasks_db.models import DBTaskResult

from factories.mentoring import make_mentor, make_pair, make_slot
from factories.messaging import sms_at
from factories.people import SETUP
from factories.planning import make_meeting
from factories.training import make_cohort_of, make_enrolment
from factories.works import hand_in, make_assignment, make_skills
from sanggar.faces.daily_letter import day_of, enrolments_to_write, switch_path, tell_of_the_day, words_on_letter
from sanggar.faces.jobs import write_letters_of_the_day
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry
from sanggar.mentoring.actions import book_slot
from sanggar.planning.models import Programme
from sanggar.training.actions import switch_digest
from sanggar.training.models import Enrolment

pytestmark = pytest.mark.django_db
MORNING = datetime.fromisoformat("2026-11-23T00:00:00+00:00")
"""07.00 where the office is."""


@pytest.fixture
def enrolment(programme: Programme) -> Enrolment:
    make_skills(programme)
    enrolment = make_enrolment(make_cohort_of(programme), "Sulastri", at=clock.now() - timedelta(days=30))
    enrolment.person.email = "sulastri@contoh.example"
    enrolment.person.save()
    return enrolment


def test_it_tells_of_works_meetings_and_talks_once_a_day(enrolment: Enrolment) -> None:
    with time_machine.travel(MORNING, tick=False):
        assert not day_of(enrolment, clock.now())
        near, _far = make_meeting(enrolment.cohort, in_days=1.2), make_meeting(enrolment.cohort, in_days=3)
        due, late = make_assignment(enrolment.stage, "Video"), make_assignment(enrolment.stage, "Naskah")
        type(due).objects.filter(pk=due.pk).update(due_at=clock.now() + timedelta(days=2))
        type(due).objects.filter(pk=late.pk).update(due_at=clock.now() - timedelta(days=2))
        make_assignment(enrolment.stage, "Jauh", due_in_days=9)
        pair = make_pair(enrolment, make_mentor(enrolment.stage.programme))
        talk = book_slot(make_slot(pair.mentor, days=1), pair, by=SETUP, at=clock.now())
        day = day_of(enrolment, clock.now())
        assert ([each.title for each in day.works], day.meetings, day.talks) == (["Naskah", "Video"], (near,), (talk,))
        assert list(enrolments_to_write(clock.now())) == [enrolment]
        tell_of_the_day.call(enrolment.pk)
        tell_of_the_day.call(enrolment.pk)
        (letter,) = mail.outbox
        told = ("- Sesi “", "- Bicara dengan Maya", "Tugas “Naskah”: tenggat", "Tugas “Video”: tenggat")
        assert [words in letter.body for words in told] == [True] * len(told)
        assert "sudah lewat, masih diterima" in letter.body
        assert "Jauh" not in letter.body
    with time_machine.travel(MORNING + timedelta(days=1), tick=False):
        hand_in(due, enrolment)
        tell_of_the_day.call(enrolment.pk)
        assert "Video" not in mail.outbox[1].body


def test_nobody_is_written_to_without_anything_to_say_or_an_address(enrolment: Enrolment) -> None:
    other = make_enrolment(enrolment.cohort, "Budi", at=clock.now() - timedelta(days=30))
    tell_of_the_day.call(enrolment.pk)
    assert (mail.outbox, list(enrolments_to_write(clock.now()))) == ([], [])
    make_meeting(enrolment.cohort, in_days=0.2)
    assert other not in enrolments_to_write(clock.now())
    write_letters_of_the_day(clock.now())
    rows = DBTaskResult.objects.filter(task_path__endswith=".tell_of_the_day")
    assert [row.args_kwargs["args"] for row in rows] == [[enrolment.pk]]


def test_the_link_in_it_switches_it_off_and_on_and_opening_it_changes_nothing(enrolment: Enrolment) -> None:
    make_meeting(enrolment.cohort, in_days=0.2)
    client, at = Client(), switch_path(enrolment)
    assert "Matikan surat harian" in client.get(at).content.decode()
    assert list(enrolments_to_write(clock.now())) == [enrolment]
    off = client.post(at, {"once": uuid.uuid4()}).content.decode()
    assert "Surat harian dimatikan." in off
    tell_of_the_day.call(enrolment.pk)
    assert (mail.outbox, list(enrolments_to_write(clock.now()))) == ([], [])
    client.post(at, {"once": uuid.uuid4()})
    assert list(enrolments_to_write(clock.now())) == [enrolment]
    told = AuditEntry.objects.filter(verb="training.switch_digest").order_by("pk")
    assert [each.details for each in told] == ['{"on":false}', '{"on":true}']
    wrong = at.replace(f"/{enrolment.pk}/", f"/{enrolment.pk + 1}/")
    assert {client.get(where).status_code for where in (wrong, f"{at[:-2]}/")} == {404}


def test_who_gets_none_reads_why_and_how_to_get_it(enrolment: Enrolment, settings: Any) -> None:
    other = make_enrolment(enrolment.cohort, "Budi", at=clock.now() - timedelta(days=30))
    assert "kami kirim surat ke sulastri@contoh.example" in words_on_letter(enrolment)
    assert words_on_letter(other).endswith("disampaikan kantor penyelenggara.")
    settings.SMS = sms_at("http://127.0.0.1:9")
    assert words_on_letter(other).endswith("tetap dikirim ke ponsel Anda.")
    pages = {who: Client().get(who.application.own_path).content.decode() for who in (enrolment, other)}
    assert ["Atur surat harian" in page for page in pages.values()] == [True, False]
    assert ["/data/minta/correction/" in page for page in pages.values()] == [False, True]
    switch_digest(enrolment, on=False, by=SETUP, at=clock.now())
    assert words_on_letter(enrolment) == "Surat harian Anda matikan."
