"""The budget, adopted, and what has been spent of it: about Rp68 million, some still on its way."""

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from sanggar.foundation.documents import pdf
from sanggar.foundation.money import format_rupiah
from sanggar.foundation.words import terbilang_rupiah
from sanggar.funding import actions as funding
from sanggar.funding.models import BudgetLine
from sanggar.journeys.demo.calendar import Calendar
from sanggar.journeys.demo.office import Cast
from sanggar.journeys.demo.plan import Plan
from sanggar.mentoring.models import Contact, Mentor
from sanggar.people.models import Role
from sanggar.spending import actions as spending
from sanggar.spending.actions import PaidContacts
from sanggar.spending.models import EvidenceKind, Payment

RECEIPT = Path(__file__).with_name("receipt.typ")
CEILING = 150_000_000
PEOPLE, TIMES, DAYS, HOURS = "orang", "kali", "hari", "jam"
# An illustration, not an official plan: account, description, volume factors, unit price. Two stages.
LINES: tuple[tuple[str, str, tuple[tuple[int, str], ...], int], ...] = (
    ("5.1.02.02.01.0003", "Honor narasumber", ((4, PEOPLE), (4, HOURS), (2, "tahap")), 900_000),
    ("5.1.02.02.01.0003", "Honor moderator", ((2, PEOPLE), (2, TIMES)), 700_000),
    ("5.1.02.02.01.0029", "Pendamping (tenaga ahli)", ((5, PEOPLE), (8, "sesi"), (2, "tahap")), 300_000),
    ("5.1.02.01.01.0052", "Konsumsi peserta", ((60, PEOPLE), (2, DAYS), (2, "tahap")), 65_000),
    ("5.1.02.02.05.0009", "Sewa gedung pertemuan", ((2, DAYS), (2, "tahap")), 7_500_000),
    ("5.1.02.02.04.0355", "Sewa peralatan rekam", ((2, DAYS), (2, "tahap")), 2_500_000),
    ("5.1.02.01.01.0035", "Perlengkapan peserta", ((50, PEOPLE), (2, "tahap")), 100_000),
    ("5.1.02.01.01.0026", "Cetak modul dan sertifikat", ((100, "berkas"),), 80_000),
    ("5.1.02.02.01.0063", "Paket data peserta", ((50, PEOPLE), (2, "tahap")), 100_000),
    ("5.1.02.04.01.0003", "Transpor peserta", ((50, PEOPLE), (2, DAYS), (2, "tahap")), 50_000),
    ("5.1.02.01.01.0027", "Meterai dan pengiriman", ((2, "paket"),), 400_000),
)
FURTHER = "Pendampingan lanjutan"
# line, amount, payee, what for, day; all paid
PAID = (
    (0, 14_400_000, "Raka Prasetya dan Nadia Kusuma", "Honor narasumber tahap 1", -60),
    (1, 1_400_000, "Moderator tahap 1", "Honor moderator tahap 1", -60),
    (2, 12_000_000, "Tujuh pendamping", "Pendampingan delapan sesi pertama", -25),
    (3, 7_800_000, "Katering Dapur Uji", "Konsumsi tahap 1", -62),
    (4, 15_000_000, "Hotel Contoh", "Sewa gedung tahap 1", -64),
    (5, 5_000_000, "Sewa Alat Contoh", "Sewa peralatan tahap 1", -64),
    (6, 5_000_000, "Toko Contoh", "Perlengkapan peserta tahap 1", -70),
    (7, 3_400_000, "Percetakan Contoh", "Cetak modul tahap 1", -70),
    (8, 4_400_000, "Operator Contoh", "Paket data tahap 1", -66),
)
VERIFIED = (9, 5_000_000, "Peserta tahap 1", "Transpor peserta tahap 1", -6)
PROPOSED = (
    (10, 400_000, "Kantor Pos", "Meterai dan pengiriman tahap 1", -3),
    (2, 3_600_000, "Pendamping", FURTHER, -1),
)


def fund(plan: Plan, cast: Cast, days: Calendar) -> list[BudgetLine]:
    officer, at = cast.actor(Role.OFFICER), days.past(-118)
    budget = funding.set_ceiling(
        plan.programme,
        ceiling=CEILING,
        sub_activity_code="2.16.02.2.01.0024",
        sub_activity_name="Penguatan Kapasitas Sumber Daya Manusia Komunikasi Publik",
        code_list="Contoh: daftar tahun berjalan, periksa di SIPD",
        by=officer,
        at=at,
    )
    lines = []
    for account, description, factors, price in LINES:
        budget.refresh_from_db()
        line = funding.add_line(
            budget, account_code=account, description=description, factors=factors, unit_price=price, by=officer, at=at
        )
        lines.append(line)
    budget.refresh_from_db()
    funding.adopt_budget(budget, by=cast.actor(Role.BUDGET_AUTHORITY), at=days.past(-115))
    return lines


def spend(lines: list[BudgetLine], cast: Cast, days: Calendar) -> None:
    pptk, verifier, treasurer = (cast.actor(role) for role in (Role.PPTK, Role.PPK_SKPD, Role.TREASURER))
    for number, (index, amount, payee, purpose, offset) in enumerate((*PAID, VERIFIED, *PROPOSED)):
        payment = spending.propose_payment(
            lines[index],
            amount=amount,
            payee=payee,
            description=purpose,
            contacts=contacts_paid(days) if purpose == FURTHER else None,
            by=pptk,
            at=days.past(offset, 9),
        )
        if number < len(PAID) + 1:
            spending.attach_evidence(
                payment, kind=EvidenceKind.RECEIPT, file=receipt(payment, days), by=pptk, at=days.past(offset, 10)
            )
            spending.verify_payment(payment, by=verifier, at=days.past(offset, 13))
        if number < len(PAID):
            proof = f"SP2D-{days.today.year}-{number + 1:04d}"
            spending.pay(
                payment, proof_number=proof, paid_on=days.day(offset + 1), by=treasurer, at=days.past(offset + 1, 10)
            )


def contacts_paid(days: Calendar) -> PaidContacts:
    """Of the first mentor: as many contacts as were noted, of which participants have confirmed most."""
    mentor = Mentor.objects.select_related("account").order_by("pk")[0]
    noted = Contact.objects.filter(mentorship__mentor=mentor, voided_at=None).count()
    return PaidContacts(mentor, days.day(-70), days.day(-1), noted)


def receipt(payment: Payment, days: Calendar) -> SimpleUploadedFile:
    """A made-up receipt as PDF."""
    data = {
        "title": "Kuitansi (contoh)",
        "office": payment.programme.organisation.name,
        "note": "Data contoh, bukan bukti sebenarnya",
        "pairs": [
            ("Sudah terima dari", "Bendahara Pengeluaran"),
            ("Penerima", payment.payee),
            ("Uang sejumlah", format_rupiah(payment.amount)),
            ("Terbilang", terbilang_rupiah(payment.amount)),
            ("Untuk pembayaran", payment.description),
        ],
    }
    content = pdf(RECEIPT, data, at=days.now)
    return SimpleUploadedFile(f"kuitansi-{payment.pk}.pdf", content, content_type="application/pdf")
