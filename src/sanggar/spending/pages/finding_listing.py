"""The list of findings, of one programme or of all that somebody sees in an office."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanggar.foundation import dates
from sanggar.foundation.ui.listing import Cell, Column, Empty, Filter, Listing, picked_filter
from sanggar.planning.models import Programme
from sanggar.spending.findings import RULES
from sanggar.spending.models import Finding, FindingState
from sanggar.spending.pages.addresses import address
from sanggar.spending.pages.finding_presenters import TONES, name_of, subject_of, told

SEARCHED = (
    *("payment__description", "line__description", "line__account_code", "version__name", "version__number"),
    *("explanation", "programme__name"),
)
CLOSED = "selesai"
STATES = [*FindingState.choices, (CLOSED, gettext_lazy("Tidak terbuka lagi"))]


def findings_listing(
    request: HttpRequest, rows: QuerySet[Finding], *, programmes: QuerySet[Programme] | None = None
) -> Listing:
    """With `programmes`, each finding tells of which it is."""
    rules = [(code, rule.name) for code, rule in RULES.items()]
    filters = [
        Filter("keadaan", gettext_lazy("Keadaan"), STATES, _in_state),
        Filter("aturan", gettext_lazy("Aturan"), rules, lambda found, code: found.filter(rule=code)),
    ]
    if programmes is not None:
        label = gettext_lazy("Program")
        filters.append(picked_filter(request, "program", label, programmes, names=["name"], field="programme"))
    return Listing(
        request,
        rows,
        _columns(tells_programme=programmes is not None),
        name="temuan",
        caption=gettext_lazy("Temuan aturan pemeriksaan"),
        search=SEARCHED,
        filters=filters,
        empty=Empty(
            _("Tidak ada temuan"),
            _("Aturan pemeriksaan dijalankan setiap jam dan setelah setiap langkah pembayaran."),
        ),
    )


def _in_state(found: QuerySet[Finding], state: str) -> QuerySet[Finding]:
    return found.filter(~Q(state=FindingState.OPEN) if state == CLOSED else Q(state=state))


def _columns(*, tells_programme: bool) -> list[Column]:
    def finding(row: Finding) -> Cell:
        return Cell(name_of(row), link=address("finding", row.programme, row.pk), note=told(row))

    def state(row: Finding) -> Cell:
        return Cell(row.get_state_display(), tone=TONES[row.state])

    return [
        Column("temuan", gettext_lazy("Temuan"), name_of, finding, sort="rule"),
        Column("angka", gettext_lazy("Yang ditemukan"), told, on_page=False),
        Column("program", gettext_lazy("Program"), lambda row: row.programme.name, on_page=tells_programme),
        Column("pada", gettext_lazy("Pada"), subject_of),
        Column("rekening", gettext_lazy("Kode rekening"), _account_code, on_page=False),
        Column("sejak", gettext_lazy("Sejak"), lambda row: dates.local_date(row.raised_at), sort="raised_at"),
        Column("keadaan", gettext_lazy("Keadaan"), lambda row: row.get_state_display(), state, sort="state"),
        Column("penjelasan", gettext_lazy("Penjelasan"), lambda row: row.explanation, on_page=False),
        Column("oleh", gettext_lazy("Dijelaskan oleh"), _settled_by, on_page=False),
    ]


def _account_code(row: Finding) -> str:
    line = row.payment.line if row.payment else row.line
    return line.account_code if line else ""


def _settled_by(row: Finding) -> str:
    return row.settled_by.name if row.settled_by else ""
