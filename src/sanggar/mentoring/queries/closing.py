"""Reads: pairs that are to be brought to an end, because the programme's mentoring is over or soon is; and pairs whose
mentor is not there any more.
"""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from sanggar.foundation import clock
from sanggar.foundation.dates import local_date
from sanggar.mentoring.models import RUNNING, Mentor, Mentorship
from sanggar.mentoring.queries.pairs import SHOWN_WITH
from sanggar.people.models import Role
from sanggar.planning.models import Programme
from sanggar.planning.queries import holders_of

SAID_BEFORE = timedelta(days=14)
"""So long before the end both sides are told of it: time for a closing talk."""


def unclosed_pairs(at: datetime) -> QuerySet[Mentorship]:
    """Still running although the last day of their programme's mentoring has passed."""
    today = local_date(at, clock.office_zone())
    return _running().filter(mentor__programme__mentoring_until__lt=today)


def ending_pairs(at: datetime) -> QuerySet[Mentorship]:
    """Running, and the last day is today or near."""
    today = local_date(at, clock.office_zone())
    return _running().filter(mentor__programme__mentoring_until__range=(today, today + SAID_BEFORE))


def mentors_gone(programme: Programme) -> QuerySet[Mentor]:
    """Who is switched off, or may not accompany any more, and still has somebody: most fell ill or left in between."""
    there = programme.mentors.filter(active=True, account__in=holders_of(programme, Role.MENTOR))
    left = programme.mentors.exclude(pk__in=there.values("pk"))
    left = left.filter(pk__in=_running().filter(mentor__programme=programme).values("mentor"))
    return left.select_related("account").order_by("account__name", "pk")


def left_alone(programme: Programme) -> QuerySet[Mentorship]:
    """The running pairs of `mentors_gone`."""
    return _running().filter(mentor__in=mentors_gone(programme).order_by())


def _running() -> QuerySet[Mentorship]:
    rows = Mentorship.objects.filter(state__in=RUNNING)
    return rows.select_related(*SHOWN_WITH).order_by("started_at", "pk")
