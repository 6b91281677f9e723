"""What the pages of the reference lists say."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sanggar.foundation import dates
from sanggar.foundation.money import format_rupiah
from sanggar.foundation.ui.listing import Cell, Column, Empty, Filter, Listing
from sanggar.foundation.ui.picker import matching
from sanggar.funding.models import ListKind, ReferenceDraft, ReferenceEntry, ReferenceList, TaxPractice
from sanggar.funding.reference_columns import COLUMNS
from sanggar.funding.reference_rows import ReadRows

SEARCHED = ("code", "name", "data__keterangan")
MONEY = ("batas", "bebas_sampai", "jumlah_tetap", "di_atas", "sampai")
SHOWN_CHANGES = 50


class WordListing(Listing):
    """Searched by words, wherever each of them stands."""

    @cached_property
    def found(self) -> QuerySet[Any]:
        column, direction = self.order
        rows = matching(self.rows, self.query, self.search)
        return rows.order_by(f"{'-' if direction == 'descending' else ''}{column.sort}", "pk") if column else rows


def status_of(listed: ReferenceList) -> str:
    return _("terverifikasi") if listed.verified_at else _("belum diverifikasi")


def validity_of(listed: ReferenceList | ReferenceDraft) -> str:
    since = dates.plain_date(listed.valid_from)
    if listed.valid_to is None:
        return _("sejak %(since)s") % {"since": since}
    return _("%(since)s sampai %(until)s") % {"since": since, "until": dates.plain_date(listed.valid_to)}


def versions_listing(request: HttpRequest, rows: QuerySet[ReferenceList], today: date) -> Listing:
    first = [ReferenceList.objects.in_force(kind, today).first() for kind in ListKind.values]
    counting = {listed.pk for listed in first if listed}

    def version(row: ReferenceList) -> Cell:
        return Cell(row.version, link=reverse("references:list", args=[row.pk]), note=row.legal_basis)

    def status(row: ReferenceList) -> Cell:
        return Cell(status_of(row), tone="good" if row.verified_at else "warn")

    def counts(row: ReferenceList) -> Cell:
        return Cell(_("dipakai hari ini"), tone="now") if row.pk in counting else Cell("")

    columns = [
        Column("jenis", gettext_lazy("Jenis daftar"), lambda r: r.get_kind_display(), sort="kind"),
        Column("versi", gettext_lazy("Versi"), lambda r: r.version, version),
        Column("dasar", gettext_lazy("Dasar hukum"), lambda r: r.legal_basis, on_page=False),
        Column("berlaku", gettext_lazy("Berlaku"), validity_of, sort="valid_from"),
        Column("isi", gettext_lazy("Banyak baris"), lambda r: r.size, kind="number"),
        Column("status", gettext_lazy("Status"), status_of, status),
        Column("dipakai", gettext_lazy("Dipakai"), lambda r: r.pk in counting, counts),
    ]
    kinds = Filter("jenis", gettext_lazy("Jenis daftar"), ListKind.choices, lambda found, kind: found.filter(kind=kind))
    return Listing(
        request,
        rows.annotate(size=Count("entries")).order_by("kind", "-valid_from", "-pk"),
        columns,
        name="daftar-acuan",
        caption=gettext_lazy("Daftar acuan"),
        search=("version", "legal_basis"),
        filters=[kinds],
        empty=Empty(_("Belum ada daftar")),
    )


def entries_listing(request: HttpRequest, listed: ReferenceList) -> Listing:
    """On the page what can be read at a glance; in the file every column under its heading, as it can come in again."""

    def name(row: ReferenceEntry) -> Cell:
        return Cell(row.name, note=row.data.get("keterangan", ""))

    shown = [
        Column("kode", gettext_lazy("Kode"), lambda r: r.code, sort="code", in_file=False),
        Column("nama", gettext_lazy("Nama"), lambda r: r.name, name, sort="name", in_file=False),
    ]
    rest = [each for each in COLUMNS[listed.kind][2:] if each.heading != "keterangan"]
    if rest:
        shown.append(Column("isi", gettext_lazy("Ketentuan"), lambda r: content_of(listed.kind, r.data), in_file=False))
    return WordListing(
        request,
        ReferenceEntry.objects.filter(list=listed).order_by("position"),
        [*shown, *(_file_column(column.heading) for column in COLUMNS[listed.kind])],
        name=f"{listed.kind}-{listed.pk}",
        caption=listed.version,
        search=SEARCHED,
        empty=Empty(_("Tidak ada yang cocok"), _("Cari dengan kode atau kata lain.")),
    )


def content_of(kind: str, data: Mapping[str, Any]) -> str:
    """`Satuan: oj · Batas: Rp900.000`"""
    told = [column for column in COLUMNS[kind][2:] if column.heading in data and column.heading != "keterangan"]
    return " · ".join(f"{column.label}: {_shown(column.heading, data[column.heading])}" for column in told)


def list_facts(listed: ReferenceList) -> list[tuple[str, object]]:
    brought = dates.plain_date(listed.imported_at)
    by = listed.imported_by or (_("bawaan program") if listed.is_shipped else _("dari baris perintah"))
    verified = f"{dates.plain_date(listed.verified_at)}, {listed.verified_by}" if listed.verified_at else ""
    return [
        (_("Berlaku"), validity_of(listed)),
        (_("Dasar hukum"), listed.legal_basis),
        (
            _("Kelengkapan"),
            _("lengkap: kode lain ditolak") if listed.is_whole else _("kutipan: kode lain hanya diberi catatan"),
        ),
        (_("Dimasukkan"), f"{brought}, {by}"),
        (_("Diverifikasi"), verified or _("belum diverifikasi")),
        (_("Berkas"), f"{listed.source_name} (SHA-256 {listed.source_digest})"),
    ]


def preview_told(draft: ReferenceDraft, read: ReadRows, now: ReferenceList | None) -> dict[str, Any]:
    """The rows by code against the list that counts on the draft's first day."""
    old = {entry.code: entry for entry in now.entries.all()} if now else {}
    new = {row.code: row for row in read.rows}
    added = [row for row in read.rows if row.code not in old]
    gone = [entry for entry in old.values() if entry.code not in new]
    changed = [
        (row, content_of(draft.kind, old[row.code].data))
        for row in read.rows
        if row.code in old and (row.name, row.data) != (old[row.code].name, old[row.code].data)
    ]
    count = len(read.rows)
    button = ngettext("Masukkan %(count)s baris", "Masukkan %(count)s baris", count) % {"count": count}
    return {
        "tiles": [
            (_("Kesalahan"), len(read.errors), "warn" if read.errors else ""),
            (_("Baris baru"), len(added), ""),
            (_("Berubah"), len(changed), ""),
            (_("Tidak ada lagi"), len(gone), ""),
        ],
        "now": now,
        "facts": [(_("Berlaku"), validity_of(draft)), (_("Dasar hukum"), draft.legal_basis)],
        "button": "" if read.errors else button,
        "parts": [
            (_("Baris baru"), *_few([(row, content_of(draft.kind, row.data)) for row in added])),
            (_("Berubah, sebelumnya"), *_few(changed)),
            (_("Tidak ada lagi"), *_few([(entry, "") for entry in gone])),
        ],
    }


