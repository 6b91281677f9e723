"""A talk as an iCalendar file (RFC 5545), for the calendar of a phone."""

from datetime import UTC, datetime

from sanggar.mentoring.models import Talk
from sanggar.training.calendars import ESCAPES, OCTETS

LETTERS = 24


def talk_file(talk: Talk, *, at: datetime) -> bytes:
    """One event, which keeps its UID when the talk is moved; each change has a higher SEQUENCE, so that calendars put
    it in the place of the old entry. Cancelled when the talk is.
    """
    slot, programme = talk.slot, talk.mentorship.mentor.programme
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Sanggar//Janji//ID",
        f"METHOD:{'CANCEL' if talk.cancelled_at else 'PUBLISH'}",
        "BEGIN:VEVENT",
        f"UID:janji-{talk.first_id or talk.pk}@sanggar",
        f"SEQUENCE:{2 * talk.moves + bool(talk.cancelled_at)}",
        f"DTSTAMP:{_utc(at)}",
        f"DTSTART:{_utc(slot.starts_at)}",
        f"DTEND:{_utc(slot.ends_at)}",
        f"SUMMARY:{_text('Pendampingan: ' + programme.name)}",
        f"LOCATION:{_text(slot.place)}",
        f"STATUS:{'CANCELLED' if talk.cancelled_at else 'CONFIRMED'}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    return text.translate(ESCAPES)


def _folded(line: str) -> str:
    """In pieces that stay within 75 octets even where every letter takes three."""
    if len(line.encode()) <= OCTETS:
        return line
    pieces = [line[start : start + LETTERS] for start in range(0, len(line), LETTERS)]
    return "\r\n ".join(pieces)
