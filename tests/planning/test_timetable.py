"""Trainer, place and cohort are in one place at a time; what is too small or too few is told."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from factories.people import SETUP, make_account
from factories.planning import make_cohort, make_meeting, make_programme, make_stage, make_venue
from sanggar.people.models import Account, Organisation, Role
from sanggar.planning import actions
from sanggar.planning.actions import (
    MeetingCancelled,
    MeetingChangedMeanwhile,
    MeetingClash,
    MeetingPast,
    MeetingStands,
    MinimumTooHigh,
    MovedIntoPast,
    PlanInUse,
    SameTrainer,
    TrainerElsewhere,
    VenueTaken,
)
from sanggar.planning.meeting_words import clash_words, full_place, size_words, taught_by, too_few_words
from sanggar.planning.models import ChangeKind, Cohort, Meeting, Programme
from sanggar.planning.pages.presenters import gaps
from sanggar.planning.queries import clashes_of, too_small

pytestmark = pytest.mark.django_db
NINE = datetime(2027, 3, 1, 9, tzinfo=ZoneInfo("Asia/Jakarta"))
HOUR = timedelta(hours=1)
BY: dict[str, Any] = {"by": SETUP, "at": NINE - timedelta(days=30)}
PLAN = "/desk/diskominfo-malang/youtuber-tiktok/rencana/"


@pytest.fixture
def cohort(programme: Programme) -> Cohort:
    return make_cohort(make_stage(programme), seats=25)


@pytest.fixture
def other_cohort(cohort: Cohort) -> Cohort:
    return make_cohort(cohort.stage, seats=25, name="Kelas B")


def add(cohort: Cohort, start: datetime = NINE, **fields: Any) -> Meeting:
    facts = {"topic": f"Materi {cohort.name}", "trainer_name": f"Narasumber {cohort.name}", "venue": cohort.name}
    times = {"starts_at": start, "ends_at": start + 3 * HOUR}
    return actions.add_meeting(cohort, **BY, **{**facts, **times, **fields})


# --- clashes
@pytest.mark.parametrize(
    ("shared", "told"),
    [
        ({"trainer_name": "nadia kusuma"}, "narasumber nadia kusuma"),
        ({"venue": "RUANG KAWI"}, "tempat RUANG KAWI"),
        ({"link": "https://meet.example/satu"}, "tautan https://meet.example/satu"),
    ],
)
def test_what_is_in_use_is_refused_with_the_name_of_the_other(
    shared: dict[str, str], told: str, cohort: Cohort, other_cohort: Cohort
) -> None:
    add(cohort, trainer_name="Nadia Kusuma", venue="Ruang Kawi", link="https://meet.example/satu")
    with pytest.raises(MeetingClash) as refused:
        add(other_cohort, NINE + 2 * HOUR, **shared)
    other = "“Materi Kelas A” (Kelas A), Senin, 1 Maret 2027, 09.00–12.00 WIB"
    assert str(refused.value) == f"Pada waktu itu {told} sudah dipakai {other}. Pilih waktu lain, atau yang lain."
    assert other_cohort.meetings.count() == 0


def test_everything_in_the_way_is_told_at_once(cohort: Cohort, other_cohort: Cohort) -> None:
    add(cohort, trainer_name="Nadia Kusuma", venue="Ruang Kawi")
    add(other_cohort, trainer_name="Raka", venue="Aula")
    with pytest.raises(MeetingClash) as refused:
        add(cohort, NINE + HOUR, trainer_name="Nadia Kusuma", venue="Aula")
    hours = "Senin, 1 Maret 2027, 09.00–12.00 WIB"
    first = f"kelas Kelas A, narasumber Nadia Kusuma sudah dipakai “Materi Kelas A” (Kelas A), {hours}"
    second = f"tempat Aula sudah dipakai “Materi Kelas B” (Kelas B), {hours}"
    assert str(refused.value) == f"Pada waktu itu {first}; {second}. Pilih waktu lain, atau yang lain."


def test_a_cohort_is_not_taught_twice_at_once(cohort: Cohort) -> None:
    add(cohort)
    with pytest.raises(MeetingClash, match="kelas Kelas A"):
        add(cohort, NINE - HOUR, trainer_name="Orang Lain", venue="Tempat Lain")


def test_one_begins_when_the_other_ends(cohort: Cohort) -> None:
    add(cohort)
    add(cohort, NINE + 3 * HOUR)
    add(cohort, NINE - 3 * HOUR)
    assert cohort.meetings.count() == 3


def test_two_accounts_of_one_name_are_two_people(cohort: Cohort, other_cohort: Cohort, office: Organisation) -> None:
    one, other = (make_account(name, Role.TRAINER, office) for name in ("Nadia Satu", "Nadia Dua"))
    add(cohort, trainer_name="Nadia", trainer=one)
    add(other_cohort, trainer_name="Nadia", trainer=other)
    with pytest.raises(MeetingClash):
        add(make_cohort(cohort.stage, name="Kelas C"), trainer_name="Bu Nadia", trainer=one)


def test_one_session_may_be_held_for_two_cohorts_together(cohort: Cohort, other_cohort: Cohort) -> None:
    said = {"topic": "Pembukaan", "trainer_name": "Nadia", "venue": "Aula"}
    add(cohort, **said)
    add(other_cohort, **said)
    with pytest.raises(MeetingClash):
        add(make_cohort(cohort.stage, name="Kelas C"), **said | {"topic": "Yang lain"})


def test_other_offices_are_not_in_the_way(cohort: Cohort, other_office: Organisation) -> None:
    add(cohort, venue="Aula")
    add(make_cohort(make_stage(make_programme(other_office))), venue="Aula")
    assert Meeting.objects.count() == 2


def test_a_trainer_is_one_person_in_every_office_and_no_more_is_told_of_the_other(
    cohort: Cohort, other_office: Organisation, office: Organisation
) -> None:
    nadia = make_account("Nadia Kusuma", Role.TRAINER, office)
    add(cohort, trainer_name="Nadia", trainer=nadia, topic="Materi rahasia")
    theirs = make_cohort(make_stage(make_programme(other_office)), name="Kelas lain")
    with pytest.raises(TrainerElsewhere) as refused:
        add(theirs, NINE + HOUR, trainer_name="Bu Nadia", trainer=nadia)
    told = "Bu Nadia sudah ada pertemuan lain pada jam itu. Pilih waktu lain, atau narasumber lain."
    assert (str(refused.value), theirs.meetings.count()) == (told, 0)
    meeting = add(theirs, trainer_name="Raka")
    with pytest.raises(TrainerElsewhere):
        actions.substitute_trainer(meeting, trainer_name="Nadia", trainer=nadia, reason="Raka sakit", **BY)
    add(theirs, NINE + 3 * HOUR, trainer_name="Nadia", trainer=nadia)


def test_an_old_clash_with_another_office_is_told_without_what_it_is(
    cohort: Cohort, other_office: Organisation, office: Organisation, programme: Programme
) -> None:
    nadia = make_account("Nadia Kusuma", Role.TRAINER, office)
    meeting = add(cohort, trainer_name="Nadia", trainer=nadia)
    theirs = add(make_cohort(make_stage(make_programme(other_office))), topic="Materi rahasia", trainer_name="Raka")
    Meeting.objects.filter(pk=theirs.pk).update(trainer=nadia, trainer_name="Nadia")
    (clash,) = clashes_of(programme, BY["at"])
    assert (clash.meeting, clash.other, clash.is_elsewhere) == (meeting, theirs, True)
    assert clash_words(programme, clash) == "narasumber Nadia sudah ada pertemuan lain pada jam itu."
    found = [text for text, _page in gaps(programme, [])]
    told = "Nadia sudah ada pertemuan lain pada jam “Materi Kelas A” (Kelas A)."
    assert (told in found, "rahasia" in " ".join(found)) == (True, False)


def test_what_was_called_off_is_in_nobody_s_way(cohort: Cohort, other_cohort: Cohort) -> None:
    actions.cancel_meeting(add(cohort, venue="Aula"), reason="Listrik padam", **BY)
    assert add(other_cohort, venue="Aula").pk


def test_a_move_into_another_meeting_is_refused_and_changes_nothing(cohort: Cohort, other_cohort: Cohort) -> None:
    add(cohort, venue="Aula")
    later = add(other_cohort, NINE + 4 * HOUR, venue="Aula")
    with pytest.raises(MeetingClash):
        actions.change_meeting(later, starts_at=NINE, ends_at=NINE + HOUR, **BY)
    later.refresh_from_db()
    assert (later.starts_at, later.sequence, later.changes.count()) == (NINE + 4 * HOUR, 0, 0)


def test_a_better_topic_is_no_move_even_where_an_old_clash_stands(cohort: Cohort, other_cohort: Cohort) -> None:
    add(cohort, venue="Aula")
    late = add(other_cohort, NINE + 4 * HOUR, venue="Aula")
    Meeting.objects.filter(pk=late.pk).update(starts_at=NINE, ends_at=NINE + HOUR)
    assert actions.change_meeting(late, topic="Judul yang lebih baik", **BY) is None
    late.refresh_from_db()
    assert (late.topic, late.sequence) == ("Judul yang lebih baik", 0)


# --- moved, substituted, called off
def test_a_move_keeps_what_was_and_counts_up(cohort: Cohort) -> None:
    meeting = add(cohort)
    step = actions.change_meeting(meeting, seen=0, starts_at=NINE + HOUR, venue="Aula", reason="Hujan", **BY)
    assert step is not None
    meeting.refresh_from_db()
    assert (meeting.sequence, meeting.starts_at, meeting.venue) == (1, NINE + HOUR, "Aula")
    assert (step.kind, step.starts_at, step.venue, step.reason) == (ChangeKind.MOVED, NINE, "Kelas A", "Hujan")
    with pytest.raises(MeetingChangedMeanwhile):
        actions.change_meeting(meeting, seen=0, venue="Teras", **BY)


def test_nothing_is_moved_into_the_past_unless_it_was_held_then(cohort: Cohort) -> None:
    meeting = add(cohort)
    at, earlier = NINE - HOUR, NINE - 24 * HOUR
    times = {"starts_at": earlier, "ends_at": earlier + HOUR, "by": SETUP, "at": at}
    for given in ({}, {"reason": "Dimajukan"}, {"was_held": True}):
        with pytest.raises(MovedIntoPast), transaction.atomic():
            actions.change_meeting(Meeting.objects.get(pk=meeting.pk), seen=0, **times, **given)
    step = actions.change_meeting(meeting, seen=0, was_held=True, reason="Hujan dimajukan sehari", **times)
    assert step is not None
    assert (meeting.starts_at, step.starts_at, step.reason) == (earlier, NINE, "Hujan dimajukan sehari")
    actions.change_meeting(meeting, ends_at=earlier + 2 * HOUR, by=SETUP, at=at)  # its start is no news


def test_what_was_called_off_stays_so_and_says_why(cohort: Cohort) -> None:
    meeting = add(cohort)
    actions.cancel_meeting(meeting, reason="Listrik padam", **BY)
    meeting.refresh_from_db()
    assert (meeting.cancelled_by, meeting.cancel_reason, meeting.sequence) == (SETUP.label, "Listrik padam", 1)
    for act in (
        lambda: actions.cancel_meeting(meeting, reason="Lagi", **BY),
        lambda: actions.change_meeting(meeting, venue="Aula", **BY),
        lambda: actions.substitute_trainer(meeting, trainer_name="X", trainer=None, reason="Y", **BY),
    ):
        with pytest.raises(MeetingCancelled):
            act()
    with pytest.raises(PlanInUse):
        actions.remove_meeting(meeting, **BY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(cancel_reason="")


def test_what_was_called_off_is_held_after_all_and_everything_counts_on(cohort: Cohort) -> None:
    meeting = add(cohort)
    with pytest.raises(MeetingStands):
        actions.revive_meeting(meeting, reason="Keliru", **BY)
    actions.cancel_meeting(meeting, reason="Listrik padam", **BY)
    step = actions.revive_meeting(meeting, reason="Listrik menyala", **BY)
    meeting.refresh_from_db()
    assert (meeting.cancelled_at, meeting.cancelled_by, meeting.cancel_reason, meeting.sequence) == (None, "", "", 2)
    assert (step.kind, step.reason) == (ChangeKind.REVIVED, "Listrik menyala")
    assert [each.kind for each in meeting.changes.all()] == [ChangeKind.CANCELLED, ChangeKind.REVIVED]
    with pytest.raises(IntegrityError), transaction.atomic():
        meeting.changes.filter(pk=step.pk).update(reason="")


def test_what_was_given_away_meanwhile_keeps_a_meeting_called_off(cohort: Cohort, other_cohort: Cohort) -> None:
    meeting = add(cohort, venue="Aula")
    actions.cancel_meeting(meeting, reason="Listrik padam", **BY)
    add(other_cohort, venue="Aula")
    with pytest.raises(MeetingClash, match="tempat Aula"):
        actions.revive_meeting(meeting, reason="Listrik menyala", **BY)
    meeting.refresh_from_db()
    assert (meeting.cancel_reason, meeting.sequence, meeting.changes.count()) == ("Listrik padam", 1, 1)


def test_what_was_called_off_and_is_past_is_planned_anew(cohort: Cohort) -> None:
    meeting = add(cohort)
    actions.cancel_meeting(meeting, reason="Listrik padam", **BY)
    with pytest.raises(MeetingPast):
        actions.revive_meeting(meeting, reason="Keliru", by=SETUP, at=NINE)


def test_the_substitute_is_who_teaches_and_the_planned_one_stays_named(cohort: Cohort) -> None:
    meeting = add(cohort, trainer_name="Raka")
    actions.substitute_trainer(meeting, trainer_name="Nadia", trainer=None, reason="Sakit", **BY)
    actions.substitute_trainer(meeting, trainer_name="Bagus", trainer=None, reason="Nadia juga", **BY)
    meeting.refresh_from_db()
    assert taught_by(meeting) == "Bagus, menggantikan Raka"
    with pytest.raises(SameTrainer):
        actions.substitute_trainer(meeting, trainer_name="Bagus", trainer=None, reason="Sama", **BY)
    actions.substitute_trainer(meeting, trainer_name="Raka", trainer=None, reason="Sembuh", **BY)
    assert (taught_by(meeting), meeting.sequence) == ("Raka", 3)
    assert [step.trainer_name for step in meeting.changes.all()] == ["Raka", "Nadia", "Bagus"]


def test_a_substitute_who_teaches_elsewhere_then_is_refused(cohort: Cohort, other_cohort: Cohort) -> None:
    add(cohort, trainer_name="Nadia")
    meeting = add(other_cohort, trainer_name="Raka")
    with pytest.raises(MeetingClash):
        actions.substitute_trainer(meeting, trainer_name="Nadia", trainer=None, reason="Sakit", **BY)


# --- places
def test_a_listed_place_is_copied_and_taken_along_when_it_is_renamed(cohort: Cohort, office: Organisation) -> None:
    venue = make_venue(office)
    meeting = add(cohort, listed_venue=venue, venue="")
    assert full_place(meeting) == "Ruang Kawi, Jalan Ijen 90"
    past = {"by": SETUP, "at": NINE + timedelta(days=1)}
    actions.change_venue(venue, name="Ruang Arjuno", **past)
    meeting.refresh_from_db()
    assert (meeting.venue, meeting.sequence) == ("Ruang Kawi", 0)
    actions.change_venue(venue, name="Ruang Semeru", **BY)
    meeting.refresh_from_db()
    assert (meeting.venue, meeting.sequence) == ("Ruang Semeru", 1)


def test_a_place_online_gives_its_link_and_changes_it(cohort: Cohort, office: Organisation) -> None:
    room = actions.add_venue(office, name="Ruang maya", link="https://meet.example/a", **BY)
    meeting = add(cohort, listed_venue=room, venue="")
    actions.change_venue(room, link="https://meet.example/b", **BY)
    meeting.refresh_from_db()
    assert (meeting.venue, meeting.link, full_place(meeting)) == ("", *["https://meet.example/b"] * 2)


def test_two_places_do_not_share_a_name(office: Organisation) -> None:
    make_venue(office, "Aula")
    with pytest.raises(VenueTaken):
        make_venue(office, "AULA")


@pytest.mark.parametrize("wrong", [{"link": "https://meet.example/a"}, {"address": ""}, {"capacity": 0}])
def test_a_place_is_on_the_ground_or_online_and_holds_somebody(wrong: dict[str, Any], office: Organisation) -> None:
    venue = make_venue(office)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(venue).objects.filter(pk=venue.pk).update(**wrong)


def test_a_place_that_is_too_small_is_told(cohort: Cohort, other_cohort: Cohort, office: Organisation) -> None:
    said: dict[str, Any] = {"topic": "Pembukaan", "trainer_name": "Nadia", "listed_venue": make_venue(office)}
    one = add(cohort, **said)
    assert too_small(one) is None
    add(other_cohort, **said)
    small = too_small(one)
    assert small is not None
    assert size_words(small) == "Ruang Kawi hanya muat 30 orang, sedangkan kelasnya 50 kursi."


def test_a_place_is_kept_in_the_plan_and_offered_until_it_is_closed(
    officer: Account, programme: Programme, signed_in: Any
) -> None:
    browser: Client = signed_in(officer)
    typed = {"name": "Aula Kota", "address": "Jalan Tugu 1", "village": "35.73.02.1009", "capacity": "40"}
    once = {"once": "6f0e4b7e-0000-4000-8000-000000000001"}
    assert browser.post(f"{PLAN}tempat/tambah/", typed | once).status_code == 302
    page = browser.get(f"{PLAN}tempat/").content.decode()
    assert ("Aula Kota" in page, "Bareng, Klojen" in page) == (True, True)
    venue = programme.organisation.venues.get()
    both = typed | {"link": "https://meet.example/a", "once": "6f0e4b7e-0000-4000-8000-000000000002"}
    assert browser.post(f"{PLAN}tempat/{venue.pk}/", both).status_code == 422
    closed = {"once": "6f0e4b7e-0000-4000-8000-000000000003"}
    assert browser.post(f"{PLAN}tempat/{venue.pk}/tutup/", closed).status_code == 302
    assert "Aula Kota" not in browser.get(f"{PLAN}tempat/").content.decode()


def test_a_place_of_another_office_can_not_be_chosen_nor_seen(
    officer: Account, cohort: Cohort, other_office: Organisation, signed_in: Any
) -> None:
    venue, browser = make_venue(other_office, "Rahasia"), signed_in(officer)
    assert browser.get(f"{PLAN}tempat/{venue.pk}/").status_code == 404
    form = {
        "topic": "Materi",
        "day": "2027-03-01",
        "start": "09:00",
        "end": "12:00",
        "listed_venue": str(venue.pk),
        "trainer_name": "Nadia",
        "once": "6f0e4b7e-0000-4000-8000-000000000004",
    }
    response = browser.post(f"{PLAN}kelas/{cohort.pk}/sesi/", form)
    assert (response.status_code, Meeting.objects.count()) == (422, 0)


# --- how many
def test_a_cohort_has_a_minimum_that_is_told_and_never_above_its_seats(cohort: Cohort) -> None:
    with pytest.raises(MinimumTooHigh):
        actions.change_cohort(cohort, name="Kelas A", seats=25, minimum=26, track=None, **BY)
    actions.change_cohort(cohort, name="Kelas A", seats=25, minimum=12, track=None, **BY)
    cohort.refresh_from_db()
    assert too_few_words(make_meeting(cohort)) == "Baru 0 dari paling sedikit 12 peserta."
    with pytest.raises(IntegrityError), transaction.atomic():
        Cohort.objects.filter(pk=cohort.pk).update(minimum=26)
