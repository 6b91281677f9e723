"""What the desk's front page asks once for all programmes on it, so that its queries do not grow with them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sanggar.applications.models import Call
from sanggar.applications.queries import calls_in
from sanggar.funding.models import Budget
from sanggar.planning.models import Programme, Stage
from sanggar.selection.models import Draw
from sanggar.selection.queries import calls_with_change_in, draws_in, objections_waiting_in
from sanggar.spending.waiting import MoneyWaiting, money_waiting


@dataclass(frozen=True, slots=True)
class Gathered:
    """By programme; `changing` are calls, `objections` those of draws that wait (for an answer, to be settled)."""

    stages: dict[int, list[Stage]]
    budgets: dict[int, Budget]
    calls: dict[int, list[Call]]
    draws: dict[int, list[Draw]]
    money: dict[int, MoneyWaiting]
    changing: set[int]
    objections: dict[int, tuple[int, int]]


def gathered(programmes: Sequence[Programme]) -> Gathered:
    among = Programme.objects.filter(pk__in=[each.pk for each in programmes])
    stages: dict[int, list[Stage]] = defaultdict(list)
    for stage in Stage.objects.filter(programme__in=among):
        stages[stage.programme_id].append(stage)
    calls: dict[int, list[Call]] = defaultdict(list)
    for call in calls_in(among).order_by("opens_at"):
        calls[call.stage.programme_id].append(call)
    draws: dict[int, list[Draw]] = defaultdict(list)
    for draw in draws_in(among):
        draws[draw.call.stage.programme_id].append(draw)
    budgets = Budget.objects.filter(programme__in=among).select_related("programme__organisation", "adopted_by")
    return Gathered(
        stages,
        {each.programme_id: each for each in budgets},
        calls,
        draws,
        money_waiting(among),
        calls_with_change_in(among),
        objections_waiting_in(among),
    )