def columns_told() -> list[tuple[object, str]]:
    """The headings of each kind; those that are needed bear a star."""
    return [
        (
            ListKind(kind).label,
            ", ".join(f"{each.heading}*" if each.is_needed else each.heading for each in columns),
        )
        for kind, columns in COLUMNS.items()
    ]


def year_end_told(listed: ReferenceList | None, lacking: Sequence[str]) -> str:
    """What nobody is reminded of, "" where the audit list that counts sets all of the year's last days."""
    if listed is None or not lacking:
        return ""
    words = _("Daftar aturan audit yang dipakai hari ini, %(version)s, tidak memuat akhir tahun anggaran (%(rules)s).")
    return words % {"version": listed.version, "rules": ", ".join(lacking)}


def practice_told(practice: str, known: Mapping[str, str]) -> str:
    return known.get(practice, practice) if practice else _("menurut peraturan, tanpa praktik setempat")


def practice_history() -> list[dict[str, Any]]:
    return [
        {
            "at": each.valid_from,
            "title": each.practice or _("Menurut peraturan"),
            "text": each.reason,
            "by": str(each.chosen_by),
        }
        for each in TaxPractice.objects.select_related("chosen_by")
    ]


def _few(rows: list[Any]) -> tuple[list[Any], int]:
    return rows[:SHOWN_CHANGES], max(0, len(rows) - SHOWN_CHANGES)


def _file_column(heading: str) -> Column:
    def value(row: ReferenceEntry) -> Any:
        found = {"kode": row.code, "nama": row.name, **row.data}.get(heading, "")
        return _as_written(found)

    return Column(f"berkas-{heading}", heading, value, on_page=False)


def _as_written(value: Any) -> Any:
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return "; ".join(value) if isinstance(value, list) else value


def _shown(heading: str, value: Any) -> str:
    return format_rupiah(value) if heading in MONEY else str(_as_written(value))
