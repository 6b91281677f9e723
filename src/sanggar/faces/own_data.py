"""What a person reads of their own data, and takes with them: by purpose, with the day until which it is kept."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanggar.applications.queries import told_moments
from sanggar.foundation import clock
from sanggar.foundation.dates import clock_time, local_date, plain_date
from sanggar.foundation.documents import pdf, pdf_response
from sanggar.foundation.phones import format_phone
from sanggar.journeys import as_json, holdings_of
from sanggar.journeys.holdings import Holding, Subject
from sanggar.people.models import Organisation
from sanggar.people.purposes import KINDS, NOT_SELECTED, PARTICIPANT, REFUSED, TOLD_TO_APPLICANTS, Purpose
from sanggar.people.queries import letterhead_of, promised_term, term_of
from sanggar.planning.models import Programme

TEMPLATE = Path(__file__).parent / "documents" / "own_data.typ"
FILE_NAME = "data-saya"
Facts = list[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class Section:
    """Everything that is kept for one purpose."""

    purpose: Purpose
    until: str
    tables: list[tuple[str, list[Facts]]]


def sections_of(subject: Subject, programme: Programme | None, at: datetime) -> list[Section]:
    """By the terms of the programme's office, else by the house's own."""
    office = programme.organisation if programme else None
    by_purpose: dict[str, list[Holding]] = {}
    for holding in holdings_of(subject):
        by_purpose.setdefault(holding.purpose, []).append(holding)
    return [
        Section(term, _until(term, subject, programme), [(h.title, _facts(h)) for h in holdings])
        for key, holdings in by_purpose.items()
        for term in [_term(office, key, subject, at) if office else KINDS[key]]
    ]


def _term(office: Organisation, key: str, subject: Subject, at: datetime) -> Purpose:
    """Of what somebody applied for, no longer than the notice that they read said."""
    if key not in TOLD_TO_APPLICANTS or not subject.applications:
        return term_of(office, key, local_date(at, clock.office_zone()))
    moments = told_moments(subject.applications)
    return max((promised_term(office, key, told_at, at) for told_at in moments), key=lambda term: term.days)


def json_copy(subject: Subject, at: datetime) -> HttpResponse:
    response = JsonResponse(as_json(subject, at=at), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{FILE_NAME}.json"'
    return response


def pdf_copy(subject: Subject, programme: Programme | None, at: datetime) -> HttpResponse:
    zone, office = clock.office_zone(), programme.organisation if programme else None
    data = {
        "title": _("Data pribadi saya"),
        "lang": (get_language() or "id")[:2],
        "office": letterhead_of(office) if office else {},
        "made": _("Dibuat %(day)s, %(time)s.") % {"day": plain_date(at, zone), "time": clock_time(at, zone)},
        "kept": _("Disimpan sampai"),
        "basis": _("Dasar"),
        "sections": [_printed(section) for section in sections_of(subject, programme, at)],
    }
    return pdf_response(pdf(TEMPLATE, data, at=at), FILE_NAME)


def _printed(section: Section) -> dict[str, Any]:
    tables = [
        {"title": title, "rows": [[[label, str(value)] for label, value in facts] for facts in rows]}
        for title, rows in section.tables
    ]
    told = {"title": str(section.purpose.title), "until": section.until, "basis": section.purpose.basis}
    return told | {"tables": tables}


def _until(purpose: Purpose, subject: Subject, programme: Programme | None) -> str:
    """A day where it is known by now, else from when the days are counted."""
    start = _start(purpose, subject, programme)
    if start:
        return plain_date(start + purpose.period)
    return _("%(period)s sejak: %(start)s") % {"period": purpose.told_period, "start": purpose.start}


def _start(purpose: Purpose, subject: Subject, programme: Programme | None) -> date | None:
    if purpose.key in (NOT_SELECTED, PARTICIPANT):
        days = [each.programme.last_day for each in subject.applications]
        return max(days, default=programme.last_day if programme else None)
    if purpose.key == REFUSED and subject.applications:
        return max(local_date(max(each.changed_at, each.call.closes_at)) for each in subject.applications)
    return None


def _facts(holding: Holding) -> list[Facts]:
    """Without what is empty."""
    empty: tuple[Any, ...] = (None, "", [])
    return [[(label, shown(name, value)) for name, label, value in row if value not in empty] for row in holding.rows]


def shown(name: str, value: Any) -> str:
    """A value as people read it."""
    if isinstance(value, bool):
        return _("Ya") if value else _("Tidak")
    if isinstance(value, datetime):
        zone = clock.office_zone()
        return f"{plain_date(value, zone)}, {clock_time(value, zone)}"
    if isinstance(value, date):
        return plain_date(value)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return format_phone(value) if name == "phone" else str(value)
