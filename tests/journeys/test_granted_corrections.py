"""A correction that the office grants reaches the person on record, where the application speaks for them."""

import json

import pytest

from factories.people import SETUP
from factories.rights import ask
from factories.training import make_cohort_of, make_enrolment
from sanggar.applications.models import Application
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry
from sanggar.journeys import answer_correction, open_participant_account
from sanggar.journeys.accounts import needs_card
from sanggar.people.models import Account, Person
from sanggar.planning.models import Programme
from sanggar.training.models import Enrolment

pytestmark = pytest.mark.django_db
OLD, NEW = "sulastri@contoh.example", "baru@contoh.example"


@pytest.fixture
def enrolment(programme: Programme) -> Enrolment:
    found = make_enrolment(make_cohort_of(programme), "Sulastri")
    for row in (found.person, found.application):
        row.email = OLD
        row.save()
    return found


def grant(enrolment: Enrolment, *, outcome: str = "granted", **changed: str) -> None:
    application = Application.objects.get(pk=enrolment.application_id)
    told = {name: getattr(application, name) for name in ("name", "phone", "email")} | changed
    asked = ask(application, "correction", "Mohon diperbaiki.")
    answer_correction(asked, outcome=outcome, answer="Sudah.", basis="UU 27/2022", by=SETUP, at=clock.now(), **told)


def as_it_stands(enrolment: Enrolment) -> Enrolment:
    return Enrolment.objects.select_related("person__account", "application").get(pk=enrolment.pk)


def entries() -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(verb="people.update_person"))


def test_the_person_is_mended_with_the_application_and_the_link_still_opens(enrolment: Enrolment) -> None:
    grant(enrolment, name="Sulastri Ningsih", email=NEW)
    found = as_it_stands(enrolment)
    for row in (found.application, found.person):
        assert (row.name, row.email) == ("Sulastri Ningsih", NEW)
    assert needs_card(found) is False
    (entry,) = entries()
    told = (json.loads(entry.details), entry.organisation_id)
    assert told == ({"fields": ["email", "name"]}, str(enrolment.stage.programme.organisation_id))


@pytest.mark.parametrize(
    ("address", "changed", "then"),
    [
        (OLD, {"phone": "+6281299990000"}, OLD),
        (OLD, {"email": NEW}, NEW),
        (None, {"phone": "+6281299990000"}, None),
        (None, {"email": NEW}, None),
    ],
)
def test_only_an_account_under_the_address_left_behind_is_parted(
    enrolment: Enrolment, address: str | None, changed: dict[str, str], then: str | None
) -> None:
    account = open_participant_account(enrolment, by=SETUP, at=clock.now())
    Account.objects.filter(pk=account.pk).update(email=address)
    grant(enrolment, **changed)
    opened = open_participant_account(as_it_stands(enrolment), by=SETUP, at=clock.now())
    assert (opened.email, opened == account) == (then, then == address)


def test_nothing_reaches_the_person_where_the_card_is_needed_or_nothing_is_granted(enrolment: Enrolment) -> None:
    before = Person.objects.values().get()
    grant(enrolment, outcome="refused", email=NEW)
    Application.objects.filter(pk=enrolment.application_id).update(phone="+6289999999999")
    grant(enrolment, email="asing@contoh.example")
    assert as_it_stands(enrolment).application.email == "asing@contoh.example"
    assert (Person.objects.values().get(), entries()) == (before, [])
