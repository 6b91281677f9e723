"""What was changed of a payment while it was asked for, old beside new, from what is only ever added; for its page and
its papers.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sanggar.foundation.audit import subject_of
from sanggar.foundation.dates import plain_date
from sanggar.foundation.models import AuditEntry
from sanggar.foundation.money import format_rupiah
from sanggar.spending.models import Payment, PaymentAsked, PaymentEvent, PaymentTax, TaxKind
from sanggar.spending.paid_history import Told
from sanggar.spending.states import PaymentState

Lines = list[str]
Standing = Mapping[str, int]
SEEN_WITH = ("line", "commitment", "asked__payee", "asked__meeting", "asked__mentor__account")


def changes_of_steps(payment: Payment) -> dict[int, Lines]:
    """By event, what differs from the time before that money was asked for."""
    events = payment.events.filter(to_state=PaymentState.PROPOSED).select_related(*SEEN_WITH)
    taxes = dict(_tax_changes(payment))
    return {after.pk: [*_differing(before, after), *taxes.get(after.at, [])] for before, after in pairwise(events)}


def taxes_set(payment: Payment) -> list[Told]:
    """What became another tax between the steps: worked out again, or set by an officer, be it to the same amount."""
    asked = set(payment.events.filter(to_state=PaymentState.PROPOSED).values_list("at", flat=True))
    by_hand = {each.overridden_at: each for each in payment.taxes.select_related("overridden_by") if each.overridden_at}
    changed = dict(_tax_changes(payment))
    moments = sorted((changed.keys() | by_hand.keys()) - asked)
    reckoned_by = _reckoned_by(payment) if moments else {}
    found = []
    for at in moments:
        if tax := by_hand.get(at):
            told = ". ".join([*(changed.get(at) or [_as_before(tax)]), tax.reason])
            found.append(Told(at, _("Pajak ditetapkan"), told, tax.overridden_by.name if tax.overridden_by else ""))
        else:
            found.append(Told(at, _("Pajak dihitung ulang"), ". ".join(changed[at]), reckoned_by.get(at, "")))
    return found


def _reckoned_by(payment: Payment) -> dict[datetime, str]:
    """Who had the taxes worked out again, by the audit record: the rows of the taxes do not name them."""
    acts = AuditEntry.objects.filter(subject=subject_of(payment), verb="spending.reckon_taxes")
    return dict(acts.values_list("at", "actor_label"))


def _differing(before: PaymentEvent, after: PaymentEvent) -> Iterator[str]:
    """Where one of two is older than what is compared, nothing is said of it."""
    pairs = list(zip(_of_event(before), _of_event(after), strict=True))
    was, became = getattr(before, "asked", None), getattr(after, "asked", None)
    if was and became:
        pairs += zip(_of_request(was), _of_request(became), strict=True)
    for (name, old), (_same, new) in pairs:
        if old is not None and new is not None and old != new:
            yield _line(name, old, new)
    if not (was and became):
        yield _("Perubahan lain waktu itu tidak dicatat satu per satu")


def _of_event(event: PaymentEvent) -> Sequence[tuple[str, str | None]]:
    """None is unknown, as against "" for none: an event without a line is older than line and commitment."""
    line, commitment = event.line, event.commitment
    return (
        (pgettext("satu", "Jumlah"), None if event.amount is None else format_rupiah(event.amount)),
        (_("Rincian"), f"{line.account_code} {line.description}" if line else None),
        (pgettext("satu", "Komitmen"), None if line is None else commitment.number if commitment else ""),
    )


def _of_request(asked: PaymentAsked) -> Sequence[tuple[str, str | None]]:
    days = (asked.contacts_from, asked.contacts_until)
    return (
        (pgettext("satu", "Penerima"), asked.payee.name),
        (_("Untuk"), asked.description),
        (_("Cara bayar"), str(asked.get_mode_display())),
        (
            pgettext("satu", "Sesi"),
            f"{asked.meeting.topic}, {plain_date(asked.meeting.starts_at)}" if asked.meeting else "",
        ),
        (_("Jam"), _number(asked.hours)),
        (_("Porsi"), _number(asked.portions)),
        (_("Tarif honor"), asked.tariff),
        (_("Banyak orang atau kali"), _number(asked.people)),
        (_("Pendamping"), asked.mentor.account.name if asked.mentor else ""),
        (_("Kontak"), _number(asked.contacts_paid)),
        (_("Hari kontak"), " – ".join(plain_date(day) for day in days if day)),
    )


def _tax_changes(payment: Payment) -> Iterator[tuple[datetime, Lines]]:
    """By the moment of each change of what is withheld, the first reckoning too."""
    rows = list(payment.taxes.select_related("overridden_by"))
    before: Standing = {}
    for moment in sorted({at for row in rows for at in (_since(row), row.superseded_at) if at}):
        after = _standing(rows, moment)
        kinds = [kind for kind in TaxKind if before.get(kind) != after.get(kind)]
        if kinds:
            yield moment, [_line(kind.label, _rupiah(before.get(kind)), _rupiah(after.get(kind))) for kind in kinds]
        before = after


def _standing(rows: Iterable[PaymentTax], moment: datetime) -> Standing:
    held = (row for row in rows if _since(row) <= moment and not (row.superseded_at and row.superseded_at <= moment))
    return {row.kind: row.amount for row in held}


def _since(row: PaymentTax) -> datetime:
    return row.overridden_at or row.computed_at


def _line(name: object, old: str, new: str) -> str:
    nothing = pgettext("isi", "tidak ada")
    return f"{name}: {old or nothing} → {new or nothing}"


def _as_before(tax: PaymentTax) -> str:
    return _("%(tax)s tetap %(amount)s") % {"tax": tax.get_kind_display(), "amount": format_rupiah(tax.amount)}


def _rupiah(amount: int | None) -> str:
    return "" if amount is None else format_rupiah(amount)


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
