"""What the pages of payments say, and which acts they offer to whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanggar.foundation import dates
from sanggar.foundation.money import format_rupiah
from sanggar.people.models import Account
from sanggar.planning.meeting_words import taught_by
from sanggar.planning.models import Programme
from sanggar.spending.models import Evidence, Payment, PaymentEvent
from sanggar.spending.queries import confirmed_contacts, other_uses
from sanggar.spending.rules import (
    can_become,
    is_first_step_of,
    may_pay,
    may_propose_payment,
    may_refuse_payment,
    may_verify_payment,
)
from sanggar.spending.states import LIVE, PaymentState

TONES = {
    PaymentState.PROPOSED: "now",
    PaymentState.VERIFIED: "warn",
    PaymentState.PAID: "good",
    PaymentState.REFUSED: "bad",
    PaymentState.CANCELLED: "idle",
}
WAITS_FOR: dict[str, Promise] = {
    PaymentState.PROPOSED: gettext_lazy("Menunggu verifikasi PPK-SKPD."),
    PaymentState.VERIFIED: gettext_lazy("Menunggu dibayar bendahara."),
    PaymentState.REFUSED: gettext_lazy("Ditolak. Uangnya sudah kembali ke rincian; ajukan yang baru bila masih perlu."),
    PaymentState.CANCELLED: gettext_lazy("Dibatalkan oleh yang mengajukan. Uangnya sudah kembali ke rincian."),
}


@dataclass(frozen=True, slots=True)
class Act:
    label: str
    url: str
    tone: str = "quiet"


def address(name: str, programme: Programme, *args: object) -> str:
    return reverse(f"spending:{name}", args=[programme.organisation.slug, programme.slug, *args])


def tone_of(payment: Payment) -> str:
    return TONES[PaymentState(payment.state)]


def acts_of(payment: Payment, account: Account) -> list[Act]:
    """What this account may do with this payment now: its role, the state, and the hands already laid on it."""
    programme = payment.programme
    fresh = is_first_step_of(account, payment)
    offered = [
        (PaymentState.VERIFIED, "verify", _("Verifikasi"), "primary", fresh and may_verify_payment(account, programme)),
        (PaymentState.PAID, "pay", _("Catat pembayaran"), "primary", fresh and may_pay(account, programme)),
        (PaymentState.REFUSED, "refuse", _("Tolak"), "quiet", may_refuse_payment(account, programme) and fresh),
        (PaymentState.CANCELLED, "cancel", _("Batalkan"), "quiet", may_propose_payment(account, programme)),
    ]
    return [
        Act(label, address(name, programme, payment.pk), tone)
        for state, name, label, tone, may in offered
        if may and can_become(payment, state)
    ]


def is_held_back(payment: Payment, account: Account) -> bool:
    """Whether the next step would be this account's, had it not taken one before."""
    nexts = {PaymentState.PROPOSED: may_verify_payment, PaymentState.VERIFIED: may_pay}
    rule = nexts.get(PaymentState(payment.state))
    return rule is not None and rule(account, payment.programme) and not is_first_step_of(account, payment)


def hindrance(payment: Payment, to: PaymentState) -> str:
    """Why a step can not be taken now, said before anything is filled in; empty when it can."""
    if not can_become(payment, to):
        told = _("Pembayaran ini berstatus “%(state)s”, jadi langkah ini tidak dapat diambil. %(next)s")
        following = WAITS_FOR.get(payment.state, "")
        return (told % {"state": payment.get_state_display(), "next": following}).strip()
    if to == PaymentState.VERIFIED and not payment.evidence.filter(withdrawn_at=None).exists():
        return _("Belum ada bukti yang dilampirkan. Pembayaran tanpa bukti tidak dapat diverifikasi.")
    if to == PaymentState.VERIFIED and (finding := contacts_finding(payment)):
        return finding
    return ""


def contacts_finding(payment: Payment) -> str:
    """That a payment on its way or paid is for more contacts than participants confirmed; empty when it is not."""
    confirmed = confirmed_contacts(payment)
    if payment.state not in LIVE or (payment.contacts_paid or 0) <= confirmed:
        return ""
    words = _("Dibayar untuk %(paid)s kontak, yang dibenarkan peserta %(confirmed)s.")
    return words % {"paid": payment.contacts_paid, "confirmed": confirmed}


def payment_facts(payment: Payment) -> list[tuple[str, object]]:
    facts: list[tuple[str, object]] = [
        (_("Jumlah"), format_rupiah(payment.amount)),
        (_("Penerima"), payment.payee),
        (_("Rincian"), f"{payment.line.account_code} {payment.line.description}"),
        (_("Sesi"), _meeting(payment)),
    ]
    if payment.mentor and payment.contacts_from and payment.contacts_until:
        words = _("%(paid)s kontak %(name)s, %(days)s; %(confirmed)s dibenarkan peserta")
        days = dates.date_range(payment.contacts_from, payment.contacts_until)
        told = {"paid": payment.contacts_paid, "name": payment.mentor.account.name, "days": days}
        facts.append((_("Pendampingan"), words % {**told, "confirmed": confirmed_contacts(payment)}))
    if payment.paid_on:
        facts += [(_("Tanggal bayar"), dates.plain_date(payment.paid_on)), (_("Nomor bukti"), payment.proof_number)]
    return facts


def _meeting(payment: Payment) -> str:
    if payment.meeting is None:
        return _("bukan untuk satu sesi")
    words = f"{payment.meeting.topic}, {dates.plain_date(payment.meeting.starts_at)}"
    return f"{words} · {taught_by(payment.meeting)}"


def history(events: Iterable[PaymentEvent]) -> list[dict[str, Any]]:
    return [
        {
            "at": event.at,
            "title": event.get_to_state_display(),
            "text": event.reason,
            "by": event.by_label,
            "tone": TONES[PaymentState(event.to_state)],
        }
        for event in events
    ]


def evidence_rows(evidence: Iterable[Evidence]) -> list[dict[str, Any]]:
    """Each file with the other payments on which it also lies."""
    return [{"evidence": each, "others": [] if each.withdrawn_at else list(other_uses(each))} for each in evidence]
