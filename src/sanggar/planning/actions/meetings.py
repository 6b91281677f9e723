"""Writes on meetings. What can't be in two places at once is refused here, at entry.

Whoever writes into an office's timetable takes the office's row first, then the trainer's, so of two people who want
the same trainer, place or cohort at the same time, the second sees what the first has written.
"""

from datetime import datetime
from typing import NotRequired, TypedDict, Unpack

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.audit import Actor, record
from sanggar.foundation.errors import DomainError
from sanggar.people.models import Account, Organisation
from sanggar.planning.meeting_words import taken_words
from sanggar.planning.models import ChangeKind, Cohort, Meeting, MeetingChange, Venue
from sanggar.planning.queries import all_clashes

TIME, PLACE, TRAINER = ("starts_at", "ends_at"), ("venue", "link"), ("trainer_name", "trainer")
KEPT = (*TIME, *PLACE, *TRAINER)
FIELDS = {"cohort": "start", "trainer": "trainer_name", "venue": "venue", "link": "link"}


class PlanInUse(DomainError):
    code = "plan_in_use"
    message = _(
        "“%(name)s” sudah dipakai (misalnya untuk presensi, atau pernah dipindah) dan tidak dapat dihapus. "
        "Sesi yang tidak jadi diadakan dapat dibatalkan."
    )


class MeetingClash(DomainError):
    code = "meeting_clash"
    message = _("Pada waktu itu %(taken)s. Pilih waktu lain, atau yang lain.")


class TrainerElsewhere(DomainError):
    """Not whose meeting it is, nor what: it is another office's."""

    code = "trainer_elsewhere"
    message = _("%(name)s sudah ada pertemuan lain pada jam itu. Pilih waktu lain, atau narasumber lain.")


class MeetingStands(DomainError):
    code = "meeting_stands"
    message = _("Sesi “%(topic)s” tidak dibatalkan; tidak ada yang perlu diadakan lagi.")


class MeetingPast(DomainError):
    code = "meeting_past"
    message = _("Waktu sesi “%(topic)s” sudah lewat. Tambahkan sesi baru pada waktu lain.")


class MovedIntoPast(DomainError):
    code = "moved_into_past"
    message = _(
        "Waktu baru itu sudah lewat. Pilih waktu yang akan datang; bila sesi ini memang sudah diadakan pada waktu itu, "
        "centang “Sesi ini sudah diadakan pada waktu itu” dan tulis alasannya."
    )


class MeetingCancelled(DomainError):
    code = "meeting_cancelled"
    message = _("Sesi “%(topic)s” sudah dibatalkan.")


class MeetingChangedMeanwhile(DomainError):
    code = "meeting_changed_meanwhile"
    message = _("Sesi ini baru saja diubah orang lain. Muat ulang halaman, lalu periksa lagi.")


class SameTrainer(DomainError):
    code = "same_trainer"
    message = _("Sesi ini memang diajar %(name)s. Isi nama penggantinya.")


class MeetingFields(TypedDict):
    topic: str
    starts_at: datetime
    ends_at: datetime
    trainer_name: str
    listed_venue: NotRequired[Venue | None]
    venue: NotRequired[str]
    link: NotRequired[str]
    trainer: NotRequired[Account | None]


@transaction.atomic
def add_meeting(cohort: Cohort, *, by: Actor, at: datetime, **fields: Unpack[MeetingFields]) -> Meeting:
    """Raises `MeetingClash` or `TrainerElsewhere`."""
    meeting = Meeting(cohort=cohort, **fields)
    hold_timetable(cohort.stage.programme.organisation)
    copy_place(meeting)
    refuse_clash(meeting)
    meeting.save()
    record("planning.add_meeting", meeting, by=by, at=at, place=cohort.stage.programme.place)
    return meeting


@transaction.atomic
def change_meeting(
    meeting: Meeting,
    *,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    reason: str = "",
    was_held: bool = False,
    **changes: object,
) -> MeetingChange | None:
    """Move or re-describe a meeting; the step in its history if people are to be told.

    `seen` is the `sequence` that the officer had before them. Nothing is planned for what is past: such a time is taken
    only of a meeting that `was_held` then, which needs a reason. Raises `MeetingClash`, `TrainerElsewhere`,
    `MeetingCancelled`, `MovedIntoPast` or `MeetingChangedMeanwhile`.
    """
    before = take_standing(meeting, seen)
    for name, value in changes.items():
        setattr(meeting, name, value)
    if before["starts_at"] != meeting.starts_at <= at and not (was_held and reason):
        raise MovedIntoPast(field="reason" if was_held else "day")
    copy_place(meeting)
    is_moved = any(before[name] != getattr(meeting, name) for name in (*TIME, *PLACE))
    if any(before[name] != getattr(meeting, name) for name in KEPT):
        refuse_clash(meeting)
    step = _keep(meeting, ChangeKind.MOVED, before, by=by, at=at, reason=reason) if is_moved else None
    meeting.save()
    was = {"starts_at": str(before["starts_at"]), "venue": before["venue"]}
    place = meeting.cohort.stage.programme.place
    record("planning.change_meeting", meeting, by=by, at=at, place=place, details={"before": was})
    return step


