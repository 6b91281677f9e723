"""Erasing what is held about somebody, in every room, in one transaction.

What stays names nobody: that there was an application, its moments, states, category and region, the draw's random
number, who of the office did what. So a draw can still be checked and the record still verified.
"""

from collections.abc import Iterable
from datetime import datetime
from itertools import chain

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanggar.applications.actions import erase_application
from sanggar.applications.letters import forget_guardian_link
from sanggar.applications.models import Application, Guardianship
from sanggar.foundation import by_hand
from sanggar.foundation.audit import Actor, erase_personal
from sanggar.foundation.dates import plain_date
from sanggar.foundation.errors import DomainError
from sanggar.journeys.holdings import HELD
from sanggar.journeys.keeping import Keep, account_reasons_to_keep, reasons_to_keep
from sanggar.people.actions import erase_account, erase_person
from sanggar.people.models import Account, Person
from sanggar.people.personal import Held, empty
from sanggar.people.purposes import NOT_SELECTED, PARTICIPANT, TEAM
from sanggar.planning.models import Programme
from sanggar.planning.rules import holds_more_than_a_part

ABOUT_APPLICATION = frozenset({NOT_SELECTED, PARTICIPANT})
"""What goes with an application. Certificates and requests are kept for purposes of their own."""


class MayNotEraseYet(DomainError):
    code = "may_not_erase_yet"
    message = _("Data ini belum dapat dihapus: %(why)s")


def require_erasable(reasons: Iterable[Keep]) -> None:
    if told := [_worded(each) for each in reasons]:
        raise MayNotEraseYet(why=" ".join(told))


@transaction.atomic
def erase_application_data(application: Application, *, purpose: str, by: Actor, at: datetime) -> Application:
    """Raises `MayNotEraseYet` while anything needs it. The person goes with their last application."""
    Application.objects.select_for_update(of=("self",), no_key=True).get(pk=application.pk)
    require_erasable(reasons_to_keep(application, at))
    person = Person.objects.filter(enrolments__application=application).first()
    names = {application.name, *([person.name] if person else [])}
    programme = application.programme
    for guardian in application.guardianships.all():
        forget_guardian_link(guardian, at=at)
    rows = _empty_rooms(application, names, at)
    for name, phone in {(each.name, each.phone) for each in (application, person) if each}:
        sharers = _who_shares(phone, application, names)
        by_hand.forget_person(programme.shelf, name=name, phone=phone, at=at, sharers=sharers)
    erased = erase_application(application, purpose=purpose, rows=rows, by=by, at=at)
    if person and not Application.objects.filter(enrolment__person=person, erased_at=None).exists():
        _erase_person(person, programme, by=by, at=at)
    return erased


@transaction.atomic
def erase_account_data(account: Account, programme: Programme, *, by: Actor, at: datetime) -> None:
    """Of somebody who taught, accompanied or worked at the desk; their acts stay in the record."""
    require_erasable(account_reasons_to_keep(account, at))
    for held in HELD:
        if held.subject is Account and held.purpose == TEAM and (held.emptied or held.dropped):
            keys = empty(held.rows(account), held, at=at, names=[account.name])
            erase_personal(f"{_label_of(held)}:{key}" for key in keys)
    erase_account(account, by=by, at=at, place=programme.place)


def _empty_rooms(application: Application, names: set[str], at: datetime) -> int:
    """How many rows of all rooms were emptied; the record's personal values about them go too."""
    count = 0
    for held in HELD:
        if held.subject is Application and held.path and held.purpose in ABOUT_APPLICATION:
            keys = empty(held.rows(application), held, at=at, names=names)
            erase_personal(f"{_label_of(held)}:{key}" for key in keys)
            count += len(keys)
    return count


def _who_shares(phone: str, application: Application, names: set[str]) -> set[str]:
    """Who else of the programme is written to at this number, as themselves or for their child."""
    if not phone:
        return set()
    others = Application.objects.filter(call__stage__programme=application.programme, erased_at=None)
    others = others.exclude(pk=application.pk)
    guardians = Guardianship.objects.filter(application__in=others, phone=phone)
    people = Person.objects.filter(enrolments__application__in=others, phone=phone)
    found = (each.values_list("name", flat=True) for each in (others.filter(phone=phone), guardians, people))
    return set(chain.from_iterable(found)) - names


def _label_of(held: Held) -> str:
    """How the record names a row's model."""
    return held.model._meta.label_lower  # noqa: SLF001 - Django's documented model API


def _erase_person(person: Person, programme: Programme, *, by: Actor, at: datetime) -> None:
    """Their account too, unless it gives more than their own pages."""
    if person.account and holds_more_than_a_part(person.account):
        Person.objects.filter(pk=person.pk).update(account=None)
    erase_person(person, by=by, at=at, place=programme.place)


def _worded(reason: Keep) -> str:
    return f"{reason.text} ({plain_date(reason.until)})" if reason.until else reason.text
