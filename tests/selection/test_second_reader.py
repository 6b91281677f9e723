"""Two people read the dice, and neither can be the other's second account."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from factories.people import SETUP
from sanggar.foundation import clock
from sanggar.mentoring.actions import add_mentor
from sanggar.people.actions import give_grant
from sanggar.people.models import Account, Role
from sanggar.planning.actions import give_programme_grant
from sanggar.planning.models import Programme
from sanggar.planning.rules import roles_given_by
from sanggar.selection.rules import may_enter_dice

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


def test_an_officer_can_not_make_a_second_reader_of_dice_out_of_an_account_they_opened(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    mine = add_mentor(
        programme, email="kedua@contoh.example", name="Akun Kedua", capacity=1, by=officer.actor, at=clock.now()
    ).account
    desk, path = signed_in(officer), reverse("planning:give_grant", args=[programme.organisation.slug, programme.slug])
    once = desk.get(path).context["form"]["once"].value()
    answer = desk.post(path, {"once": once, "account": mine.email, "role": Role.OFFICER})
    assert (answer.status_code, may_enter_dice(mine, programme)) == (422, False)


def test_no_right_that_an_officer_gives_reads_dice(programme: Programme, officer: Account) -> None:
    for role in roles_given_by(officer, programme):
        account = add_mentor(
            programme, email=f"{role}@contoh.example", name="Akun Lain", capacity=1, by=SETUP, at=clock.now()
        ).account
        if role != Role.MENTOR:
            give_programme_grant(account, role, programme, by=officer.actor, at=clock.now())
        assert not may_enter_dice(account, programme)


def test_who_gives_the_right_to_read_dice_reads_none(programme: Programme, administrator: Account) -> None:
    give_grant(administrator, Role.OFFICER, organisation=programme.organisation, by=SETUP, at=clock.now())
    assert Role.OFFICER in roles_given_by(administrator, programme)
    assert not may_enter_dice(administrator, programme)


def test_officer_pptk_and_budget_authority_read_dice(
    programme: Programme, officer: Account, pptk: Account, budget_authority: Account, treasurer: Account
) -> None:
    readers = [
        account for account in (officer, pptk, budget_authority, treasurer) if may_enter_dice(account, programme)
    ]
    assert readers == [officer, pptk, budget_authority]
