"""What keeps two apart can be taken back, with a reason, and stays to be read; a complaint never is."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from factories.mentoring import make_mentor, make_pair
from factories.people import SETUP, make_account
from factories.races import race
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.mentoring import actions, queries
from sanggar.mentoring.models import Mentor
from sanggar.mentoring.refusals import ConflictRetracted, KeptApartByNothing, PairForbidden
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme
from sanggar.training.models import Enrolment

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


def act() -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now()}


def sent(**given: Any) -> dict[str, Any]:
    return {"once": str(uuid.uuid4()), **given}


@pytest.fixture
def mentor(programme: Programme) -> Mentor:
    return make_mentor(programme)


@pytest.fixture
def person(mentor: Mentor) -> Enrolment:
    return make_enrolment(make_cohort_of(mentor.programme), "Sulastri")


@pytest.fixture
def desk(programme: Programme) -> str:
    return f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/"


def test_a_conflict_declared_by_mistake_is_retracted_and_stays_to_be_read(
    mentor: Mentor, person: Enrolment, officer: Account, signed_in: SignIn, desk: str
) -> None:
    conflict = actions.declare_conflict(mentor, enrolment=person, kind="kin", **act())
    client, page = signed_in(officer), f"{desk}pendamping/{mentor.pk}/"
    address = f"{page}benturan/{conflict.pk}/cabut/"
    assert address in client.get(page).content.decode()
    assert client.post(address, sent(reason="")).status_code == 422
    assert not queries.proposed_pairs(mentor.programme).pairs
    form = sent(reason="Namanya sama dengan sepupunya, orangnya lain.")
    assert [client.post(address, form).status_code for _click in range(2)] == [302, 302]
    assert queries.proposed_pairs(mentor.programme).pairs == ((person, mentor),)
    shown = client.get(page).content.decode()
    assert ("Namanya sama dengan sepupunya" in shown, officer.name in shown, address in shown) == (True, True, False)
    with pytest.raises(ConflictRetracted), transaction.atomic():
        actions.retract_conflict(conflict, reason="Lagi.", **act())
    again = actions.declare_conflict(mentor, enrolment=person, kind="employer", **act())
    assert (again.pk != conflict.pk, mentor.conflicts.count()) == (True, 2)
    assert queries.proposed_pairs(mentor.programme).left == (person,)


def test_another_programme_s_conflict_is_not_there(
    mentor: Mentor, person: Enrolment, officer: Account, signed_in: SignIn, desk: str
) -> None:
    conflict = actions.declare_conflict(mentor, enrolment=person, kind="kin", **act())
    other = make_mentor(mentor.programme, "Adi")
    address = f"{desk}pendamping/{other.pk}/benturan/{conflict.pk}/cabut/"
    assert signed_in(officer).post(address, sent(reason="x")).status_code == 404


def test_a_question_withdrawn_by_the_office_keeps_nobody_apart(
    mentor: Mentor, person: Enrolment, officer: Account
) -> None:
    asked = actions.propose_mentor(person, mentor, **act())
    given: dict[str, Any] = {"reason": "Keliru menekan.", "outcome": "stopped"}
    actions.end_mentorship(asked, by=officer.actor, at=clock.now(), **given)
    mentor.refresh_from_db()
    assert (asked.outcome, mentor.assigned) == ("withdrawn", 0)
    assert list(queries.unassigned_enrolments(mentor.programme)) == [person]
    again = actions.propose_mentor(person, mentor, **act())
    actions.end_mentorship(again, by=mentor.account.actor, at=clock.now(), **given)
    assert again.outcome == "declined"
    with pytest.raises(PairForbidden), transaction.atomic():
        make_pair(person, mentor)


def test_a_mentor_s_no_is_lifted_by_the_office_with_a_reason(
    mentor: Mentor, person: Enrolment, officer: Account, signed_in: SignIn, desk: str
) -> None:
    asked = actions.propose_mentor(person, mentor, **act())
    actions.decline_mentorship(asked, reason="Sedang sibuk.", by=mentor.account.actor, at=clock.now())
    client, page = signed_in(officer), f"{desk}{asked.pk}/"
    assert f"{page}boleh-lagi/" in client.get(page).content.decode()
    form = sent(reason="Sekarang ada waktu lagi.")
    assert [client.post(f"{page}boleh-lagi/", form).status_code for _click in range(2)] == [302, 302]
    shown = client.get(page).content.decode()
    assert ("Sekarang ada waktu lagi." in shown, "Sedang sibuk." in shown) == (True, True)
    assert queries.proposed_pairs(mentor.programme).pairs == ((person, mentor),)
    assert client.post(f"{page}boleh-lagi/", sent(reason="x")).status_code == 422
    make_pair(person, mentor)


def test_a_granted_wish_for_another_can_be_reopened_but_not_by_the_mentor_it_was_about(
    mentor: Mentor, person: Enrolment, signed_in: SignIn, desk: str
) -> None:
    pair, other = make_pair(person, mentor), make_mentor(mentor.programme, "Yudi")
    actions.ask_for_another(pair, reason="Tidak cocok.", **act())
    moved = actions.hand_over(pair, other, note="Lanjutkan.", **act())
    both = make_account("Maya Dua Jabatan", Role.OFFICER, mentor.programme.organisation)
    Mentor.objects.filter(pk=mentor.pk).update(account=both)
    own = signed_in(both)
    assert "tidak dipasangkan lagi" not in own.get(f"{desk}{pair.pk}/").content.decode()
    assert own.post(f"{desk}{pair.pk}/boleh-lagi/", sent(reason="x")).status_code == 404
    with pytest.raises(PairForbidden), transaction.atomic():
        actions.hand_over(moved, mentor, note="Kembali.", **act())
    actions.reopen_pair(pair, reason="Peserta meminta kembali.", **act())
    assert actions.hand_over(moved, mentor, note="Kembali.", **act()).is_active


def test_a_complaint_is_never_lifted(mentor: Mentor, person: Enrolment) -> None:
    asked = actions.propose_mentor(person, mentor, **act())
    actions.decline_mentorship(asked, reason="Sibuk.", **act())
    actions.make_complaint(person, about="mentor", text="Kasar.", accused=mentor.account, at=clock.now())
    actions.reopen_pair(asked, reason="Ada waktu.", **act())
    assert queries.is_forbidden(person, mentor)


def test_a_pair_that_only_ended_has_nothing_to_lift(mentor: Mentor, person: Enrolment) -> None:
    pair = make_pair(person, mentor)
    with pytest.raises(KeptApartByNothing), transaction.atomic():
        actions.reopen_pair(pair, reason="x", **act())
    actions.end_mentorship(pair, outcome="finished", reason="usai", **act())
    with pytest.raises(KeptApartByNothing), transaction.atomic():
        actions.reopen_pair(pair, reason="x", **act())


@pytest.mark.django_db(transaction=True)
def test_two_lift_at_once_and_one_has_done_it(programme: Programme) -> None:
    mentor = make_mentor(programme)
    asked = actions.propose_mentor(make_enrolment(make_cohort_of(programme)), mentor, **act())
    actions.decline_mentorship(asked, reason="Sibuk.", **act())
    both = [lambda: actions.reopen_pair(asked, reason="Ada waktu.", by=SETUP, at=clock.now())] * 2
    assert race(both) == {"done": 1, KeptApartByNothing.code: 1}


# --- a wish for another mentor, when the pair ends meanwhile
def test_an_open_wish_gets_its_answer_when_the_pair_ends(mentor: Mentor, person: Enrolment, client: Client) -> None:
    pair = make_pair(person, mentor)
    request = actions.ask_for_another(pair, reason="Tidak cocok.", **act())
    actions.end_mentorship(pair, outcome="finished", reason="usai", by=mentor.account.actor, at=clock.now())
    request.refresh_from_db()
    assert (request.granted, request.answered_by) == (False, "sistem: akhir pendampingan")
    assert request.answer in client.get(f"{person.application.own_path}pendampingan/").content.decode()
    assert [each.kind for each in queries.open_follow_ups(person)] == ["wish"]
    assert not queries.settled_by_mentors(person).exists()
