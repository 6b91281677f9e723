"""Reads: who must not accompany whom. Why is known to the office alone; a complaint is named nowhere."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from sanggar.mentoring.models import ChangeRequest, Complaint, Conflict, Mentor, Mentorship, Outcome, Terms
from sanggar.planning.models import Programme
from sanggar.selection.models import ReviewTask, TaskState
from sanggar.training.kept_from_assessing import keeps_from_assessing
from sanggar.training.models import AssessmentState, Enrolment, WorkAssessment

Pair = tuple[int, int]
Source = tuple[str, QuerySet[Any], str, str]
"""Why, rows, and by which of their fields the participant and the mentor are found."""
CONFLICT, COMPLAINT, ASKED, DECLINED, SELF, ASSESSOR = "conflict", "complaint", "asked", "declined", "self", "assessor"


def forbidden_pairs(programme: Programme) -> frozenset[Pair]:
    """(enrolment, mentor): declared conflicts, complaints, who asked for another or said no before; where the programme
    asks for it, one's own assessor.

    Conflicts and complaints are between people, so those of an earlier programme count too. What was retracted, or let
    again by the office, counts no more; complaints always do.
    """
    return frozenset(
        pair for _why, rows, enrolment, mentor in _sources(programme) for pair in rows.values_list(enrolment, mentor)
    )


def is_forbidden(enrolment: Enrolment, mentor: Mentor) -> bool:
    return any(
        rows.filter(**{person: enrolment.pk, whom: mentor.pk}).exists()
        for _why, rows, person, whom in _sources(mentor.programme)
    )


def kept_from(enrolment: Enrolment) -> dict[int, set[str]]:
    """The mentors of the programme who must not accompany somebody, by key, and why: who may know why is asked where it
    is told.
    """
    found: dict[int, set[str]] = defaultdict(set)
    for why, rows, person, whom in _sources(enrolment.stage.programme):
        for pk in rows.filter(**{person: enrolment.pk}).values_list(whom, flat=True):
            found[pk].add(why)
    return dict(found)


def keeps_apart(mentorship: Mentorship) -> bool:
    """Whether how this pair ended keeps the two from being paired again, and the office may let them."""
    if mentorship.is_open or mentorship.reopened_at:
        return False
    return mentorship.outcome == Outcome.DECLINED or mentorship.change_requests.filter(granted=True).exists()


@keeps_from_assessing
def own_mentors(enrolment: Enrolment) -> list[int]:
    """The accounts of who accompanies, accompanied or was asked to accompany the person, where the programme wants
    other eyes on their works: the same wish that keeps an assessor from becoming their mentor, from its other side.
    """
    if not Terms.objects.filter(programme=enrolment.stage.programme, bars_assessors=True).exists():
        return []
    pairs = Mentorship.objects.filter(enrolment__person=enrolment.person_id)
    pairs = pairs.exclude(outcome__in=(Outcome.DECLINED, Outcome.WITHDRAWN))
    return list(pairs.order_by().values_list("mentor__account", flat=True).distinct())


@keeps_from_assessing
def accused_by(enrolment: Enrolment) -> list[int]:
    """The accounts that the person complained of, in whatever programme: their eyes are no fair ones."""
    complaints = Complaint.objects.filter(enrolment__person=enrolment.person_id, accused__isnull=False)
    return list(complaints.order_by().values_list("accused", flat=True).distinct())


def _sources(programme: Programme) -> Iterator[Source]:
    conflicts = Conflict.objects.filter(mentor__account__mentor_places__programme=programme, retracted_at=None)
    yield CONFLICT, conflicts, "enrolment__person__enrolments", "mentor__account__mentor_places"
    complaints = Complaint.objects.filter(accused__mentor_places__programme=programme)
    yield COMPLAINT, complaints, "enrolment__person__enrolments", "accused__mentor_places"
    asked = ChangeRequest.objects.filter(
        mentorship__mentor__programme=programme, granted=True, mentorship__reopened_at=None
    )
    yield ASKED, asked, "mentorship__enrolment", "mentorship__mentor"
    refused = Mentorship.objects.filter(mentor__programme=programme, outcome=Outcome.DECLINED, reopened_at=None)
    yield DECLINED, refused, "enrolment", "mentor"
    own = Mentor.objects.filter(programme=programme, account__person__enrolments__stage__programme=programme)
    yield SELF, own, "account__person__enrolments", "pk"
    if Terms.objects.filter(programme=programme, bars_assessors=True).exists():
        yield from _assessors(programme)


def _assessors(programme: Programme) -> Iterator[Source]:
    """Who was asked to mark a work, or to read an application, of the participant."""
    works = WorkAssessment.objects.filter(account__mentor_places__programme=programme)
    works = works.exclude(state=AssessmentState.WITHDRAWN)
    yield ASSESSOR, works, "submission__enrolment", "account__mentor_places"
    read = ReviewTask.objects.filter(reviewer__account__mentor_places__programme=programme)
    read = read.exclude(state=TaskState.WITHDRAWN).filter(application__enrolment__isnull=False)
    yield ASSESSOR, read, "application__enrolment", "reviewer__account__mentor_places"
