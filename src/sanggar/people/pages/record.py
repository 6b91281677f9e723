"""The audit record, for those who oversee an office: who did what, when, and whether it is sealed."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sanggar.foundation import audit, clock
from sanggar.foundation.models import AuditBatch, AuditEntry
from sanggar.foundation.ui.listing import Cell, Column, Empty, Filter, Listing
from sanggar.people.access import DeskRequest
from sanggar.people.models import Organisation
from sanggar.people.pages.entry_words import entry_facts
from sanggar.people.pages.verbs import verb_label
from sanggar.people.queries import audit_entries, seal_state
from sanggar.people.rules import OVERSEERS, inspected_regions, offices_where
from sanggar.people.subject_pages import page_of

ABOUT, NOTED = "tentang", "sidik"
PERIODS = [
    ("1", _("Hari ini")),
    ("7", _("7 hari terakhir")),
    ("30", _("30 hari terakhir")),
    ("365", _("Setahun terakhir")),
]


def entries(request: DeskRequest) -> HttpResponse:
    offices = _offices(request)
    rows = _entries(request, offices)
    listing = Listing(
        request,
        rows,
        COLUMNS,
        name="rekaman-audit",
        caption=_("Rekaman audit"),
        search=("actor_label", "subject_label", "subject", "ref"),
        filters=[*_about(request, rows), *_filters(rows, offices)],
        empty=Empty(_("Belum ada yang terekam")),
    )
    asked = request.GET.get(NOTED, "").strip().lower()[:64]
    page = {"listing": listing, "seal": seal_state(), "asked": asked, "noted_in": _batch_of(asked)}
    return listing.file() or render(request, "people/record.html", page)


def entry(request: DeskRequest, ref: str) -> HttpResponse:
    found = get_object_or_404(_entries(request, _offices(request)), ref=ref)
    page = {
        "entry": found,
        "facts": entry_facts(found),
        "fault": audit.fault_of_batch(found.sealed.batch) if _is_sealed(found) else "",
        "page": page_of(found.subject),
        "same": _address_of(found.subject),
    }
    return render(request, "people/entry.html", page)


def _offices(request: DeskRequest) -> Sequence[Organisation]:
    offices = list(offices_where(request.user, *OVERSEERS))
    if not offices:
        raise PermissionDenied
    return offices


def _entries(request: DeskRequest, offices: Sequence[Organisation]) -> QuerySet[AuditEntry]:
    return audit_entries(offices, inspected_regions(request.user))


def _batch_of(digest: str) -> AuditBatch | None:
    """The batch whose seal somebody noted."""
    return AuditBatch.objects.filter(digest=digest).first() if digest else None


def _about(request: DeskRequest, rows: QuerySet[AuditEntry]) -> list[Filter]:
    """Where the address names one thing: what was done to it, and to what of the same room names it in its details, as
    taxes do.
    """
    subject = request.GET.get(ABOUT, "")
    kind, _colon, key = subject.rpartition(":")
    if not (kind and key.isdecimal()):
        return []
    room, _dot, model = kind.rpartition(".")
    named = f'"{model}":{key}'
    told = Q(details__contains=f"{named},") | Q(details__contains=f"{named}}}")
    about = Q(subject=subject) | Q(told, verb__startswith=f"{room}.")
    label = rows.filter(subject=subject).values_list("subject_label", flat=True).first() or subject
    return [Filter(ABOUT, _("Tentang"), [(subject, label)], lambda rows, _subject: rows.filter(about))]


def _address_of(subject: str) -> str:
    """All that happened to it."""
    return f"{reverse('people:record')}?{urlencode({ABOUT: subject})}"


def _filters(rows: QuerySet[AuditEntry], offices: Sequence[Organisation]) -> list[Filter]:
    verbs = rows.order_by("verb").values_list("verb", flat=True).distinct()
    actors = rows.filter(actor_kind="account").order_by("actor_label").values_list("actor_id", "actor_label").distinct()
    filters = [
        Filter("masa", _("Kapan"), PERIODS, _since),
        Filter(
            "perbuatan", _("Perbuatan"), [(v, verb_label(v)) for v in verbs], lambda rows, verb: rows.filter(verb=verb)
        ),
        Filter("pelaku", _("Pelaku"), list(actors), lambda rows, pk: rows.filter(actor_kind="account", actor_id=pk)),
    ]
    if len(offices) > 1:
        choices = [(str(office.pk), office.short_name) for office in offices]
        filters.append(
            Filter("kantor", _("Perangkat daerah"), choices, lambda rows, pk: rows.filter(organisation_id=pk))
        )
    return filters


def _since(rows: QuerySet[AuditEntry], days: str) -> QuerySet[AuditEntry]:
    """The last so many calendar days of the office, today included."""
    first = clock.today() - timedelta(days=int(days) - 1)
    return rows.filter(at__gte=datetime.combine(first, time(), clock.office_zone()))


def _when(entry: AuditEntry) -> Cell:
    return Cell(entry.at, link=reverse("people:entry", args=[entry.ref]))


def _subject(entry: AuditEntry) -> Cell:
    return Cell(entry.subject_label or entry.subject, link=_address_of(entry.subject))


def _is_sealed(row: AuditEntry) -> bool:
    return hasattr(row, "sealed")


COLUMNS = [
    Column("kapan", _("Kapan"), lambda e: e.at, _when, sort="at"),
    Column("pelaku", _("Pelaku"), lambda e: e.actor_label, sort="actor_label"),
    Column("perbuatan", _("Perbuatan"), lambda e: verb_label(e.verb)),
    Column("terhadap", _("Terhadap"), lambda e: e.subject_label or e.subject, _subject),
    Column("rujukan", _("Rujukan"), lambda e: e.ref, on_page=False),
    Column("rincian", _("Keterangan"), lambda e: e.details, on_page=False),
    Column(
        "segel",
        _("Segel"),
        lambda e: e.sealed.batch.number if _is_sealed(e) else "",
        lambda e: Cell(_("Tersegel"), tone="good") if _is_sealed(e) else Cell(_("Menunggu"), tone="idle"),
    ),
]
