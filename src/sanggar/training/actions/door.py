"""Writes: what a device at the door took down without network, brought together with what others recorded meanwhile.

The record that came first stays. An entry that says otherwise overwrites nothing, and one about somebody of the
programme who is not expected there records nothing; both wait for a person to settle them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.audit import Actor, record
from sanggar.foundation.errors import DomainError
from sanggar.planning.actions import hold_meeting
from sanggar.planning.models import Meeting
from sanggar.training.actions.attendance import NotOnRoster, new_record, require_open, write
from sanggar.training.models import OPEN_ENDED, Attendance, DoorEntry, Enrolment, EntryOutcome, Method
from sanggar.training.queries.meetings import OPENS_BEFORE, expected_at

KEPT = timedelta(days=30)
"""After the meeting, so that a telephone found in a drawer is still answered as before."""


class EntrySettled(DomainError):
    code = "entry_settled"
    message = _("Perbedaan ini sudah diselesaikan. Muat ulang halaman untuk melihat keadaan terakhir.")


@dataclass(frozen=True, slots=True)
class SentEntry:
    """One entry as the device sends it, under an id of its own. `noted_at` is what its clock showed."""

    id: UUID
    enrolment: int
    presence: str
    method: str
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of one entry. `stands` is what is recorded now; without it there is a `refusal`."""

    id: UUID
    outcome: str = ""
    stands: Attendance | None = None
    refusal: str = ""


@transaction.atomic
def merge_entries(meeting: Meeting, sent: Sequence[SentEntry], *, by: Actor, at: datetime) -> list[Merged]:
    """Record what is new. Entries that came before are answered as before, whatever they say now."""
    require_open(meeting, at)
    hold_meeting(meeting)
    known = DoorEntry.objects.in_bulk([entry.id for entry in sent])
    asked = [entry.enrolment for entry in sent]
    people = expected_at(meeting).in_bulk(asked)
    elsewhere = Enrolment.objects.filter(stage__programme=meeting.cohort.stage.programme_id).in_bulk(asked)
    stand = {row.enrolment_id: row for row in meeting.attendance.filter(enrolment__in=people)}
    fresh = {entry.id: entry for entry in sorted(sent, key=lambda entry: entry.noted_at) if entry.id not in known}
    made: list[Attendance] = []
    kept = [
        _merge(meeting, entry, people[entry.enrolment], stand, made, by=by, at=at)
        if entry.enrolment in people
        else _row(meeting, entry, elsewhere[entry.enrolment], EntryOutcome.STRAY, by=by, at=at)
        for entry in fresh.values()
        if entry.enrolment in people or entry.enrolment in elsewhere
    ]
    _write(meeting, made, kept, by=by, at=at)
    known |= {entry.id: entry for entry in kept}
    return [_answer(meeting, entry, known.get(entry.id), stand) for entry in sent]


@transaction.atomic
def settle_entry(entry: DoorEntry, *, by: Actor, at: datetime) -> None:
    """Leave the record as it is; that the device said otherwise stays readable until both are forgotten."""
    waiting = DoorEntry.objects.filter(pk=entry.pk, outcome__in=OPEN_ENDED, settled_at=None)
    if not waiting.update(settled_at=at, settled_by=by.label):
        raise EntrySettled
    place = entry.meeting.cohort.stage.programme.place
    details = {"enrolment": entry.enrolment_id}
    record("training.settle_conflict", entry.meeting, by=by, at=at, place=place, details=details)


def forget_entries(at: datetime) -> int:
    """Forget what devices sent for meetings that are long over. What nobody has settled stays."""
    old = DoorEntry.objects.filter(meeting__ends_at__lt=at - KEPT)
    return old.exclude(outcome__in=OPEN_ENDED, settled_at=None).delete()[0]


def _merge(
    meeting: Meeting,
    entry: SentEntry,
    enrolment: Enrolment,
    stand: dict[int, Attendance],
    made: list[Attendance],
    *,
    by: Actor,
    at: datetime,
) -> DoorEntry:
    """The entry as it will be kept; a new record is added to `stand` and `made`."""
    row = _row(meeting, entry, enrolment, _outcome(entry, stand.get(enrolment.pk)), by=by, at=at)
    if row.outcome == EntryOutcome.RECORDED:
        stands = new_record(meeting, enrolment, entry.presence, entry.method, by=by, at=at, noted_at=row.noted_at)
        stand[enrolment.pk] = stands
        made.append(stands)
    return row


def _row(
    meeting: Meeting, entry: SentEntry, enrolment: Enrolment, outcome: EntryOutcome, *, by: Actor, at: datetime
) -> DoorEntry:
    """What is kept of an entry; a wrong clock stays between the opening of the meeting and now."""
    return DoorEntry(
        id=entry.id,
        meeting=meeting,
        enrolment=enrolment,
        presence=entry.presence,
        method=entry.method,
        noted_at=max(min(entry.noted_at, at), min(meeting.starts_at - OPENS_BEFORE, at)),
        received_at=at,
        by=by.label,
        outcome=outcome,
    )


def _outcome(entry: SentEntry, stands: Attendance | None) -> EntryOutcome:
    if stands is None:
        return EntryOutcome.RECORDED
    return EntryOutcome.SAME if stands.presence == entry.presence else EntryOutcome.CONFLICT


def _write(meeting: Meeting, made: list[Attendance], kept: list[DoorEntry], *, by: Actor, at: datetime) -> None:
    for method in (Method.QR, Method.HAND):
        write(meeting, [row for row in made if row.method == method], method, by=by, at=at)
    DoorEntry.objects.bulk_create(kept)
    waiting = [entry.enrolment_id for entry in kept if entry.outcome in OPEN_ENDED]
    if waiting:
        place = meeting.cohort.stage.programme.place
        details = {"enrolments": waiting}
        record("training.keep_conflict", meeting, by=by, at=at, place=place, details=details)


def _answer(meeting: Meeting, sent: SentEntry, kept: DoorEntry | None, stand: dict[int, Attendance]) -> Merged:
    if kept is None or kept.meeting_id != meeting.pk:
        return Merged(sent.id, refusal=str(NotOnRoster(topic=meeting.topic)))
    if kept.outcome == EntryOutcome.STRAY:
        return Merged(sent.id, kept.outcome, refusal=str(NotOnRoster(topic=meeting.topic)))
    return Merged(sent.id, kept.outcome, stand.get(kept.enrolment_id))
