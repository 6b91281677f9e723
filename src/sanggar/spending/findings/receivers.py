"""Who receives the money, and by which proof: one bank account, one file, one person, more than once."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from sanggar.planning.models import Meeting
from sanggar.spending.findings.case import Case, grouped
from sanggar.spending.findings.rule import Found, Rule
from sanggar.spending.models import Payment
from sanggar.spending.states import GONE, PaymentState


def _same_file(case: Case) -> Iterator[Found]:
    for payment, others in sorted(case.shared_files.items()):
        yield Found({"number": len(others)}, payment=payment, others=tuple(sorted(others)))


def _same_account(case: Case) -> Iterator[Found]:
    """On the first payment to each of the payees, beside those to the others."""
    paid = [claim.payment for claim in case.claims if claim.payment.receiver.bank_account_lookup in case.sharing_payees]
    for payee, payments in grouped(paid, lambda payment: payment.payee_id).items():
        first = payments[0]
        lookup = first.receiver.bank_account_lookup
        others = [each.pk for each in paid if each.receiver.bank_account_lookup == lookup and each.payee_id != payee]
        yield Found({"payees": len(case.sharing_payees[lookup])}, payment=first.pk, others=tuple(others))


def _who(payment: Payment) -> str:
    """One person as far as can be told without a name: by the bank account, else as the payee."""
    return payment.receiver.bank_account_lookup or f"payee {payment.payee_id}"


def _two_places(case: Case) -> Iterator[Found]:
    """Paid for hours of two meetings that lie over each other in time; told on the later of the two."""
    here = {claim.payment.pk for claim in case.claims}
    paid = [claim.payment for claim in case.claims if claim.payment.hours] + case.elsewhere
    for same in grouped(paid, _who).values():
        timed = sorted((_meeting(payment).starts_at, payment.pk, payment) for payment in same if payment.meeting)
        for number, (starts_at, pk, payment) in enumerate(timed):
            overlapping = [
                other.pk
                for _start, other_pk, other in timed[:number]
                if other_pk != pk and _meeting(other).ends_at > starts_at and other.meeting_id != payment.meeting_id
            ]
            subject = payment.pk if payment.pk in here else next((each for each in overlapping if each in here), None)
            if overlapping and subject is not None:
                others = tuple(sorted({*overlapping, payment.pk} - {subject}))
                yield Found({"number": len(others) + 1}, payment=subject, key=_pair(payment, subject), others=others)


def _pair(payment: Payment, subject: int) -> str:
    return "" if payment.pk == subject else f"pembayaran {payment.pk}"


def _meeting(payment: Payment) -> Meeting:
    assert payment.meeting is not None
    return payment.meeting


def _evidence_missing(case: Case) -> Iterator[Found]:
    """Paid, and the day has passed on which its accounts had to be whole; or closed without."""
    for claim in case.claims:
        payment = claim.payment
        if payment.state not in GONE or not (payment.state == PaymentState.CLOSED or _is_late(case, payment)):
            continue
        if missing := case.lacking_evidence.get(payment.pk):
            yield Found({"number": missing}, payment=payment.pk)


def _is_late(case: Case, payment: Payment) -> bool:
    """After the day that the list has for the accounts of its month; without one, nothing is late."""
    due = payment.paid_on and case.deadlines.accounts_due(payment.paid_on)
    return bool(due and case.today > due.on)


RULES = (
    Rule(
        "berkas-sama",
        _("Berkas yang sama pada beberapa pembayaran"),
        _("Satu bukti hanya untuk satu pembayaran."),
        _("Berkasnya juga dilampirkan pada %(number)s pembayaran lain."),
        _("Temuan BPK di Ogan Komering Ilir: bukti yang tidak dapat dipastikan."),
        _same_file,
    ),
    Rule(
        "rekening-sama",
        _("Satu rekening bank untuk beberapa penerima"),
        _("Setiap penerima dibayar ke rekeningnya sendiri."),
        _("Rekening bank penerimanya tercatat untuk %(payees)s penerima."),
        _("Permendagri 77/2020: pembayaran kepada yang berhak."),
        _same_account,
    ),
    Rule(
        "dua-tempat",
        _("Satu orang di dua tempat pada satu waktu"),
        _("Tidak seorang pun dibayar untuk jam di dua sesi yang waktunya bertumpuk."),
        _("%(number)s pembayaran untuk sesi yang waktunya bertumpuk."),
        _("Pembayaran harus sesuai dengan jasa yang diterima (PP 12/2019)."),
        _two_places,
    ),
    Rule(
        "bukti-kurang",
        _("Bukti belum lengkap saat SPJ harus selesai"),
        _(
            "SPJ lengkap paling lambat pada tanggal yang ditetapkan di bulan berikutnya, untuk Desember sebelum tahun "
            "berakhir, dan tidak ditutup tanpa bukti."
        ),
        _("%(number)s jenis bukti yang wajib belum ada."),
        _("Permendagri 77/2020 tentang pertanggungjawaban bendahara."),
        _evidence_missing,
    ),
)
