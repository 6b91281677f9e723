"""What has been spent of the demo's budget: about Rp68 million paid, and a payment in every state."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sanggar.foundation import files
from sanggar.foundation.documents import pdf
from sanggar.foundation.money import format_rupiah
from sanggar.foundation.words import terbilang_rupiah
from sanggar.funding.models import BudgetLine
from sanggar.journeys.demo import payees as who
from sanggar.journeys.demo.calendar import Calendar
from sanggar.journeys.demo.office import Cast
from sanggar.journeys.demo.plan import Plan
from sanggar.mentoring.models import Contact, Mentor
from sanggar.people.models import Role
from sanggar.planning.models import Meeting
from sanggar.spending import actions as spending
from sanggar.spending.actions import Order, PaidContacts, PaymentRequest
from sanggar.spending.evidence_queries import missing_evidence
from sanggar.spending.models import (
    Commitment,
    CommitmentKind,
    DocumentKind,
    EvidenceKind,
    Finding,
    Mode,
    Payee,
    Payment,
)
from sanggar.spending.states import PaymentState

RECEIPT = Path(__file__).with_name("receipt.typ")
PROPOSED, RETURNED, VERIFIED = PaymentState.PROPOSED, PaymentState.RETURNED, PaymentState.VERIFIED
APPROVED, PAID, CLOSED = PaymentState.APPROVED, PaymentState.PAID, PaymentState.CLOSED
REFUSED, CANCELLED = PaymentState.REFUSED, PaymentState.CANCELLED
ONWARD = (VERIFIED, APPROVED, PAID, CLOSED)
STOPS: dict[str, Callable[..., None]] = {
    RETURNED: spending.return_payment,
    REFUSED: spending.refuse_payment,
    CANCELLED: spending.cancel_payment,
}
GU, LS = Mode.GU, Mode.LS
FURTHER = "Pendampingan lanjutan"
OF_MENTORS = (
    "Dibayar menurut surat tugas lima pendamping; daftar kontak yang dibenarkan peserta dilampirkan sebagai bukti."
)
FEE = "seminar-eselon-3"


@dataclass(frozen=True, slots=True)
class Spent:
    """One payment of the demo: of the line that begins so, how much, to whom, for what, which day, how far it came.

    `topic` names the meeting that is paid, of the first class or another, with its `hours` or `portions`; `tariff` the
    ceiling.
    """

    line: str
    amount: int
    payee: str
    purpose: str
    day: int
    state: PaymentState = PAID
    mode: Mode = GU
    topic: str = ""
    of_class: int = 1
    hours: int | None = None
    portions: int | None = None
    tariff: str = ""
    people: int | None = None
    reason: str = ""


ORDERS = (
    ("Konsumsi", who.CATERER, "027/11/SPK", "Konsumsi tahap 1", 7_800_000, -78),
    ("Cetak", who.PRINTER, "027/12/SPK", "Cetak modul dan sertifikat tahap 1", 5_000_000, -76),
)
SPENT = (
    Spent("Cetak", 3_400_000, who.PRINTER, "Cetak modul tahap 1", -70, mode=LS),
    Spent("Perlengkapan", 5_000_000, who.SHOP, "Perlengkapan peserta tahap 1", -70, CLOSED),
    Spent("Paket data", 4_400_000, who.OPERATOR, "Paket data tahap 1", -66),
    Spent("Sewa gedung", 15_000_000, who.HOTEL, "Sewa gedung tahap 1", -64, mode=LS),
    Spent("Sewa peralatan", 5_000_000, who.RENTAL, "Sewa peralatan tahap 1", -64, mode=LS),
    Spent("Konsumsi", 1_950_000, who.CATERER, "Konsumsi sesi pertama", -63, CLOSED, topic="Menemukan", portions=30),
    Spent("Konsumsi", 5_850_000, who.CATERER, "Konsumsi sesi berikutnya", -62, mode=LS),
    Spent(
        "Honor narasumber",
        2_700_000,
        who.RAKA,
        "Honor sesi pertama",
        -60,
        CLOSED,
        topic="Menemukan",
        hours=3,
        tariff=FEE,
    ),
    Spent("Honor narasumber", 2_700_000, who.NADIA, "Honor sesi menyunting", -60, topic="Menyunting", hours=3),
    Spent("Honor narasumber", 2_700_000, who.RAKA, "Honor sesi merekam", -60, topic="Merekam", hours=3, tariff=FEE),
    Spent(
        "Honor narasumber",
        1_800_000,
        who.RAKA,
        "Honor sesi pertama kelas kedua",
        -60,
        topic="Menemukan",
        of_class=2,
        hours=2,
        tariff=FEE,
    ),
    Spent("Honor narasumber", 2_700_000, who.NADIA, "Honor sesi etika", -60, topic="Etika", hours=3, tariff=FEE),
    Spent(
        "Honor narasumber",
        1_800_000,
        who.NADIA,
        "Honor sesi menyunting kelas kedua",
        -60,
        topic="Menyunting",
        of_class=2,
        hours=2,
        tariff=FEE,
    ),
    Spent(
        "Honor moderator",
        1_400_000,
        who.MODERATOR,
        "Honor moderator tahap 1",
        -60,
        topic="Menemukan",
        tariff="seminar-moderator",
        people=2,
    ),
    Spent("Pendamping", 12_000_000, who.MENTORS, "Pendampingan delapan sesi pertama", -25),
    Spent("Perlengkapan", 1_500_000, who.SHOP, "Kaus panitia", -20, REFUSED, reason="Panitia bukan peserta."),
    Spent("Sewa peralatan", 500_000, who.RENTAL, "Sewa lampu", -18, CANCELLED, reason="Meminjam dari kecamatan."),
    Spent("Transpor", 2_500_000, who.PARTICIPANTS, "Transpor peserta kelas pertama", -6, VERIFIED, topic="Etika"),
    Spent(
        "Transpor", 2_100_000, who.PARTICIPANTS, "Transpor peserta kelas kedua", -6, VERIFIED, topic="Etika", of_class=2
    ),
    Spent("Paket data", 600_000, who.OPERATOR, "Paket data susulan tahap 1", -5, APPROVED),
    Spent("Meterai", 400_000, who.POST, "Meterai dan pengiriman", -3, RETURNED, reason="Nota tidak menyebut tanggal."),
    Spent("Pendamping", 3_600_000, who.MENTOR, FURTHER, -1, PROPOSED),
)


@dataclass(frozen=True, slots=True)
class Books:
    """What every payment of the demo is made from."""

    plan: Plan
    lines: list[BudgetLine]
    cast: Cast
    days: Calendar
    payees: dict[str, Payee]

    def line(self, beginning: str) -> BudgetLine:
        return next(line for line in self.lines if line.description.startswith(beginning))


def spend(plan: Plan, lines: list[BudgetLine], cast: Cast, days: Calendar) -> None:
    books = Books(plan, lines, cast, days, who.list_payees(plan, cast, days))
    by = cast.actor(Role.PPTK)
    orders = []
    for line, payee, number, purpose, amount, ordered in ORDERS:
        day = days.in_year(ordered)
        order = Order(CommitmentKind.SPK, number, days.day(day), books.payees[payee], purpose, amount)
        orders.append(spending.make_commitment(books.line(line), order, by=by, at=days.past(day, 11)))
    for count, spent in enumerate(SPENT, start=1):
        request = _request(books, spent, orders)
        payment = spending.propose_payment(request, by=by, at=days.past(days.in_year(spent.day), 9))
        _carry_on(books, payment, spent, f"{count:04}/{days.today.year}")
    spending.review_findings(plan.programme, at=days.past(0, 6))
    mentors = Finding.objects.get(rule="honor-tanpa-kegiatan")
    spending.settle_finding(mentors, explanation=OF_MENTORS, by=cast.actor(Role.PPK_SKPD), at=days.past(0, 7))
    spending.finish_commitment(
        orders[0], reason="Semua sudah disajikan dan dibayar.", by=by, at=days.past(days.in_year(-58), 18)
    )


def _request(books: Books, spent: Spent, orders: list[Commitment]) -> PaymentRequest:
    line, payee = books.line(spent.line), books.payees[spent.payee]
    meetings = Meeting.objects.filter(cohort__stage=books.plan.first, topic__startswith=spent.topic)
    return PaymentRequest(
        line=line,
        amount=spent.amount,
        payee=payee,
        description=spent.purpose,
        mode=spent.mode,
        commitment=next((each for each in orders if (each.line_id, each.payee_id) == (line.pk, payee.pk)), None),
        meeting=meetings.order_by("starts_at")[spent.of_class - 1] if spent.topic else None,
        hours=spent.hours,
        portions=spent.portions,
        tariff=spent.tariff,
        people=spent.people,
        contacts=contacts_paid(books.days) if spent.purpose == FURTHER else None,
    )


def _carry_on(books: Books, payment: Payment, spent: Spent, number: str) -> None:
    """From hand to hand, as far as it came."""
    day = books.days.in_year(spent.day)
    at = books.days.past(day, 13)
    if spent.state == PROPOSED:
        return
    if spent.state in STOPS:
        by = books.cast.actor(Role.PPTK if spent.state == CANCELLED else Role.PPK_SKPD)
        STOPS[spent.state](payment, reason=spent.reason, by=by, at=at)
        return
    _attach(books, payment, EvidenceKind.RECEIPT, day)
    spending.verify_payment(payment, by=books.cast.actor(Role.PPK_SKPD), at=at)
    for state, go_on in ((APPROVED, _approve), (PAID, _pay), (CLOSED, _close)):
        if ONWARD.index(state) <= ONWARD.index(spent.state):
            go_on(books, payment, day, number)


def _approve(books: Books, payment: Payment, day: int, number: str) -> None:
    at, dated = books.days.past(day, 15), books.days.day(day)
    npd, by = f"NPD-{number}", books.cast.actor(Role.PPTK)
    spending.note_document(payment, kind=DocumentKind.NPD, number=npd, dated=dated, by=by, at=at)
    spm: dict[str, Any] = {"spm_number": f"SPM-{number}", "spm_dated": dated} if payment.mode == LS else {}
    spending.approve_payment(payment, by=books.cast.actor(Role.BUDGET_AUTHORITY), at=at, **spm)


def _pay(books: Books, payment: Payment, day: int, number: str) -> None:
    proof = f"{'SP2D' if payment.mode == LS else 'TRF'}-{number}"
    paid = min(day + 1, 0)
    by, at = books.cast.actor(Role.TREASURER), books.days.past(paid, 16)
    spending.pay(payment, proof_number=proof, paid_on=books.days.day(paid), by=by, at=at)


def _close(books: Books, payment: Payment, day: int, _number: str) -> None:
    for lacking in missing_evidence(payment):
        _attach(books, payment, lacking.kind, day + 5)
    spending.close_payment(payment, by=books.cast.actor(Role.PPK_SKPD), at=books.days.past(day + 9, 10))


def _attach(books: Books, payment: Payment, kind: str, day: int) -> None:
    file, by = receipt(payment, books.days, kind), books.cast.actor(Role.PPTK)
    spending.attach_evidence(payment, kind=kind, file=file, by=by, at=books.days.past(day, 10))


def contacts_paid(days: Calendar) -> PaidContacts:
    """Of the first mentor: as many contacts as were noted, of which participants have confirmed most."""
    mentor = Mentor.objects.select_related("account").order_by("pk")[0]
    noted = Contact.objects.filter(mentorship__mentor=mentor, voided_at=None).count()
    return PaidContacts(mentor, days.day(-70), days.day(-1), noted)


def receipt(payment: Payment, days: Calendar, kind: str) -> files.Read:
    """A made-up receipt as PDF."""
    data = {
        "title": f"{EvidenceKind(kind).label} (contoh)",
        "office": payment.programme.organisation.name,
        "note": "Data contoh, bukan bukti sebenarnya",
        "pairs": [
            ("Sudah terima dari", "Bendahara Pengeluaran"),
            ("Penerima", payment.payee.name),
            ("Uang sejumlah", format_rupiah(payment.amount)),
            ("Terbilang", terbilang_rupiah(payment.amount)),
            ("Untuk pembayaran", payment.description),
        ],
    }
    return files.Read(pdf(RECEIPT, data, at=days.now), f"{kind}-{payment.pk}.pdf")
