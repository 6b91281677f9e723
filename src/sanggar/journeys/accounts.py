"""A participant gets an account of their own, at the address they applied with."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanggar.applications.queries import differing_answers, is_identified
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.errors import DomainError
from sanggar.people.actions import open_account
from sanggar.people.models import Account, Person, Role
from sanggar.planning.actions import give_programme_grant
from sanggar.training.models import Enrolment


class NoEmail(DomainError):
    code = "no_email"
    message = _("Akun memerlukan alamat email. Hubungi kantor untuk menambahkannya.")


class AccountExists(DomainError):
    code = "account_exists"
    message = _("Anda sudah punya akun. Masuk dengan email Anda.")


class CardNeeded(DomainError):
    code = "card_needed"
    message = _("Tunjukkan KTP di kantor penyelenggara dahulu; sesudah itu akun dapat dibuat di sini.")
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
def open_participant_account(enrolment: Enrolment, *, by: Actor, at: datetime, password: str | None = None) -> Account:
    """Open the account and link it to the person; the owner sets the password by the reset link."""
    person = Person.objects.select_for_update(of=("self",), no_key=True).get(pk=enrolment.person_id)
    enrolment.person = person
    if needs_card(enrolment):
        raise CardNeeded
    if not person.email:
        raise NoEmail
    if person.account_id:
        raise AccountExists
    programme = enrolment.stage.programme
    account = open_account(email=person.email, name=person.name, password=password, by=by, at=at, place=programme.place)
    person.account = account
    person.save(update_fields=["account"])
    give_programme_grant(account, Role.PARTICIPANT, programme, by=by, at=at)
    record("journeys.open_participant_account", enrolment, by=by, at=at, place=programme.place)
    return account
