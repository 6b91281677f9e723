"""Talks as iCalendar (RFC 5545), for the calendar of a phone: one as a file, or all of somebody's as events."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from sanggar.mentoring.models import Talk
from sanggar.training.calendars import ESCAPES, folded


def talk_file(talk: Talk, *, at: datetime) -> bytes:
    """One event, which keeps its UID when the talk is moved; each change has a higher SEQUENCE, so that calendars put
    it in the place of the old entry. Cancelled when the talk is.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Sanggar//Janji//ID",
        f"METHOD:{'CANCEL' if talk.cancelled_at else 'PUBLISH'}",
        *talk_events([talk], at=at),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def talk_events(talks: Iterable[Talk], *, at: datetime, has_links: bool = True) -> Iterator[str]:
    """Unfolded lines. They name the programme and no person; without the place for who may not come in any more, for
    it may be a link.
    """
    for talk in talks:
        slot = talk.slot
        yield "BEGIN:VEVENT"
        yield f"UID:janji-{talk.first_id or talk.pk}@sanggar"
        yield f"SEQUENCE:{2 * talk.moves + bool(talk.cancelled_at)}"
        yield f"DTSTAMP:{_utc(at)}"
        yield f"DTSTART:{_utc(slot.starts_at)}"
        yield f"DTEND:{_utc(slot.ends_at)}"
        yield f"SUMMARY:{_text('Pendampingan: ' + talk.mentorship.mentor.programme.name)}"
        yield f"LOCATION:{_text(slot.place if has_links else '')}"
        yield f"STATUS:{'CANCELLED' if talk.cancelled_at else 'CONFIRMED'}"
        yield "END:VEVENT"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    return text.translate(ESCAPES)
