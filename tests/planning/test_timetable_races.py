"""Two officers at the same moment: one gets the trainer, the room, the hour."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from factories.people import SETUP, make_account, make_office
from factories.planning import make_cohort, make_programme, make_stage
from factories.races import race
from sanggar.foundation import clock
from sanggar.people.models import Role
from sanggar.planning import actions
from sanggar.planning.actions import MeetingCancelled, MeetingChangedMeanwhile, MeetingClash, TrainerElsewhere
from sanggar.planning.models import Cohort, Meeting, MeetingChange

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)


def adding(cohort: Cohort, number: int) -> Callable[[], object]:
    start = clock.now() + timedelta(days=7)
    return lambda: actions.add_meeting(
        cohort,
        topic=f"Materi {number}",
        starts_at=start,
        ends_at=start + HOUR,
        venue=f"Ruang {number}",
        trainer_name="Nadia Kusuma",
        by=SETUP,
        at=clock.now(),
    )


def test_of_many_who_book_one_trainer_one_succeeds() -> None:
    stage = make_stage(make_programme(make_office()))
    cohorts = [make_cohort(stage, seats=5, name=f"Kelas {number}") for number in range(8)]
    assert race([adding(each, number) for number, each in enumerate(cohorts)]) == {"done": 1, MeetingClash.code: 7}
    assert Meeting.objects.count() == 1


def test_of_two_meetings_moved_into_one_hour_one_stays() -> None:
    stage = make_stage(make_programme(make_office()))
    meetings = []
    for number in range(2):
        start = clock.now() + timedelta(days=7 + number)
        meetings.append(
            actions.add_meeting(
                make_cohort(stage, seats=5, name=f"Kelas {number}"),
                topic=f"Materi {number}",
                starts_at=start,
                ends_at=start + HOUR,
                venue="Aula",
                trainer_name=f"Narasumber {number}",
                by=SETUP,
                at=clock.now(),
            )
        )
    then = clock.now() + timedelta(days=20)

    def moving(meeting: Meeting) -> Callable[[], object]:
        times = {"starts_at": then, "ends_at": then + HOUR}
        return lambda: actions.change_meeting(meeting, seen=0, by=SETUP, at=clock.now(), **times)

    assert race([moving(each) for each in meetings]) == {"done": 1, MeetingClash.code: 1}
    assert Meeting.objects.filter(starts_at=then).count() == MeetingChange.objects.count() == 1


def test_one_move_and_one_cancellation_of_many_clicks_are_kept() -> None:
    cohort = make_cohort(make_stage(make_programme(make_office())), seats=5)
    adding(cohort, 1)()
    meeting = Meeting.objects.get()
    copies = [Meeting.objects.get() for _ in range(12)]

    def moving(copy: Meeting, number: int) -> Callable[[], object]:
        return lambda: actions.change_meeting(copy, seen=0, venue=f"Teras {number}", by=SETUP, at=clock.now())

    moved = race([moving(copy, number) for number, copy in enumerate(copies[:6])])
    assert moved == {"done": 1, MeetingChangedMeanwhile.code: 5}
    cancelled = race(
        [lambda c=copy: actions.cancel_meeting(c, reason="Hujan", by=SETUP, at=clock.now()) for copy in copies[6:]]
    )
    assert cancelled == {"done": 1, MeetingCancelled.code: 5}
    meeting.refresh_from_db()
    assert (meeting.sequence, meeting.changes.count()) == (2, 2)


def test_of_two_offices_that_want_one_trainer_one_gets_them() -> None:
    """Neither waits for the other's row: the trainer's is what both take."""
    offices = [make_office("kantor-satu"), make_office("kantor-dua")]
    cohorts = [make_cohort(make_stage(make_programme(each)), seats=5) for each in offices]
    trainer = make_account("Nadia Kusuma", Role.TRAINER, offices[0])
    start = clock.now() + timedelta(days=7)

    def booking(cohort: Cohort) -> Callable[[], object]:
        return lambda: actions.add_meeting(
            cohort,
            topic="Materi",
            starts_at=start,
            ends_at=start + HOUR,
            venue=f"Ruang {cohort.pk}",
            trainer_name=trainer.name,
            trainer=trainer,
            by=SETUP,
            at=clock.now(),
        )

    told = race([booking(each) for each in cohorts * 3])
    assert told == {"done": 1, TrainerElsewhere.code: 3, MeetingClash.code: 2}
    assert Meeting.objects.count() == 1
