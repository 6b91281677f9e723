"""Matching asks as much of the database for many people as for few, whatever they hope for."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories.mentoring import make_mentor, make_pair
from factories.people import SETUP
from factories.planning import make_cohort, make_stage
from factories.training import make_enrolment
from sanggar.foundation import clock
from sanggar.mentoring import actions, queries
from sanggar.mentoring.models import Mentor
from sanggar.planning.models import Cohort, Programme


def add_people(programme: Programme, cohort: Cohort, leaving: Mentor, name: str) -> None:
    """Three mentors and three participants who hope for tracks, mentors and people, and one more of who leaves."""
    at = clock.now()
    mentors = [make_mentor(programme, f"{name} {number}", 9) for number in range(3)]
    people = [make_enrolment(cohort) for _ in range(3)]
    for mentor in mentors:
        actions.tell_mentor_wishes(mentor, tracks=programme.tracks.all(), people=people, by=SETUP, at=at)
    for person in people:
        told = {"topics": ["camera"], "kinds": ["woman"], "languages": ["id"], "times": ["weekend"]}
        actions.tell_wish(person, **told, mentors=mentors, by=SETUP, at=at)
    make_pair(make_enrolment(cohort), leaving)


@pytest.mark.django_db
def test_proposals_and_rematches_ask_the_same_whatever_the_number_of_people(programme: Programme) -> None:
    cohort, leaving = make_cohort(make_stage(programme)), make_mentor(programme, "Lela", 9)
    asked = []
    for name in ("Awal", "Lagi"):
        add_people(programme, cohort, leaving, name)
        with CaptureQueriesContext(connection) as found:
            proposed = queries.proposed_pairs(programme)
            moved = queries.rematch_of(leaving, shifts=True)
        asked.append((len(found), len(proposed.pairs), len(moved.moves)))
        leaving.refresh_from_db()
    (few, *some), (many, *more) = asked
    assert (few == many, some, more) == (True, [3, 1], [6, 2])
