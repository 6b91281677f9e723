"""Writes: drafts of the budget. Any number lie side by side; nothing of them is in force before one is adopted."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction

from sanggar.foundation.audit import Actor
from sanggar.foundation.money import format_rupiah
from sanggar.funding.actions.events import held_draft, held_version, note, note_planner, record_version
from sanggar.funding.actions.refusals import CeilingKept, KindNotNext, ReasonMissing, SubActivityKept
from sanggar.funding.codes import normalise_sub_activity_code
from sanggar.funding.models import Budget, BudgetEventKind, BudgetVersion, VersionKind, VersionLine, VersionState
from sanggar.funding.queries import kinds_next, last_adopted
from sanggar.funding.shapes import shape_as_json, shape_of_plan
from sanggar.planning.models import Programme

KEPT = ("sub_activity_code", "sub_activity_name", "code_list", "ceiling", "allocated", "shape", "follows_plan")
SAME = ("key", "account_code", "description", "factors", "driver", "driven", "volume", "unit_price", "amount")


class VersionFields(TypedDict):
    """`ceiling` in rupiah."""

    ceiling: int
    sub_activity_code: str
    sub_activity_name: str
    code_list: str


@transaction.atomic
def open_budget(
    programme: Programme, *, kind: str, by: Actor, at: datetime, **fields: Unpack[VersionFields]
) -> BudgetVersion:
    """The first draft of a programme's budget, without lines yet, in the shape of the plan."""
    code = normalise_sub_activity_code(fields["sub_activity_code"])
    names = {"sub_activity_name": fields["sub_activity_name"], "code_list": fields["code_list"]}
    budget, _made = Budget.objects.get_or_create(programme=programme, defaults={"sub_activity_code": code, **names})
    _require_next(budget, kind)
    version = budget.versions.create(
        kind=kind,
        name=VersionKind(kind).name,
        based_on=last_adopted(budget),
        ceiling=fields["ceiling"],
        sub_activity_code=code,
        **names,
        shape=shape_as_json(shape_of_plan(programme)),
        drafted_at=at,
        drafted_by=by.label,
    )
    _drafted(version, by=by, at=at)
    return version


@transaction.atomic
def draft_version(
    source: BudgetVersion, *, kind: str, name: str, reason: str, by: Actor, at: datetime
) -> BudgetVersion:
    """A copy of a version to be changed, as a scenario or as the next version: the source stays as it is. A copy of a
    draft knows no more of what was adopted meanwhile than the draft did, so it is overtaken as well.
    """
    source = held_version(source)  # as it is now, and nobody writes in it while it is copied
    budget = source.budget
    _require_next(budget, kind)
    _require_reason(kind, reason)
    version = budget.versions.create(
        kind=kind,
        name=name,
        reason=reason,
        based_on=last_adopted(budget) if source.state == VersionState.ADOPTED else source.based_on,
        completing_percent=source.completing_percent,
        least_group=source.least_group,
        drafted_at=at,
        drafted_by=by.label,
        **{column: getattr(source, column) for column in KEPT},
    )
    if kind == VersionKind.SHIFT and version.ceiling != budget.ceiling:
        raise CeilingKept(ceiling=format_rupiah(budget.ceiling))
    copy_lines(source.lines.order_by("pk"), version)
    if source.state != VersionState.ADOPTED:
        version.planners.set(source.planners.all())
    _drafted(version, by=by, at=at, source=source.pk)
    return version


def copy_lines(lines: Iterable[VersionLine], version: BudgetVersion) -> None:
    version.lines.bulk_create([VersionLine(version=version, **{c: getattr(line, c) for c in SAME}) for line in lines])


@transaction.atomic
def change_version(
    version: BudgetVersion,
    *,
    name: str,
    reason: str,
    completing_percent: int,
    least_group: int,
    by: Actor,
    at: datetime,
    **fields: Unpack[VersionFields],
) -> None:
    """Name, reason, ceiling and sub-activity of a draft; its lines may pass a lower ceiling until it is adopted."""
    held = held_draft(version)
    if held.kind == VersionKind.SHIFT and fields["ceiling"] != held.budget.ceiling:
        raise CeilingKept(field="ceiling", ceiling=format_rupiah(held.budget.ceiling))
    code = normalise_sub_activity_code(fields["sub_activity_code"])
    if held.kind == VersionKind.SHIFT and code != held.budget.sub_activity_code:
        raise SubActivityKept(field="sub_activity_code", code=held.budget.sub_activity_code)
    _require_reason(held.kind, reason)
    before = held.ceiling
    held.name, held.reason = name, reason
    held.completing_percent, held.least_group = completing_percent, least_group
    held.ceiling = fields["ceiling"]
    held.sub_activity_code = code
    held.sub_activity_name, held.code_list = fields["sub_activity_name"], fields["code_list"]
    held.save()
    note_planner(held, by)
    if held.ceiling != before:
        note(held, BudgetEventKind.CEILING, by=by, at=at)
    sub_activity = held.sub_activity_code
    record_version(
        "change_version", held, by=by, at=at, reason=reason, ceiling_before=before, sub_activity=sub_activity
    )


@transaction.atomic
def withdraw_version(version: BudgetVersion, *, reason: str, by: Actor, at: datetime) -> None:
    """Put a draft aside for good; it stays to be read."""
    held = held_draft(version)
    BudgetVersion.objects.filter(pk=held.pk).update(state=VersionState.WITHDRAWN)
    note(held, BudgetEventKind.WITHDRAWN, by=by, at=at, reason=reason)
    record_version("withdraw_version", held, by=by, at=at, reason=reason)


def _drafted(version: BudgetVersion, *, by: Actor, at: datetime, source: int | None = None) -> None:
    note_planner(version, by)
    note(version, BudgetEventKind.DRAFTED, by=by, at=at)
    record_version("draft_version", version, by=by, at=at, reason=version.reason, source=source)


def _require_next(budget: Budget, kind: str) -> None:
    if kind not in kinds_next(budget):
        raise KindNotNext(field="kind", kind=VersionKind(kind).label)


def _require_reason(kind: str, reason: str) -> None:
    if kind in (VersionKind.SHIFT, VersionKind.AMENDED) and not reason.strip():
        raise ReasonMissing(field="reason")
