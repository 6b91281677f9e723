"""What a mentor writes of kin and colleagues waits at the desk until somebody of the office has looked into it."""

import importlib
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.test import Client

from factories.mentoring import agree, make_mentor, make_pair
from factories.people import SETUP
from factories.training import make_cohort_of, make_enrolment
from sanggar.faces.desk.care_todos import care_todos
from sanggar.faces.desk.figures import Figures
from sanggar.foundation import clock
from sanggar.mentoring import actions
from sanggar.mentoring.models import Mentor
from sanggar.mentoring.queries import conflicts_to_read
from sanggar.mentoring.refusals import ConflictsToldAnew, OwnConflicts
from sanggar.people.models import Account, Role
from sanggar.planning.actions import give_programme_grant
from sanggar.planning.models import Programme
from sanggar.planning.rules import roles_on

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
TOLD = "Sulastri adik saya."


@pytest.fixture
def mentor(programme: Programme) -> Mentor:
    """Who accompanies Sulastri."""
    made = make_mentor(programme)
    make_pair(make_enrolment(make_cohort_of(programme), "Sulastri"), made)
    return made


def act(by: Account | None = None) -> dict[str, Any]:
    return {"by": by.actor if by else SETUP, "at": clock.now()}


def tell(mentor: Mentor, told: str = TOLD) -> None:
    actions.tell_conflicts(mentor, conflicts_told=told, **act(mentor.account))


def home(mentor: Mentor) -> str:
    programme = mentor.programme
    return f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/pendamping/"


def lines_for(account: Account, programme: Programme) -> list[tuple[str, str, str]]:
    return list(care_todos(account, Figures(programme, clock.now()), roles_on(account, programme)))


def asked(account: Account, programme: Programme) -> list[str]:
    return [text for text, _note, _page in lines_for(account, programme) if "benturan" in text]


def test_the_office_has_something_to_do_until_it_has_read_it(
    mentor: Mentor, programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    assert asked(officer, programme) == []
    page = f"/saya/pendampingan/perjanjian/{mentor.pk}/"
    given = {"once": str(uuid.uuid4()), "conflicts_told": TOLD}
    assert signed_in(mentor.account).post(page, given).status_code == 302
    ((todo, _note, address),) = [line for line in lines_for(officer, programme) if "benturan" in line[0]]
    assert todo == "Periksa benturan kepentingan yang ditulis 1 pendamping"
    desk = signed_in(officer)
    assert mentor.account.name in desk.get(address).content.decode()
    shown = desk.get(f"{home(mentor)}{mentor.pk}/")
    assert (TOLD in shown.content.decode(), shown.context["to_read"] is not None) == (True, True)
    edition = shown.context["to_read"]["edition"].value()
    read = desk.post(
        f"{home(mentor)}{mentor.pk}/benturan/dibaca/", {"once": str(uuid.uuid4()), "edition": edition}, follow=True
    )
    assert "sudah diperiksa" in read.content.decode()
    mentor.refresh_from_db()
    assert (mentor.conflicts_read_by, asked(officer, programme)) == (officer.actor.label, [])


def test_the_same_words_ask_nobody_and_new_ones_do(mentor: Mentor, programme: Programme, officer: Account) -> None:
    tell(mentor)
    actions.read_conflicts(mentor, edition=mentor.conflicts_edition, **act(officer))
    tell(mentor)
    assert asked(officer, programme) == []
    tell(mentor, f"{TOLD} Budi atasan saya.")
    assert len(asked(officer, programme)) == 1
    tell(mentor, "")
    assert asked(officer, programme) == []


def test_what_was_written_after_the_officer_looked_waits_on(mentor: Mentor, officer: Account) -> None:
    tell(mentor)
    looked_at = mentor.conflicts_edition
    tell(mentor, "Budi atasan saya.")
    with pytest.raises(ConflictsToldAnew), transaction.atomic():
        actions.read_conflicts(mentor, edition=looked_at, **act(officer))
    assert list(conflicts_to_read(mentor.programme, officer)) == [mentor]


def test_an_officer_does_not_look_into_what_they_wrote_themself(
    mentor: Mentor, programme: Programme, officer: Account
) -> None:
    give_programme_grant(mentor.account, Role.OFFICER, programme, **act())
    tell(mentor)
    assert (asked(mentor.account, programme), len(asked(officer, programme))) == ([], 1)
    with pytest.raises(OwnConflicts):
        actions.read_conflicts(mentor, edition=mentor.conflicts_edition, **act(mentor.account))


def test_what_is_told_with_the_agreement_waits_too(programme: Programme, officer: Account) -> None:
    fresh = actions.add_mentor(programme, email="baru@contoh.example", name="Baru", capacity=5, **act())
    agree(fresh, TOLD)
    assert list(conflicts_to_read(programme, officer)) == [fresh]


def test_the_database_holds_no_reading_of_nothing(mentor: Mentor) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Mentor.objects.filter(pk=mentor.pk).update(conflicts_read_at=clock.now(), conflicts_read_by="Dewi")


def test_what_was_written_before_waits_from_then(mentor: Mentor) -> None:
    migration = importlib.import_module("sanggar.mentoring.migrations.0011_conflicts_to_read_and_phone")
    Mentor.objects.filter(pk=mentor.pk).update(conflicts_told=TOLD)
    migration.take_along(apps, None)
    mentor.refresh_from_db()
    assert (mentor.conflicts_told_at, mentor.has_conflicts_to_read) == (mentor.agreed_at, True)
