"""What the pages of people say."""

import json
import re
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sanggar.foundation import clock
from sanggar.foundation.dates import clock_time, plain_date
from sanggar.foundation.models import AuditEntry
from sanggar.foundation.money import format_rupiah
from sanggar.foundation.ui.listing import Cell, Column, Empty, Filter, Listing
from sanggar.people.models import Grant, Organisation, Role
from sanggar.people.pages.verbs import verb_label
from sanggar.people.sentences import right_sentence

ISO = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?")
IN_FORCE, ENDED = "berlaku", "berakhir"


def sentence(grant: Grant) -> str:
    scope = grant.organisation or grant.region
    return right_sentence(grant.account.name, grant.role, scope, since=grant.given_at, until=grant.ended_at)


def rights_listing(request: HttpRequest, grants: QuerySet[Grant], office: Organisation, *, manages: bool) -> Listing:
    def state(grant: Grant) -> Cell:
        if grant.ended_at:
            return Cell(_("Berakhir"), tone="idle", note=grant.end_reason)
        return Cell(_("Berlaku"), tone="good")

    def act(grant: Grant) -> Cell:
        """The office ends what was given for the office; a right for the region is not its own to end."""
        if grant.ended_at or not grant.organisation_id or grant.account_id == request.user.pk:
            return Cell("")
        return Cell(_("Akhiri"), link=reverse("people:end", args=[office.slug, grant.pk]))

    columns = [
        Column("nama", _("Nama"), lambda g: g.account.name, lambda g: Cell(g.account.name, note=g.account.email)),
        Column("email", _("Email"), lambda g: g.account.email, on_page=False),
        Column("hak", _("Hak"), sentence),
        Column("diberi-oleh", _("Diberi oleh"), lambda g: g.given_by),
        Column("keadaan", _("Keadaan"), lambda g: ENDED if g.ended_at else IN_FORCE, state),
        Column("tindakan", _("Tindakan"), lambda _grant: "", act, in_file=False, on_page=manages),
    ]
    return Listing(
        request,
        grants,
        columns,
        name="hak",
        caption=_("Hak atas perangkat daerah ini"),
        search=("account__name", "account__email"),
        filters=[
            Filter("keadaan", _("Keadaan"), [(IN_FORCE, _("Berlaku")), (ENDED, _("Berakhir"))], _by_state),
            Filter("peran", _("Hak"), Role.choices, lambda rows, role: rows.filter(role=role)),
        ],
        empty=Empty(_("Belum ada hak yang diberikan")),
    )


def _by_state(grants: QuerySet[Grant], state: str) -> QuerySet[Grant]:
    return grants.filter(ended_at__isnull=state == IN_FORCE)


def entry_facts(entry: AuditEntry) -> list[tuple[Any, Any]]:
    """The entry as the record holds it, its details in words."""
    details = json.loads(entry.details)
    return [
        (_("Pelaku"), entry.actor_label),
        (_("Perbuatan"), f"{verb_label(entry.verb)} ({entry.verb})"),
        (_("Terhadap"), f"{entry.subject_label} ({entry.subject})"),
        (_("Perangkat daerah"), entry.organisation_label),
        *((DETAILS.get(key, key), _detail(key, value)) for key, value in sorted(details.items())),
    ]


DETAILS = {  # what the details of an entry are called; others keep their own key
    "account": _("Akun"),
    "amount": _("Jumlah"),
    "before": _("Sebelumnya"),
    "fields": _("Isian"),
    "kind": _("Jenis"),
    "name": _("Nama"),
    "number": _("Nomor"),
    "paid_on": _("Tanggal bayar"),
    "proof_number": _("Nomor bukti"),
    "role": _("Hak"),
    "seats": _("Kursi"),
    "starts_at": _("Mulai"),
    "state": _("Keadaan"),
    "venue": _("Tempat"),
}


def _detail(key: str, value: Any) -> str:
    return format_rupiah(value) if key == "amount" and isinstance(value, int) else _told(value)


def _told(value: Any) -> str:
    """A detail in plain words: a change as from → to, a list with commas, a moment by the office's clock."""
    if isinstance(value, dict):
        if value.keys() == {"from", "to"}:
            return f"{_told(value['from'])} → {_told(value['to'])}"
        return "; ".join(f"{DETAILS.get(key, key)}: {_detail(key, each)}" for key, each in value.items())
    if isinstance(value, list):
        return ", ".join(_told(each) for each in value)
    if isinstance(value, bool):
        return str(_("ya") if value else _("tidak"))
    return _moment(value) if isinstance(value, str) else "–" if value is None else str(value)


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
