"""Proposed, running, resting, ended: who, when and why; and a rhythm that stands still while a pair rests."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from factories.mentoring import make_contact, make_mentor, make_pair
from factories.people import SETUP
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.mentoring import actions, queries
from sanggar.mentoring.jobs import resume_pairs
from sanggar.mentoring.models import ALLOWED, Mentor, Mentorship, MentorshipState
from sanggar.mentoring.refusals import MentorshipEnded, NotInThisState, PauseTooLong, ResumesInPast
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.training.models import Enrolment

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


def act(days: int = 0) -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now() + timedelta(days=days)}


def day(days: int) -> date:
    return clock.today() + timedelta(days=days)


@pytest.fixture
def enrolment(programme: Programme) -> Enrolment:
    return make_enrolment(make_cohort_of(programme), "Sulastri")


@pytest.fixture
def mentor(programme: Programme) -> Mentor:
    return make_mentor(programme)


@pytest.fixture
def pair(enrolment: Enrolment, mentor: Mentor) -> Mentorship:
    return make_pair(enrolment, mentor, days_ago=10)


def due(pair: Mentorship, days: int = 0) -> tuple[date, int]:
    rhythm = queries.rhythm_of(queries.pairs_of(pair.mentor.programme).get(pk=pair.pk), clock.now() + timedelta(days))
    return rhythm.due_on, rhythm.days_late


def test_a_proposed_pair_takes_the_place_and_begins_with_a_yes(enrolment: Enrolment, mentor: Mentor) -> None:
    pair = actions.propose_mentor(enrolment, mentor, **act())
    mentor.refresh_from_db()
    assert (mentor.assigned, queries.active_mentorship(enrolment), queries.open_mentorship(enrolment)) == (
        1,
        None,
        pair,
    )
    with pytest.raises(NotInThisState), transaction.atomic():
        make_contact(pair)
    actions.accept_mentorship(pair, **act())
    assert queries.active_mentorship(enrolment) == pair
    assert [(e.from_state, e.to_state) for e in pair.events.all()] == [("", "proposed"), ("proposed", "active")]


def test_after_a_no_the_participant_waits_for_a_mentor_again(enrolment: Enrolment, mentor: Mentor) -> None:
    pair = actions.propose_mentor(enrolment, mentor, **act())
    assert list(queries.unassigned_enrolments(mentor.programme)) == []
    actions.decline_mentorship(pair, reason="Sedang sibuk.", **act())
    mentor.refresh_from_db()
    assert (pair.outcome, mentor.assigned) == ("declined", 0)
    assert list(queries.unassigned_enrolments(mentor.programme)) == [enrolment]
    with pytest.raises(MentorshipEnded):
        actions.accept_mentorship(pair, **act())


def test_what_runs_can_not_be_declined(pair: Mentorship) -> None:
    with pytest.raises(NotInThisState):
        actions.decline_mentorship(pair, reason="Sedang sibuk.", **act())


def test_the_rhythm_stands_still_while_a_pair_rests(pair: Mentorship) -> None:
    before = due(pair)
    actions.pause_mentorship(pair, resumes_on=day(30), reason="Panen.", **act())
    assert due(pair, days=20)[1] == 0
    assert not queries.overdue_mentorships(pair.mentor.programme, clock.now() + timedelta(days=25)).exists()
    actions.resume_mentorship(pair, **act(days=20))
    assert due(pair)[0] == before[0] + timedelta(days=20)
    steps = [(e.from_state, e.to_state, e.reason, e.until) for e in pair.events.all()]
    assert steps[1:] == [("active", "paused", "Panen.", day(30)), ("paused", "active", "", None)]


def test_a_contact_after_the_rest_counts_from_its_own_day(pair: Mentorship) -> None:
    actions.pause_mentorship(pair, resumes_on=day(2), reason="Panen.", **act(days=-5))
    actions.resume_mentorship(pair, **act(days=-1))
    make_contact(pair)
    assert due(pair)[0] == day(pair.mentor.programme.contact_rhythm_days)


def test_a_pause_ends_by_itself_on_the_day_that_was_named(pair: Mentorship) -> None:
    actions.pause_mentorship(pair, resumes_on=day(3), reason="Panen.", **act())
    resume_pairs(clock.now() + timedelta(days=2))
    pair.refresh_from_db()
    assert pair.is_paused
    resume_pairs(clock.now() + timedelta(days=3))
    pair.refresh_from_db()
    assert (pair.state, pair.resumes_on) == ("active", None)
    assert [e.by_label for e in pair.events.all()][-1] == "sistem: jadwal"


def test_a_pause_goes_along_to_the_next_mentor(pair: Mentorship) -> None:
    actions.pause_mentorship(pair, resumes_on=day(9), reason="Panen.", **act())
    following = actions.hand_over(pair, make_mentor(pair.mentor.programme, "Yudi"), note="Silakan.", **act())
    pair.refresh_from_db()
    assert (following.state, following.resumes_on) == ("paused", day(9))
    assert (pair.outcome, pair.resumes_on) == ("moved", None)


@pytest.mark.parametrize(("days", "refusal"), [(0, ResumesInPast), (365, PauseTooLong)])
def test_a_pause_is_not_for_ever(pair: Mentorship, days: int, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        actions.pause_mentorship(pair, resumes_on=day(days), reason="Panen.", **act())


def test_the_table_of_transitions_is_the_law(pair: Mentorship) -> None:
    """From each state every step that the table forbids is refused."""
    steps: dict[str, Callable[[], Any]] = {
        "paused": lambda: actions.pause_mentorship(pair, resumes_on=day(3), reason="x", **act()),
        "ended": lambda: actions.end_mentorship(pair, outcome="stopped", reason="x", **act()),
    }
    actions.pause_mentorship(pair, resumes_on=day(3), reason="x", **act())
    with pytest.raises(NotInThisState), transaction.atomic():
        steps["paused"]()
    actions.end_mentorship(pair, outcome="unreachable", reason="Nomor tidak aktif.", **act())
    for step in [*steps.values(), lambda: actions.resume_mentorship(pair, **act())]:
        with pytest.raises(MentorshipEnded), transaction.atomic():
            step()
    assert ALLOWED[MentorshipState.ENDED] == frozenset()


@pytest.mark.parametrize(
    "half", [{"state": "paused"}, {"resumes_on": "2030-01-01"}, {"state": "proposed", "outcome": "moved"}]
)
def test_the_database_holds_no_half_paused_pair(pair: Mentorship, half: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Mentorship.objects.filter(pk=pair.pk).update(**half)


def sent(**given: Any) -> dict[str, Any]:
    return {"once": str(uuid.uuid4()), **given}


def test_the_mentor_answers_and_rests_on_the_phone(enrolment: Enrolment, mentor: Mentor, signed_in: SignIn) -> None:
    pair, client = actions.propose_mentor(enrolment, mentor, **act()), signed_in(mentor.account)
    home = f"/saya/pendampingan/{pair.pk}/"
    assert "Bersediakah Anda mendampingi Sulastri?" in client.get("/saya/pendampingan/").content.decode()
    assert client.post(f"{home}terima/", sent()).status_code == 302
    assert client.post(f"{home}jeda/", sent(resumes_on=day(5).isoformat(), reason="Panen.")).status_code == 302
    assert "Dijeda sampai" in client.get(home).content.decode()
    assert client.post(f"{home}lanjut/", sent()).status_code == 302
    pair.refresh_from_db()
    assert pair.is_active
    again = client.post(f"{home}terima/", sent(), follow=True).content.decode()
    assert "belum dapat dilakukan" in again


def test_a_no_is_told_with_its_reason(enrolment: Enrolment, mentor: Mentor, signed_in: SignIn) -> None:
    pair, client = actions.propose_mentor(enrolment, mentor, **act()), signed_in(mentor.account)
    page = f"/saya/pendampingan/{pair.pk}/tolak/"
    assert client.post(page, sent(reason="")).status_code == 422
    assert client.post(page, sent(reason="Sedang sibuk.")).status_code == 302
    pair.refresh_from_db()
    assert (pair.outcome, pair.end_reason) == ("declined", "Sedang sibuk.")


def test_the_office_rests_and_goes_on(pair: Mentorship, officer: Account, pptk: Account, signed_in: SignIn) -> None:
    programme = pair.mentor.programme
    home = f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/{pair.pk}/"
    given = {"resumes_on": day(5).isoformat(), "reason": "Panen."}
    assert signed_in(pptk).post(f"{home}jeda/", sent(**given)).status_code == 403
    client = signed_in(officer)
    assert client.post(f"{home}jeda/", sent(**given)).status_code == 302
    assert "Lanjutkan sekarang" in client.get(home).content.decode()
    assert client.post(f"{home}lanjut/", sent()).status_code == 302
    pair.refresh_from_db()
    assert pair.is_active


def test_an_old_button_does_not_act_on_a_pair_that_has_moved_on(programme: Programme, enrolment: Enrolment) -> None:
    pair = make_pair(enrolment, make_mentor(programme))
    began = pair.started_at
    with pytest.raises(NotInThisState):
        actions.resume_mentorship(pair, **act())
    actions.pause_mentorship(pair, resumes_on=day(9), reason="Sakit", **act())
    with pytest.raises(NotInThisState):
        actions.accept_mentorship(pair, **act())
    pair.refresh_from_db()
    assert (pair.state, pair.started_at) == (MentorshipState.PAUSED, began)
