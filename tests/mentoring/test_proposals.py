"""Mentors for everyone at once: shown first, carried out as shown, even in share and complete where possible."""

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.mentoring import make_mentor, make_pair
from factories.people import SETUP
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.mentoring import actions, queries
from sanggar.mentoring.queries.proposals import Desk, share_out
from sanggar.mentoring.refusals import ProposalOutdated
from sanggar.planning.models import Programme
from sanggar.training.actions import leave

YOUTUBE, TIKTOK, PODCAST = 1, 2, 3


def act() -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now()}


def desk(mentor: int, capacity: int, assigned: int = 0, tracks: tuple[int, ...] = ()) -> Desk:
    return Desk(mentor, capacity, assigned, frozenset(tracks))


def test_each_mentor_is_filled_in_proportion_to_their_capacity() -> None:
    shared = share_out([(person, YOUTUBE) for person in range(9)], [desk(1, 4), desk(2, 8)])
    assert sorted(shared.values()) == [1] * 3 + [2] * 6


def test_who_is_already_busy_gets_fewer() -> None:
    shared = share_out([(person, YOUTUBE) for person in range(4)], [desk(1, 4, assigned=2), desk(2, 4)])
    assert sorted(shared.values()) == [1, 2, 2, 2]


def test_only_mentors_of_the_track_are_proposed() -> None:
    shared = share_out([(1, YOUTUBE), (2, TIKTOK)], [desk(7, 5, tracks=(TIKTOK,)), desk(8, 5, tracks=(YOUTUBE,))])
    assert shared == {1: 8, 2: 7}


def test_a_generalist_makes_room_for_those_whom_nobody_else_can_take() -> None:
    desks = [desk(1, 1, tracks=(YOUTUBE, PODCAST)), desk(2, 1, tracks=(YOUTUBE, TIKTOK)), desk(3, 1, tracks=(TIKTOK,))]
    shared = share_out([(10, YOUTUBE), (11, TIKTOK), (12, PODCAST)], desks)
    assert shared == {10: 2, 11: 3, 12: 1}


@given(
    people=st.lists(st.sampled_from([YOUTUBE, TIKTOK, PODCAST]), max_size=5),
    places=st.lists(st.tuples(st.integers(1, 2), st.sets(st.sampled_from([YOUTUBE, TIKTOK, PODCAST]))), max_size=3),
)
def test_as_many_are_placed_as_any_sharing_could_place(people: list[int], places: list[tuple[int, set[int]]]) -> None:
    """Against every possible sharing, tried one by one."""
    desks = [desk(number, capacity, tracks=tuple(tracks)) for number, (capacity, tracks) in enumerate(places)]
    wanted = list(enumerate(people))
    shared = share_out(wanted, desks)
    best = max(
        sum(place is not None for place in sharing)
        for sharing in itertools.product([None, *range(len(places))], repeat=len(people))
        if all(sharing.count(number) <= capacity for number, (capacity, _) in enumerate(places))
        and all(
            place is None or not places[place][1] or people[who] in places[place][1]
            for who, place in enumerate(sharing)
        )
    )
    assert len(shared) == best
    for person, mentor in shared.items():
        assert not places[mentor][1] or people[person] in places[mentor][1]
    for number, (capacity, _) in enumerate(places):
        assert list(shared.values()).count(number) <= capacity


@pytest.mark.django_db
def test_the_same_situation_gives_the_same_proposal(programme: Programme) -> None:
    cohort = make_cohort_of(programme)
    for name in ("Satu", "Dua"):
        make_mentor(programme, name, 5)
    for _ in range(4):
        make_enrolment(cohort)
    first, second = queries.proposed_pairs(programme), queries.proposed_pairs(programme)
    assert (first.pairs, first.digest) == (second.pairs, second.digest)


@pytest.mark.django_db
def test_a_proposal_is_carried_out_as_it_was_shown(programme: Programme) -> None:
    cohort = make_cohort_of(programme)
    make_mentor(programme, "Satu", 2)
    make_mentor(programme, "Dua", 1)
    people = [make_enrolment(cohort) for _ in range(4)]
    proposal = queries.proposed_pairs(programme)
    assert [enrolment for enrolment, _ in proposal.pairs] == people[:3]
    assert proposal.left == (people[3],)
    assert actions.assign_proposed(programme, proposal.digest, **act()) == 3
    made = {(pair.enrolment, pair.mentor) for pair in queries.pairs_of(programme)}
    assert made == set(proposal.pairs)


@pytest.mark.django_db
def test_a_proposal_that_no_longer_fits_is_refused_whole(programme: Programme) -> None:
    cohort = make_cohort_of(programme)
    mentor = make_mentor(programme)
    first, second = make_enrolment(cohort), make_enrolment(cohort)
    digest = queries.proposed_pairs(programme).digest
    make_pair(first, mentor)
    with pytest.raises(ProposalOutdated):
        actions.assign_proposed(programme, digest, **act())
    assert second.mentorships.count() == 0


@pytest.mark.django_db
def test_who_has_left_or_was_brought_to_an_end_is_not_proposed(programme: Programme) -> None:
    cohort = make_cohort_of(programme)
    mentor = make_mentor(programme)
    gone, done, waiting = make_enrolment(cohort), make_enrolment(cohort), make_enrolment(cohort)
    leave(gone, "withdrawn", reason="pindah", **act())
    actions.end_mentorship(make_pair(done, mentor), outcome="stopped", reason="jalan sendiri", **act())
    assert list(queries.unassigned_enrolments(programme)) == [waiting]
