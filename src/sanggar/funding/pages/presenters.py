"""What the pages of the budget say."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanggar.foundation import dates
from sanggar.foundation.money import format_rupiah
from sanggar.foundation.ui.listing import Cell, Column, Empty, Listing
from sanggar.funding.factors import factors_text
from sanggar.funding.models import Budget, BudgetEvent, BudgetEventKind, BudgetLine
from sanggar.funding.queries import BudgetTotals, lines_of
from sanggar.planning.models import Programme

TONES = {BudgetEventKind.ADOPTED: "good", BudgetEventKind.REOPENED: "warn", BudgetEventKind.CEILING: "now"}


def address(name: str, programme: Programme, *args: object) -> str:
    return reverse(f"funding:{name}", args=[programme.organisation.slug, programme.slug, *args])


def sum_of(line: BudgetLine) -> str:
    """`60 orang × 2 hari × Rp65.000`"""
    return f"{factors_text(line.factors)} × {format_rupiah(line.unit_price)}"


def budget_facts(budget: Budget, totals: BudgetTotals) -> list[tuple[str, object]]:
    adopted = dates.plain_date(budget.adopted_at) if budget.adopted_at else ""
    return [
        (_("Pagu"), format_rupiah(totals.ceiling)),
        (_("Belum dirinci"), format_rupiah(totals.unallocated)),
        (_("Sisa di rincian"), format_rupiah(totals.left)),
        (_("Sub kegiatan"), f"{budget.sub_activity_code} {budget.sub_activity_name}"),
        (_("Daftar kode"), budget.code_list),
        (_("Disahkan"), f"{adopted}, {budget.adopted_by}" if budget.adopted_by else _("belum")),
    ]


def history(events: Iterable[BudgetEvent]) -> list[dict[str, Any]]:
    return [
        {
            "at": event.at,
            "title": event.get_kind_display(),
            "text": event.reason or _figures(event),
            "by": event.by_label,
            "tone": TONES[BudgetEventKind(event.kind)],
        }
        for event in events
    ]


def _figures(event: BudgetEvent) -> str:
    figures = {"ceiling": format_rupiah(event.ceiling), "allocated": format_rupiah(event.allocated)}
    return _("Pagu %(ceiling)s, dirinci %(allocated)s.") % figures


def lines_listing(request: HttpRequest, programme: Programme, *, may_change: bool) -> Listing:
    def description(line: BudgetLine) -> Cell:
        link = address("change_line", programme, line.pk) if may_change else ""
        return Cell(line.description, link=link, note=sum_of(line))

    def left(line: BudgetLine) -> Cell:
        share = (line.committed + line.paid) * 100 // line.amount
        return Cell(line.left, note=_("%(share)d%% terpakai") % {"share": share})

    columns = [
        Column("uraian", gettext_lazy("Uraian"), lambda r: r.description, description, sort="description"),
        Column("rekening", gettext_lazy("Kode rekening"), lambda r: r.account_code, sort="account_code"),
        Column("volume", gettext_lazy("Volume"), lambda r: factors_text(r.factors), on_page=False),
        Column("harga", gettext_lazy("Harga satuan"), lambda r: r.unit_price, on_page=False, kind="money"),
        Column("jumlah", gettext_lazy("Jumlah"), lambda r: r.amount, sort="amount", kind="money"),
        Column("komitmen", gettext_lazy("Komitmen"), lambda r: r.committed, sort="committed", kind="money"),
        Column("dibayar", gettext_lazy("Dibayar"), lambda r: r.paid, sort="paid", kind="money"),
        Column("sisa", gettext_lazy("Sisa"), lambda r: r.left, left, kind="money"),
    ]
    return Listing(
        request,
        lines_of(programme),
        columns,
        name="rincian-anggaran",
        caption=gettext_lazy("Rincian belanja"),
        search=("account_code", "description"),
        empty=Empty(
            _("Belum ada rincian"),
            _("Rincian membagi pagu menurut kode rekening, misalnya konsumsi atau honor narasumber."),
            address("add_line", programme) if may_change else "",
            _("Tambah rincian"),
        ),
    )
