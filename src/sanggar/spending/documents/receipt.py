"""The official receipt (kuitansi dinas) of one payment; always in Indonesian.

A payment that is not paid yet gives a draft, and the paper says so.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import override

from sanggar.foundation.dates import plain_date
from sanggar.foundation.documents import pdf
from sanggar.foundation.money import format_rupiah
from sanggar.foundation.words import terbilang_rupiah
from sanggar.planning.meeting_words import taught_by
from sanggar.spending.documents.parts import (
    BY_HAND,
    Amounts,
    account_of,
    amounts_of,
    is_provisional,
    officers,
    page_of,
    place_and_date,
    tax_words,
)
from sanggar.spending.models import Payment

TEMPLATE = Path(__file__).with_name("receipt.typ")


def receipt(payment: Payment, *, at: datetime) -> bytes:
    """PDF/A on one page."""
    with override("id"):
        return pdf(TEMPLATE, receipt_data(payment, at=at), at=at)


def receipt_data(payment: Payment, *, at: datetime) -> dict[str, Any]:
    programme, amounts = payment.programme, amounts_of(payment)
    return page_of(programme, at) | {
        "draft": "Rancangan: pembayaran ini belum dibayar." if is_provisional(payment) else "",
        "facts": [
            ["Tahun anggaran", str(programme.fiscal_year)],
            ["Nomor bukti", payment.proof_number or BY_HAND],
            ["Kode rekening", account_of(payment)],
            ["Cara bayar", str(payment.get_mode_display()) or "–"],
        ],
        "from": f"Bendahara Pengeluaran {programme.organisation.name}",
        "words": terbilang_rupiah(payment.amount),
        "purpose": purpose_of(payment),
        "rows": _rows(amounts),
        "net": format_rupiah(amounts.net),
        "others": [f"{tax_words(tax)} {format_rupiah(tax.amount)}, disetor penjual" for tax in amounts.others],
        "stamp": format_rupiah(amounts.stamp) if amounts.stamp else "",
        "place_and_date": place_and_date(programme, payment.paid_on),
        "payee": payment.receiver.name,
        "officers": officers(payment),
    }


def purpose_of(payment: Payment) -> str:
    """What it is for, with the meeting or the contacts that it pays."""
    words = [payment.description]
    if payment.meeting:
        held = plain_date(payment.meeting.starts_at)
        called_off = " (dibatalkan)" if payment.meeting.cancelled_at else ""
        words.append(f"sesi {payment.meeting.topic}, {held}{called_off}, {taught_by(payment.meeting)}")
    if payment.hours:
        words.append(f"{payment.hours} jam")
    if payment.portions:
        words.append(f"{payment.portions} porsi")
    if payment.contacts_paid:
        words.append(f"{payment.contacts_paid} kontak pendampingan")
    if payment.commitment:
        words.append(f"{payment.commitment.get_kind_display()} nomor {payment.commitment.number}")
    return "; ".join([*words, payment.programme.name])


def _rows(amounts: Amounts) -> list[list[str]]:
    taken = [[f"Potongan {tax_words(tax)}", f"– {format_rupiah(tax.amount)}"] for tax in amounts.taken]
    return [["Jumlah kotor", format_rupiah(amounts.gross)], *taken]
