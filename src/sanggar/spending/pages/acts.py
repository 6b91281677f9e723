"""Which steps a payment's page offers to whom, and why one can not be taken."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanggar.foundation import clock
from sanggar.foundation.dates import plain_date
from sanggar.funding.deadlines import Deadline, payments_ended
from sanggar.people.models import Account
from sanggar.spending.actions import UnheldUnexplained, refusal_after_the_last_day
from sanggar.spending.documents.parts import has_papers
from sanggar.spending.documents.receipt_list import kinds_of
from sanggar.spending.evidence_queries import evidence_to_bring
from sanggar.spending.findings.unheld import unexplained
from sanggar.spending.models import Payment
from sanggar.spending.pages.addresses import address
from sanggar.spending.pages.presenters import contacts_finding, lacking_words
from sanggar.spending.rules import (
    can_become,
    has_the_role_for,
    is_free_to_take,
    may_correct,
    may_read_accounts,
    may_take,
)
from sanggar.spending.states import ALLOWED, LEADS_TO_PAYMENT, STOPS, WAITING, PaymentState

WAITS_FOR: dict[str, Promise] = {
    PaymentState.PROPOSED: gettext_lazy("Menunggu verifikasi PPK-SKPD."),
    PaymentState.RETURNED: gettext_lazy(
        "Dikembalikan kepada PPTK. Uangnya tetap disisihkan; perbaiki lalu ajukan lagi."
    ),
    PaymentState.VERIFIED: gettext_lazy("Menunggu persetujuan PA/KPA."),
    PaymentState.APPROVED: gettext_lazy("Menunggu dibayar bendahara."),
    PaymentState.PAID: gettext_lazy("Sudah dibayar. Menunggu SPJ lengkap dan ditutup PPK-SKPD."),
    PaymentState.CLOSED: gettext_lazy("SPJ selesai."),
    PaymentState.REFUSED: gettext_lazy("Ditolak. Uangnya sudah kembali ke rincian; ajukan yang baru bila masih perlu."),
    PaymentState.CANCELLED: gettext_lazy("Dibatalkan oleh yang mengajukan. Uangnya sudah kembali ke rincian."),
}
ENDED = gettext_lazy(
    "Masa pembayaran tahun anggaran ini berakhir %(day)s (%(basis)s). Pembayaran ini tidak dapat dilanjutkan; PPTK "
    "membatalkannya."
)
ENDED_APPROVED = gettext_lazy(
    "Masa pembayaran tahun anggaran ini berakhir %(day)s (%(basis)s). Bendahara mencatat uang yang sudah keluar sampai "
    "hari itu; yang tidak keluar ditolak."
)
STEPS: tuple[tuple[PaymentState, str, Promise, str], ...] = (
    (PaymentState.PROPOSED, "amend", gettext_lazy("Perbaiki dan ajukan lagi"), "primary"),
    (PaymentState.VERIFIED, "verify", gettext_lazy("Verifikasi"), "primary"),
    (PaymentState.APPROVED, "approve", gettext_lazy("Setujui"), "primary"),
    (PaymentState.PAID, "pay", gettext_lazy("Catat pembayaran"), "primary"),
    (PaymentState.CLOSED, "close", gettext_lazy("Tutup SPJ"), "primary"),
    (PaymentState.RETURNED, "return", gettext_lazy("Kembalikan"), "quiet"),
    (PaymentState.REFUSED, "refuse", gettext_lazy("Tolak"), "quiet"),
    (PaymentState.CANCELLED, "cancel", gettext_lazy("Batalkan"), "quiet"),
)


@dataclass(frozen=True, slots=True)
class Act:
    label: str
    url: str
    tone: str = "quiet"


def acts_of(payment: Payment, account: Account) -> list[Act]:
    """What this account may do with this payment now: its role, the state, the hands already laid on it, the year."""
    too_late = LEADS_TO_PAYMENT if ended_for(payment) else ()
    steps = [
        Act(str(label), address(name, payment.programme, payment.pk), tone)
        for state, name, label, tone in STEPS
        if state not in too_late and may_take(account, payment, state)
    ]
    return steps + (_corrections(payment) if may_correct(account, payment) else [])


def ended_for(payment: Payment) -> Deadline | None:
    """The last day for payments, of one that was not paid by then."""
    return payments_ended(payment.programme, clock.now()) if payment.state in WAITING else None


def waits_for(payment: Payment) -> str:
    last = ended_for(payment)
    if last is None:
        return str(WAITS_FOR[payment.state])
    words = ENDED_APPROVED if payment.state == PaymentState.APPROVED else ENDED
    return words % {"day": plain_date(last.on), "basis": last.basis}


def _corrections(payment: Payment) -> list[Act]:
    acts = [Act(_("Koreksi tanggal atau nomor bukti"), address("correct", payment.programme, payment.pk))]
    if payment.kept:
        acts.append(Act(_("Catat setoran kembali"), address("repay", payment.programme, payment.pk)))
    for each in payment.repayments.filter(taken_back_at=None):
        label = _("Batalkan setoran %(number)s") % {"number": each.number}
        acts.append(Act(label, address("take_back_repayment", payment.programme, payment.pk, each.pk)))
    return acts


def papers_of(payment: Payment, account: Account) -> list[Act]:
    """The papers that the program makes of it, as far as this account may read them."""
    programme = payment.programme
    if not has_papers(payment):
        return []
    papers = [Act(_("Kuitansi (PDF)"), address("receipt", programme, payment.pk))]
    if may_read_accounts(account, programme):
        papers += [
            Act(str(kind.label), address("receipt_list", programme, payment.pk, kind.key)) for kind in kinds_of(payment)
        ]
        papers.append(Act(_("Berkas SPJ lengkap (PDF)"), address("bundle", programme, payment.pk)))
    return papers


def is_held_back(payment: Payment, account: Account) -> bool:
    """Whether the next step would be this account's, had it no other part in this payment."""
    onward = ALLOWED[PaymentState(payment.state)] - STOPS - (LEADS_TO_PAYMENT if ended_for(payment) else frozenset())
    return any(
        has_the_role_for(account, payment, state) and not is_free_to_take(account, payment, state) for state in onward
    )


