"""Rights: given by someone, for one scope, ended and never deleted."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from factories.people import PASSWORD, SETUP, make_account, make_office
from factories.planning import make_programme
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry, Region
from sanggar.people import actions
from sanggar.people.letters import send_welcome
from sanggar.people.models import Account, Grant, Organisation, Role
from sanggar.people.rules import may_manage_people, may_read_record, offices_where, roles_at
from sanggar.people.sentences import right_sentence
from sanggar.planning.actions import end_programme_grant, give_programme_grant
from sanggar.planning.models import Programme, ProgrammeGrant
from sanggar.planning.rules import may_run_programme, may_see_programme, programmes_seen_by, roles_given_by

pytestmark = pytest.mark.django_db
LINK = re.compile(r"http://[^/\s]+(/akun/sandi/\S+)")


@pytest.fixture
def elsewhere(office: Organisation) -> Organisation:
    """An office of the neighbouring regency, which also calls itself Malang."""
    other = make_office("diskominfo-kab-malang", "Diskominfo Kabupaten Malang")
    Region.objects.get_or_create(
        code="35.07", defaults={"level": "kabupaten", "name": "Kabupaten Malang", "parent_id": "35"}
    )
    other.region_id = "35.07"
    other.save()
    return other


def test_an_office_s_right_counts_there_and_nowhere_else(
    officer: Account, office: Organisation, other_office: Organisation
) -> None:
    assert roles_at(officer, office) == {Role.OFFICER}
    assert roles_at(officer, other_office) == frozenset()
    assert list(offices_where(officer, Role.OFFICER)) == [office]


def test_a_region_s_right_counts_in_every_office_of_it(
    inspector: Account, office: Organisation, other_office: Organisation, elsewhere: Organisation
) -> None:
    assert set(offices_where(inspector, Role.INSPECTOR)) == {office, other_office}
    assert [may_read_record(inspector, each) for each in (office, other_office, elsewhere)] == [True, True, False]


def test_a_right_in_the_regency_does_not_reach_the_city(elsewhere: Organisation, office: Organisation) -> None:
    regency = make_account("Rini Kabupaten", Role.INSPECTOR, elsewhere)
    assert roles_at(regency, elsewhere) == {Role.INSPECTOR}
    assert roles_at(regency, office) == frozenset()


def test_one_rule_reads_the_rights_of_every_scope(
    programme: Programme, office: Organisation, officer: Account, inspector: Account, stranger: Account
) -> None:
    lent = make_account("Lina Dipinjam", Role.MENTOR, office)
    give_programme_grant(lent, Role.OFFICER, programme, by=SETUP, at=clock.now())
    other = make_programme(office, "program-lain")
    assert [may_run_programme(who, programme) for who in (officer, lent, inspector, stranger)] == [
        True,
        True,
        False,
        False,
    ]
    assert [may_see_programme(who, other) for who in (officer, lent, inspector, stranger)] == [True, False, True, False]
    assert set(programmes_seen_by(officer)) == set(programmes_seen_by(inspector)) == {programme, other}
    assert set(programmes_seen_by(lent)) == {programme}
    assert not programmes_seen_by(stranger).exists()


def test_an_ended_right_counts_no_more_and_stays_on_record(officer: Account, office: Organisation) -> None:
    grant = officer.grants.get()
    actions.end_grant(grant, by=SETUP, at=clock.now(), reason="Pindah tugas.")
    assert roles_at(officer, office) == frozenset()
    grant.refresh_from_db()
    assert (grant.end_reason, grant.ended_by) == ("Pindah tugas.", SETUP.label)


def test_a_right_counts_from_the_moment_it_is_given(officer: Account, office: Organisation) -> None:
    tomorrow = clock.now() + timedelta(days=1)
    actions.give_grant(officer, Role.PPTK, organisation=office, by=SETUP, at=tomorrow)
    assert roles_at(officer, office) == {Role.OFFICER}


def test_ending_twice_is_ending_once(officer: Account) -> None:
    grant = officer.grants.get()
    for reason in ("Pertama.", "Kedua."):
        actions.end_grant(grant, by=SETUP, at=clock.now(), reason=reason)
    grant.refresh_from_db()
    assert grant.end_reason == "Pertama."
    assert AuditEntry.objects.filter(verb="people.end_grant").count() == 1


def test_a_switched_off_account_may_nothing(officer: Account, office: Organisation, programme: Programme) -> None:
    officer.is_active = False
    officer.save()
    assert not may_run_programme(officer, programme)
    assert not programmes_seen_by(officer).exists()
    assert not offices_where(officer, Role.OFFICER).exists()
    assert roles_given_by(officer, programme) == frozenset()


def test_the_same_right_is_not_given_twice(officer: Account, office: Organisation, programme: Programme) -> None:
    with pytest.raises(actions.GrantAlreadyGiven, match="Dewi Pengelola sudah memegang hak ini"):
        actions.give_grant(officer, Role.OFFICER, organisation=office, by=SETUP, at=clock.now())
    give_programme_grant(officer, Role.MENTOR, programme, by=SETUP, at=clock.now())
    with pytest.raises(actions.GrantAlreadyGiven):
        give_programme_grant(officer, Role.MENTOR, programme, by=SETUP, at=clock.now())


def test_a_right_can_be_given_again_after_it_ended(officer: Account, office: Organisation) -> None:
    actions.end_grant(officer.grants.get(), by=SETUP, at=clock.now(), reason="Cuti.")
    actions.give_grant(officer, Role.OFFICER, organisation=office, by=SETUP, at=clock.now())
    assert officer.grants.count() == 2
    assert roles_at(officer, office) == {Role.OFFICER}


def test_nobody_gives_or_takes_their_own_right(
    administrator: Account, office: Organisation, programme: Programme
) -> None:
    by, at = administrator.actor, clock.now()
    own = give_programme_grant(administrator, Role.MENTOR, programme, by=SETUP, at=at)
    acts = (
        lambda: actions.give_grant(administrator, Role.TREASURER, organisation=office, by=by, at=at),
        lambda: actions.end_grant(administrator.grants.get(), by=by, at=at, reason="Sendiri."),
        lambda: give_programme_grant(administrator, Role.TREASURER, programme, by=by, at=at),
        lambda: end_programme_grant(own, by=by, at=at, reason="Sendiri."),
    )
    for act in acts:
        with pytest.raises(actions.OwnGrant):
            act()
    assert may_manage_people(administrator, office)


def test_who_inspects_holds_no_right_to_change_anything(
    inspector: Account, office: Organisation, programme: Programme
) -> None:
    at = clock.now()
    for act in (
        lambda: actions.give_grant(inspector, Role.ADMINISTRATOR, organisation=office, by=SETUP, at=at),
        lambda: give_programme_grant(inspector, Role.MENTOR, programme, by=SETUP, at=at),
    ):
        with pytest.raises(actions.InspectorHoldsNoOther, match="tidak memegang hak lain"):
            act()
    assert roles_at(inspector, office) == {Role.INSPECTOR}


def test_who_holds_a_right_does_not_come_to_inspect(
    officer: Account, other_office: Organisation, programme: Programme
) -> None:
    at = clock.now()
    mentor = actions.open_account(email="mentor@contoh.example", name="Mentor", by=SETUP, at=at)
    lent = give_programme_grant(mentor, Role.MENTOR, programme, by=SETUP, at=at)
    for account in (officer, mentor):
        with pytest.raises(actions.HoldsOtherRights, match="sudah memegang hak lain"):
            actions.give_grant(account, Role.INSPECTOR, region=other_office.region, by=SETUP, at=at)
    end_programme_grant(lent, by=SETUP, at=at, reason="Selesai")
    assert actions.give_grant(mentor, Role.INSPECTOR, region=other_office.region, by=SETUP, at=clock.now())


@pytest.mark.parametrize("scope", [{}, {"organisation": True, "region": True}])
def test_the_database_wants_exactly_one_scope(scope: dict[str, bool], officer: Account, office: Organisation) -> None:
    fields = {"organisation": office, "region": office.region}
    given = {name: fields[name] for name in scope}
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(account=officer, role=Role.PPTK, given_at=clock.now(), given_by="uji", **given)


def test_the_database_knows_no_other_roles(officer: Account, office: Organisation, programme: Programme) -> None:
    facts = {"account": officer, "role": "superuser", "given_at": clock.now(), "given_by": "uji"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(organisation=office, **facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgrammeGrant.objects.create(programme=programme, **facts)


# --- accounts -------------------------------------------------------------------------------------------------------
def test_an_address_opens_one_account_whatever_its_case(officer: Account) -> None:
    with pytest.raises(actions.EmailTaken):
        actions.open_account(email=officer.email.upper(), name="Kembar", by=SETUP, at=clock.now())


def test_the_owner_of_a_new_account_sets_the_password(office: Organisation) -> None:
    account = actions.open_account(email="baru@contoh.example", name="Bima Baru", by=SETUP, at=clock.now())
    assert DBTaskResult.objects.get().args_kwargs == {"args": [account.pk], "kwargs": {}}
    send_welcome.func(account.pk)
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["baru@contoh.example"], "Akun Anda di Sanggar sudah dibuka")
    found = LINK.search(str(letter.body))
    assert found is not None
    browser = Client()
    form = browser.get(found[1], follow=True)
    browser.post(form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    account.refresh_from_db()
    assert account.check_password(PASSWORD)


def test_no_letter_goes_to_someone_who_has_a_password(officer: Account) -> None:
    send_welcome.func(officer.pk)
    assert mail.outbox == []


def test_the_record_of_a_new_account_names_nobody(office: Organisation) -> None:
    account = actions.open_account(email="rahasia@contoh.example", name="Nama Rahasia", by=SETUP, at=clock.now())
    entry = AuditEntry.objects.get(verb="people.open_account", subject=f"people.account:{account.pk}")
    assert entry.subject_label == f"akun {account.pk}"
    assert "ahasia" not in entry.details


def test_who_lost_the_letter_asks_for_a_new_link(office: Organisation) -> None:
    actions.open_account(email="baru@contoh.example", name="Bima Baru", by=SETUP, at=clock.now())
    Client().post(reverse("account_reset_password"), {"email": "baru@contoh.example"})
    (letter,) = mail.outbox
    assert letter.to == ["baru@contoh.example"]
    assert LINK.search(str(letter.body)) is not None


# --- sentences ------------------------------------------------------------------------------------------------------
def test_a_right_is_a_sentence(officer: Account, office: Organisation) -> None:
    since = clock.now() - timedelta(days=1)
    told = right_sentence("Dewi", Role.OFFICER, office, since=since)
    assert told.startswith("Dewi boleh mengelola program di Diskominfo Kota Malang sejak ")
    ended = right_sentence("Dewi", Role.OFFICER, office, since=since, until=clock.now())
    assert " dari " in ended
    assert " sampai " in ended


@pytest.mark.parametrize("role", Role.values)
def test_every_role_has_its_sentence(role: str) -> None:
    assert right_sentence("Dewi", role, "Malang", since=clock.now()).startswith("Dewi ")
