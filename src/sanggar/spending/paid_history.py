"""What was put right about a payment after its money left, in words; for its page and its papers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from sanggar.foundation.dates import plain_date
from sanggar.foundation.money import format_rupiah
from sanggar.spending.models import Payment, PaymentCorrection, Repayment


@dataclass(frozen=True, slots=True)
class Told:
    at: datetime
    title: str
    text: str
    by: str


def told_since_paid(payment: Payment) -> list[Told]:
    """Corrections and repayments, the oldest first."""
    return sorted(_told(payment), key=lambda each: each.at)


def _told(payment: Payment) -> Iterator[Told]:
    for correction in payment.corrections.all():
        yield Told(correction.at, _("Catatan dikoreksi"), _corrected(correction), correction.by_label)
    for repayment in payment.repayments.all():
        yield Told(repayment.at, _("Uang disetor kembali"), _repaid(repayment), repayment.by_label)
        if repayment.taken_back_at:
            label = repayment.taken_back_label
            yield Told(repayment.taken_back_at, _("Setoran kembali dibatalkan"), _taken_back(repayment), label)


def _corrected(made: PaymentCorrection) -> str:
    words = _("Semula %(day_before)s, %(number_before)s; menjadi %(day)s, %(number)s. %(reason)s")
    return words % {
        "day_before": plain_date(made.paid_on_before),
        "number_before": made.proof_number_before,
        "day": plain_date(made.paid_on),
        "number": made.proof_number,
        "reason": made.reason,
    }


def _repaid(made: Repayment) -> str:
    words = _("%(amount)s, %(day)s, bukti %(number)s; kembali ke rinciannya. %(reason)s")
    if not made.frees_line:
        words = _("%(amount)s, %(day)s, bukti %(number)s; sesudah tahun anggaran, jadi pendapatan daerah. %(reason)s")
    told = {"amount": format_rupiah(made.amount), "day": plain_date(made.dated), "number": made.number}
    return words % {**told, "reason": made.reason}


def _taken_back(made: Repayment) -> str:
    told = {"amount": format_rupiah(made.amount), "number": made.number, "reason": made.taken_back_reason}
    return _("%(amount)s, bukti %(number)s, tidak dihitung lagi. %(reason)s") % told
