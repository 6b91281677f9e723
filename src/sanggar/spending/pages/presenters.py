"""What the page of a payment says."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sanggar.foundation import clock, dates
from sanggar.foundation.money import format_rupiah
from sanggar.funding.deadlines import Deadlines
from sanggar.planning.meeting_words import taught_by
from sanggar.spending.asked_history import changes_of_steps, taxes_set
from sanggar.spending.evidence_queries import Required, checklist, is_verified_on
from sanggar.spending.models import Evidence, FileState, Payment, PaymentTax
from sanggar.spending.paid_history import told_since_paid
from sanggar.spending.queries import (
    confirmed_contacts,
    minutes_held,
    payments_by_file,
    people_present,
    taxes_of,
    withheld,
)
from sanggar.spending.soundness import state_known
from sanggar.spending.states import LIVE, PaymentState

TONES = {
    PaymentState.PROPOSED: "now",
    PaymentState.RETURNED: "warn",
    PaymentState.VERIFIED: "now",
    PaymentState.APPROVED: "now",
    PaymentState.PAID: "good",
    PaymentState.CLOSED: "good",
    PaymentState.REFUSED: "bad",
    PaymentState.CANCELLED: "idle",
}
Facts = list[tuple[str, object]]


def tone_of(payment: Payment) -> str:
    return TONES[PaymentState(payment.state)]


def contacts_finding(payment: Payment) -> str:
    """That a payment on its way or paid is for more contacts than participants confirmed; empty when it is not."""
    confirmed = confirmed_contacts(payment)
    if payment.state not in LIVE or (payment.contacts_paid or 0) <= confirmed:
        return ""
    words = _("Untuk %(paid)s kontak, yang dibenarkan peserta %(confirmed)s.")
    return words % {"paid": payment.contacts_paid, "confirmed": confirmed}


def payment_facts(payment: Payment) -> Facts:
    facts: Facts = [
        (pgettext("satu", "Jumlah"), format_rupiah(payment.amount)),
        (pgettext("satu", "Penerima"), payment.receiver.name),
        (_("Rincian"), f"{payment.line.account_code} {payment.line.description}"),
        (_("Cara bayar"), payment.get_mode_display() or _("belum dicatat")),
        (pgettext("satu", "Sesi"), _meeting(payment)),
    ]
    if payment.commitment:
        kind, number = payment.commitment.get_kind_display(), payment.commitment.number
        facts.append((pgettext("satu", "Komitmen"), f"{kind} {number}"))
    facts += [*_held(payment), *_mentoring(payment)]
    if taxes := withheld(payment):
        facts += [(_("Potongan pajak"), format_rupiah(taxes))]
        facts += [(_("Diterima bersih"), format_rupiah(payment.amount - taxes))]
    if payment.paid_on:
        facts += [(_("Tanggal bayar"), dates.plain_date(payment.paid_on)), (_("Nomor bukti"), payment.proof_number)]
    if payment.state == PaymentState.PAID:
        facts += _accounts_due(payment)
    if payment.paid_back:
        facts += [(_("Disetor kembali"), format_rupiah(payment.paid_back))]
    return facts


def _accounts_due(payment: Payment) -> Facts:
    due = payment.paid_on and Deadlines(clock.today()).accounts_due(payment.paid_on)
    return [(_("SPJ lengkap paling lambat"), f"{dates.plain_date(due.on)} · {due.basis}")] if due else []


def facts_to_decide_on(payment: Payment) -> Facts:
    """With what is withheld, first what an officer set in place of the rule."""
    rows = sorted(tax_rows(taxes_of(payment)), key=lambda row: not row["changed"])
    told = ((row["tax"], row["changed"] or row["rule"]) for row in rows)
    return payment_facts(payment) + [
        (tax.get_kind_display(), f"{format_rupiah(tax.amount)} · {words}") for tax, words in told
    ]


def _held(payment: Payment) -> Facts:
    """What is paid beside what took place."""
    facts: Facts = []
    if payment.hours:
        hours, minutes = divmod(minutes_held(payment), 60)
        held = _("%(hours)s jam %(minutes)s menit") % {"hours": hours, "minutes": minutes}
        words = _("%(paid)s jam; sesinya berlangsung %(held)s")
        if payment.meeting and payment.meeting.ends_at > clock.now():
            words = _("%(paid)s jam; sesinya dijadwalkan %(held)s dan belum berlangsung")
        told = words % {"paid": payment.hours, "held": held}
        facts.append((_("Jam diajukan"), told))
    if payment.portions:
        told = _("%(paid)s porsi; peserta yang tercatat hadir %(present)s orang")
        facts.append((_("Porsi diajukan"), told % {"paid": payment.portions, "present": people_present(payment)}))
    return facts


def _mentoring(payment: Payment) -> Facts:
    if not (payment.mentor and payment.contacts_from and payment.contacts_until):
        return []
    words = _("%(paid)s kontak %(name)s, %(days)s; %(confirmed)s dibenarkan peserta")
    days = dates.date_range(payment.contacts_from, payment.contacts_until)
    told = {"paid": payment.contacts_paid, "name": payment.mentor.account.name, "days": days}
    return [(_("Pendampingan"), words % {**told, "confirmed": confirmed_contacts(payment)})]


def _meeting(payment: Payment) -> str:
    if payment.meeting is None:
        return _("bukan untuk satu sesi")
    words = f"{payment.meeting.topic}, {dates.plain_date(payment.meeting.starts_at)}"
    called_off = _("dibatalkan") if payment.meeting.cancelled_at else ""
    return " · ".join(filter(None, [words, taught_by(payment.meeting), called_off]))


def history(payment: Payment) -> list[dict[str, Any]]:
    """The newest first: the steps, each with what it changed, and what was put right beside them."""
    beside: list[dict[str, Any]] = [
        {"at": each.at, "title": each.title, "text": each.text, "by": each.by, "tone": "warn"}
        for each in (*taxes_set(payment), *told_since_paid(payment))
    ]
    changes = changes_of_steps(payment)
    steps: list[dict[str, Any]] = [
        {
            "at": event.at,
            "title": event.get_to_state_display(),
            "text": event.reason,
            "changes": changes.get(event.pk, []),
            "by": event.by_label,
            "tone": TONES[PaymentState(event.to_state)],
        }
        for event in payment.events.all()
    ]
    return sorted(steps + beside, key=lambda each: each["at"])[::-1]


def evidence_rows(evidence: Iterable[Evidence]) -> list[dict[str, Any]]:
    """Each file with on how many other payments it also lies, and whether nobody has verified on it."""
    files = list(evidence)
    elsewhere = payments_by_file(files)
    return [
        {
            "evidence": each,
            "others": 0 if each.withdrawn_at else len(elsewhere[each.file.digest] - {each.payment_id}),
            "is_loose": not is_verified_on(each.payment, each),
            "unreadable": "" if each.withdrawn_at else _why(each),
        }
        for each in files
    ]


def checklist_rows(payment: Payment) -> list[dict[str, Any]]:
    """What the accounts need and whether it is there; empty for a payment that came to nothing."""
    if payment.state not in LIVE:
        return []
    return [
        {
            "kind": each.kind,
            "label": each.label,
            "is_met": each.is_met,
            "state": _checked(each),
            "tone": "good" if each.files else "idle" if each.waiver else "warn",
            "note": _check_note(each),
        }
        for each in checklist(payment)
    ]


def _checked(required: Required) -> str:
    if required.files:
        return _("ada")
    if required.waiver:
        return _("tidak perlu")
    return _("tidak dapat dibaca") if required.unreadable else _("belum ada")


def _check_note(required: Required) -> str:
    if required.waiver and not required.files:
        return f"{required.waiver.reason} · {required.waiver.waived_by.name}"
    return "" if required.files else unreadable_words(required)


def unreadable_words(required: Required) -> str:
    """Each file that can't be read, by name, and why."""
    return "; ".join(f"{each.file.name}: {state.label}" for each, state in required.unreadable)


def lacking_words(required: Required) -> str:
    """A kind that is missing, with the files that should have proved it."""
    files = unreadable_words(required)
    return f"{required.label} ({files})" if files else required.label


def _why(evidence: Evidence) -> str:
    found = state_known(evidence.file)
    return "" if found == FileState.INTACT else str(found.label)


def tax_rows(taxes: Iterable[PaymentTax]) -> list[dict[str, Any]]:
    """Each tax with the words beside its figure: rule and basis, or who set it and why."""
    rows = []
    for tax in taxes:
        rule = " · ".join(filter(None, [tax.rule or _("Ditambahkan petugas"), tax.rates, tax.legal_basis]))
        of = _("dari dasar %(base)s") % {"base": format_rupiah(tax.base)}
        changed = ""
        if tax.overridden_by:
            words = _("Menurut aturan %(computed)s. Ditetapkan %(name)s: %(reason)s")
            told = {"computed": format_rupiah(tax.computed), "name": tax.overridden_by.name, "reason": tax.reason}
            changed = words % told
        rows.append({"tax": tax, "rule": rule, "of": of, "changed": changed})
    return rows
