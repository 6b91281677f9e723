"""Many hands at once: one seat, one record, whatever the database."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest

from factories.people import SETUP, make_office
from factories.planning import make_cohort, make_meeting, make_programme, make_stage
from factories.races import race
from factories.training import make_candidate, make_enrolment
from sanggar.foundation import clock
from sanggar.planning.actions import CohortFull, SeatsExhausted, hold_seat
from sanggar.planning.models import Cohort
from sanggar.training import actions
from sanggar.training.codes import SeenCode, window_of
from sanggar.training.models import Attendance, CodeAttempt, DoorEntry, Enrolment, EnrolmentEvent

pytestmark = pytest.mark.django_db(transaction=True)


def enrolling(cohort: Cohort) -> Callable[[], object]:
    application, person = make_candidate(cohort.stage)
    return lambda: actions.enrol(application, person, cohort, by=SETUP, at=clock.now())


def assert_counters_equal_rows(cohort: Cohort) -> None:
    cohort.refresh_from_db()
    cohort.stage.refresh_from_db()
    rows = Enrolment.objects.seated().filter(cohort=cohort).count()
    assert (cohort.seats_taken, cohort.stage.seats_taken) == (rows, rows)


def test_64_enrolments_race_for_the_last_seat() -> None:
    """An over-offer that only a test can make: 64 people believe that the one held seat is theirs."""
    cohort = make_cohort(make_stage(make_programme(make_office()), seats=2))
    make_enrolment(cohort)
    acts = [enrolling(cohort) for _ in range(64)]
    hold_seat(cohort.stage)
    assert race(acts) == {"done": 1, SeatsExhausted.code: 63}
    assert Enrolment.objects.count() == EnrolmentEvent.objects.count() == 2
    cohort.stage.refresh_from_db()
    assert (cohort.stage.seats_offered, cohort.stage.seats_free) == (0, 0)
    assert_counters_equal_rows(cohort)


def test_a_cohort_fills_to_its_last_chair_and_the_others_keep_their_held_seats() -> None:
    stage = make_stage(make_programme(make_office()), seats=12)
    cohort = make_cohort(stage, seats=3)
    acts = [enrolling(cohort) for _ in range(12)]
    for _ in acts:
        hold_seat(stage)
    assert race(acts) == {"done": 3, CohortFull.code: 9}
    stage.refresh_from_db()
    assert (stage.seats_offered, stage.seats_taken) == (9, 3)
    assert_counters_equal_rows(cohort)


def test_one_departure_frees_one_seat_however_many_click() -> None:
    cohort = make_cohort(make_stage(make_programme(make_office()), seats=5))
    enrolment = make_enrolment(cohort)
    stayed = make_enrolment(cohort)

    def leaving(state: str) -> Callable[[], object]:
        mine = Enrolment.objects.get(pk=enrolment.pk)
        return lambda: actions.leave(mine, state, reason="Pindah kota", by=SETUP, at=clock.now())

    outcome = race([leaving(state) for state in ("withdrawn", "dropped") * 6])
    assert outcome == {"done": 1, actions.EnrolmentOver.code: 11}
    assert list(Enrolment.objects.seated()) == [stayed]
    assert_counters_equal_rows(cohort)


def test_people_who_swap_cohorts_do_not_wait_for_each_other_for_ever() -> None:
    stage = make_stage(make_programme(make_office()), seats=20)
    morning, evening = make_cohort(stage, name="Pagi"), make_cohort(stage, name="Sore")

    def moving(enrolment: Enrolment, to: Cohort) -> Callable[[], object]:
        return lambda: actions.move_cohort(enrolment, to, reason="Jam kerja", by=SETUP, at=clock.now())

    early, late = [make_enrolment(morning) for _ in range(6)], [make_enrolment(evening) for _ in range(6)]
    acts = [moving(who, evening) for who in early] + [moving(who, morning) for who in late]
    assert race(acts) == {"done": 12}
    assert list(morning.enrolments.order_by("pk")) == late
    for cohort in (morning, evening):
        cohort.refresh_from_db()
        assert cohort.seats_taken == 6


def test_of_two_officers_who_move_one_person_at_once_one_does_and_the_other_learns_where_to() -> None:
    stage = make_stage(make_programme(make_office()), seats=20)
    here, morning, evening = (make_cohort(stage, name=name) for name in ("Siang", "Pagi", "Sore"))
    who = make_enrolment(here)

    def moving(to: Cohort) -> Callable[[], object]:
        mine = Enrolment.objects.get(pk=who.pk)
        return lambda: actions.move_cohort(mine, to, reason="Jam kerja", by=SETUP, at=clock.now())

    outcome = race([moving(to) for to in (morning, evening) * 4])
    assert outcome == {"done": 1, actions.MovedMeanwhile.code: 7}
    for cohort in (here, morning, evening):
        cohort.refresh_from_db()
        assert cohort.seats_taken == cohort.enrolments.count()


def test_the_last_chair_of_another_class_is_one_person_s() -> None:
    stage = make_stage(make_programme(make_office()), seats=20)
    here, small = make_cohort(stage, name="Siang"), make_cohort(stage, name="Kecil", seats=1)

    def moving(enrolment: Enrolment) -> Callable[[], object]:
        return lambda: actions.move_cohort(enrolment, small, reason="Jam kerja", by=SETUP, at=clock.now())

    assert race([moving(make_enrolment(here)) for _ in range(6)]) == {"done": 1, CohortFull.code: 5}


def test_a_move_and_a_record_at_once_leave_no_gap_behind() -> None:
    """Either the record came first and the move waits for theirs, or they had gone and stand on no list there."""
    stage = make_stage(make_programme(make_office()), seats=20)
    here, there = make_cohort(stage, name="Siang"), make_cohort(stage, name="Sore")
    who, other = (make_enrolment(here, at=clock.now() - timedelta(days=9)) for _ in range(2))
    meeting = make_meeting(here, in_days=-1)

    def move() -> object:
        return actions.move_cohort(who, there, reason="Jam kerja", by=SETUP, at=clock.now())

    def record() -> object:
        return actions.record_presence(meeting, other, "present", by=SETUP, at=clock.now())

    outcome = race([move, record])
    is_moved = Enrolment.objects.get(pk=who.pk).cohort == there
    assert outcome == ({"done": 2} if is_moved else {"done": 1, actions.PresenceMissing.code: 1})
    assert Attendance.objects.count() == 1


def test_a_badge_that_is_scanned_by_many_phones_is_recorded_once() -> None:
    cohort = make_cohort(make_stage(make_programme(make_office()), seats=5))
    enrolment = make_enrolment(cohort, at=clock.now() - timedelta(days=9))
    meeting = make_meeting(cohort, in_days=0)

    def scanning(presence: str) -> Callable[[], object]:
        return lambda: actions.record_presence(meeting, enrolment, presence, method="qr", by=SETUP, at=clock.now())

    assert race([scanning("present") for _ in range(16)]) == {"done": 16}
    assert Attendance.objects.count() == 1
    assert race([scanning("absent") for _ in range(4)]) == {actions.PresenceAlreadyRecorded.code: 4}


def test_32_presses_at_once_with_a_code_record_one_presence_and_a_device_stands_for_one() -> None:
    cohort = make_cohort(make_stage(make_programme(make_office()), seats=5))
    first, second = (make_enrolment(cohort, at=clock.now() - timedelta(days=9)) for _ in range(2))
    meeting = make_meeting(cohort, in_days=0)

    def pressing(enrolment: Enrolment, device: str) -> Callable[[], object]:
        code = SeenCode(window_of(clock.now()), clock.now())
        how = {"device": device, "network": "aula", "by": SETUP}
        return lambda: actions.check_in_by_code(meeting, enrolment, code, **how, at=clock.now())

    assert race([pressing(first, f"ponsel {number % 2}") for number in range(32)]) == {"done": 32}
    assert (Attendance.objects.count(), CodeAttempt.objects.count()) == (1, 2)
    Attendance.objects.all().delete()
    CodeAttempt.objects.all().delete()
    assert race([pressing(who, "satu ponsel") for who in (first, second) * 4]) == {"done": 8}
    assert Attendance.objects.count() == 1


def test_a_device_that_sends_the_same_from_many_tabs_records_once() -> None:
    cohort = make_cohort(make_stage(make_programme(make_office()), seats=5))
    enrolment = make_enrolment(cohort, at=clock.now() - timedelta(days=9))
    meeting = make_meeting(cohort, in_days=0)
    same = actions.SentEntry(uuid.uuid4(), enrolment.pk, "present", "hand", clock.now())

    def sending(entry: actions.SentEntry) -> Callable[[], object]:
        return lambda: actions.merge_entries(meeting, [entry], by=SETUP, at=clock.now())

    others = [actions.SentEntry(uuid.uuid4(), enrolment.pk, "ill", "hand", clock.now()) for _ in range(4)]
    assert race([sending(entry) for entry in [same] * 16 + others]) == {"done": 20}
    assert Attendance.objects.count() == 1
    outcomes = sorted(DoorEntry.objects.values_list("outcome", flat=True))
    assert (len(outcomes), outcomes.count("recorded")) == (5, 1)
