"""A trainer's meetings on my page: the one that is on comes first and is marked, those that were stay within reach."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from factories.people import SETUP, make_account
from factories.planning import make_meeting
from factories.training import make_cohort_of, make_enrolment
from factories.works import hand_in, make_assignment
from sanggar.foundation import clock
from sanggar.people.models import Account, Role
from sanggar.planning.models import Cohort, Meeting, Programme
from sanggar.training.actions import record_presence
from sanggar.training.models import WorkAssessment
from sanggar.training.rules import trainer_writes_until

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


@pytest.fixture
def trainer(programme: Programme) -> Account:
    return make_account("Tono Narasumber", Role.TRAINER, programme.organisation)


def taught(programme: Programme, trainer: Account, **days: float) -> dict[str, Meeting]:
    cohort = Cohort.objects.filter(stage__programme=programme).first() or make_cohort_of(programme)
    found = {topic: make_meeting(cohort, in_days=when, topic=topic) for topic, when in days.items()}
    Meeting.objects.filter(pk__in=[each.pk for each in found.values()]).update(trainer=trainer)
    return found


def test_the_meeting_that_is_on_stands_first_and_is_marked(
    programme: Programme, trainer: Account, signed_in: SignIn
) -> None:
    enrolment = make_enrolment(make_cohort_of(programme))
    hand_in(make_assignment(enrolment.stage), enrolment)
    phone = signed_in(trainer)
    taught(programme, trainer, Besok=1)
    page = phone.get("/saya/").content.decode()
    assert page.index("Karya yang menunggu") < page.index("Besok")
    assert "sedang berlangsung" not in page
    taught(programme, trainer, Kini=-1 / 24)
    page = phone.get("/saya/").content.decode()
    assert page.index("Kini") < page.index("sedang berlangsung") < page.index("Karya yang menunggu")
    assert page.count("sedang berlangsung") == 1


def test_meetings_that_were_stay_within_reach(programme: Programme, trainer: Account, signed_in: SignIn) -> None:
    phone = signed_in(trainer)
    before = taught(programme, trainer, Lama=-9, Baru=-2)
    page = phone.get("/saya/").content.decode()
    assert page.index("Sesi yang sudah lewat") < page.index("Baru") < page.index("Lama")
    assert reverse("trainer_meeting", args=[before["Lama"].pk]) in page
    assert "tidak ada yang menunggu" not in page


def test_a_trainer_reads_whom_to_tell_of_a_slip_and_who_recorded(
    programme: Programme, trainer: Account, signed_in: SignIn
) -> None:
    type(programme.organisation).objects.filter(pk=programme.organisation_id).update(
        contact_email="tanya@contoh.example"
    )
    meeting = taught(programme, trainer, Kini=-1 / 24)["Kini"]
    enrolment = make_enrolment(meeting.cohort)
    record_presence(meeting, enrolment, "present", method="hand", by=SETUP, at=clock.now())
    page = signed_in(trainer).get(reverse("trainer_meeting", args=[meeting.pk])).content.decode()
    assert "Ada presensi lain yang keliru?" in page
    assert "tanya@contoh.example" in page
    assert f"dicatat {SETUP.label}" in page
    assert "dicatat petugas" not in page


def test_a_list_with_a_gap_waits_for_its_trainer_until_the_end_of_the_next_day(
    programme: Programme, trainer: Account, signed_in: SignIn
) -> None:
    meeting = taught(programme, trainer, Cahaya=-0.2)["Cahaya"]
    make_enrolment(meeting.cohort, at=clock.now() - timedelta(days=9))
    phone = signed_in(trainer)
    page = phone.get("/saya/").content.decode()
    assert "1 peserta “Cahaya” belum dicatat" in page
    with time_machine.travel(trainer_writes_until(meeting), tick=False):
        assert "belum dicatat" not in signed_in(trainer).get("/saya/").content.decode()


def test_works_that_were_assessed_stay_within_reach(programme: Programme, trainer: Account, signed_in: SignIn) -> None:
    enrolment, phone = make_enrolment(make_cohort_of(programme)), signed_in(trainer)
    assert "/saya/karya-dinilai/" not in phone.get("/saya/").content.decode()
    hand_in(make_assignment(enrolment.stage), enrolment)
    WorkAssessment.objects.filter(account=trainer).update(state="done", finished_at=clock.now())
    page = phone.get("/saya/").content.decode()
    assert ('href="/saya/karya-dinilai/"' in page, "Hari ini tidak ada yang menunggu Anda" in page) == (True, False)
