"""One entry of the audit record in plain words."""

import json
import re
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanggar.foundation import clock
from sanggar.foundation.dates import clock_time, plain_date
from sanggar.foundation.models import AuditEntry
from sanggar.foundation.money import format_rupiah
from sanggar.people.pages.detail_names import DETAILS, RUPIAH, VALUES
from sanggar.people.pages.verbs import verb_label

ISO = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?")


def entry_facts(entry: AuditEntry) -> list[tuple[Any, Any]]:
    """The entry as the record holds it, its details in words."""
    details = json.loads(entry.details)
    return [
        (_("Pelaku"), entry.actor_label),
        (_("Perbuatan"), f"{verb_label(entry.verb)} ({entry.verb})"),
        (_("Terhadap"), f"{entry.subject_label} ({entry.subject})"),
        (_("Perangkat daerah"), entry.organisation_label),
        *((_name(key), _detail(key, value)) for key, value in sorted(details.items())),
    ]


def _name(key: str) -> str | Promise:
    """A detail that has no name here keeps the one that the record gave it."""
    return DETAILS.get(key, key)


def _detail(key: str, value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and key in RUPIAH:
        return format_rupiah(value)
    return _told(value, key)


def _told(value: Any, key: str = "") -> str:
    """A detail in plain words: a change as from → to, a list with commas, a moment by the office's clock."""
    if isinstance(value, dict):
        if value.keys() == {"from", "to"}:
            return f"{_detail(key, value['from'])} → {_detail(key, value['to'])}"
        return "; ".join(f"{_name(each)}: {_detail(each, told)}" for each, told in value.items())
    if isinstance(value, list):
        return ", ".join(_told(each, key) for each in value)
    if isinstance(value, bool):
        return str(_("ya") if value else _("tidak"))
    if isinstance(value, str):
        return str(VALUES.get(key, {}).get(value, "")) or _moment(value) or "–"
    return "–" if value is None else str(value)


def _moment(text: str) -> str:
    """A day or moment written as ISO, else the text itself."""
    try:
        at = datetime.fromisoformat(text) if ISO.fullmatch(text) else None
    except ValueError:
        return text
    if at is None or at.tzinfo is None:
        return plain_date(at.date()) if at and len(text) == len("2026-11-23") else text
    zone = clock.office_zone()
    return f"{plain_date(at, zone)} {clock_time(at, zone)}"
