"""Reads: who must not accompany whom. Why is known to the office alone; a complaint is named nowhere."""

from collections.abc import Iterator

from sanggar.mentoring.models import ChangeRequest, Complaint, Conflict, Mentor, Mentorship, Outcome
from sanggar.planning.models import Programme
from sanggar.training.models import Enrolment

Pair = tuple[int, int]


def forbidden_pairs(programme: Programme) -> frozenset[Pair]:
    """(enrolment, mentor): declared conflicts, earlier complaints, who asked for another or said no before."""
    return frozenset(_pairs(programme))


def is_forbidden(enrolment: Enrolment, mentor: Mentor) -> bool:
    return (enrolment.pk, mentor.pk) in forbidden_pairs(mentor.programme)


def _pairs(programme: Programme) -> Iterator[Pair]:
    yield from Conflict.objects.filter(mentor__programme=programme).values_list("enrolment", "mentor")
    accused = Complaint.objects.filter(
        enrolment__stage__programme=programme, accused__mentor_places__programme=programme
    )
    yield from accused.values_list("enrolment", "accused__mentor_places")
    asked = ChangeRequest.objects.filter(mentorship__mentor__programme=programme, granted=True)
    yield from asked.values_list("mentorship__enrolment", "mentorship__mentor")
    refused = Mentorship.objects.filter(mentor__programme=programme, outcome=Outcome.DECLINED)
    yield from refused.values_list("enrolment", "mentor")
    own = Mentor.objects.filter(programme=programme, account__person__enrolments__stage__programme=programme)
    yield from own.values_list("account__person__enrolments", "pk")
