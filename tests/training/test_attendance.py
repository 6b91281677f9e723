"""Presence: recorded once, corrected with a reason, counted by one rule."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction

from factories.people import SETUP
from factories.planning import make_cohort, make_meeting, make_stage
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.foundation.models import AuditEntry
from sanggar.planning.actions import PlanInUse, remove_meeting
from sanggar.planning.models import Cohort, Meeting, Programme
from sanggar.training import actions, queries
from sanggar.training.models import Attendance, AttendanceChange, Enrolment
from sanggar.training.queries import AttendanceRate

pytestmark = pytest.mark.django_db
DEWI = Actor("system", "dewi", "Dewi Pengelola")


def act() -> dict[str, Any]:
    return {"by": DEWI, "at": clock.now()}


@pytest.fixture
def cohort(programme: Programme) -> Cohort:
    return make_cohort_of(programme)


@pytest.fixture
def meeting(cohort: Cohort) -> Meeting:
    return make_meeting(cohort, in_days=-1)


def held(cohort: Cohort, days_ago: float, presences: dict[Enrolment, str]) -> Meeting:
    """A meeting that was, with who is recorded at it."""
    meeting = make_meeting(cohort, in_days=-days_ago)
    actions.record_roster(meeting, {who.pk: presence for who, presence in presences.items()}, **act())
    return meeting


def test_presence_is_recorded_with_its_author(cohort: Cohort, meeting: Meeting) -> None:
    enrolment = make_enrolment(cohort, at=clock.now() - timedelta(days=9))
    record = actions.record_presence(meeting, enrolment, "present", **act())
    assert (record.presence, record.method, record.recorded_by) == ("present", "hand", "Dewi Pengelola")


def test_the_same_once_more_changes_nothing_and_something_else_is_refused(cohort: Cohort, meeting: Meeting) -> None:
    enrolment = make_enrolment(cohort, at=clock.now() - timedelta(days=9))
    first = actions.record_presence(meeting, enrolment, "present", **act())
    again = actions.record_presence(meeting, enrolment, "present", method="qr", by=SETUP, at=clock.now())
    assert (again.pk, again.method) == (first.pk, "hand")
    with pytest.raises(actions.PresenceAlreadyRecorded, match="“Hadir” oleh Dewi Pengelola"):
        actions.record_presence(meeting, enrolment, "absent", **act())


def test_a_roster_keeps_what_another_recorded_before(cohort: Cohort, meeting: Meeting) -> None:
    at = clock.now() - timedelta(days=9)
    first, second, third = (make_enrolment(cohort, name, at=at) for name in ("Ani", "Budi", "Citra"))
    actions.record_presence(meeting, first, "ill", **act())
    presences = {first.pk: "present", second.pk: "present"}
    recorded = actions.record_roster(meeting, presences, **act())
    assert [record.enrolment for record in recorded.made] == [second]
    assert recorded.kept == [first]
    lines = [
        (line.enrolment.person.name, line.attendance and line.attendance.presence) for line in queries.roster(meeting)
    ]
    assert lines == [("Ani", "ill"), ("Budi", "present"), ("Citra", None)]
    assert third.attendance.count() == 0


def test_presence_opens_two_hours_before_the_meeting(cohort: Cohort) -> None:
    enrolment = make_enrolment(cohort)
    meeting = make_meeting(cohort, in_days=3)
    early, open_now = meeting.starts_at - timedelta(hours=2, seconds=1), meeting.starts_at - timedelta(hours=2)
    with pytest.raises(actions.PresenceNotOpen, match="dua jam sebelum mulai"):
        actions.record_presence(meeting, enrolment, "present", by=DEWI, at=early)
    actions.record_presence(meeting, enrolment, "present", by=DEWI, at=open_now)


def test_who_is_not_on_the_roster_is_not_recorded(programme: Programme, cohort: Cohort, meeting: Meeting) -> None:
    elsewhere = make_enrolment(make_cohort(make_stage(programme, ordinal=2)), at=clock.now() - timedelta(days=9))
    latecomer = make_enrolment(cohort)
    gone = make_enrolment(cohort, at=clock.now() - timedelta(days=9))
    actions.leave(gone, "withdrawn", reason="Pindah", by=DEWI, at=clock.now() - timedelta(days=5))
    for stranger in (elsewhere, latecomer, gone):
        with pytest.raises(actions.NotOnRoster):
            actions.record_presence(meeting, stranger, "present", **act())
    assert Attendance.objects.count() == 0


def test_a_correction_keeps_what_stood_there_and_why(cohort: Cohort, meeting: Meeting) -> None:
    enrolment = make_enrolment(cohort, at=clock.now() - timedelta(days=9))
    record = actions.record_presence(meeting, enrolment, "absent", by=SETUP, at=clock.now())
    actions.correct_presence(record, "ill", reason="Surat dokter menyusul", **act())
    actions.correct_presence(record, "excused", reason="Suratnya dari kantor", **act())
    assert record.presence == "excused"
    steps = [(change.before, change.after, change.reason, change.by) for change in record.changes.all()]
    assert steps == [
        ("absent", "ill", "Surat dokter menyusul", "Dewi Pengelola"),
        ("ill", "excused", "Suratnya dari kantor", "Dewi Pengelola"),
    ]


def test_a_correction_must_change_something_and_see_the_present_state(cohort: Cohort, meeting: Meeting) -> None:
    enrolment = make_enrolment(cohort, at=clock.now() - timedelta(days=9))
    record = actions.record_presence(meeting, enrolment, "absent", **act())
    with pytest.raises(actions.NothingToCorrect):
        actions.correct_presence(record, "absent", reason="Salah ketik", **act())
    stale = Attendance.objects.get(pk=record.pk)
    actions.correct_presence(record, "present", reason="Salah baris", **act())
    with pytest.raises(actions.CorrectedMeanwhile):
        actions.correct_presence(stale, "ill", reason="Surat dokter", **act())
    assert AttendanceChange.objects.count() == 1


def test_the_database_refuses_two_records_and_a_correction_without_reason(cohort: Cohort, meeting: Meeting) -> None:
    record = actions.record_presence(
        meeting, make_enrolment(cohort, at=clock.now() - timedelta(days=9)), "present", **act()
    )
    again = Attendance(
        meeting=meeting,
        enrolment=record.enrolment,
        presence="present",
        method="hand",
        recorded_at=clock.now(),
        recorded_by="x",
    )
    silent = AttendanceChange(attendance=record, before="present", after="ill", reason="", at=clock.now(), by="x")
    same = AttendanceChange(attendance=record, before="ill", after="ill", reason="ya", at=clock.now(), by="x")
    for row in (again, silent, same):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_an_illness_stands_in_the_record_only_where_it_can_be_erased(cohort: Cohort, meeting: Meeting) -> None:
    enrolment = make_enrolment(cohort, at=clock.now() - timedelta(days=9))
    record = actions.record_presence(meeting, enrolment, "ill", **act())
    actions.correct_presence(record, "excused", reason="Demam berdarah", **act())
    entries = AuditEntry.objects.filter(verb__startswith="training.", subject=f"planning.meeting:{meeting.pk}")
    assert [entry.verb for entry in entries.order_by("pk")] == ["training.record_presence", "training.correct_presence"]
    assert [entry.details for entry in entries if "ill" in entry.details or "Demam" in entry.details] == []
    assert entries.filter(personal__isnull=False).count() == 2


def test_a_meeting_with_presence_can_not_be_removed_from_the_plan(cohort: Cohort, meeting: Meeting) -> None:
    held_one = held(cohort, 1, {make_enrolment(cohort, at=clock.now() - timedelta(days=9)): "present"})
    with pytest.raises(PlanInUse), transaction.atomic():
        remove_meeting(held_one, **act())
    remove_meeting(meeting, **act())


# --- the rate ---------------------------------------------------------------------------------------------------------
def test_the_rate_is_meetings_present_over_meetings_that_say_something_of_the_person(cohort: Cohort) -> None:
    at = clock.now() - timedelta(days=30)
    enrolment, other = make_enrolment(cohort, at=at), make_enrolment(cohort, at=at)
    for days_ago, presence in enumerate(("present", "present", "excused", "ill", "absent"), start=1):
        held(cohort, days_ago, {enrolment: presence})
    held(cohort, 6, {other: "present"})  # held, and nobody wrote down whether our participant was there
    make_meeting(cohort, in_days=-7)  # nobody at all is recorded
    actions.cancel_meeting(make_meeting(cohort, in_days=-8), reason="Banjir", **act())
    make_meeting(cohort, in_days=7)  # to come
    rate = queries.attendance_rate(enrolment)
    assert rate == AttendanceRate(present=2, excused=1, ill=1, absent=1, held=5, unrecorded=2)
    assert (rate.percent, rate.at_least, rate.before) == (40, 28, 0)


def test_whom_the_trainer_forgot_loses_nothing_until_it_is_recorded(cohort: Cohort) -> None:
    at = clock.now() - timedelta(days=30)
    forgotten, other = make_enrolment(cohort, at=at), make_enrolment(cohort, at=at)
    held(cohort, 9, {forgotten: "present", other: "present"})
    gap = held(cohort, 2, {other: "present"})
    assert queries.attendance_rate(forgotten).percent == 100
    (found,) = queries.meetings_to_record(Meeting.objects.filter(cohort=cohort))
    assert (found, vars(found)["unrecorded"]) == (gap, 1)
    actions.record_presence(gap, forgotten, "absent", **act())
    assert queries.attendance_rate(forgotten).percent == 50
    assert not queries.meetings_to_record(Meeting.objects.filter(cohort=cohort))


def test_a_gap_is_of_who_was_expected_and_of_meetings_that_are_over(programme: Programme) -> None:
    stage = make_stage(programme, seats=9)
    morning, evening = make_cohort(stage, name="Pagi"), make_cohort(stage, name="Sore")
    at = clock.now() - timedelta(days=30)
    mover, stays, leaver, never = (make_enrolment(morning, at=at) for _ in range(4))
    make_enrolment(morning, at=clock.now() - timedelta(days=1))  # came after both
    actions.leave(never, "no_show", reason="Tidak datang", by=DEWI, at=at + timedelta(days=29))
    actions.move_cohort(mover, evening, reason="Jam kerja", by=DEWI, at=clock.now() - timedelta(days=7))
    actions.leave(leaver, "withdrawn", reason="Pindah", by=DEWI, at=clock.now() - timedelta(days=6))
    make_meeting(morning, in_days=-9)  # stays, leaver
    make_meeting(morning, in_days=-4)  # stays
    make_meeting(evening, in_days=-2)  # mover
    make_meeting(morning, in_days=0)  # on
    found = queries.meetings_to_record(Meeting.objects.filter(cohort__stage=stage))
    assert [vars(each)["unrecorded"] for each in found] == [2, 1, 1]
    people = (mover, stays, leaver, never)
    assert [queries.attendance_rate(person).unrecorded for person in people] == [1, 2, 1, 0]


def test_a_list_that_is_still_being_filled_counts_against_nobody(cohort: Cohort) -> None:
    at = clock.now() - timedelta(days=30)
    seen, not_yet = make_enrolment(cohort, at=at), make_enrolment(cohort, at=at)
    running = held(cohort, 0, {seen: "present"})
    assert [queries.attendance_rate(each).held for each in (seen, not_yet)] == [0, 0]
    with time_machine.travel(running.ends_at, tick=False):
        assert [queries.attendance_rate(each).held for each in (seen, not_yet)] == [1, 0]
        assert [queries.attendance_rate(each).unrecorded for each in (seen, not_yet)] == [0, 1]


def test_before_the_first_meeting_there_is_no_rate(cohort: Cohort) -> None:
    assert queries.attendance_rate(make_enrolment(cohort)).percent is None


def test_a_rate_is_never_rounded_up(cohort: Cohort) -> None:
    assert AttendanceRate(present=2, excused=0, ill=0, absent=1, held=3).percent == 66


def test_a_reserve_who_came_late_has_missed_the_meetings_before(cohort: Cohort) -> None:
    early = make_enrolment(cohort, at=clock.now() - timedelta(days=30))
    held(cohort, 9, {early: "present"})
    late = make_enrolment(cohort, at=clock.now() - timedelta(days=5))
    held(cohort, 2, {early: "present", late: "present"})
    assert queries.attendance_rate(late) == AttendanceRate(present=1, excused=0, ill=0, absent=0, held=2)


def test_after_leaving_no_meeting_counts(cohort: Cohort) -> None:
    at = clock.now() - timedelta(days=30)
    stays, leaves = make_enrolment(cohort, at=at), make_enrolment(cohort, at=at)
    held(cohort, 9, {stays: "present", leaves: "present"})
    actions.leave(leaves, "withdrawn", reason="Bekerja", by=DEWI, at=clock.now() - timedelta(days=5))
    held(cohort, 2, {stays: "present"})
    assert queries.attendance_rate(leaves).held == 1
    assert queries.attendance_rate(stays).held == 2


def test_after_a_move_the_new_cohorts_meetings_count_and_what_was_recorded_before(programme: Programme) -> None:
    stage = make_stage(programme, seats=9)
    morning, evening = make_cohort(stage, name="Pagi"), make_cohort(stage, name="Sore")
    at = clock.now() - timedelta(days=30)
    mover, native = make_enrolment(morning, at=at), make_enrolment(evening, at=at)
    first = held(morning, 9, {mover: "present"})
    held(evening, 8, {native: "present"})
    actions.move_cohort(mover, evening, reason="Jam kerja", by=DEWI, at=clock.now() - timedelta(days=5))
    last = held(evening, 2, {mover: "present", native: "absent"})
    assert queries.attendance_rate(mover) == AttendanceRate(present=2, excused=0, ill=0, absent=0, held=2)
    shown = [(meeting, record and record.presence) for meeting, record in queries.meetings_of_enrolment(mover)]
    assert [pair for pair in shown if pair[1]] == [(first, "present"), (last, "present")]
    assert [line.enrolment for line in queries.roster(first)] == [mover]


def test_a_move_waits_for_what_the_old_cohorts_held_meetings_do_not_say(programme: Programme) -> None:
    stage = make_stage(programme, seats=9)
    morning, evening = make_cohort(stage, name="Pagi"), make_cohort(stage, name="Sore")
    at = clock.now() - timedelta(days=30)
    mover, other = make_enrolment(morning, at=at), make_enrolment(morning, at=at - timedelta(days=30))
    held(morning, 40, {other: "present"})  # over before they came
    silent = held(morning, 9, {other: "present"})
    with pytest.raises(actions.PresenceMissing, match=re.escape(silent.topic)):
        actions.move_cohort(mover, evening, reason="Jam kerja", **act())
    actions.record_presence(silent, mover, "absent", **act())
    actions.move_cohort(mover, evening, reason="Jam kerja", **act())
    assert (mover.cohort, queries.attendance_rate(mover).absent) == (evening, 1)


def test_a_stage_counts_people_times_meetings_and_leaves_out_who_never_came(cohort: Cohort) -> None:
    at = clock.now() - timedelta(days=30)
    first, second, never = (make_enrolment(cohort, at=at) for _ in range(3))
    meeting = held(cohort, 9, {first: "present", second: "present", never: "absent"})
    actions.leave(never, "no_show", reason="Tidak datang", by=DEWI, at=meeting.ends_at)
    held(cohort, 2, {first: "present", second: "ill"})
    make_meeting(cohort, in_days=4)
    (stage,) = queries.attendance_by_stage(cohort.stage.programme)
    assert (stage.meetings, stage.held, stage.present, stage.expected, stage.percent) == (3, 2, 3, 4, 75)


def test_a_stage_adds_up_what_counts_for_each_of_its_people(programme: Programme) -> None:
    stage = make_stage(programme, seats=9)
    morning, evening = make_cohort(stage, name="Pagi"), make_cohort(stage, name="Sore")
    at = clock.now() - timedelta(days=30)
    mover, stays, leaver = (make_enrolment(morning, at=at) for _ in range(3))
    native, unseen = (make_enrolment(evening, at=at) for _ in range(2))
    held(morning, 9, {mover: "present", stays: "ill"})
    held(evening, 8, {native: "present"})
    actions.move_cohort(mover, evening, reason="Jam kerja", by=DEWI, at=clock.now() - timedelta(days=7))
    actions.leave(leaver, "withdrawn", reason="Pindah", by=DEWI, at=clock.now() - timedelta(days=6))
    held(morning, 4, {stays: "present"})
    held(evening, 2, {unseen: "absent"})
    rows = [queries.attendance_rate(person) for person in (mover, stays, leaver, native, unseen)]
    found = next(each for each in queries.attendance_by_stage(programme) if each.stage == stage)
    assert (found.present, found.expected) == (sum(row.present for row in rows), sum(row.held for row in rows))
    assert [row.held for row in rows] == [1, 2, 0, 1, 1]


def test_who_never_came_leaves_the_sheet_to_who_sits_in_their_chair(cohort: Cohort, meeting: Meeting) -> None:
    never, came = (make_enrolment(cohort, at=meeting.starts_at - timedelta(days=1)) for _ in range(2))
    actions.leave(never, "no_show", reason="Tidak datang", by=DEWI, at=meeting.ends_at)
    assert [line.enrolment for line in queries.roster(meeting)] == [came]


def test_who_was_present_is_no_no_show(cohort: Cohort) -> None:
    enrolment = make_enrolment(cohort, at=clock.now() - timedelta(days=30))
    held(cohort, 9, {enrolment: "present"})
    with pytest.raises(actions.WasPresent):
        actions.leave(enrolment, "no_show", reason="Tidak datang lagi", **act())


def test_timetables_are_in_order_of_time(cohort: Cohort) -> None:
    later, sooner = make_meeting(cohort, in_days=9), make_meeting(cohort, in_days=2)
    enrolment = make_enrolment(cohort)
    assert list(queries.timetable_of(enrolment)) == [sooner, later]
    assert queries.next_meeting(cohort.stage.programme, clock.now()) == sooner
    counted = queries.meetings_with_counts(cohort.meetings.all()).get(pk=sooner.pk)
    assert (counted.present, counted.recorded, counted.seated) == (0, 0, 1)
