"""A seat in a cohort: taken once, given back, carried over; each step has an author and a reason."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from factories.people import SETUP
from factories.planning import make_cohort, make_stage
from factories.training import make_candidate, make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry
from sanggar.planning.actions import CohortFull, SeatsExhausted, add_cohort, hold_seat
from sanggar.planning.models import Programme
from sanggar.training import actions
from sanggar.training.models import ALLOWED, SEATED, Enrolment, EnrolmentState

pytestmark = pytest.mark.django_db


def act() -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now()}


def test_the_held_seat_becomes_the_participants(programme: Programme) -> None:
    cohort = make_cohort_of(programme)
    enrolment = make_enrolment(cohort, "Sulastri")
    cohort.refresh_from_db()
    cohort.stage.refresh_from_db()
    assert (cohort.stage.seats_offered, cohort.stage.seats_taken, cohort.seats_taken) == (0, 1, 1)
    assert (enrolment.state, enrolment.track.code) == ("active", "youtube")
    event = enrolment.events.get()
    assert (event.from_state, event.to_state, event.to_cohort, event.by_label) == ("", "active", cohort, SETUP.label)


def test_without_a_held_seat_nobody_is_enrolled(programme: Programme) -> None:
    cohort = make_cohort_of(programme)
    application, person = make_candidate(cohort.stage)
    with pytest.raises(SeatsExhausted):
        actions.enrol(application, person, cohort, **act())
    assert Enrolment.objects.count() == 0


def test_a_full_cohort_refuses_and_the_held_seat_stays_held(programme: Programme) -> None:
    stage = make_stage(programme, seats=5)
    cohort = make_cohort(stage, seats=1)
    make_enrolment(cohort)
    application, person = make_candidate(stage)
    hold_seat(stage)
    with pytest.raises(CohortFull):
        actions.enrol(application, person, cohort, **act())
    stage.refresh_from_db()
    assert (stage.seats_offered, stage.seats_taken) == (1, 1)


def test_an_application_is_enrolled_once(programme: Programme) -> None:
    cohort = make_cohort_of(programme)
    enrolment = make_enrolment(cohort)
    hold_seat(cohort.stage)
    with pytest.raises(actions.AlreadyEnrolled, match="sudah menjadi peserta Tahap 1"):
        actions.enrol(enrolment.application, enrolment.person, cohort, **act())
    cohort.stage.refresh_from_db()
    assert (cohort.stage.seats_offered, cohort.stage.seats_taken) == (1, 1)


def test_a_person_holds_one_seat_in_a_stage_even_past_the_actions(programme: Programme) -> None:
    cohort = make_cohort_of(programme)
    first = make_enrolment(cohort)
    second, _ = make_candidate(cohort.stage)
    again = Enrolment(
        person=first.person,
        application=second,
        stage=cohort.stage,
        cohort=cohort,
        track=first.track,
        enrolled_at=clock.now(),
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()
    actions.leave(first, "withdrawn", reason="Pindah kota", **act())
    again.save()


def test_the_database_refuses_an_unknown_state_and_a_departure_without_a_date(programme: Programme) -> None:
    enrolment = make_enrolment(make_cohort_of(programme))
    rows = Enrolment.objects.filter(pk=enrolment.pk)
    for changes in ({"state": "lost"}, {"state": "dropped"}, {"left_at": clock.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**changes)


def test_a_cohort_of_another_stage_or_track_is_refused(programme: Programme) -> None:
    cohort = make_cohort_of(programme)
    application, person = make_candidate(cohort.stage)
    elsewhere = make_cohort(make_stage(programme, ordinal=2))
    tiktok = add_cohort(
        cohort.stage, name="TikTok", seats=5, track=programme.tracks.get(code="tiktok"), by=SETUP, at=clock.now()
    )
    hold_seat(cohort.stage)
    with pytest.raises(actions.OtherStage):
        actions.enrol(application, person, elsewhere, **act())
    with pytest.raises(actions.OtherTrack, match="hanya untuk jalur TikTok"):
        actions.enrol(application, person, tiktok, **act())


@pytest.mark.parametrize("state", ["withdrawn", "dropped", "no_show"])
def test_who_leaves_frees_the_seat_and_the_reason_is_kept(programme: Programme, state: str) -> None:
    cohort = make_cohort_of(programme)
    enrolment = make_enrolment(cohort)
    actions.leave(enrolment, state, reason="Bekerja di luar kota", **act())
    cohort.refresh_from_db()
    cohort.stage.refresh_from_db()
    assert (cohort.seats_taken, cohort.stage.seats_taken, enrolment.state) == (0, 0, state)
    event = enrolment.events.last()
    assert event is not None
    assert (event.from_state, event.to_state, event.reason) == ("active", state, "Bekerja di luar kota")


def test_nobody_leaves_twice_and_the_seat_is_freed_once(programme: Programme) -> None:
    cohort = make_cohort_of(programme)
    enrolment, other = make_enrolment(cohort), make_enrolment(cohort)
    stale = Enrolment.objects.get(pk=enrolment.pk)
    actions.leave(enrolment, "withdrawn", reason="Sakit lama", **act())
    with pytest.raises(actions.EnrolmentOver, match="Mengundurkan diri"):
        actions.leave(stale, "dropped", reason="Tidak pernah datang", **act())
    cohort.refresh_from_db()
    assert cohort.seats_taken == 1
    assert other.events.count() == 1


def test_completing_keeps_the_seat_and_ends_the_story(programme: Programme) -> None:
    cohort = make_cohort_of(programme)
    enrolment = make_enrolment(cohort)
    actions.complete_enrolment(enrolment, **act())
    cohort.refresh_from_db()
    assert (enrolment.state, cohort.seats_taken, enrolment.left_at) == ("completed", 1, None)
    with pytest.raises(actions.EnrolmentOver, match="Selesai"):
        actions.leave(enrolment, "withdrawn", reason="Terlambat", **act())


def test_every_state_but_active_is_an_end() -> None:
    assert {state for state, after in ALLOWED.items() if after} == {EnrolmentState.ACTIVE}
    assert {EnrolmentState.ACTIVE, EnrolmentState.COMPLETED} == SEATED


def test_a_move_carries_the_seat_over(programme: Programme) -> None:
    stage = make_stage(programme, seats=5)
    morning, evening = make_cohort(stage, name="Pagi"), make_cohort(stage, name="Sore")
    enrolment = make_enrolment(morning)
    actions.move_cohort(enrolment, evening, reason="Jam kerja", **act())
    for row in (stage, morning, evening):
        row.refresh_from_db()
    assert (stage.seats_taken, morning.seats_taken, evening.seats_taken) == (1, 0, 1)
    event = enrolment.events.last()
    assert event is not None
    assert (event.from_cohort, event.to_cohort, event.reason) == (morning, evening, "Jam kerja")


def test_a_move_into_a_full_or_the_same_cohort_changes_nothing(programme: Programme) -> None:
    stage = make_stage(programme, seats=5)
    morning, evening = make_cohort(stage, name="Pagi"), make_cohort(stage, seats=1, name="Sore")
    enrolment = make_enrolment(morning)
    make_enrolment(evening)
    with pytest.raises(CohortFull):
        actions.move_cohort(enrolment, evening, reason="Jam kerja", **act())
    with pytest.raises(actions.SameCohort):
        actions.move_cohort(enrolment, morning, reason="Jam kerja", **act())
    enrolment.refresh_from_db()
    morning.refresh_from_db()
    assert (enrolment.cohort, enrolment.moved_at, morning.seats_taken) == (morning, None, 1)


def test_who_left_is_not_moved(programme: Programme) -> None:
    stage = make_stage(programme, seats=5)
    morning, evening = make_cohort(stage, name="Pagi"), make_cohort(stage, name="Sore")
    enrolment = make_enrolment(morning)
    actions.leave(enrolment, "dropped", reason="Tidak datang lagi", **act())
    with pytest.raises(actions.EnrolmentOver):
        actions.move_cohort(enrolment, evening, reason="Jam kerja", **act())


def test_the_record_of_an_act_holds_neither_name_nor_reason(programme: Programme) -> None:
    enrolment = make_enrolment(make_cohort_of(programme), "Sulastri")
    actions.leave(enrolment, "withdrawn", reason="Merawat ibu yang sakit", **act())
    entries = AuditEntry.objects.filter(subject=f"training.enrolment:{enrolment.pk}").order_by("pk")
    assert [entry.verb for entry in entries] == ["training.enrol", "training.leave"]
    written = " ".join(f"{entry.details} {entry.subject_label}" for entry in entries)
    assert "Sulastri" not in written
    assert "ibu" not in written
