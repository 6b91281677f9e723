"""Writes: into a cohort, from one to another, and out of the training.

A change of state is one conditional UPDATE that names the states it may start from, so of two people who act at once
one wins and the other is told. Seats move by `planning.actions`, in the same transaction.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from sanggar.applications.models import Application
from sanggar.foundation import clock
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.dates import plain_date
from sanggar.foundation.errors import DomainError
from sanggar.foundation.unique import unless_taken
from sanggar.people.models import Person
from sanggar.planning.actions import free_taken_seat, move_taken_seat, take_held_seat
from sanggar.planning.models import Cohort, Meeting
from sanggar.training.models import ALLOWED, SEATED, Enrolment, EnrolmentState, Presence
from sanggar.training.queries.rates import silent_held_meetings


class AlreadyEnrolled(DomainError):
    code = "already_enrolled"
    message = _("Pemilik NIK ini sudah menjadi peserta %(stage)s.")


class OtherStage(DomainError):
    code = "other_stage"
    message = _("“%(cohort)s” bukan kelas dari tahap ini. Pilih kelas lain.")


class OtherTrack(DomainError):
    code = "other_track"
    message = _("“%(cohort)s” hanya untuk jalur %(track)s. Pilih kelas lain.")


class SameCohort(DomainError):
    code = "same_cohort"
    message = _("Peserta sudah berada di “%(cohort)s”. Pilih kelas lain.")


class MovedMeanwhile(DomainError):
    code = "moved_meanwhile"
    message = _("Peserta ini baru saja dipindahkan orang lain ke “%(cohort)s”. Muat ulang halaman, lalu periksa lagi.")


class PresenceMissing(DomainError):
    code = "presence_missing"
    message = _(
        "Sesi ini belum mencatat kehadirannya: %(meetings)s. "
        "Catat dulu, karena setelah pindah ia tidak ada lagi di daftar hadir kelas lama."
    )


class EnrolmentOver(DomainError):
    code = "enrolment_over"
    message = _("Kepesertaan ini sudah berakhir (%(state)s). Muat ulang halaman untuk melihat keadaan terakhir.")


class WasPresent(DomainError):
    code = "was_present"
    message = _("Peserta pernah tercatat hadir, jadi bukan “tidak datang”. Pilih mengundurkan diri atau gugur.")


@transaction.atomic
def enrol(application: Application, person: Person, cohort: Cohort, *, by: Actor, at: datetime) -> Enrolment:
    """Make the seat that was held by an offer this person's. Of many who claim the last one, one gets it.

    Raises `SeatsExhausted`, `CohortFull`, `AlreadyEnrolled`, `OtherStage` or `OtherTrack`; then nothing has changed.
    """
    stage = cohort.stage
    _require_fitting(cohort, stage_id=application.call.stage_id, track_id=application.track_id)
    take_held_seat(stage, cohort)
    with unless_taken(AlreadyEnrolled(stage=stage.name)):
        enrolment = Enrolment.objects.create(
            person=person,
            application=application,
            stage=stage,
            cohort=cohort,
            track=application.track,
            enrolled_at=at,
        )
    _add_event(enrolment, "", None, by=by, at=at)
    details = {"application": application.pk, "person": person.pk, "cohort": cohort.pk}
    record("training.enrol", enrolment, by=by, at=at, place=stage.programme.place, details=details)
    return enrolment


@transaction.atomic
def leave(enrolment: Enrolment, to_state: str, *, reason: str, by: Actor, at: datetime) -> None:
    """End a participation before its time: withdrawn, dropped or never shown up. The seat falls free."""
    if to_state == EnrolmentState.NO_SHOW and enrolment.attendance.filter(presence=Presence.PRESENT).exists():
        raise WasPresent(field="to_state")
    before = _change_state(enrolment, EnrolmentState(to_state), left_at=at)
    free_taken_seat(enrolment.stage, enrolment.cohort)
    _add_event(enrolment, before, enrolment.cohort, by=by, at=at, reason=reason)
    _record("training.leave", enrolment, by=by, at=at, details={"state": to_state}, personal={"reason": reason})


@transaction.atomic
def complete_enrolment(enrolment: Enrolment, *, by: Actor, at: datetime) -> None:
    """The training is done; the seat stays this person's."""
    before = _change_state(enrolment, EnrolmentState.COMPLETED, finished_at=at)
    _add_event(enrolment, before, enrolment.cohort, by=by, at=at)
    _record("training.complete_enrolment", enrolment, by=by, at=at)


