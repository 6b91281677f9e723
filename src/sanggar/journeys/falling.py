"""Falling presence becomes somebody's business: the mentor and the office are asked to look after it."""

from datetime import datetime, timedelta

from django.db.models import Max

from sanggar.foundation.audit import Actor
from sanggar.mentoring.actions import open_follow_up
from sanggar.mentoring.follow_up_words import Opening
from sanggar.mentoring.models import FollowUp, FollowUpKind
from sanggar.planning.models import Programme
from sanggar.training.queries import Falling, falling_presence

RECENT = timedelta(days=14)
"""Who has missed meetings of long ago is past calling about them."""
NOTICED_BY = "pemantau kehadiran"


def follow_up_falling_presence(at: datetime) -> list[FollowUp]:
    """Open a follow-up for whoever's presence falls; each meeting asks at most once, and none while one is open."""
    taught = Programme.objects.filter(
        stages__cohorts__meetings__ends_at__gt=at - RECENT, stages__cohorts__meetings__ends_at__lte=at
    )
    found = [each for programme in taught.distinct() for each in falling_presence(programme, at)]
    asked = _last_asked(found)
    by = Actor.system(NOTICED_BY)
    return [
        open_follow_up(each.enrolment, kind=FollowUpKind.PRESENCE, code=Opening.PRESENCE, data=each.facts, by=by, at=at)
        for each in found
        if _is_new(each, asked.get(each.enrolment.pk), at)
    ]


def _last_asked(found: list[Falling]) -> dict[int, datetime]:
    people = [each.enrolment.pk for each in found]
    rows = FollowUp.objects.filter(enrolment__in=people, kind=FollowUpKind.PRESENCE)
    return dict(rows.order_by().values_list("enrolment").annotate(last=Max("opened_at")))


def _is_new(falling: Falling, asked: datetime | None, at: datetime) -> bool:
    latest = falling.latest
    if latest is None or latest.ends_at <= at - RECENT:
        return False
    return asked is None or asked < latest.ends_at
