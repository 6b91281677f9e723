"""A talk is booked in the very moment in which a meeting is put onto its hour: one of the two sees the other."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult

from factories.mentoring import make_mentor, make_pair, make_slot
from factories.people import SETUP, make_account, make_office
from factories.planning import make_cohort, make_meeting, make_programme
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.foundation.errors import DomainError
from sanggar.journeys.meetings import move_meeting
from sanggar.mentoring import actions
from sanggar.mentoring.models import Mentorship, Slot, Talk
from sanggar.people.models import Role
from sanggar.planning.models import Meeting

pytestmark = pytest.mark.django_db(transaction=True)
A_WHILE = 0.6
"""Seconds that the first one leaves its act uncommitted. Without a lock in common the other is long done by then."""


@pytest.fixture
def pair() -> Mentorship:
    programme = make_programme(make_office())
    return make_pair(make_enrolment(make_cohort_of(programme), "Sulastri"), make_mentor(programme))


@pytest.fixture
def slot(pair: Mentorship) -> Slot:
    return make_slot(pair.mentor, days=3)


@pytest.fixture
def expected(pair: Mentorship, slot: Slot) -> Meeting:
    """Two days after the slot, of the participant's own class."""
    return make_meeting(pair.enrolment.cohort, in_days=5)


@pytest.fixture
def taught(pair: Mentorship, slot: Slot) -> Meeting:
    """The same of another class, which the mentor teaches."""
    meeting = make_meeting(make_cohort(pair.enrolment.stage, name="Kelas B"), in_days=5)
    Meeting.objects.filter(pk=meeting.pk).update(trainer=pair.mentor.account, trainer_name=pair.mentor.account.name)
    meeting.refresh_from_db()
    return meeting


@pytest.fixture
def taught_by_participant(pair: Mentorship, taught: Meeting) -> Meeting:
    """The same, but the participant teaches it."""
    person = pair.enrolment.person
    person.account = make_account(person.name, Role.TRAINER, pair.mentor.programme.organisation)
    person.save()
    Meeting.objects.filter(pk=taught.pk).update(trainer=person.account, trainer_name=person.name)
    taught.refresh_from_db()
    return taught


def one_before_the_other(first: Callable[[], object], second: Callable[[], object]) -> list[str]:
    """`second` begins when `first` has written and not committed; what became of each."""
    outcomes, written, done = ["", ""], threading.Event(), threading.Event()

    def run(place: int, act: Callable[[], object]) -> None:
        try:
            act()
            outcomes[place] = "done"
        except DomainError as error:
            outcomes[place] = error.code
        finally:
            connection.close()

    def go_first() -> None:
        with transaction.atomic():
            first()
            written.set()
            done.wait(A_WHILE)

    def go_second() -> None:
        assert written.wait(10)
        second()
        done.set()

    threads = [threading.Thread(target=run, args=each) for each in ((0, go_first), (1, go_second))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def booking(slot: Slot, pair: Mentorship) -> Callable[[], object]:
    return lambda: actions.book_slot(slot, pair, by=pair.enrolment.application.actor, at=clock.now())


def moving(meeting: Meeting, slot: Slot) -> Callable[[], object]:
    hours = {"starts_at": slot.starts_at, "ends_at": slot.starts_at + timedelta(hours=1)}
    return lambda: move_meeting(meeting, by=SETUP, at=clock.now(), seen=meeting.sequence, **hours)


def told() -> list[str]:
    paths = DBTaskResult.objects.filter(task_path__endswith="_of_meeting").values_list("task_path", flat=True)
    return sorted(path.rpartition(".")[2] for path in paths)


@pytest.mark.parametrize("whose", ["expected", "taught", "taught_by_participant"])
def test_the_meeting_that_comes_second_tells_of_the_talk(
    pair: Mentorship, slot: Slot, whose: str, request: pytest.FixtureRequest
) -> None:
    meeting = request.getfixturevalue(whose)
    assert one_before_the_other(booking(slot, pair), moving(meeting, slot)) == ["done", "done"]
    assert told() == ["tell_mentor_of_meeting", "tell_participant_of_meeting"]


@pytest.mark.parametrize(
    ("whose", "refused"),
    [
        ("expected", "talk_during_meeting"),
        ("taught", "mentor_teaches_then"),
        ("taught_by_participant", "talk_during_meeting"),
    ],
)
def test_the_talk_that_comes_second_is_refused(
    pair: Mentorship, slot: Slot, whose: str, refused: str, request: pytest.FixtureRequest
) -> None:
    meeting = request.getfixturevalue(whose)
    assert one_before_the_other(moving(meeting, slot), booking(slot, pair)) == ["done", refused]
    assert (Talk.objects.count(), told()) == (0, [])
