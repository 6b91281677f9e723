"""A guardian's consent as the desk and the applicant's own page show it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sanggar.applications.guardianship import guardianship_of, needs_guardian
from sanggar.applications.models import Application, Guardianship
from sanggar.foundation.dates import clock_time, plain_date
from sanggar.foundation.mail import public_address
from sanggar.foundation.phones import format_phone

Pairs = list[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class GuardianTold:
    """`tag`: words and tone; `by_hand`: the guardian's link while it waits, to copy where nothing could be sent."""

    tag: tuple[str, str]
    facts: Pairs
    by_hand: str = ""


def guardian_told(application: Application) -> GuardianTold | None:
    """None for who needs none; asks the database only about children."""
    if not needs_guardian(application):
        return None
    named = guardianship_of(application)
    if named is None:
        return GuardianTold((_("Wali belum disebut"), "warn"), [])
    return GuardianTold(_tag(named), guardian_facts(named), public_address(named.path) if named.is_waiting else "")


def guardian_facts(named: Guardianship) -> Pairs:
    pairs: Pairs = [
        (_("Wali"), f"{named.name} ({named.get_relation_display()})"),
        (_("Nomor ponsel"), format_phone(named.phone)),
        (_("Tautan diminta"), _moment(named.linked_at)),
        (_("Diingatkan"), _moment(named.reminded_at)),
        (_("Disetujui"), _moment(named.given_at)),
        (_("Cara"), named.get_given_how_display() if named.given_how else ""),
        (_("Teks"), _("versi %(version)s") % {"version": named.text.version} if named.text else ""),
        (_("Tempat surat"), named.paper_place),
        (_("Berakhir"), _moment(named.ended_at)),
    ]
    return [(label, value) for label, value in pairs if value]


def _tag(named: Guardianship) -> tuple[str, str]:
    if named.is_given:
        return _("Wali menyetujui"), "good"
    if named.is_withdrawn:
        return _("Persetujuan wali ditarik"), "bad"
    return _("Menunggu persetujuan wali"), "warn"


def _moment(at: Any) -> str:
    return f"{plain_date(at)}, {clock_time(at)}" if at else ""
