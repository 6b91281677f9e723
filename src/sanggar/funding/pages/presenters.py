"""What the pages of the budget say."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanggar.foundation import dates
from sanggar.foundation.money import format_rupiah
from sanggar.foundation.percents import percent_of
from sanggar.foundation.ui.listing import Cell, Column, Empty, Listing
from sanggar.funding.factors import Factor, factors_text
from sanggar.funding.models import Budget, BudgetEvent, BudgetEventKind, BudgetLine, BudgetVersion, VersionState
from sanggar.funding.queries import BudgetTotals, lines_of, versions_of
from sanggar.planning.models import Programme

TONES = {
    BudgetEventKind.ADOPTED: "good",
    BudgetEventKind.REOPENED: "warn",
    BudgetEventKind.CEILING: "now",
    BudgetEventKind.DRAFTED: "now",
    BudgetEventKind.WITHDRAWN: "idle",
}
STATE_TONES = {VersionState.DRAFT: "now", VersionState.ADOPTED: "good", VersionState.WITHDRAWN: "idle"}


def address(name: str, programme: Programme, *args: object) -> str:
    return reverse(f"funding:{name}", args=[programme.organisation.slug, programme.slug, *args])


def sum_text(factors: Sequence[Factor], unit_price: int) -> str:
    """`60 orang × 2 hari × Rp65.000`"""
    return f"{factors_text(factors)} × {format_rupiah(unit_price)}"


def budget_facts(budget: Budget, totals: BudgetTotals, in_force: BudgetVersion | None) -> list[tuple[str, object]]:
    adopted = dates.plain_date(budget.adopted_at) if budget.adopted_at else ""
    return [
        (_("Pagu"), format_rupiah(totals.ceiling)),
        (_("Belum dirinci"), format_rupiah(totals.unallocated)),
        (_("Sisa di rincian"), format_rupiah(totals.left)),
        (_("Sub kegiatan"), f"{budget.sub_activity_code} {budget.sub_activity_name}"),
        (_("Daftar kode"), budget.code_list),
        (_("Jenis kegiatan"), budget.get_activity_display() or _("belum dicatat")),
        (_("Yang berlaku"), document_of(in_force) if in_force else _("belum ada")),
        (_("Disahkan"), f"{adopted}, {budget.adopted_by}" if budget.adopted_by else _("belum")),
    ]


def document_of(version: BudgetVersion) -> str:
    """`DPA nomor 900/12, 5 Januari 2026, disetujui PPKD (tanpa akun di sini)`; what is not known is left out."""
    numbered = _("%(name)s nomor %(number)s") % {"name": version.name, "number": version.number}
    parts = [
        numbered if version.number else version.name,
        dates.plain_date(version.dated) if version.dated else "",
        _approved(version),
    ]
    return ", ".join(part for part in parts if part)


def _approved(version: BudgetVersion) -> str:
    """Also whether that is someone with an account here, or an official whom nobody here can vouch for."""
    if version.approver_account:
        return _("disetujui %(who)s (PA/KPA)") % {"who": version.approver_account.name}
    return _("disetujui %(who)s (tanpa akun di sini)") % {"who": version.approver} if version.approver else ""


def history(events: Iterable[BudgetEvent]) -> list[dict[str, Any]]:
    return [
        {
            "at": event.at,
            "title": f"{event.get_kind_display()}: {event.about}" if event.about else event.get_kind_display(),
            "text": event.reason or _figures(event),
            "by": event.by_label,
            "tone": TONES[BudgetEventKind(event.kind)],
        }
        for event in events
    ]


def _figures(event: BudgetEvent) -> str:
    figures = {"ceiling": format_rupiah(event.ceiling), "allocated": format_rupiah(event.allocated)}
    return _("Pagu %(ceiling)s, dirinci %(allocated)s.") % figures


def lines_listing(request: HttpRequest, programme: Programme) -> Listing:
    """The lines in force, with what is used of each."""

    def description(line: BudgetLine) -> Cell:
        return Cell(line.description, note=sum_text(line.factors, line.unit_price))

    def left(line: BudgetLine) -> Cell:
        share = percent_of(line.committed + line.paid, line.amount)
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
        caption=gettext_lazy("Rincian belanja yang berlaku"),
        search=("account_code", "description"),
        empty=Empty(
            _("Belum ada rincian yang berlaku"),
            _("Rincian berlaku setelah PA/KPA mengesahkan sebuah rancangan."),
        ),
    )


def versions_table(programme: Programme) -> list[dict[str, Any]]:
    """Every version, the newest first."""
    return [
        {
            "link": address("version", programme, version.pk),
            "name": version.name,
            "kind": version.get_kind_display(),
            "state": version.get_state_display(),
            "tone": STATE_TONES[VersionState(version.state)],
            "ceiling": version.ceiling,
            "allocated": version.allocated,
            "document": document_of(version) if version.number else version.reason,
            "day": dates.plain_date(version.adopted_at or version.drafted_at),
        }
        for version in versions_of(programme)
    ]
