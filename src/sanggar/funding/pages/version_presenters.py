"""What the planner's pages say of a version: its lines, its shape, what it costs each, what its ceiling buys."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from sanggar.cores.costing.affordability import Affordable
from sanggar.cores.costing.shape import Driver
from sanggar.foundation import clock
from sanggar.foundation.dates import plain_date
from sanggar.foundation.money import format_rupiah, grouped
from sanggar.foundation.ui.listing import Cell, Column, Empty, Listing
from sanggar.funding.factors import factors_text
from sanggar.funding.models import BudgetVersion, VersionLine
from sanggar.funding.outcomes import Outcome
from sanggar.funding.pages.presenters import address, document_of, sum_text
from sanggar.funding.pages.shape_form import told
from sanggar.funding.queries import Doubt, Followed, Heads, version_lines_of
from sanggar.funding.shapes import DRIVERS, factors_in_force, shape_from_json
from sanggar.planning.models import Programme

SHOWN = (Driver.STAGE, Driver.COHORT, Driver.MEETING, Driver.HOUR, Driver.SEAT, Driver.SEAT_MEETING, Driver.CONTACT)
DRIVER_NAMES = {
    Driver.STAGE: pgettext_lazy("banyak", "Tahap"),
    Driver.COHORT: pgettext_lazy("banyak", "Kelas"),
    Driver.MEETING: gettext_lazy("Sesi"),
    Driver.HOUR: gettext_lazy("Jam sesi"),
    Driver.SEAT: gettext_lazy("Kursi peserta"),
    Driver.SEAT_MEETING: gettext_lazy("Peserta × sesi"),
    Driver.CONTACT: gettext_lazy("Kontak pendampingan"),
}
VARIED_NAMES = {
    "seats": gettext_lazy("Kursi di tiap tahap"),
    "meetings": gettext_lazy("Sesi di tiap kelas"),
    "contacts": gettext_lazy("Kontak tiap peserta"),
}


def version_facts(version: BudgetVersion, heads: Heads, outcome: Outcome) -> list[tuple[str, object]]:
    missing = "–"
    each = format_rupiah(heads.per_participant) if heads.per_participant is not None else missing
    passed = format_rupiah(heads.per_completing) if heads.per_completing is not None else missing
    of = _("%(sum)s untuk %(n)s orang (%(percent)s%%)")
    share = {"sum": passed, "n": grouped(heads.completing), "percent": version.completing_percent}
    facts: list[tuple[str, object]] = [
        (_("Jenis"), version.get_kind_display()),
        (_("Sub kegiatan"), f"{version.sub_activity_code} {version.sub_activity_name}"),
        (_("Daftar kode"), version.code_list),
        (_("Biaya per peserta"), each),
        (_("Biaya per peserta lulus"), of % share),
        *_outcome_facts(outcome),
        (_("Dibuat"), f"{version.drafted_by}, {plain_date(version.drafted_at, clock.office_zone())}"),
    ]
    if version.number:
        facts.append((_("Dokumen"), document_of(version)))
    if version.reason:
        facts.append((_("Alasan"), version.reason))
    return facts


def _outcome_facts(outcome: Outcome) -> list[tuple[str, object]]:
    """Once anything is paid and anyone takes part: what it has come to so far."""
    told = _("%(sum)s untuk %(n)s orang")
    rows = (
        (_("Sejauh ini dibayar per peserta"), outcome.per_participant, outcome.participants),
        (_("Sejauh ini dibayar per peserta bersertifikat"), outcome.per_completed, outcome.completed),
    )
    return [
        (label, told % {"sum": format_rupiah(sum_), "n": grouped(n)}) for label, sum_, n in rows if sum_ is not None
    ]


def shape_facts(version: BudgetVersion) -> list[tuple[str, object]]:
    shape = shape_from_json(version.shape)
    return [(str(DRIVER_NAMES[driver]), grouped(shape.count(driver))) for driver in SHOWN]


def stage_texts(version: BudgetVersion) -> list[str]:
    text = _("%(name)s: %(seats)s kursi, %(cohorts)s kelas, %(meetings)s sesi tiap kelas, %(contacts)s kontak")
    return [text % {"name": stage.name, **told(stage)} for stage in shape_from_json(version.shape).stages]


def affordable_rows(found: Mapping[str, Affordable]) -> list[tuple[str, str, str]]:
    """(what, how many at most, in words)."""
    return [(str(VARIED_NAMES[name]), *_told(each)) for name, each in found.items()]


def _told(found: Affordable) -> tuple[str, str]:
    if found.is_unbounded:
        return "–", _("Tidak ada rincian yang bergantung padanya.")
    if found.most is None:
        least = format_rupiah(found.cost_of_next)
        return "0", _("Tanpa satu pun sudah %(sum)s, di atas pagu.") % {"sum": least}
    sums = {"sum": format_rupiah(found.cost), "next": format_rupiah(found.cost_of_next)}
    if found.following is None:
        told = _("Biayanya %(sum)s; lebih dari itu ada kelas yang di bawah kelompok terkecil.") % sums
    elif found.following == found.most + 1:
        told = _("Biayanya %(sum)s; satu lagi menjadi %(next)s.") % sums
    else:
        told = _("Biayanya %(sum)s; berikutnya %(n)s, menjadi %(next)s.") % {"n": grouped(found.following), **sums}
    return grouped(found.most), told


def doubt_texts(doubts: list[Doubt], least: int) -> list[str]:
    """Where the cohorts of a stage and the plan of the money do not fit each other."""
    texts = []
    for doubt in doubts:
        if doubt.seats_without_cohort:
            text = _(
                "%(stage)s: %(n)s kursi belum punya kelas. Biaya kelas, sesi, dan jamnya belum terhitung; kursi yang "
                "terbeli di bawah ini sudah menghitungnya."
            )
            texts.append(text % {"stage": doubt.stage, "n": grouped(doubt.seats_without_cohort)})
        if doubt.smallest is not None:
            text = _("%(stage)s: ada kelas dengan %(n)s orang, di bawah kelompok terkecil (%(least)s).")
            texts.append(text % {"stage": doubt.stage, "n": doubt.smallest, "least": least})
    return texts


def followed_rows(rows: list[Followed]) -> list[dict[str, Any]]:
    return [
        {
            "description": row.line.description,
            "before": row.line.amount,
            "after": row.amount,
            "difference": row.amount - row.line.amount,
        }
        for row in rows
    ]


def version_lines_listing(
    request: HttpRequest, programme: Programme, version: BudgetVersion, *, may_change: bool
) -> Listing:
    drivers = dict(DRIVERS)

    def description(line: VersionLine) -> Cell:
        link = address("change_line", programme, version.pk, line.pk) if may_change else ""
        return Cell(line.description, link=link, note=sum_text(factors_in_force(line), line.unit_price))

    columns = [
        Column("uraian", gettext_lazy("Uraian"), lambda r: r.description, description, sort="description"),
        Column("rekening", gettext_lazy("Kode rekening"), lambda r: r.account_code, sort="account_code"),
        Column("dihitung", gettext_lazy("Dihitung"), lambda r: drivers[r.driver]),
        Column("koefisien", gettext_lazy("Koefisien"), lambda r: factors_text(r.factors), on_page=False),
        Column("volume", gettext_lazy("Volume"), lambda r: r.volume, on_page=False, kind="number"),
        Column("harga", gettext_lazy("Harga satuan"), lambda r: r.unit_price, on_page=False, kind="money"),
        Column("jumlah", gettext_lazy("Jumlah"), lambda r: r.amount, sort="amount", kind="money"),
    ]
    return Listing(
        request,
        version_lines_of(version),
        columns,
        name=f"rab-{version.pk}",
        caption=gettext_lazy("Rincian belanja"),
        search=("account_code", "description"),
        empty=Empty(
            _("Belum ada rincian"),
            _("Rincian membagi pagu menurut kode rekening, misalnya konsumsi atau honor narasumber."),
            address("add_line", programme, version.pk) if may_change else "",
            _("Tambah rincian"),
        ),
    )
