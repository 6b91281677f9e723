"""What became another, as the record tells it: the name of each value with what it was and what it is."""

from collections.abc import Mapping
from typing import Any

from sanggar.spending.models import Payment, PaymentAsked, PaymentEvent

ASKED = tuple(field.attname for field in PaymentAsked._meta.fields if field.name not in ("id", "event"))  # noqa: SLF001 - Django's documented model API
NUMBERS = ("amount", "mode", "hours", "portions", "tariff", "people", "contacts_from", "contacts_until")
NAMED = ("line", "commitment", "payee", "meeting")
"""References whose own text names nobody."""


def keep_asked(event: PaymentEvent) -> None:
    """What is asked for, beside the step that asks."""
    PaymentAsked.objects.create(event=event, **{name: getattr(event.payment, name) for name in ASKED})


def recorded(payment: Payment) -> dict[str, Any]:
    """What a payment is for, without the names of people, and what is withheld from it by the kind of tax."""
    told = {name: getattr(payment, name) for name in (*NUMBERS, "contacts_paid")}
    told |= {name: str(found) if (found := getattr(payment, name)) else None for name in NAMED}
    return {**told, "mentor": payment.mentor_id, **taxes_standing(payment)}


def taxes_standing(payment: Payment) -> dict[str, int]:
    return dict(payment.taxes.filter(superseded_at=None).values_list("kind", "amount"))


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    names = dict.fromkeys((*before, *after))
    pairs = {name: (before.get(name), after.get(name)) for name in names}
    return {name: {"from": old, "to": new} for name, (old, new) in pairs.items() if old != new}
