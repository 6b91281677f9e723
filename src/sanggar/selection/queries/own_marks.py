"""What someone may know of the own mark from the freeze on: what it is, and how it came about."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from sanggar.applications.models import Application
from sanggar.selection.models import MARKED, Draw, FloorMark, Level, Rule, Score, TaskState
from sanggar.selection.queries.reviews import current_tasks, reopened, rubric_of


@dataclass(frozen=True, slots=True)
class OwnCriterion:
    """`levels` are what the reviewers chose, the lowest first: in this order nobody can follow one reviewer."""

    name: str
    weight: int
    most: int
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class OwnMark:
    """The mark as the list was frozen by it, of how many reviews, and what was chosen for each criterion."""

    mark: Decimal
    reviews: int
    criteria: tuple[OwnCriterion, ...]


def frozen_mark_of(application: Application) -> Decimal | None:
    """The mark by which the list as it stands was frozen; None where marks decide nothing."""
    entry = application.draw_entries.filter(draw__rule__in=MARKED).last()
    if entry is not None:
        return entry.mark
    return FloorMark.objects.filter(application=application).values_list("mark", flat=True).first()


def own_mark_of(application: Application) -> OwnMark | None:
    """Of whom a mark keeps out, or ranks; None for others, and while it is read again."""
    draw = Draw.objects.filter(call=application.call_id, rule__in=MARKED).first()
    mark = frozen_mark_of(application) if draw else None
    if draw is None or mark is None or application.pk in reopened(application.call):
        return None
    if draw.rule == Rule.FLOOR and draw.entries.filter(application=application).exists():
        return None
    done = current_tasks(application.call).filter(application=application, state=TaskState.DONE)
    return OwnMark(mark, done.count(), _criteria(application, list(done.values_list("pk", flat=True))))


def _criteria(application: Application, tasks: list[int]) -> tuple[OwnCriterion, ...]:
    rubric = rubric_of(application.call)
    chosen: dict[int, list[Level]] = defaultdict(list)
    scores = Score.objects.filter(task__in=tasks, level__isnull=False).select_related("level")
    for score in scores.order_by("level__points", "level"):
        if score.level:
            chosen[score.criterion_id].append(score.level)
    criteria = rubric.criteria.all() if rubric else ()
    return tuple(
        OwnCriterion(each.name, each.weight, max(level.points for level in each.levels.all()), tuple(chosen[each.pk]))
        for each in criteria
    )
