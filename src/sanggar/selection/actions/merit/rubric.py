"""Writing the rubric: free until it is published, then with a reason that everyone can read; fixed from the first mark
on.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from sanggar.applications.models import Call
from sanggar.foundation.audit import Actor, Place, record
from sanggar.foundation.unique import unless_taken
from sanggar.selection.merit_refusals import (
    CriterionTaken,
    LevelsTooFew,
    ReasonForRubric,
    RubricChangedMeanwhile,
    RubricLocked,
    RubricTooThin,
)
from sanggar.selection.models import Criterion, Level, Rubric, RubricChange
from sanggar.selection.seen import mark_of_seen

LEAST_LEVELS = 2


@dataclass(frozen=True, slots=True)
class CriterionText:
    """A criterion as it is written: `levels` maps points to what earns them."""

    name: str
    weight: int
    levels: Mapping[int, str]
    hint: str = ""


@transaction.atomic
def write_rubric(
    call: Call, criteria: Sequence[CriterionText], *, by: Actor, at: datetime, shows_link: bool = False
) -> Rubric:
    """Begin a rubric, with criteria to start from."""
    rubric, _is_new = Rubric.objects.get_or_create(call=call, defaults={"written_at": at, "written_by": by.label})
    set_rubric(rubric, readers=rubric.readers, threshold=rubric.threshold, shows_link=shows_link, by=by, at=at)
    for each in criteria:
        write_criterion(rubric, name=each.name, hint=each.hint, weight=each.weight, levels=each.levels, by=by, at=at)
    return rubric


@transaction.atomic
def set_rubric(
    rubric: Rubric,
    *,
    readers: int,
    threshold: int,
    shows_link: bool,
    by: Actor,
    at: datetime,
    reason: str = "",
    seen: str | None = None,
) -> None:
    """How many read, what difference calls a third, and whether the channel is shown. `seen` is the `mark_of` what was
    read, so that nobody takes back what a colleague changed meanwhile.
    """
    rubric = _open(rubric)
    _require_seen(seen, rubric)
    values = {"readers": readers, "threshold": threshold, "shows_link": shows_link}
    with _told(rubric, reason, by, at):
        Rubric.objects.filter(pk=rubric.pk).update(**values, written_at=at, written_by=by.label)
    record("selection.set_rubric", rubric, by=by, at=at, place=_place(rubric), details=values)


@transaction.atomic
def write_criterion(  # noqa: PLR0913 - the fields of its form, and why it changes
    rubric: Rubric,
    *,
    name: str,
    weight: int,
    levels: Mapping[int, str],
    by: Actor,
    at: datetime,
    hint: str = "",
    criterion: Criterion | None = None,
    reason: str = "",
    seen: str | None = None,
) -> Criterion:
    """Add a criterion, or write `criterion` anew; its anchored levels with it. `seen` as for `set_rubric`."""
    rubric = _open(rubric)
    _require_seen(seen, rubric, criterion)
    if len(levels) < LEAST_LEVELS or max(levels) < 1:
        raise LevelsTooFew(field="level_4")
    with _told(rubric, reason, by, at):
        with unless_taken(CriterionTaken(field="name")):
            if criterion is None:
                last = rubric.criteria.order_by("ordinal").last()
                criterion = Criterion(rubric=rubric, ordinal=last.ordinal + 1 if last else 1)
            criterion.name, criterion.hint, criterion.weight = name, hint, weight
            criterion.save()
        criterion.levels.all().delete()
        Level.objects.bulk_create(Level(criterion=criterion, points=p, text=text) for p, text in levels.items())
    details = {"criterion": criterion.ordinal, "name": name, "weight": weight, "levels": dict(levels)}
    record("selection.write_criterion", rubric, by=by, at=at, place=_place(rubric), details=details)
    return criterion


@transaction.atomic
def remove_criterion(
    criterion: Criterion, *, by: Actor, at: datetime, reason: str = "", seen: str | None = None
) -> None:
    rubric = _open(criterion.rubric)
    _require_seen(seen, rubric, criterion)
    details = {"criterion": criterion.ordinal, "name": criterion.name}
    record("selection.remove_criterion", rubric, by=by, at=at, place=_place(rubric), details=details)
    with _told(rubric, reason, by, at):
        criterion.levels.all().delete()
        Criterion.objects.filter(pk=criterion.pk).delete()


@transaction.atomic
def publish_rubric(rubric: Rubric, *, by: Actor, at: datetime, seen: str | None = None) -> None:
    """Tell what is marked by; applications can be shared out from now on. Publishing again changes nothing. `seen` is
    the `mark_of` the whole of it.
    """
    rubric = _open(rubric)
    if seen is not None and seen != whole_mark_of(rubric):
        raise RubricChangedMeanwhile
    if not rubric.criteria.exists():
        raise RubricTooThin
    if Rubric.objects.filter(pk=rubric.pk, published_at=None).update(published_at=at):
        record("selection.publish_rubric", rubric, by=by, at=at, place=_place(rubric))


@contextmanager
def _told(rubric: Rubric, reason: str, by: Actor, at: datetime) -> Iterator[None]:
    """What is changed meanwhile, for everyone to read, once the rubric is published. Within the act's transaction."""
    before = rubric_snapshot(rubric)
    yield
    after = rubric_snapshot(rubric)
    if not rubric.is_published or before == after:
        return
    if not reason:
        raise ReasonForRubric(field="reason")
    RubricChange.objects.create(rubric=rubric, at=at, by_label=by.label, reason=reason, before=before, after=after)


def rubric_snapshot(rubric: Rubric) -> dict[str, Any]:
    """All that can change, as it stands in the database now, as JSON values."""
    settings = Rubric.objects.values("readers", "threshold", "shows_link").get(pk=rubric.pk)
    criteria = Criterion.objects.filter(rubric=rubric).order_by("ordinal").prefetch_related("levels")
    return settings | {
        "criteria": {
            str(each.ordinal): {
                "name": each.name,
                "hint": each.hint,
                "weight": each.weight,
                "levels": {str(level.points): level.text for level in each.levels.all()},
            }
            for each in criteria
        }
    }


def mark_of(rubric: Rubric, criterion: Criterion | None = None) -> str:
    """What whoever reads the form has before them: the settings, or one criterion; and whether all can read it."""
    kept = rubric_snapshot(rubric)
    criteria = kept.pop("criteria")
    is_published = Rubric.objects.filter(pk=rubric.pk, published_at__isnull=False).exists()
    return mark_of_seen([is_published, criteria.get(str(criterion.ordinal)) if criterion else kept])


def whole_mark_of(rubric: Rubric) -> str:
    """The same of settings and all criteria."""
    return mark_of_seen(rubric_snapshot(rubric))


def _require_seen(seen: str | None, rubric: Rubric, criterion: Criterion | None = None) -> None:
    """The caller holds the rubric."""
    if seen is not None and seen != mark_of(rubric, criterion):
        raise RubricChangedMeanwhile


def _open(rubric: Rubric) -> Rubric:
    """The rubric, locked against writers, that no mark has fixed yet."""
    locked = Rubric.objects.select_for_update(of=("self",)).select_related("call__stage__programme__organisation")
    rubric = locked.get(pk=rubric.pk)
    if rubric.is_locked:
        raise RubricLocked
    return rubric


def _place(rubric: Rubric) -> Place:
    return rubric.call.programme.place
