"""The list of requests about personal data: who, what, and how much time is left; nothing of what they wrote."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanggar.applications.models import RightsKind, RightsRequest, RightsState
from sanggar.foundation import clock
from sanggar.foundation.dates import clock_time, plain_date
from sanggar.foundation.ui.listing import Cell, Column, Empty, Filter, Listing
from sanggar.planning.models import Programme


def requests_listing(request: HttpRequest, programme: Programme, rows: QuerySet[RightsRequest]) -> Listing:
    def link(row: RightsRequest) -> Cell:
        place = [programme.organisation.slug, programme.slug, row.pk]
        note = row.application.receipt if row.application else _("akun")
        return Cell(row.who, link=reverse("desk:right", args=place), note=note)

    columns = [
        Column("siapa", gettext_lazy("Pemohon"), lambda row: row.who, link),
        Column("jenis", gettext_lazy("Permohonan"), lambda row: row.get_kind_display()),
        Column("masuk", gettext_lazy("Diterima kantor"), lambda row: row.asked_at, sort="asked_at"),
        Column("tenggat", gettext_lazy("Dijawab paling lambat"), lambda row: row.due_at, _due, sort="due_at"),
        Column("hasil", gettext_lazy("Keadaan"), _state),
    ]
    return Listing(
        request,
        rows,
        columns,
        name="permohonan-data-pribadi",
        caption=gettext_lazy("Permohonan data pribadi; yang paling mendesak di atas"),
        filters=[
            Filter("keadaan", gettext_lazy("Keadaan"), RightsState.choices, lambda found, to: found.filter(state=to)),
            Filter("jenis", gettext_lazy("Permohonan"), RightsKind.choices, lambda found, to: found.filter(kind=to)),
        ],
        empty=Empty(gettext_lazy("Belum ada permohonan"), gettext_lazy("Permohonan datang dari halaman “Data saya”.")),
    )


def _due(row: RightsRequest) -> Cell:
    zone = clock.office_zone()
    when = f"{plain_date(row.due_at, zone)}, {clock_time(row.due_at, zone)}"
    if not row.is_open:
        return Cell(when)
    return Cell(_("Terlambat"), tone="bad", note=when) if row.is_late_at(clock.now()) else Cell(when, tone="warn")


def _state(row: RightsRequest) -> Any:
    return row.get_outcome_display() if row.outcome else row.get_state_display()
