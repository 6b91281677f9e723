"""Meetings as iCalendar (RFC 5545): UTC times, CRLF, lines folded at 75 octets, texts escaped."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from django.urls import reverse

from sanggar.foundation.links import is_link_token, link_token
from sanggar.foundation.mail import public_address
from sanggar.people.models import Account
from sanggar.planning.meeting_words import full_place, taught_by
from sanggar.planning.models import Meeting
from sanggar.training.models import CalendarRenewal, Enrolment

CALENDAR = "calendar"
TRAINER_CALENDAR = "trainer calendar"
OCTETS = 75
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


def calendar_path(enrolment: Enrolment) -> str:
    """Where the participant finds the file; another place once it, or their badge, was renewed."""
    token = link_token(CALENDAR, str(enrolment.pk), enrolment.badge_version + _renewals(enrolment=enrolment))
    return reverse("timetable_file", args=[enrolment.pk, token])


def is_calendar_token(enrolment: Enrolment, token: str) -> bool:
    version = enrolment.badge_version + _renewals(enrolment=enrolment)
    return is_link_token(token, CALENDAR, str(enrolment.pk), version)


def trainer_calendar_path(account: Account) -> str:
    """Where a trainer's phone finds what they teach."""
    token = link_token(TRAINER_CALENDAR, str(account.pk), 1 + _renewals(account=account))
    return reverse("trainer_timetable_file", args=[account.pk, token])


def is_trainer_calendar_token(account: Account, token: str) -> bool:
    return is_link_token(token, TRAINER_CALENDAR, str(account.pk), 1 + _renewals(account=account))


def subscription_of(path: str) -> str:
    """The same file by the scheme that calendars of phones subscribe to; they fetch it over https."""
    return f"webcal://{public_address(path).partition('://')[2]}"


def _renewals(**whose: Enrolment | Account) -> int:
    """Both numbers only ever rise, so no sum comes twice."""
    return CalendarRenewal.objects.filter(**whose).values_list("times", flat=True).first() or 0


def calendar_file(
    meetings: Iterable[Meeting], name: str, *, at: datetime, has_links: bool = True, more: Iterable[str] = ()
) -> bytes:
    """A calendar of these meetings; a meeting keeps its UID, so that a phone which reads it again moves what moved.
    Without links for who may not come in any more. `more` are the unfolded lines of events of another kind.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Sanggar//Jadwal//ID", f"X-WR-CALNAME:{_text(name)}"]
    for meeting in meetings:
        lines += _event(meeting, name, at, meeting.link if has_links else "")
    return "".join(f"{folded(line)}\r\n" for line in [*lines, *more, "END:VCALENDAR"]).encode()


def _event(meeting: Meeting, name: str, at: datetime, link: str) -> Iterator[str]:
    """DTSTAMP is when the file was made, as RFC 5545 wants it without METHOD; what changed says SEQUENCE."""
    yield "BEGIN:VEVENT"
    yield f"UID:sesi-{meeting.pk}@sanggar"
    yield f"DTSTAMP:{_utc(at)}"
    if meeting.changed_at:
        yield f"LAST-MODIFIED:{_utc(meeting.changed_at)}"
    yield f"SEQUENCE:{meeting.sequence}"
    yield f"STATUS:{'CANCELLED' if meeting.cancelled_at else 'CONFIRMED'}"
    yield f"DTSTART:{_utc(meeting.starts_at)}"
    yield f"DTEND:{_utc(meeting.ends_at)}"
    yield f"SUMMARY:{_text(meeting.topic)}"
    place = full_place(meeting)
    yield f"LOCATION:{_text(link if place == meeting.link else place)}"
    if link:
        yield f"URL:{link}"
    told = (name, taught_by(meeting), link, meeting.cancel_reason)
    yield f"DESCRIPTION:{_text(chr(10).join(filter(None, told)))}"
    yield "END:VEVENT"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    return text.translate(ESCAPES)


def folded(line: str) -> str:
    """Cut into pieces of at most 75 octets, never inside a letter; a piece that continues begins with a space."""
    pieces, piece = [], ""
    for letter in line:
        if len(f"{piece}{letter}".encode()) > OCTETS:
            pieces.append(piece)
            piece = " "
        piece += letter
    return "\r\n".join([*pieces, piece])