def hindrance(payment: Payment, account: Account, to: PaymentState) -> str:
    """Why a step can not be taken now, said before anything is filled in; empty when it can."""
    if not can_become(payment, to):
        told = _("Pembayaran ini berstatus “%(state)s”, jadi langkah ini tidak dapat diambil. %(next)s")
        return told % {"state": payment.get_state_display(), "next": waits_for(payment)}
    if not has_the_role_for(account, payment, to):
        return _("Langkah ini bukan giliran Anda. %(next)s") % {"next": waits_for(payment)}
    if to in LEADS_TO_PAYMENT and (refusal := refusal_after_the_last_day(payment.programme, clock.now())):
        return str(refusal)
    return _lacking(payment, to)


def _lacking(payment: Payment, to: PaymentState) -> str:
    """What a step still needs."""
    if to == PaymentState.VERIFIED and not payment.evidence.filter(withdrawn_at=None).exists():
        return _("Belum ada bukti yang dilampirkan. Pembayaran tanpa bukti tidak dapat diverifikasi.")
    if to == PaymentState.VERIFIED and (finding := contacts_finding(payment)):
        return finding
    if to == PaymentState.APPROVED and (found := unexplained(payment, clock.now())):
        return str(UnheldUnexplained(rules=", ".join(str(rule.name) for rule in found)))
    if to == PaymentState.CLOSED and (missing := evidence_to_bring(payment)):
        kinds = ", ".join(lacking_words(each) for each in missing)
        return _("SPJ belum lengkap. Yang belum ada atau tidak dapat dibaca: %(kinds)s.") % {"kinds": kinds}
    return ""
