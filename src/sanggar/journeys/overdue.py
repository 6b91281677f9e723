"""Required work that was not handed in becomes somebody's business, and is nobody's any more once it comes."""

from contextlib import suppress
from datetime import datetime, timedelta

from django.db.models import Max, QuerySet
from django.db.models.functions import Coalesce

from sanggar.foundation.audit import Actor
from sanggar.mentoring.actions import name_overdue_work, open_follow_up, settle_overdue_work
from sanggar.mentoring.follow_up_words import Opening
from sanggar.mentoring.models import FollowUp, FollowUpKind
from sanggar.mentoring.queries import terms_of
from sanggar.mentoring.refusals import FollowUpSettled
from sanggar.planning.models import Programme
from sanggar.training.models import Assignment, Enrolment
from sanggar.training.queries import overdue_works

NOTICED_BY = "pemantau tugas"
REMEMBERED = timedelta(days=60)
"""What became overdue longer ago nobody is called about for the first time."""


def follow_up_overdue_works(at: datetime) -> list[FollowUp]:
    """Open a follow-up for whoever's work is overdue by the days of the programme; each work asks at most once."""
    by = Actor.system(NOTICED_BY)
    opened = []
    for programme in _with_work():
        days = terms_of(programme).work_overdue_after
        late = overdue_works(programme, at, days)
        asked = _last_asked(late)
        for enrolment, works in late.items():
            if _is_new(works, asked.get(enrolment.pk, at - REMEMBERED), days):
                work, data = FollowUpKind.WORK, {"titles": _titles(works)}
                opened.append(open_follow_up(enrolment, kind=work, code=Opening.WORK, data=data, by=by, at=at))
    return opened


def settle_handed_works(at: datetime) -> None:
    """What was opened for works of which none is overdue any more; what stays open names those that still are."""
    by = Actor.system(NOTICED_BY)
    for programme in _with_work().filter(stages__enrolments__follow_ups__in=_open()).distinct():
        late = overdue_works(programme, at)
        for follow_up in _open().filter(enrolment__stage__programme=programme).select_related("enrolment"):
            with suppress(FollowUpSettled):  # by hand, at the same moment
                if works := late.get(follow_up.enrolment):
                    name_overdue_work(follow_up, _titles(works))
                else:
                    settle_overdue_work(follow_up, by=by, at=at)


def _open() -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(kind=FollowUpKind.WORK, code=Opening.WORK, settled_at=None)


def _with_work() -> QuerySet[Programme]:
    return Programme.objects.filter(stages__assignments__isnull=False).select_related("organisation").distinct()


def _last_asked(people: dict[Enrolment, list[Assignment]]) -> dict[int, datetime]:
    rows = FollowUp.objects.filter(enrolment__in=[each.pk for each in people], kind=FollowUpKind.WORK)
    return dict(rows.order_by().values_list("enrolment").annotate(last=Max(Coalesce("settled_at", "opened_at"))))


def _is_new(works: list[Assignment], asked: datetime, days: int) -> bool:
    return any(each.due_at + timedelta(days=days) > asked for each in works)


def _titles(works: list[Assignment]) -> list[str]:
    return [each.title for each in works]
