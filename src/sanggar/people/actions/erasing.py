"""Writes: taking a person's and an account's own values away. Who may be erased, and when, is judged by the caller."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction

from sanggar.foundation.audit import Actor, Place, erase_personal, record, subject_of
from sanggar.people.models import Account, Person
from sanggar.people.personal import GONE, band_of_birth


@transaction.atomic
def erase_person(person: Person, *, by: Actor, at: datetime, place: Place) -> None:
    """Leave what statistics may keep: sex, kelurahan, and the first day of a band of five years of birth."""
    person = Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    if person.erased_at:
        return
    account = person.account
    person.name, person.nik_sealed, person.nik_prefix = GONE, "", ""
    person.nik_lookup = f"dihapus:{person.pk}"
    person.phone, person.email, person.account = "", "", None
    person.birth_date, person.erased_at = band_of_birth(person.birth_date), at
    person.save()
    erase_personal([subject_of(person)])
    record("people.erase_person", person, by=by, at=at, place=place)
    if account:
        erase_account(account, by=by, at=at, place=place)


@transaction.atomic
def erase_account(account: Account, *, by: Actor, at: datetime, place: Place) -> None:
    """Close an account for good and take its name, address, password and passkeys away."""
    Authenticator.objects.filter(user=account).delete()
    EmailAddress.objects.filter(user=account).delete()
    account.name, account.email, account.is_active = GONE, None, False
    account.set_unusable_password()
    account.save()
    erase_personal([subject_of(account)])
    record("people.erase_account", account, by=by, at=at, place=place, label=f"akun {account.pk}")
