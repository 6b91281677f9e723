"""Reads: what waits for a decision in the selections of many programmes, in one question each."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet

from sanggar.applications.models import Application, ApplicationState
from sanggar.cores.rating import needs_third_reader
from sanggar.planning.models import Programme
from sanggar.selection.models import (
    LIVE_TASKS,
    UNFINISHED,
    Objection,
    ObjectionState,
    OfferWithdrawal,
    Procedure,
    ProposedChange,
    ReserveSearch,
    ReviewTask,
    Rubric,
    TaskState,
)
from sanggar.selection.queries.merit import marks_by_rubrics
from sanggar.selection.queries.offers import people_without_class, unreached_by_letter
from sanggar.selection.queries.reviews import CURRENT, MAY_BE_REOPENED, marks_count


def calls_with_change_in(programmes: QuerySet[Programme]) -> dict[int, int | None]:
    """Calls of which a change of the procedure waits for a second person, each with the account that proposed it."""
    waiting = ProposedChange.objects.filter(procedure__call__stage__programme__in=programmes, settled_at=None)
    return dict(waiting.values_list("procedure__call", "account"))


def calls_with_procedure_in(programmes: QuerySet[Programme]) -> set[int]:
    """Calls of which it is published how they select."""
    told = Procedure.objects.filter(call__stage__programme__in=programmes, published_at__isnull=False)
    return set(told.values_list("call", flat=True))


def withdrawals_waiting_in(programmes: QuerySet[Programme]) -> dict[int, list[OfferWithdrawal]]:
    """By programme what waits for a second person before an offer ends."""
    waiting = OfferWithdrawal.objects.filter(offer__stage__programme__in=programmes, settled_at=None)
    found: dict[int, list[OfferWithdrawal]] = defaultdict(list)
    for each in waiting.select_related("offer__stage"):
        found[each.offer.stage.programme_id].append(each)
    return found


def objections_waiting_in(programmes: QuerySet[Programme]) -> dict[int, tuple[int, int]]:
    """By draw: how many objections nobody has answered, and how many were upheld and are not settled yet."""
    found = Objection.objects.filter(draw__call__stage__programme__in=programmes).order_by().values_list("draw")
    unanswered = Count("pk", filter=Q(state=ObjectionState.OPEN))
    unsettled = Count("pk", filter=Q(state=ObjectionState.UPHELD, settled_at=None))
    return {draw: (first, second) for draw, first, second in found.annotate(a=unanswered, b=unsettled)}


def draws_that_wait_in(programmes: QuerySet[Programme]) -> set[int]:
    """Draws of which the last search found that no panel keeps what is left of the quotas, as `waits_for_office`."""
    found = ReserveSearch.objects.filter(draw__call__stage__programme__in=programmes, is_clash=True)
    return set(found.filter(ended_at__isnull=False).values_list("draw", flat=True))


def tracks_without_class_in(programmes: QuerySet[Programme]) -> dict[int, list[str]]:
    """By programme the tracks of those who accepted a seat and found no class, one entry a person."""
    rows = people_without_class().filter(stage__programme__in=programmes).order_by("application__track", "pk")
    found: dict[int, list[str]] = defaultdict(list)
    for programme, track in rows.values_list("stage__programme", "application__track__name"):
        found[programme].append(track)
    return found


def unreached_in(programmes: QuerySet[Programme], at: datetime) -> dict[int, tuple[int, datetime]]:
    """By stage: to how many with an open offer no letter finds a way, and the first of their deadlines."""
    rows = unreached_by_letter(at).filter(stage__programme__in=programmes).order_by()
    found = rows.values_list("stage").annotate(count=Count("pk"), first=Min("deadline"))
    return {stage: (count, first) for stage, count, first in found}


def readers_lacking_in(programmes: QuerySet[Programme]) -> dict[int, int]:
    """By call how many reviews nobody holds of those that `progress` says are needed; before the freeze alone."""
    rubrics = _rubrics(programmes).filter(call__frozen_at=None)
    readers = {each.call_id: each.readers for each in rubrics if marks_count(each.call)}
    tasks = _tasks(readers)
    thirds = {application for _call, application, is_third in tasks if is_third}
    contested = Objection.objects.filter(application__call__in=readers, readings__gt=0)
    extra = dict(contested.values_list("application", "readings"))
    needed: Counter[int] = Counter()
    for application, call in _eligible(readers):
        needed[call] += max(readers[call] + (application in thirds), extra.get(application, 0))
    needed.subtract(call for call, _application, _is_third in tasks)
    return {call: count for call, count in needed.items() if count > 0}


def thirds_needed_in(programmes: QuerySet[Programme]) -> dict[int, int]:
    """By call of which reviews are open how many applications need a third reader, as `scores_of` finds."""
    reopened = Objection.objects.filter(MAY_BE_REOPENED, application__call__stage__programme__in=programmes)
    rubrics = _rubrics(programmes).filter(Q(call__frozen_at=None) | Q(call__in=reopened.values("application__call")))
    open_now = [each for each in rubrics.prefetch_related("criteria__levels") if marks_count(each.call)]
    calls = [each.call_id for each in open_now]
    current = ReviewTask.objects.filter(CURRENT, reviewer__call__in=calls, state__in=LIVE_TASKS)
    awaited = set(current.filter(Q(is_third=True) | Q(state__in=UNFINISHED)).values_list("application", flat=True))
    earned, marks = marks_by_rubrics(open_now), defaultdict(list)
    for task, application in current.filter(state=TaskState.DONE).order_by("pk").values_list("pk", "application"):
        if task in earned and application not in awaited:
            marks[application].append(earned[task])
    threshold = {each.call_id: each.threshold for each in open_now}
    found = Counter(
        call for application, call in _eligible(calls) if needs_third_reader(marks[application], threshold[call])
    )
    return dict(found)


def _rubrics(programmes: QuerySet[Programme]) -> QuerySet[Rubric]:
    locked = Rubric.objects.filter(call__stage__programme__in=programmes, locked_at__isnull=False)
    return locked.select_related("call")


def _tasks(calls: Iterable[int]) -> list[tuple[int, int, bool]]:
    """Call, application, and whether by a third reader, of the reviews that count."""
    rows = ReviewTask.objects.filter(CURRENT, reviewer__call__in=list(calls), state__in=LIVE_TASKS).order_by()
    return list(rows.values_list("reviewer__call", "application", "is_third"))


def _eligible(calls: Iterable[int]) -> Iterable[tuple[int, int]]:
    rows = Application.objects.filter(call__in=list(calls), state=ApplicationState.ELIGIBLE).order_by()
    return rows.values_list("pk", "call")