@transaction.atomic
def move_cohort(enrolment: Enrolment, cohort: Cohort, *, reason: str, by: Actor, at: datetime) -> None:
    """Carry a participant over to another cohort of the same stage, if it has a free seat.

    Everything is judged with the rows held: of two people who move somebody at once the second learns where to
    (`MovedMeanwhile`). Raises `PresenceMissing` while a held meeting of the old one says nothing of them: the move
    would hide the gap, and so nobody records presence there meanwhile.
    """
    old = _hold_place(enrolment)
    cohort = _hold_cohorts(old, cohort)
    if cohort.pk == old.pk:
        raise SameCohort(field="cohort", cohort=cohort.name)
    _require_fitting(cohort, stage_id=enrolment.stage_id, track_id=enrolment.track_id)
    list(old.meetings.select_for_update(of=("self",), no_key=True).filter(ends_at__lte=at).order_by("pk"))
    if silent := list(silent_held_meetings(enrolment, at)):
        raise PresenceMissing(meetings=", ".join(f"{each.topic} ({_day_of(each)})" for each in silent))
    move_taken_seat(old, cohort)
    enrolment.cohort, enrolment.moved_at = cohort, at
    enrolment.save(update_fields=["cohort", "moved_at"])
    _add_event(enrolment, enrolment.state, old, by=by, at=at, reason=reason)
    details = {"from": old.pk, "to": cohort.pk}
    _record("training.move_cohort", enrolment, by=by, at=at, details=details, personal={"reason": reason})


@transaction.atomic
def renew_badge(enrolment: Enrolment, *, by: Actor, at: datetime) -> None:
    """Make every badge given out so far useless: one was lost, or copied."""
    seated = Enrolment.objects.filter(pk=enrolment.pk, state__in=SEATED)
    if not seated.update(badge_version=F("badge_version") + 1):
        raise _over(enrolment)
    enrolment.refresh_from_db()
    _record("training.renew_badge", enrolment, by=by, at=at, details={"version": enrolment.badge_version})


def _hold_place(enrolment: Enrolment) -> Cohort:
    """The cohort of somebody who takes part, which nobody else changes until this transaction ends."""
    seen = enrolment.cohort_id
    Enrolment.objects.select_for_update(of=("self",), no_key=True).get(pk=enrolment.pk)
    enrolment.refresh_from_db()
    if enrolment.state != EnrolmentState.ACTIVE:
        raise _over(enrolment)
    if enrolment.cohort_id != seen:
        raise MovedMeanwhile(cohort=enrolment.cohort.name)
    return enrolment.cohort


def _hold_cohorts(old: Cohort, new: Cohort) -> Cohort:
    """Both, in the order of `move_taken_seat`; the new one as it stands now."""
    rows = Cohort.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=(old.pk, new.pk)).order_by("pk")
    held = {each.pk: each for each in rows}
    if new.pk not in held:
        raise OtherStage(field="cohort", cohort=new.name)
    return held[new.pk]


def _day_of(meeting: Meeting) -> str:
    return plain_date(meeting.starts_at, clock.office_zone())


def _require_fitting(cohort: Cohort, *, stage_id: int, track_id: int) -> None:
    if cohort.stage_id != stage_id:
        raise OtherStage(field="cohort", cohort=cohort.name)
    if cohort.track and cohort.track_id != track_id:
        raise OtherTrack(field="cohort", cohort=cohort.name, track=cohort.track.name)


def _change_state(enrolment: Enrolment, state: EnrolmentState, **when: datetime) -> str:
    """The state before. Raises `EnrolmentOver` when someone was quicker, or the change is not allowed."""
    starts = [start for start, ends in ALLOWED.items() if state in ends]
    rows = Enrolment.objects.select_for_update(no_key=True).filter(pk=enrolment.pk, state__in=starts)
    before = rows.values_list("state", flat=True).first()
    if before is None or not rows.update(state=state, **when):
        raise _over(enrolment)
    enrolment.refresh_from_db()
    return before


def _over(enrolment: Enrolment) -> EnrolmentOver:
    enrolment.refresh_from_db()
    return EnrolmentOver(state=enrolment.get_state_display())


def _add_event(
    enrolment: Enrolment, before: str, cohort_before: Cohort | None, *, by: Actor, at: datetime, reason: str = ""
) -> None:
    enrolment.events.create(
        at=at,
        by_label=by.label,
        from_state=before,
        to_state=enrolment.state,
        from_cohort=cohort_before,
        to_cohort=enrolment.cohort,
        reason=reason,
    )


def _record(
    verb: str,
    enrolment: Enrolment,
    *,
    by: Actor,
    at: datetime,
    details: Mapping[str, object] | None = None,
    personal: Mapping[str, object] | None = None,
) -> None:
    place = enrolment.stage.programme.place
    record(verb, enrolment, by=by, at=at, place=place, details=details, personal=personal)
