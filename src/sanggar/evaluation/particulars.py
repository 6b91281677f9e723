"""What stands on a certificate besides the name: taken down when it is issued, so that it never changes afterwards.

Never the NIK, never the birth date. Only what the person took part in: the meetings they were present at, in lesson
hours of 45 minutes (jam pelajaran), the contacts with their mentors, the works that were confirmed.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sanggar.foundation import clock
from sanggar.foundation.dates import local_date
from sanggar.mentoring.queries import contacts_held
from sanggar.planning.models import Meeting
from sanggar.publication.queries import works_of
from sanggar.training.models import Enrolment, Presence
from sanggar.training.queries import meetings_of_enrolment

LESSON_MINUTES = 45
MOST_WORKS = 5


def particulars_of(enrolment: Enrolment) -> dict[str, Any]:
    """JSON of plain values; dates in ISO form, where the office is."""
    programme = enrolment.stage.programme
    office = programme.organisation
    meetings = _attended(enrolment)
    return {
        "programme": programme.name,
        "stage": enrolment.stage.name,
        "track": enrolment.track.name,
        "office": office.name,
        "office_short": office.short_name,
        "region": office.region.name,
        "head_title": office.head_title,
        "head_name": office.head_name,
        **_span(meetings, enrolment),
        "meetings": [_meeting(meeting) for meeting in meetings],
        "lesson_hours": sum(lesson_hours(meeting) for meeting in meetings),
        "contacts": contacts_held(enrolment),
        "works": [work.title for work in works_of(enrolment).exclude(confirmed_at=None)[:MOST_WORKS]],
    }


def lesson_hours(meeting: Meeting) -> int:
    """Whole lesson hours; a short meeting counts as one."""
    minutes = (meeting.ends_at - meeting.starts_at).total_seconds() / 60
    return max(1, int(minutes // LESSON_MINUTES))


def _attended(enrolment: Enrolment) -> list[Meeting]:
    pairs = meetings_of_enrolment(enrolment)
    return [meeting for meeting, record in pairs if record and record.presence == Presence.PRESENT]


def _span(meetings: Sequence[Meeting], enrolment: Enrolment) -> dict[str, str]:
    """From the first to the last meeting attended; without one, the day of enrolment."""
    days: list[date] = [_day(meeting) for meeting in meetings]
    days = days or [local_date(enrolment.enrolled_at, clock.office_zone())]
    return {"starts_on": min(days).isoformat(), "ends_on": max(days).isoformat()}


def _meeting(meeting: Meeting) -> dict[str, Any]:
    return {"on": _day(meeting).isoformat(), "topic": meeting.topic, "lesson_hours": lesson_hours(meeting)}


def _day(meeting: Meeting) -> date:
    return local_date(meeting.starts_at, clock.office_zone())
