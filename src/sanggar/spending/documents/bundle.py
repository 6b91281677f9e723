"""The accountability file (berkas SPJ) of one payment as one PDF: cover with contents, our papers, every attached file.

Files that can not be bound are named in the contents with the reason, and stay to be read by themselves.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import override

from sanggar.foundation import clock, files
from sanggar.foundation.binding import Leaves, Unbindable, bound, leaves, readable
from sanggar.foundation.dates import clock_time, plain_date
from sanggar.foundation.documents import pdf
from sanggar.foundation.money import format_rupiah
from sanggar.spending.asked_history import changes_of_steps, taxes_set
from sanggar.spending.documents.parts import account_of, amounts_of, is_provisional, page_of, tax_words
from sanggar.spending.documents.receipt import receipt
from sanggar.spending.documents.receipt_list import kinds_of, receipt_list
from sanggar.spending.evidence_queries import Required, checklist
from sanggar.spending.models import Evidence, Payment
from sanggar.spending.paid_history import told_since_paid
from sanggar.spending.soundness import state_now

TEMPLATE = Path(__file__).with_name("bundle.typ")
MOST_BYTES = 80 * files.MEGABYTE
"""Of attached files in one volume: it is put together in memory."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: its pages, or why there are none."""

    title: str
    of: str
    leaves: Leaves | None
    why: str = ""


def bundle(payment: Payment, *, whole: bool, at: datetime) -> bytes:
    with override("id"):
        entries = [*_own_papers(payment, whole=whole, at=at), *_attached(payment, at=at)]
        cover = _cover(payment, entries, at=at)
    return bound([cover, *(entry.leaves for entry in entries if entry.leaves)])


def _own_papers(payment: Payment, *, whole: bool, at: datetime) -> Iterator[Entry]:
    made = "dibuat aplikasi"
    yield Entry("Kuitansi", made, readable(receipt(payment, at=at), "Kuitansi"))
    for kind in kinds_of(payment):
        assert payment.meeting is not None
        paper = receipt_list(payment.meeting, kind, whole=whole, at=at)
        yield Entry(kind.title, made, readable(paper, kind.title))


def _attached(payment: Payment, *, at: datetime) -> Iterator[Entry]:
    """Each content once, in the order in which it was attached."""
    room, seen = MOST_BYTES, dict[str, str]()
    for each in payment.evidence.filter(withdrawn_at=None).select_related("file"):
        title = each.kind_label
        if each.file.digest in seen:
            yield Entry(title, each.file.name, None, f"sama dengan {seen[each.file.digest]}")
        elif each.file.destroyed_at:
            yield Entry(title, each.file.name, None, "isi berkas sudah dimusnahkan")
        elif each.file.size > room:
            yield Entry(title, each.file.name, None, "tidak muat dalam satu berkas; lihat aslinya")
        else:
            room -= each.file.size
            seen[each.file.digest] = title
            yield _bound(each, title, at=at)


def _bound(evidence: Evidence, title: str, *, at: datetime) -> Entry:
    file = evidence.file
    try:
        found = leaves(files.sound_content(file.digest), file.media_type, title, at=at)
    except (files.FileLost, files.FileAltered):
        return Entry(title, file.name, None, str(state_now(file).label))
    except Unbindable as error:
        return Entry(title, file.name, None, f"{error}; lihat berkas aslinya")
    return Entry(title, file.name, found)


def _cover(payment: Payment, entries: list[Entry], *, at: datetime) -> Leaves:
    """Twice where the contents take more than one page: the numbers in them depend on it."""
    title, pages = "Sampul dan daftar isi", 1
    cover = readable(pdf(TEMPLATE, cover_data(payment, entries, pages, at=at), at=at), title)
    if cover.pages == pages:
        return cover
    return readable(pdf(TEMPLATE, cover_data(payment, entries, cover.pages, at=at), at=at), title)


def cover_data(payment: Payment, entries: list[Entry], pages: int, *, at: datetime) -> dict[str, Any]:
    programme = payment.programme
    return page_of(programme, at) | {
        "subtitle": payment.description,
        "draft": "Rancangan: pembayaran ini belum dibayar." if is_provisional(payment) else "",
        "facts": _facts(payment),
        "contents": list(_contents(entries, pages)),
        "needed": [[each.label, _state(each)] for each in checklist(payment)],
        "taxes": [[tax_words(tax), format_rupiah(tax.amount), tax.legal_basis] for tax in amounts_of(payment).taken],
        "steps": _steps(payment),
    }


def _facts(payment: Payment) -> list[list[str]]:
    amounts = amounts_of(payment)
    papers = payment.documents.filter(voided_at=None).order_by("dated", "pk")
    return [
        ["Kegiatan", payment.programme.name],
        ["Tahun anggaran", str(payment.programme.fiscal_year)],
        ["Kode rekening", account_of(payment)],
        ["Penerima", payment.receiver.name],
        ["Jumlah kotor", format_rupiah(amounts.gross)],
        ["Diterima", format_rupiah(amounts.net)],
        *([["Disetor kembali", format_rupiah(payment.paid_back)]] if payment.paid_back else []),
        ["Keadaan", str(payment.get_state_display())],
        [
            "Tanggal dan nomor bukti",
            f"{plain_date(payment.paid_on)}, {payment.proof_number}" if payment.paid_on else "–",
        ],
        ["Cara bayar", str(payment.get_mode_display()) or "–"],
        ["Dokumen pencairan", "; ".join(f"{paper}, {plain_date(paper.dated)}" for paper in papers) or "–"],
    ]


def _contents(entries: list[Entry], pages: int) -> Iterator[list[str]]:
    """Each with its first page in the volume."""
    page = pages + 1
    for number, entry in enumerate(entries, start=1):
        yield [str(number), entry.title, entry.of, str(page) if entry.leaves else f"– ({entry.why})"]
        page += entry.leaves.pages if entry.leaves else 0


def _state(required: Required) -> str:
    if required.files:
        return "ada"
    if required.waiver:
        return f"tidak perlu: {required.waiver.reason} ({required.waiver.waived_by.name})"
    return "tidak dapat dibaca" if required.unreadable else "belum ada"


def _steps(payment: Payment) -> list[list[str]]:
    """With what each changed. What was put right beside the steps stands below them, whenever it was noted. Our fonts
    draw no arrow, and a dash between two amounts would read as "less".
    """
    zone, changes = clock.office_zone(), changes_of_steps(payment)
    steps = [
        (
            each.at,
            str(each.get_to_state_display()),
            each.by_label,
            "; ".join(filter(None, [each.reason, *changes.get(each.pk, [])])),
        )
        for each in payment.events.all()
    ]
    beside = [(each.at, each.title, each.by, each.text) for each in (*taxes_set(payment), *told_since_paid(payment))]
    return [
        [f"{plain_date(at, zone)}, {clock_time(at, zone)}", *(text.replace(" → ", " menjadi ") for text in told)]
        for at, *told in (*steps, *beside)
    ]
