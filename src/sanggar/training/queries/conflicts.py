"""Reads: what a device at the door says otherwise than the record, or of somebody who was not expected there."""

from dataclasses import dataclass

from sanggar.planning.models import Meeting
from sanggar.training.models import OPEN_ENDED, Attendance, DoorEntry


@dataclass(frozen=True, slots=True)
class Conflict:
    """An entry that nobody has settled, beside the record that stands; None for who is not on the roster."""

    entry: DoorEntry
    stands: Attendance | None


def open_conflicts(meeting: Meeting) -> list[Conflict]:
    """A correction to what the device said settles by itself, as does recording the same by hand."""
    waiting = meeting.door_entries.filter(outcome__in=OPEN_ENDED, settled_at=None)
    records = {row.enrolment_id: row for row in meeting.attendance.all()}
    found = [Conflict(entry, records.get(entry.enrolment_id)) for entry in waiting.select_related("enrolment__person")]
    return [each for each in found if each.stands is None or each.stands.presence != each.entry.presence]
