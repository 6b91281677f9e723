"""The receipt lists of a meeting: fees, and transport money; several people on one paper, to be signed by each.

Bank accounts stand whole only for those who may read them; a tax number is often a NIK and shows its first six digits.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, override

from sanggar.cores.costing import Spending
from sanggar.foundation import clock
from sanggar.foundation.dates import local_date, long_date, time_range
from sanggar.foundation.documents import pdf
from sanggar.foundation.money import grouped
from sanggar.foundation.words import terbilang_rupiah
from sanggar.funding.reference_queries import tax_table
from sanggar.planning.models import Meeting, Programme
from sanggar.spending.documents.parts import BY_HAND, amounts_of, is_provisional, page_of, place_and_date, tax_words
from sanggar.spending.models import PayeeAsKnown, PayeeKind, Payment
from sanggar.spending.payee_words import bank_account_words, tax_number_words
from sanggar.spending.queries import payments_of
from sanggar.spending.states import LIVE
from sanggar.training.models import Attendance, Presence

TEMPLATE = Path(__file__).with_name("receipt_list.typ")


@dataclass(frozen=True, slots=True)
class ListKind:
    """`spending` is what the tax table says that an account pays for."""

    key: str
    title: str
    label: Promise
    spending: Spending
    unit: str


FEES = ListKind(
    "honor", "Daftar Tanda Terima Honorarium", gettext_lazy("Daftar honorarium sesi (PDF)"), Spending.HONORARIUM, "jam"
)
TRANSPORT = ListKind(
    "transpor", "Daftar Tanda Terima Transpor", gettext_lazy("Daftar transpor sesi (PDF)"), Spending.ALLOWANCE, "orang"
)
KINDS = (FEES, TRANSPORT)


def receipt_list(meeting: Meeting, kind: ListKind, *, whole: bool, at: datetime) -> bytes:
    """PDF/A in landscape."""
    with override("id"):
        return pdf(TEMPLATE, list_data(meeting, kind, whole=whole, at=at), at=at)


def listed(meeting: Meeting, kind: ListKind) -> list[Payment]:
    """The payments that stand on a list, by payee."""
    programme = meeting.cohort.stage.programme
    table = tax_table(local_date(meeting.starts_at, clock.office_zone()))
    found = _payments(programme, meeting)
    return [each for each in found if table and table.kind_of(each.line.account_code) == kind.spending]


def kinds_of(payment: Payment) -> list[ListKind]:
    """On which lists a payment stands."""
    if payment.meeting is None or payment.state not in LIVE:
        return []
    return [kind for kind in KINDS if payment in listed(payment.meeting, kind)]


def list_data(meeting: Meeting, kind: ListKind, *, whole: bool, at: datetime) -> dict[str, Any]:
    programme, payments, zone = meeting.cohort.stage.programme, listed(meeting, kind), clock.office_zone()
    rows = [row for payment in payments for row in _rows(payment, kind, whole=whole)]
    held = f"{long_date(meeting.starts_at, zone)}, {time_range(meeting.starts_at, meeting.ends_at, zone)}"
    facts = [
        ["Kegiatan", programme.name],
        ["Sesi", f"{meeting.topic}, {meeting.cohort.stage.name}, {meeting.cohort.name}"],
        ["Hari, tanggal", held],
    ]
    return sheet_data(programme, payments, rows, at=at) | {
        "title": kind.title,
        "facts": [*facts, accounts_fact(payments)],
        "second": "Jabatan, golongan",
    }


def accounts_fact(payments: Sequence[Payment]) -> list[str]:
    return ["Kode rekening", ", ".join(sorted({payment.line.account_code for payment in payments}))]


def sheet_data(
    programme: Programme, payments: Sequence[Payment], rows: Sequence[list[str]], *, at: datetime
) -> dict[str, Any]:
    """What every list to be signed shows, whatever its payments are for: rows, sums, who signs."""
    each = [amounts_of(payment) for payment in payments]
    net = sum(amounts.net for amounts in each)
    is_draft = any(is_provisional(payment) for payment in payments)
    return page_of(programme, at) | {
        "draft": "Rancangan: belum semua pembayaran di daftar ini dibayar." if is_draft else "",
        "rows": [[str(number), *row] for number, row in enumerate(rows, start=1)],
        "totals": [
            grouped(sum(amounts.gross for amounts in each)),
            grouped(sum(amounts.withheld for amounts in each)),
            grouped(net),
        ],
        "words": terbilang_rupiah(net),
        "place_and_date": place_and_date(programme, max((p.paid_on for p in payments if p.paid_on), default=None)),
        "officers": [
            ["Mengetahui, PPTK", _one_name(p.proposed_by.name for p in payments), ""],
            ["Bendahara Pengeluaran", _one_name(p.paid_by.name for p in payments if p.paid_by), ""],
        ],
    }


def _payments(programme: Programme, meeting: Meeting) -> QuerySet[Payment]:
    found = payments_of(programme).filter(meeting=meeting, state__in=LIVE).select_related("proposed_by", "paid_by")
    return found.order_by("payee__name", "pk")


def _rows(payment: Payment, kind: ListKind, *, whole: bool) -> Iterator[list[str]]:
    """name, post or rank, tax number, volume × rate, gross, rates, withheld, net, bank account, signature.

    Transport money to several people gives a row to each participant who was present, a fee to several an empty row to
    each of as many as were asked for; the share is filled in by pen where the sum does not divide evenly.
    """
    if payment.receiver.kind == PayeeKind.GROUP:
        yield from _present_rows(payment) if kind is TRANSPORT else _blank_rows(payment)
        return
    unit = kind.unit if payment.hours or kind is TRANSPORT else "kali"
    yield person_row(payment, _post(payment.receiver), payment.hours or 1, unit, whole=whole)


def person_row(payment: Payment, second: str, units: int, unit: str, *, whole: bool) -> list[str]:
    """`second` is what a list says of a person besides the name."""
    amounts, payee = amounts_of(payment), payment.receiver
    rate, rest = divmod(payment.amount, units)
    volume = f"{units} {unit}"
    return [
        payee.name,
        second,
        tax_number_words(payee),
        volume if rest else f"{volume} × {grouped(rate)}",
        grouped(amounts.gross),
        ", ".join(tax_words(tax) for tax in amounts.taken) or "–",
        grouped(amounts.withheld),
        grouped(amounts.net),
        bank_account_words(payee, whole=whole),
        "",
    ]


def _blank_rows(payment: Payment) -> Iterator[list[str]]:
    """Who they are is not in the program: they write themselves in."""
    share = _share(payment, payment.people or 1)
    for _number in range(payment.people or 1):
        yield ["", "", "", f"1 orang × {share}" if share else "1 orang", share, "–", "", share, "", ""]


def _present_rows(payment: Payment) -> Iterator[list[str]]:
    present = Attendance.objects.filter(meeting=payment.meeting, presence=Presence.PRESENT)
    people = present.order_by("enrolment__person__name", "pk").values_list(
        "enrolment__person__name", "enrolment__person__village__name"
    )
    shown = _share(payment, len(people))
    for name, village in people:
        yield [name, village, "", f"1 orang × {shown}" if shown else "1 orang", shown, "–", "", shown, "", ""]


def _share(payment: Payment, people: int) -> str:
    share, rest = divmod(payment.amount, people or 1)
    return "" if rest or amounts_of(payment).withheld else grouped(share)


def _post(payee: PayeeAsKnown) -> str:
    return ", ".join(filter(None, [payee.employer, str(payee.get_rank_group_display())])) or "–"


def _one_name(names: Iterable[str]) -> str:
    """Where several took the step, the right one signs and writes the name."""
    found = set(names)
    return found.pop() if len(found) == 1 else BY_HAND
