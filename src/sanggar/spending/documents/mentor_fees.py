"""The receipt list of mentors: what each is paid for the contacts that participants confirmed, to be signed by each."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from sanggar.foundation.dates import plain_date
from sanggar.foundation.documents import pdf
from sanggar.planning.models import Programme
from sanggar.spending.documents.receipt_list import TEMPLATE, accounts_fact, person_row, sheet_data
from sanggar.spending.models import Payment

Days = tuple[date | None, date | None]


def fee_list(programme: Programme, payments: Sequence[Payment], days: Days, *, whole: bool, at: datetime) -> bytes:
    """PDF/A in landscape, of payments as `mentor_fees` gives them."""
    with override("id"):
        return pdf(TEMPLATE, fee_list_data(programme, payments, days, whole=whole, at=at), at=at)


def fee_list_data(
    programme: Programme, payments: Sequence[Payment], days: Days, *, whole: bool, at: datetime
) -> dict[str, Any]:
    rows = [
        person_row(payment, _contacts(payment), payment.contacts_paid or 1, "kontak", whole=whole)
        for payment in payments
    ]
    return sheet_data(programme, payments, rows, at=at) | {
        "title": "Daftar Tanda Terima Honorarium Pendamping",
        "facts": [["Kegiatan", programme.name], ["Kontak sampai dengan", _period(*days)], accounts_fact(payments)],
        "second": "Kontak yang dibenarkan peserta",
    }


def hours_words(minutes: int) -> str:
    return _("%(hours)s jam %(minutes)s menit") % {"hours": minutes // 60, "minutes": minutes % 60}


def _contacts(payment: Payment) -> str:
    """On which days, how many, how long."""
    assert payment.contacts_from is not None
    assert payment.contacts_until is not None
    days = f"{plain_date(payment.contacts_from)} – {plain_date(payment.contacts_until)}"
    return f"{days}: {payment.confirmed} kontak, {hours_words(payment.minutes)}"  # type: ignore[attr-defined]  # annotated


def _period(first: date | None, last: date | None) -> str:
    """By the last day that each payment names."""
    told = [plain_date(day) for day in (first, last) if day]
    if first and last:
        return " – ".join(told)
    return f"{'sejak' if first else 'hingga'} {told[0]}" if told else "semua hari"
