"""A participant's account: opened from the secret link of their application, and entered by it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanggar.applications.queries import differing_answers, is_identified
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.errors import DomainError
from sanggar.people.actions import open_account
from sanggar.people.models import Account, Person, Role
from sanggar.people.queries import is_address_taken
from sanggar.people.second_factors import has_second_factor
from sanggar.planning.actions import give_programme_grant
from sanggar.planning.rules import holds_more_than_a_part
from sanggar.training.models import Enrolment


class SignInWanted(DomainError):
    code = "sign_in_wanted"
    message = _(
        "Akun Anda menyangkut lebih dari pelatihan ini, jadi tidak terbuka lewat tautan. Masuk lewat halaman masuk."
    )
    status = 403


class CardNeeded(DomainError):
    code = "card_needed"
    message = _("Tunjukkan KTP di kantor penyelenggara dahulu; sesudah itu halaman Anda terbuka dari sini.")
    status = 403


def needs_card(enrolment: Enrolment) -> bool:
    """Whether a secret link alone does not prove that its holder is the person: anyone can type a NIK.

    It does for the application by which the person became known, as long as it says what is on record; any other needs
    the card, shown at the counter (`applications.identify_applicant`).
    """
    application, person = enrolment.application, enrolment.person
    if differing_answers(application, person):
        return True
    first = person.enrolments.order_by("pk").first()
    return first != enrolment and not is_identified(application)


@transaction.atomic
def account_by_link(enrolment: Enrolment, *, by: Actor, at: datetime) -> Account:
    """The account that whoever holds the secret link of the application may enter; opened where there is none yet.

    Refused where the account gives more than a participant's own pages, has a second factor, or is switched off; of
    these who has no address comes in by a code besides (`codes_by_hand`).
    """
    account = open_participant_account(enrolment, by=by, at=at)
    if not account.is_active or has_second_factor(account) or holds_more_than_a_part(account):
        raise SignInWanted
    record("journeys.enter_by_link", enrolment, by=by, at=at, place=enrolment.stage.programme.place)
    return account


@transaction.atomic
def open_participant_account(enrolment: Enrolment, *, by: Actor, at: datetime, password: str | None = None) -> Account:
    """The person's account; opened where there is none. It stands under their address unless another account does."""
    person = Person.objects.select_for_update(of=("self",), no_key=True).get(pk=enrolment.person_id)
    enrolment.person = person
    if needs_card(enrolment):
        raise CardNeeded
    if person.account:
        return person.account
    programme = enrolment.stage.programme
    email = person.email if person.email and not is_address_taken(person.email) else None
    account = open_account(email=email, name=person.name, password=password, by=by, at=at, place=programme.place)
    person.account = account
    person.save(update_fields=["account"])
    give_programme_grant(account, Role.PARTICIPANT, programme, by=by, at=at)
    record("journeys.open_participant_account", enrolment, by=by, at=at, place=programme.place)
    return account
