"""The attendance sheet to print and sign (daftar hadir), as offices know it; always in Indonesian."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.db.models import Q
from django.utils.translation import override

from sanggar.foundation import clock
from sanggar.foundation.dates import clock_time, long_date, plain_date, time_range
from sanggar.foundation.documents import pdf
from sanggar.people.models import Account, Grant, Role, Sex
from sanggar.people.queries import letterhead_of
from sanggar.planning.models import Meeting, Programme, ProgrammeGrant
from sanggar.training.models import Attendance, Presence
from sanggar.training.queries import Roster, RosterLine, roster

TEMPLATE = Path(__file__).with_name("attendance_sheet.typ")
BY_HAND = "." * 40
"""Where a name or a number is filled in by pen."""


def attendance_sheet(meeting: Meeting, *, at: datetime) -> bytes:
    """PDF/A of a meeting's roster with room for signatures; presence that is recorded already stands in the totals."""
    with override("id"):
        return pdf(TEMPLATE, sheet_data(meeting, at=at), at=at)


def sheet_data(meeting: Meeting, *, at: datetime) -> dict[str, Any]:
    programme = meeting.cohort.stage.programme
    lines = roster(meeting)
    return {
        "office": letterhead_of(programme.organisation),
        "facts": _facts(meeting, programme),
        "rows": [_row(number, line) for number, line in enumerate(lines, start=1)],
        "totals": _totals(lines),
        "place_and_date": f"{programme.organisation.region.name}, {plain_date(meeting.starts_at, clock.office_zone())}",
        "signature": ["Pejabat Pelaksana Teknis Kegiatan", _pptk(programme) or BY_HAND, ""],
        "footer": f"Dicetak {plain_date(at, clock.office_zone())} pukul {clock_time(at, clock.office_zone())}",
    }


def _facts(meeting: Meeting, programme: Programme) -> list[list[str]]:
    zone = clock.office_zone()
    return [
        ["Kegiatan", programme.name],
        ["Sesi", meeting.topic],
        ["Hari, tanggal", long_date(meeting.starts_at, zone)],
        ["Pukul", time_range(meeting.starts_at, meeting.ends_at, zone)],
        ["Tempat", meeting.venue or meeting.link],
        ["Kelas", f"{meeting.cohort.stage.name}, {meeting.cohort.name}"],
        ["Narasumber", meeting.trainer_name],
        ["Tahun anggaran", str(programme.fiscal_year)],
    ]


def _row(number: int, line: RosterLine) -> list[str]:
    person = line.enrolment.person
    return [str(number), person.name, person.village.name, person.sex, person.phone[-4:]]


def _totals(lines: Roster) -> list[list[str]]:
    sexes = [line.enrolment.person.sex for line in lines]
    records = [line.attendance for line in lines if line.attendance]
    return [
        ["Peserta", str(len(lines))],
        *([str(sex.label), str(sexes.count(sex))] for sex in Sex),
        *([str(presence.label), _count(records, presence)] for presence in Presence),
    ]


def _count(records: list[Attendance], presence: Presence) -> str:
    number = sum(record.presence == presence for record in records)
    return str(number) if records else "." * 10


def _pptk(programme: Programme) -> str:
    """The programme's PPTK by name; nobody when there are several, for then the right one signs and writes it."""
    now = clock.now()
    office = Grant.objects.in_force(now).filter(role=Role.PPTK, organisation=programme.organisation)
    own = ProgrammeGrant.objects.in_force(now).filter(role=Role.PPTK, programme=programme)
    holders = Account.objects.filter(Q(grants__in=office) | Q(programme_grants__in=own)).distinct()
    names = list(holders.values_list("name", flat=True)[:2])
    return names[0] if len(names) == 1 else ""
