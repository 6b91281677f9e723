"""Writes: persons, found again by the keyed hash of their NIK."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sanggar.foundation.audit import Actor, Place, record
from sanggar.foundation.models import Region
from sanggar.foundation.sealed import lookup, seal
from sanggar.people.models import Person

NIK_PLACE = "people.person.nik"


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
def register_person(identity: Identity, *, by: Actor, at: datetime, place: Place | None = None) -> Person:
    """The person with this NIK: found, with contact data brought up to date, or made."""
    contact = {"name": identity.name, "phone": identity.phone, "email": identity.email, "village": identity.village}
    person, made = Person.objects.update_or_create(
        nik_lookup=nik_lookup(identity.nik),
        defaults=contact,
        create_defaults=contact
        | {
            "nik_sealed": seal(identity.nik, NIK_PLACE),
            "nik_prefix": identity.nik[:6],
            "birth_date": identity.birth_date,
            "sex": identity.sex,
            "registered_at": at,
        },
    )
    verb = "people.register_person" if made else "people.update_person"
    personal = {"name": identity.name, "phone": identity.phone}
    record(verb, person, by=by, at=at, place=place, personal=personal)
    return person
