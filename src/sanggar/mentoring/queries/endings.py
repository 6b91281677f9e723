"""Reads: what is asked after the end, and by which link."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from sanggar.foundation import clock
from sanggar.foundation.dates import local_date
from sanggar.foundation.links import is_link_token, link_token
from sanggar.mentoring.models import AfterCheck, Mentorship
from sanggar.mentoring.queries.pairs import AGAIN
from sanggar.planning.models import Programme

CHECK = "after-check"
PATIENCE = timedelta(days=14)
LATER = Mentorship.objects.filter(enrolment=OuterRef("mentorship__enrolment"), pk__gt=OuterRef("mentorship"))
LAST = ~Q(Exists(LATER.exclude(outcome__in=AGAIN)))
"""Who has, or had, a mentor again is not asked after the earlier ones."""


def checks_of(programme: Programme) -> QuerySet[AfterCheck]:
    """Everything asked or to be asked after pairs of a programme, the soonest due first."""
    told = Q(asked_at__isnull=False) | Q(answered_at__isnull=False)
    return _checks().filter(told | LAST, mentorship__mentor__programme=programme)


def checks_to_ask(at: datetime) -> QuerySet[AfterCheck]:
    return _checks().filter(LAST, asked_at=None, answered_at=None, due_on__lte=local_date(at, clock.office_zone()))


def checks_to_remind(at: datetime) -> QuerySet[AfterCheck]:
    """Asked two weeks ago, neither answered nor reminded."""
    return _checks().filter(LAST, asked_at__lte=at - PATIENCE, answered_at=None, reminded_at=None)


def check_by_link(pk: int, token: str) -> AfterCheck | None:
    return _checks().filter(pk=pk).first() if is_link_token(token, CHECK, str(pk), 1) else None


def check_token(check: AfterCheck) -> str:
    return link_token(CHECK, str(check.pk), 1)


def _checks() -> QuerySet[AfterCheck]:
    return AfterCheck.objects.select_related(
        "mentorship__enrolment__person",
        "mentorship__enrolment__application",
        "mentorship__enrolment__stage__programme__organisation",
        "mentorship__mentor__account",
    ).order_by("due_on", "pk")
