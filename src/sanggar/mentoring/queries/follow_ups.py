"""Reads: what somebody must look after, and who sees it."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from sanggar.mentoring.models import (
    OF_THE_OFFICE,
    PAST_THE_MENTOR,
    Answer,
    Contact,
    FollowUp,
    FollowUpKind,
    Mentorship,
)
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.training.models import Enrolment

DISPUTED = Q(answer=Answer.DISPUTED, voided_at=None)
Scope = Programme | Enrolment | list[int]


def open_follow_ups(scope: Scope) -> QuerySet[FollowUp]:
    """Of a programme, of one participant, or of several by their keys; the oldest first."""
    return follow_ups_of(scope).filter(settled_at=None)


def follow_ups_for_mentor(scope: Scope, account: Account) -> QuerySet[FollowUp]:
    """The open ones, without what goes past the mentor, nor a dispute about what another mentor noted."""
    own = Contact.objects.filter(DISPUTED, mentorship__mentor__account=account).values("mentorship__enrolment")
    about_others = Q(kind=FollowUpKind.DISPUTE) & ~Q(enrolment__in=own)
    return open_follow_ups(scope).exclude(kind__in=PAST_THE_MENTOR).exclude(about_others)


def settled_by_mentors(scope: Scope) -> QuerySet[FollowUp]:
    """What a mentor may settle: nothing that is about the mentor's own silence or notes."""
    return follow_ups_of(scope).exclude(kind__in=(*OF_THE_OFFICE, *PAST_THE_MENTOR))


def follow_ups_at_desk(scope: Scope, account: Account) -> QuerySet[FollowUp]:
    """For the office; never the wish for another mentor of somebody whom the reader accompanies or accompanied."""
    own = Mentorship.objects.filter(mentor__account=account).values("enrolment")
    return follow_ups_of(scope).exclude(kind=FollowUpKind.WISH, enrolment__in=own)


def follow_ups_of(scope: Scope) -> QuerySet[FollowUp]:
    rows = FollowUp.objects.select_related(
        "enrolment__person",
        "enrolment__application",
        "enrolment__track",
        "enrolment__cohort",
        "enrolment__stage__programme__organisation",
    ).order_by("opened_at", "pk")
    if isinstance(scope, Enrolment):
        return rows.filter(enrolment=scope)
    if isinstance(scope, Programme):
        return rows.filter(enrolment__stage__programme=scope)
    return rows.filter(enrolment__in=scope)


def disputed_contacts(scope: Programme | Enrolment) -> QuerySet[Contact]:
    """The oldest dispute first. What was confirmed after all is disputed no more; nor is what was voided, but for the
    time that the follow-up under which it was voided is open: the office still has to look at it.
    """
    looked_after = FollowUp.objects.filter(
        kind=FollowUpKind.DISPUTE,
        settled_at=None,
        enrolment=OuterRef("mentorship__enrolment"),
        opened_at__lte=OuterRef("voided_at"),
    )
    voided = Q(Exists(looked_after), answer=Answer.DISPUTED)
    rows = Contact.objects.filter(DISPUTED | voided).select_related("mentorship__mentor")
    rows = rows.order_by("answered_at", "pk")
    if isinstance(scope, Enrolment):
        return rows.filter(mentorship__enrolment=scope)
    return rows.filter(mentorship__mentor__programme=scope)
