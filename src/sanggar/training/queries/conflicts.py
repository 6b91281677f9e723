"""Reads: what a device at the door says otherwise than the record."""

from dataclasses import dataclass

from sanggar.planning.models import Meeting
from sanggar.training.models import Attendance, DoorEntry, EntryOutcome


@dataclass(frozen=True, slots=True)
class Conflict:
    """An entry that nobody has settled, beside the record that stands."""

    entry: DoorEntry
    stands: Attendance


def open_conflicts(meeting: Meeting) -> list[Conflict]:
    """A correction to what the device said settles by itself."""
    waiting = meeting.door_entries.filter(outcome=EntryOutcome.CONFLICT, settled_at=None)
    records = {row.enrolment_id: row for row in meeting.attendance.all()}
    found = [Conflict(entry, records[entry.enrolment_id]) for entry in waiting.select_related("enrolment__person")]
    return [each for each in found if each.stands.presence != each.entry.presence]
