"""Reads: what somebody must look after."""

from django.db.models import QuerySet

from sanggar.mentoring.models import FollowUp
from sanggar.planning.models import Programme
from sanggar.training.models import Enrolment


def open_follow_ups(scope: Programme | Enrolment) -> QuerySet[FollowUp]:
    """Of a programme or of one participant, the oldest first."""
    return follow_ups_of(scope).filter(settled_at=None)


def follow_ups_of(scope: Programme | Enrolment) -> QuerySet[FollowUp]:
    rows = FollowUp.objects.select_related(
        "enrolment__person", "enrolment__track", "enrolment__cohort", "enrolment__stage__programme__organisation"
    ).order_by("opened_at", "pk")
    return (
        rows.filter(enrolment=scope) if isinstance(scope, Enrolment) else rows.filter(enrolment__stage__programme=scope)
    )
