"""A trainer fills the list and mends what they wrote themselves until the end of the next day; then the office does."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from factories.people import SETUP, make_account
from factories.planning import make_meeting
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.people.models import Account, Role
from sanggar.planning.models import Meeting, Programme
from sanggar.training import actions
from sanggar.training.models import Attendance, Enrolment
from sanggar.training.rules import may_record_as_trainer, trainer_writes_until

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


@pytest.fixture
def trainer(programme: Programme) -> Account:
    return make_account("Tono Narasumber", Role.TRAINER, programme.organisation)


@pytest.fixture
def meeting(programme: Programme, trainer: Account) -> Meeting:
    """It ended three hours ago."""
    found = make_meeting(make_cohort_of(programme), in_days=-0.25)
    Meeting.objects.filter(pk=found.pk).update(trainer=trainer)
    found.refresh_from_db()
    return found


@pytest.fixture
def people(meeting: Meeting) -> list[Enrolment]:
    at = clock.now() - timedelta(days=9)
    return [make_enrolment(meeting.cohort, name, at=at) for name in ("Ani", "Budi")]


def mended(presence: str) -> dict[str, str]:
    return {"once": str(uuid.uuid4()), "presence": presence, "reason": "Salah ketuk."}


def address(record: Attendance) -> str:
    return reverse("trainer_mend", args=[record.meeting_id, record.pk])


def test_until_the_end_of_the_day_after(meeting: Meeting, trainer: Account, people: list[Enrolment]) -> None:
    until = trainer_writes_until(meeting)
    local = until.astimezone(clock.office_zone())
    assert (local.hour, local.minute) == (0, 0)
    assert timedelta(days=1) <= until - meeting.ends_at <= timedelta(days=2)
    tries = (meeting.starts_at - timedelta(hours=3), meeting.ends_at, until - timedelta(minutes=1), until)
    assert [may_record_as_trainer(trainer, meeting, at) for at in tries] == [False, True, True, False]


def test_an_own_slip_is_mended_with_what_stood_there_kept(
    meeting: Meeting, trainer: Account, people: list[Enrolment], signed_in: SignIn
) -> None:
    record = actions.record_presence(meeting, people[0], "absent", by=trainer.actor, at=clock.now())
    phone = signed_in(trainer)
    assert address(record) in phone.get(reverse("trainer_meeting", args=[meeting.pk])).content.decode()
    assert phone.post(address(record), mended("present")).status_code == 302
    record.refresh_from_db()
    (change,) = record.changes.all()
    assert (record.presence, change.before, change.by) == ("present", "absent", trainer.name)
    assert "Semula alpa" in phone.get(reverse("trainer_meeting", args=[meeting.pk])).content.decode()


def test_what_others_wrote_and_what_is_long_over_is_the_office_s(
    meeting: Meeting, trainer: Account, people: list[Enrolment], signed_in: SignIn, stranger: Account
) -> None:
    own = actions.record_presence(meeting, people[0], "absent", by=trainer.actor, at=clock.now())
    other = actions.record_presence(meeting, people[1], "absent", by=SETUP, at=clock.now())
    page = signed_in(trainer).get(reverse("trainer_meeting", args=[meeting.pk])).content.decode()
    assert (address(own) in page, address(other) in page) == (True, False)
    assert signed_in(trainer).post(address(other), mended("present")).status_code == 409
    assert signed_in(stranger).get(address(own)).status_code == 404
    actions.correct_presence(own, "ill", reason="Surat dokter", by=SETUP, at=clock.now())
    assert signed_in(trainer).post(address(own), mended("present")).status_code == 409
    late = actions.record_presence(make_gap(meeting), people[0], "absent", by=trainer.actor, at=clock.now())
    with time_machine.travel(trainer_writes_until(late.meeting), tick=False):
        assert signed_in(trainer).post(address(late), mended("present")).status_code == 409
    assert [each.presence for each in Attendance.objects.order_by("pk")] == ["ill", "absent", "absent"]


def test_a_slip_is_one_s_own_by_the_account_and_not_by_the_name(
    meeting: Meeting, trainer: Account, people: list[Enrolment], signed_in: SignIn
) -> None:
    namesake = make_account("Tono Lain", Role.TRAINER, meeting.cohort.stage.programme.organisation)
    namesake.name = trainer.name
    theirs = actions.record_presence(meeting, people[0], "absent", by=namesake.actor, at=clock.now())
    mine = actions.record_presence(meeting, people[1], "absent", by=trainer.actor, at=clock.now())
    actions.correct_presence(mine, "ill", reason="Surat dokter", by=namesake.actor, at=clock.now())
    assert [signed_in(trainer).post(address(each), mended("present")).status_code for each in (theirs, mine)] == [
        409
    ] * 2
    Account.objects.filter(pk=trainer.pk).update(name="Tono Baru")
    fresh = actions.record_presence(make_gap(meeting), people[0], "absent", by=trainer.actor, at=clock.now())
    assert signed_in(trainer).post(address(fresh), mended("present")).status_code == 302


def make_gap(meeting: Meeting) -> Meeting:
    found = make_meeting(meeting.cohort, in_days=-0.25)
    Meeting.objects.filter(pk=found.pk).update(trainer=meeting.trainer)
    found.refresh_from_db()
    return found


def test_who_was_forgotten_is_recorded_the_day_after_and_told_to_the_office_later(
    meeting: Meeting, trainer: Account, people: list[Enrolment], signed_in: SignIn
) -> None:
    at = reverse("trainer_meeting", args=[meeting.pk])

    def send(person: Enrolment) -> int:
        given = {"once": str(uuid.uuid4()), f"p{person.pk}": "present"}
        return signed_in(trainer).post(at, given).status_code

    with time_machine.travel(trainer_writes_until(meeting) - timedelta(minutes=1), tick=False):
        assert send(people[0]) == 302
    with time_machine.travel(trainer_writes_until(meeting), tick=False):
        assert send(people[1]) == 409
    assert [each.enrolment for each in Attendance.objects.all()] == [people[0]]
