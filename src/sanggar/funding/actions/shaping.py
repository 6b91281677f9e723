"""Writes: the shape of a draft. Every line follows what drives it, in one go."""

from datetime import datetime

from django.db import transaction

from sanggar.cores.costing.shape import Shape
from sanggar.foundation.audit import Actor
from sanggar.foundation.money import MAX_RUPIAH
from sanggar.funding.actions.events import held_draft, note_planner, record_version
from sanggar.funding.actions.lines import worked_out
from sanggar.funding.actions.refusals import SumTooLarge
from sanggar.funding.models import BudgetVersion, VersionLine
from sanggar.funding.shapes import shape_as_json, shape_of_plan

FOLLOWING = ("driven", "volume", "amount")


@transaction.atomic
def try_shape(version: BudgetVersion, *, shape: Shape, by: Actor, at: datetime) -> None:
    """Work a draft out for another shape than the plan's."""
    _reshape(version, shape, follows_plan=False, by=by, at=at)


@transaction.atomic
def follow_plan(version: BudgetVersion, *, by: Actor, at: datetime) -> None:
    """Work a draft out for the stages, cohorts and meetings as they are planned now."""
    _reshape(version, shape_of_plan(version.budget.programme), follows_plan=True, by=by, at=at)


def _reshape(version: BudgetVersion, shape: Shape, *, follows_plan: bool, by: Actor, at: datetime) -> None:
    held = held_draft(version)
    before, lines = held.allocated, list(held.lines.all())
    for line in lines:
        follow(line, shape)
    held.allocated = sum(line.amount for line in lines)
    if held.allocated > MAX_RUPIAH:
        raise SumTooLarge
    held.shape, held.follows_plan = shape_as_json(shape), follows_plan
    held.save(update_fields=["shape", "follows_plan", "allocated"])
    VersionLine.objects.bulk_update(lines, FOLLOWING)
    note_planner(held, by)
    record_version("reshape_version", held, by=by, at=at, allocated_before=before, shape=held.shape)


def follow(line: VersionLine, shape: Shape) -> None:
    """What a line would be for a shape; not saved."""
    kept = ("account_code", "description", "factors", "driver", "unit_price")
    worked = worked_out({name: getattr(line, name) for name in kept}, shape)
    for name in FOLLOWING:
        setattr(line, name, worked[name])
