"""Many hands at once: capacity holds, nobody gets two mentors, and crossing handovers both arrive."""

from collections.abc import Callable
from typing import Any

import pytest

from factories.mentoring import make_mentor, make_pair
from factories.people import SETUP, make_office
from factories.planning import make_programme
from factories.races import race
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.mentoring import actions
from sanggar.mentoring.models import Mentor, Mentorship, MentorshipState
from sanggar.mentoring.queries import proposed_pairs
from sanggar.mentoring.refusals import (
    AlreadyAccompanied,
    MentorFull,
    MentorshipEnded,
    PairForbidden,
    PairRuns,
    ProposalOutdated,
)
from sanggar.planning.models import Programme
from sanggar.training.models import Enrolment

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def programme() -> Programme:
    return make_programme(make_office())


def pairing(enrolment: Enrolment, mentor: Mentor) -> Callable[[], object]:
    return lambda: actions.assign_mentor(enrolment, mentor, by=SETUP, at=clock.now())


def assert_counters_equal_rows(*mentors: Mentor) -> None:
    for mentor in mentors:
        mentor.refresh_from_db()
        assert mentor.assigned == mentor.mentorships.filter(state=MentorshipState.ACTIVE).count()


def test_24_participants_race_for_a_mentors_last_3_places(programme: Programme) -> None:
    mentor, cohort = make_mentor(programme, capacity=3), make_cohort_of(programme, seats=30)
    outcome = race([pairing(make_enrolment(cohort), mentor) for _ in range(24)])
    assert outcome == {"done": 3, MentorFull.code: 21}
    assert_counters_equal_rows(mentor)


def test_8_mentors_race_for_one_participant(programme: Programme) -> None:
    enrolment = make_enrolment(make_cohort_of(programme))
    mentors = [make_mentor(programme, f"Pendamping {number}") for number in range(8)]
    assert race([pairing(enrolment, mentor) for mentor in mentors]) == {"done": 1, AlreadyAccompanied.code: 7}
    assert_counters_equal_rows(*mentors)


def test_one_end_frees_one_place_however_many_click(programme: Programme) -> None:
    mentor, cohort = make_mentor(programme), make_cohort_of(programme)
    pair = make_pair(make_enrolment(cohort), mentor)
    make_pair(make_enrolment(cohort), mentor)

    def ending() -> Callable[[], object]:
        mine = Mentorship.objects.get(pk=pair.pk)
        return lambda: actions.end_mentorship(mine, outcome="finished", reason="usai", by=SETUP, at=clock.now())

    assert race([ending() for _ in range(8)]) == {"done": 1, MentorshipEnded.code: 7}
    assert_counters_equal_rows(mentor)


def test_handovers_that_cross_do_not_wait_for_each_other_for_ever(programme: Programme) -> None:
    first, second, cohort = make_mentor(programme, "Satu"), make_mentor(programme, "Dua"), make_cohort_of(programme)

    def moving(mentor: Mentor, to: Mentor) -> Callable[[], object]:
        pair = make_pair(make_enrolment(cohort), mentor)
        return lambda: actions.hand_over(pair, to, note="Silakan.", by=SETUP, at=clock.now())

    acts = [act for _ in range(4) for act in (moving(first, second), moving(second, first))]
    assert race(acts) == {"done": 8}
    assert_counters_equal_rows(first, second)


def test_a_handover_and_an_end_at_once_leave_one_of_them(programme: Programme) -> None:
    first, second, cohort = make_mentor(programme, "Satu"), make_mentor(programme, "Dua"), make_cohort_of(programme)
    pairs = [make_pair(make_enrolment(cohort), first) for _ in range(5)]

    def moving(pair: Mentorship) -> Callable[[], object]:
        mine = Mentorship.objects.get(pk=pair.pk)
        return lambda: actions.hand_over(mine, second, note="Silakan.", by=SETUP, at=clock.now())

    def ending(pair: Mentorship) -> Callable[[], object]:
        mine = Mentorship.objects.get(pk=pair.pk)
        return lambda: actions.end_mentorship(mine, outcome="finished", reason="usai", by=SETUP, at=clock.now())

    acts = [act for pair in pairs for act in (moving(pair), ending(pair))]
    assert race(acts) == {"done": 5, MentorshipEnded.code: 5}
    assert_counters_equal_rows(first, second)
    assert first.assigned == 0


def test_a_proposal_confirmed_by_many_is_carried_out_once(programme: Programme) -> None:
    mentor, cohort = make_mentor(programme), make_cohort_of(programme)
    for _ in range(5):
        make_enrolment(cohort)
    digest = proposed_pairs(programme).digest
    outcome = race([lambda: actions.assign_proposed(programme, digest, by=SETUP, at=clock.now()) for _ in range(6)])
    assert outcome == {"done": 1, ProposalOutdated.code: 5}
    assert_counters_equal_rows(mentor)
    assert mentor.assigned == 5


def test_a_conflict_and_a_pair_at_once_leave_one_of_them(programme: Programme) -> None:
    mentor, cohort = make_mentor(programme), make_cohort_of(programme)
    people = [make_enrolment(cohort) for _ in range(5)]

    def declaring(enrolment: Enrolment) -> Callable[[], object]:
        told: dict[str, Any] = {"enrolment": enrolment, "kind": "kin"}
        return lambda: actions.declare_conflict(mentor, by=SETUP, at=clock.now(), **told)

    outcome = race([act for person in people for act in (pairing(person, mentor), declaring(person))])
    assert outcome.pop("done") == 5
    assert set(outcome) <= {PairRuns.code, PairForbidden.code}
    assert not mentor.mentorships.filter(enrolment__in=mentor.conflicts.values("enrolment")).exists()
    assert_counters_equal_rows(mentor)
