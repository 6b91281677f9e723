"""Writes: persons, found again by the keyed hash of their NIK."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from sanggar.foundation.audit import Actor, Place, record
from sanggar.foundation.models import Region
from sanggar.foundation.sealed import lookup, seal
from sanggar.people.models import Account, Person

NIK_PLACE = "people.person.nik"
TOLD = ("name", "birth_date", "sex", "village", "phone", "email")
"""What people tell about themselves."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a person is registered with; `nik` is in the clear and leaves this value only sealed."""

    nik: str
    name: str
    birth_date: date
    sex: str
    village: Region
    phone: str
    email: str = ""

    def __repr__(self) -> str:
        return "Identity(…)"


def nik_lookup(nik: str) -> str:
    """The hash by which every room finds an equal NIK."""
    return lookup(nik, NIK_PLACE)


@transaction.atomic
def register_person(
    identity: Identity, *, by: Actor, at: datetime, place: Place | None = None, card_shown: bool = False
) -> Person:
    """The person with this NIK, found or made.

    Who is found stays as they are on record, for anyone can type a NIK; only with `card_shown` are they brought up to
    date by `update_person`.
    """
    told = {name: getattr(identity, name) for name in TOLD}
    new = {"nik_sealed": seal(identity.nik, NIK_PLACE), "nik_prefix": identity.nik[:6], "registered_at": at}
    person, made = Person.objects.get_or_create(nik_lookup=nik_lookup(identity.nik), defaults=told | new)
    if made:
        personal = {"name": identity.name, "phone": identity.phone}
        record("people.register_person", person, by=by, at=at, place=place, personal=personal)
    elif card_shown:
        update_person(person, told, by=by, at=at, place=place)
    return person


@transaction.atomic
def update_person(
    person: Person, told: Mapping[str, Any], *, by: Actor, at: datetime, place: Place | None = None
) -> None:
    """Replace what is on record (`TOLD`) by what the owner of the NIK says, their card in front of the officer.

    An account that stands under another address, or under none, is no longer theirs: whoever was registered first may
    have been a stranger.
    """
    person = Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    account = Account.objects.filter(person=person).first()
    for name in TOLD:
        setattr(person, name, told[name])
    if account and (account.email or "-").lower() != person.email.lower():
        person.account = None
    person.save(update_fields=[*TOLD, "account"])
    details = {"account_parted": account.pk} if account and not person.account_id else None
    personal = {"name": person.name, "phone": person.phone}
    record("people.update_person", person, by=by, at=at, place=place, details=details, personal=personal)


@transaction.atomic
def correct_person(person: Person, *, name: str, phone: str, email: str, by: Actor, at: datetime, place: Place) -> None:
    """Mend how somebody is called and reached, as the office granted to who proved to be them; judged by the caller.

    Their account stays, unless they move away from the address it stands under: that may be a stranger's by a slip.
    """
    person = Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    told = {"name": name, "phone": phone, "email": email}
    changed = sorted(field for field, value in told.items() if getattr(person, field) != value)
    if not changed:
        return
    details: dict[str, Any] = {"fields": changed}
    account = person.account
    if account and account.email and "email" in changed and account.email.lower() != email.lower():
        details["account_parted"], person.account = account.pk, None
    for field in changed:
        setattr(person, field, told[field])
    person.save(update_fields=[*changed, "account"])
    personal = {"name": person.name, "phone": person.phone}
    record("people.update_person", person, by=by, at=at, place=place, details=details, personal=personal)