@transaction.atomic
def substitute_trainer(
    meeting: Meeting,
    *,
    trainer_name: str,
    trainer: Account | None,
    reason: str,
    by: Actor,
    at: datetime,
    seen: int | None = None,
) -> MeetingChange:
    """Let somebody else teach one meeting. Who should have is kept with the reason; who teaches is who gets paid."""
    before = take_standing(meeting, seen)
    if trainer == before["trainer"] and (trainer or trainer_name == before["trainer_name"]):
        raise SameTrainer(field="trainer_name", name=trainer_name)
    planned = meeting.instead_of or meeting.trainer_name
    meeting.instead_of = "" if trainer_name == planned else planned
    meeting.trainer_name, meeting.trainer = trainer_name, trainer
    refuse_clash(meeting)
    step = _keep(meeting, ChangeKind.SUBSTITUTED, before, by=by, at=at, reason=reason)
    meeting.save()
    _record("planning.substitute_trainer", meeting, reason, by=by, at=at)
    return step


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, reason: str, by: Actor, at: datetime, seen: int | None = None) -> MeetingChange:
    """Call a meeting off. It stays in every timetable as cancelled, and counts for nobody and against nobody."""
    before = take_standing(meeting, seen)
    meeting.cancelled_at, meeting.cancelled_by, meeting.cancel_reason = at, by.label, reason
    step = _keep(meeting, ChangeKind.CANCELLED, before, by=by, at=at, reason=reason)
    meeting.save()
    _record("planning.cancel_meeting", meeting, reason, by=by, at=at)
    return step


@transaction.atomic
def revive_meeting(meeting: Meeting, *, reason: str, by: Actor, at: datetime, seen: int | None = None) -> MeetingChange:
    """Hold after all what was called off, as it was planned, unless its trainer or place was given away meanwhile.

    Raises `MeetingStands`, `MeetingPast`, `MeetingClash` or `TrainerElsewhere`.
    """
    before = _take_cancelled(meeting, seen)
    if meeting.starts_at <= at:
        raise MeetingPast(topic=meeting.topic)
    meeting.cancelled_at, meeting.cancelled_by, meeting.cancel_reason = None, "", ""
    refuse_clash(meeting)
    step = _keep(meeting, ChangeKind.REVIVED, before, by=by, at=at, reason=reason)
    meeting.save()
    _record("planning.revive_meeting", meeting, reason, by=by, at=at)
    return step


@transaction.atomic
def remove_meeting(meeting: Meeting, *, by: Actor, at: datetime) -> None:
    """Take a meeting out of the plan; not one that later rooms already stand on."""
    place = meeting.cohort.stage.programme.place
    details = {"starts_at": meeting.starts_at.isoformat()}
    record("planning.remove_meeting", meeting, by=by, at=at, place=place, details=details)
    try:
        meeting.delete()
    except ProtectedError:
        raise PlanInUse(name=meeting.topic) from None


def hold_timetable(office: Organisation) -> None:
    """Nobody else writes into the office's timetable until this transaction ends."""
    Organisation.objects.select_for_update(no_key=True).get(pk=office.pk)


def take_standing(meeting: Meeting, seen: int | None = None) -> dict[str, object]:
    """Hold the timetable and the meeting's row, read it anew, and say how it was; not one that was called off."""
    hold_timetable(meeting.cohort.stage.programme.organisation)
    hold_meeting(meeting)
    meeting.refresh_from_db()
    _require_seen(meeting, seen)
    return {name: getattr(meeting, name) for name in KEPT}


def _require_seen(meeting: Meeting, seen: int | None) -> None:
    if seen is not None and seen != meeting.sequence:
        raise MeetingChangedMeanwhile


def _take_cancelled(meeting: Meeting, seen: int | None) -> dict[str, object]:
    """The same of one that was called off."""
    hold_timetable(meeting.cohort.stage.programme.organisation)
    Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    meeting.refresh_from_db()
    if not meeting.cancelled_at:
        raise MeetingStands(topic=meeting.topic)
    _require_seen(meeting, seen)
    return {name: getattr(meeting, name) for name in KEPT}


def hold_meeting(meeting: Meeting) -> None:
    """Take a meeting's row, as everyone does who records presence at it. Raises `MeetingCancelled`."""
    held = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    if held.cancelled_at:
        raise MeetingCancelled(topic=meeting.topic)


def copy_place(meeting: Meeting) -> None:
    """What is printed of a listed place; an online one leaves what else was said of where people sit."""
    if listed := meeting.listed_venue:
        if listed.is_online:
            meeting.link = listed.link
        else:
            meeting.venue = listed.name


def refuse_clash(meeting: Meeting) -> None:
    """Behind the office's row also the trainer's, for another office may want them at the same moment."""
    if meeting.trainer_id:
        Account.objects.select_for_update(no_key=True).get(pk=meeting.trainer_id)
    clashes = all_clashes(meeting)
    near = [clash for clash in clashes if not clash.is_elsewhere]
    if near:
        raise MeetingClash(field=FIELDS[near[0].kind], taken=taken_words(meeting.cohort.stage.programme, clashes))
    if clashes:
        raise TrainerElsewhere(field="trainer_name", name=clashes[0].shared)


def _keep(
    meeting: Meeting, kind: ChangeKind, before: dict[str, object], *, by: Actor, at: datetime, reason: str = ""
) -> MeetingChange:
    meeting.sequence, meeting.changed_at = meeting.sequence + 1, at
    return meeting.changes.create(kind=kind, at=at, by=by.label, reason=reason, **before)


def _record(verb: str, meeting: Meeting, reason: str, *, by: Actor, at: datetime) -> None:
    place = meeting.cohort.stage.programme.place
    record(verb, meeting, by=by, at=at, place=place, personal={"reason": reason})
