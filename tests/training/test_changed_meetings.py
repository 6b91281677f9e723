"""A meeting that is moved, called off or taught by somebody else: who is told, and what it counts for."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django_tasks_db.models import DBTaskResult

from factories.people import SETUP, make_account
from factories.planning import make_cohort, make_meeting, make_programme, make_stage
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.people.models import Account, Organisation, Person, Role
from sanggar.planning import actions as planning
from sanggar.planning.actions import MeetingCancelled
from sanggar.planning.meeting_words import elsewhere_words
from sanggar.planning.models import Cohort, Meeting, Programme
from sanggar.training import actions, letters
from sanggar.training.actions import MeetingHeld
from sanggar.training.calendars import calendar_file
from sanggar.training.codes import SeenCode, window_of
from sanggar.training.models import CodeOutcome, Enrolment
from sanggar.training.queries import (
    attendance_by_stage,
    attendance_rate,
    is_running,
    meetings_of_enrolment,
    next_meeting,
    overlaps,
    running_meetings,
    timetable_of,
)
from sanggar.training.queries.meetings import expected_at

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def act() -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now()}


@pytest.fixture
def cohort(programme: Programme) -> Cohort:
    return make_cohort_of(programme)


@pytest.fixture
def trainer(office: Organisation) -> Account:
    return make_account("Raka Prasetya", Role.TRAINER, office)


@pytest.fixture
def meeting(cohort: Cohort, trainer: Account) -> Meeting:
    made = make_meeting(cohort, in_days=3)
    Meeting.objects.filter(pk=made.pk).update(trainer=trainer, trainer_name=trainer.name)
    made.refresh_from_db()
    return made


def with_address(cohort: Cohort, name: str) -> Enrolment:
    enrolment = make_enrolment(cohort, name)
    enrolment.person.email = f"{name.lower()}@warga.example"
    enrolment.person.save()
    return enrolment


def queued() -> set[tuple[str, int, int]]:
    rows = DBTaskResult.objects.filter(task_path__endswith="_of_change")
    return {(row.task_path.rpartition(".")[2], *row.args_kwargs["args"]) for row in rows}


def test_a_move_queues_a_letter_for_each_whom_it_concerns(cohort: Cohort, meeting: Meeting, trainer: Account) -> None:
    sulastri = with_address(cohort, "Sulastri")
    by_hand = make_enrolment(cohort, "Tanpa Alamat")
    gone = with_address(cohort, "Pergi")
    actions.leave(gone, "withdrawn", reason="Pindah kota", **act())
    with_address(make_cohort(make_stage(cohort.stage.programme, ordinal=2), name="Lain"), "Orang")
    step = actions.move_meeting(meeting, seen=0, starts_at=meeting.starts_at + HOUR, venue="Aula", **act())
    assert step is not None
    assert queued() == {
        ("tell_participant_of_change", step.pk, sulastri.pk),
        ("tell_participant_of_change", step.pk, by_hand.pk),
        ("tell_trainer_of_change", step.pk, trainer.pk),
    }


def test_who_has_finished_is_expected_at_nothing_that_follows(cohort: Cohort, meeting: Meeting) -> None:
    done, other = with_address(cohort, "Sulastri"), make_enrolment(cohort, at=clock.now() - 30 * DAY)
    before = make_meeting(cohort, in_days=-1)
    actions.record_presence(before, other, "present", **act())
    actions.complete_enrolment(done, **act())
    assert [each for each, _record in meetings_of_enrolment(done)] == [before] == list(timetable_of(done))
    assert list(expected_at(meeting)) == [other]
    actions.move_meeting(meeting, seen=0, venue="Aula", **act())
    assert ("tell_participant_of_change", done.pk) not in {(name, person) for name, _step, person in queued()}
    with time_machine.travel(meeting.ends_at + DAY, tick=False):
        actions.record_presence(meeting, other, "present", **act())
        rate, whole = attendance_rate(done), attendance_by_stage(cohort.stage.programme)[0]
    assert (rate.held, rate.before, rate.unrecorded) == (1, 1, 0)
    assert (whole.held, whole.present, whole.expected) == (2, 2, 3)


def test_the_letter_of_a_move_says_before_and_now_once(cohort: Cohort, meeting: Meeting) -> None:
    sulastri = with_address(cohort, "Sulastri")
    start = datetime(2027, 3, 1, 9, tzinfo=ZoneInfo("Asia/Jakarta"))
    old = {"starts_at": start, "ends_at": start + 3 * HOUR}
    Meeting.objects.filter(pk=meeting.pk).update(**old)
    new = {"starts_at": start + DAY, "ends_at": start + DAY + HOUR}
    step = actions.move_meeting(meeting, seen=0, venue="Ruang O'Brien", reason="Aula dipakai", **new, **act())
    assert step is not None
    letters.tell_participant_of_change.call(step.pk, sulastri.pk)
    letters.tell_participant_of_change.call(step.pk, sulastri.pk)
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["sulastri@warga.example"], "Sesi dipindah: Menyunting di ponsel")
    before, _, now = letter.body.partition("Sekarang:")
    assert "Senin, 1 Maret 2027, 09.00–12.00 WIB\nIjen Suites" in before
    assert "Selasa, 2 Maret 2027, 09.00–10.00 WIB\nRuang O'Brien" in now
    assert "Alasan: Aula dipakai" in now
    assert "/jadwal/" in now or ".ics" in now


def test_two_with_one_address_are_both_told(cohort: Cohort, meeting: Meeting) -> None:
    both = [with_address(cohort, name) for name in ("Sulastri", "Bima")]
    Person.objects.update(email="keluarga@warga.example")
    step = actions.cancel_meeting(meeting, reason="Listrik padam", **act())
    for enrolment in (*both, both[0]):
        letters.tell_participant_of_change.call(step.pk, enrolment.pk)
    assert [letter.to for letter in mail.outbox] == [["keluarga@warga.example"]] * 2
    assert ["Sulastri" in mail.outbox[0].body, "Bima" in mail.outbox[1].body] == [True, True]


def test_the_letter_comes_in_the_reader_s_language(cohort: Cohort, meeting: Meeting, trainer: Account) -> None:
    Account.objects.filter(pk=trainer.pk).update(language="en")
    step = actions.cancel_meeting(meeting, reason="Power cut", **act())
    letters.tell_trainer_of_change.call(step.pk, trainer.pk)
    (letter,) = mail.outbox
    assert letter.subject == "Meeting cancelled: Menyunting di ponsel"
    assert "Reason: Power cut" in letter.body


def test_a_move_that_was_overtaken_by_a_cancellation_is_not_told_any_more(cohort: Cohort, meeting: Meeting) -> None:
    sulastri = with_address(cohort, "Sulastri")
    moved = actions.move_meeting(meeting, seen=0, venue="Aula", **act())
    cancelled = actions.cancel_meeting(meeting, reason="Listrik padam", **act())
    assert moved is not None
    for step in (moved, cancelled):
        letters.tell_participant_of_change.call(step.pk, sulastri.pk)
    assert [letter.subject for letter in mail.outbox] == ["Sesi dibatalkan: Menyunting di ponsel"]


def test_both_trainers_are_told_of_a_substitution_and_no_participant(
    cohort: Cohort, meeting: Meeting, trainer: Account, office: Organisation
) -> None:
    with_address(cohort, "Sulastri")
    nadia = make_account("Nadia Kusuma", Role.TRAINER, office)
    step = actions.substitute_trainer(meeting, trainer_name=nadia.name, trainer=nadia, reason="Sakit", **act())
    told = {("tell_trainer_of_change", step.pk, account.pk) for account in (trainer, nadia)}
    assert queued() == told
    letters.tell_trainer_of_change.call(step.pk, nadia.pk)
    assert "diajar Nadia Kusuma, menggantikan Raka Prasetya" in mail.outbox[0].body


def test_a_better_topic_tells_nobody(cohort: Cohort, meeting: Meeting) -> None:
    with_address(cohort, "Sulastri")
    assert actions.move_meeting(meeting, seen=0, topic="Judul lain", **act()) is None
    assert queued() == set()


def test_what_was_held_is_neither_moved_nor_called_off_but_may_have_been_taught_by_another(cohort: Cohort) -> None:
    enrolment = make_enrolment(cohort, "Sulastri", at=clock.now() - 9 * DAY)
    held = make_meeting(cohort, in_days=-1)
    actions.record_presence(held, enrolment, "present", **act())
    with pytest.raises(MeetingHeld):
        actions.cancel_meeting(Meeting.objects.get(pk=held.pk), reason="Keliru", **act())
    with pytest.raises(MeetingHeld):
        actions.move_meeting(Meeting.objects.get(pk=held.pk), seen=0, venue="Aula", **act())
    held.refresh_from_db()
    assert (held.cancelled_at, held.venue, held.sequence) == (None, "Ijen Suites", 0)
    actions.substitute_trainer(held, trainer_name="Nadia", trainer=None, reason="Raka sakit", **act())
    held.refresh_from_db()
    assert (held.trainer_name, held.instead_of) == ("Nadia", "Narasumber Uji")


def test_what_was_called_off_takes_no_presence_and_counts_against_nobody(cohort: Cohort) -> None:
    sulastri = make_enrolment(cohort, "Sulastri", at=clock.now() - 9 * DAY)
    held, off = make_meeting(cohort, in_days=-2), make_meeting(cohort, in_days=-1)
    actions.record_presence(held, sulastri, "present", **act())
    actions.cancel_meeting(off, reason="Banjir", **act())
    with pytest.raises(MeetingCancelled):
        actions.record_presence(off, sulastri, "absent", **act())
    with pytest.raises(MeetingCancelled):
        actions.merge_entries(off, [], **act())
    rate, (stage,) = attendance_rate(sulastri), attendance_by_stage(cohort.stage.programme)
    assert (rate.present, rate.held, stage.held, stage.meetings) == (1, 1, 1, 1)


def test_nobody_checks_in_at_what_was_called_off_while_it_would_be_on(cohort: Cohort) -> None:
    sulastri, at = make_enrolment(cohort, "Sulastri", at=clock.now() - DAY), clock.now()
    now_on = make_meeting(cohort, in_days=0)
    stale = Meeting.objects.get(pk=now_on.pk)
    planning.cancel_meeting(now_on, reason="Banjir", **act())
    code = SeenCode(window_of(at), at)
    came = actions.check_in_by_code(stale, sulastri, code, device="ponsel", network="aula", by=SETUP, at=at)
    assert came == CodeOutcome.CLOSED
    assert (is_running(now_on, at), running_meetings(cohort, at).count()) == (False, 0)
    assert next_meeting(cohort.stage.programme, at) is None


def test_people_who_are_expected_at_two_places_are_named(cohort: Cohort, meeting: Meeting) -> None:
    second = make_cohort(make_stage(cohort.stage.programme, ordinal=2), name="Kelas Dua")
    sulastri = make_enrolment(cohort, "Sulastri")
    make_enrolment(cohort, "Budi")
    twin = make_enrolment(second, "Sulastri")
    Enrolment.objects.filter(pk=twin.pk).update(person=sulastri.person)
    other = make_meeting(second, in_days=4)
    assert overlaps(meeting) == []
    times = {"starts_at": meeting.starts_at + HOUR, "ends_at": meeting.ends_at + HOUR}
    Meeting.objects.filter(pk=other.pk).update(**times)
    assert [(each.name, each.other) for each in overlaps(meeting)] == [("Sulastri", other)]
    Enrolment.objects.filter(pk=twin.pk).update(state="withdrawn", left_at=clock.now())
    assert overlaps(meeting) == []


def test_who_learns_or_teaches_elsewhere_is_named_whatever_the_office(
    cohort: Cohort, meeting: Meeting, trainer: Account, other_office: Organisation
) -> None:
    theirs = make_cohort_of(make_programme(other_office))
    sulastri, budi = make_enrolment(cohort, "Sulastri"), make_enrolment(cohort, "Budi")
    other = make_meeting(theirs, in_days=3)
    learns = make_enrolment(theirs, "Raka Prasetya")
    Person.objects.filter(pk=learns.person_id).update(account=trainer)
    twin = make_enrolment(theirs, "Sulastri")
    Enrolment.objects.filter(pk=twin.pk).update(person=sulastri.person)
    teaches = make_account("Budi", Role.TRAINER, other_office)
    Person.objects.filter(pk=budi.person_id).update(account=teaches)
    Meeting.objects.filter(pk=other.pk).update(
        trainer=teaches, starts_at=meeting.starts_at, ends_at=meeting.ends_at, topic="Materi rahasia"
    )
    assert [(each.name, each.other) for each in overlaps(meeting)] == [
        ("Budi", other),
        ("Raka Prasetya", other),
        ("Sulastri", other),
    ]
    words = [elsewhere_words(cohort.stage.programme, each.name, each.other) for each in overlaps(meeting)]
    assert words[0] == "Budi sudah ada pertemuan lain pada jam itu."
    assert "rahasia" not in " ".join(words)


def test_what_is_held_after_all_is_told_to_whom_it_concerns(cohort: Cohort, meeting: Meeting, trainer: Account) -> None:
    sulastri = with_address(cohort, "Sulastri")
    cancelled = actions.cancel_meeting(meeting, reason="Listrik padam", **act())
    letters.tell_participant_of_change.call(cancelled.pk, sulastri.pk)
    DBTaskResult.objects.all().delete()
    step = actions.revive_meeting(meeting, reason="Listrik menyala", **act())
    assert queued() == {
        ("tell_participant_of_change", step.pk, sulastri.pk),
        ("tell_trainer_of_change", step.pk, trainer.pk),
    }
    letters.tell_participant_of_change.call(step.pk, sulastri.pk)
    letter = mail.outbox[-1]
    assert letter.subject == "Sesi jadi diadakan: Menyunting di ponsel"
    assert ("Alasan: Listrik menyala" in letter.body, "Ijen Suites" in letter.body) == (True, True)
    letters.tell_trainer_of_change.call(cancelled.pk, trainer.pk)
    assert len(mail.outbox) == 2
    lines = events(meeting)
    assert ("STATUS:CONFIRMED" in lines, "SEQUENCE:2" in lines) == (True, True)


# --- the calendar
def events(meeting: Meeting) -> list[str]:
    with time_machine.travel("2026-11-01T00:00:00+00:00", tick=False):
        content = calendar_file([meeting], "Pelatihan", at=clock.now())
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_a_calendar_keeps_the_event_and_counts_its_changes(cohort: Cohort, meeting: Meeting) -> None:
    before = events(meeting)
    actions.move_meeting(meeting, seen=0, link="https://meet.example/a,b", **act())
    after = events(meeting)
    uid = f"UID:sesi-{meeting.pk}@sanggar"
    assert (uid in before, "SEQUENCE:0" in before, "STATUS:CONFIRMED" in before) == (True, True, True)
    assert [line for line in before if line.startswith("LAST-MODIFIED")] == []
    assert (uid in after, "SEQUENCE:1" in after, "URL:https://meet.example/a,b" in after) == (True, True, True)
    assert "DTSTAMP:20261101T000000Z" in after
    assert len([line for line in after if line.startswith("LAST-MODIFIED")]) == 1


def test_what_was_called_off_stands_in_the_calendar_as_cancelled(cohort: Cohort, meeting: Meeting) -> None:
    actions.cancel_meeting(meeting, reason="Listrik padam", **act())
    lines = events(meeting)
    assert ("STATUS:CANCELLED" in lines, "SEQUENCE:1" in lines) == (True, True)
    assert any("Listrik padam" in line for line in lines if line.startswith("DESCRIPTION"))


def test_a_meeting_online_has_its_link_as_its_place(cohort: Cohort, meeting: Meeting) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(venue="", link="https://meet.example/a")
    meeting.refresh_from_db()
    assert {"LOCATION:https://meet.example/a", "URL:https://meet.example/a"} <= set(events(meeting))
