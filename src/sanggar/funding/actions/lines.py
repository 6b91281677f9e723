"""Writes: the lines of a draft. Every act holds the draft's lock, so that its sum is always that of its lines."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NotRequired, TypedDict, Unpack

from django.db import transaction

from sanggar.cores.costing.plan import PlanLine
from sanggar.cores.costing.shape import Driver, Shape
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.money import MAX_RUPIAH, format_rupiah
from sanggar.funding.actions.events import held_draft, note_planner
from sanggar.funding.actions.listed_codes import require_listed_account
from sanggar.funding.actions.refusals import CeilingExceeded, VersionFixed
from sanggar.funding.codes import normalise_account_code
from sanggar.funding.factors import Factor, checked_factors
from sanggar.funding.models import BudgetVersion, VersionLine
from sanggar.funding.shapes import shape_from_json


class LineFields(TypedDict):
    """`unit_price` in rupiah, for one of the volume; the account code may come as people print it."""

    account_code: str
    description: str
    factors: Sequence[Factor]
    unit_price: int
    driver: NotRequired[str]


@transaction.atomic
def add_line(version: BudgetVersion, *, by: Actor, at: datetime, **fields: Unpack[LineFields]) -> VersionLine:
    held = held_draft(version)
    line = VersionLine(version=held, **worked_out(fields, shape_from_json(held.shape)))
    require_listed_account(line.account_code, held.budget, at)
    allocate(held, line, line.amount)
    line.save(force_insert=True)
    _record("add_line", line, by=by, at=at, details=figures(line))
    return line


@transaction.atomic
def change_line(line: VersionLine, *, by: Actor, at: datetime, **fields: Unpack[LineFields]) -> None:
    held, line = _held(line)
    before = figures(line)
    changes = worked_out(fields, shape_from_json(held.shape))
    if changes["account_code"] != line.account_code:
        require_listed_account(changes["account_code"], held.budget, at)
    for name, value in changes.items():
        setattr(line, name, value)
    allocate(held, line, line.amount - before["amount"])
    line.save(update_fields=changes)
    _record("change_line", line, by=by, at=at, details={"before": before, "after": figures(line)})


@transaction.atomic
def remove_line(line: VersionLine, *, by: Actor, at: datetime) -> None:
    """Leave a line out of the draft. Where money was used on it, adopting the draft will refuse."""
    held, line = _held(line)
    allocate(held, line, -line.amount)
    _record("remove_line", line, by=by, at=at, details=figures(line))
    line.delete()


def worked_out(fields: LineFields | Mapping[str, Any], shape: Shape) -> dict[str, Any]:
    """The columns of a line for a shape."""
    factors = checked_factors(fields["factors"])
    driver = Driver(fields.get("driver") or Driver.PROGRAMME)
    plan = PlanLine(tuple(number for number, _unit in factors), fields["unit_price"], driver)
    return {
        "account_code": normalise_account_code(fields["account_code"]),
        "description": fields["description"],
        "factors": factors,
        "driver": driver.value,
        "driven": shape.count(driver),
        "volume": plan.volume(shape),
        "unit_price": plan.price,
        "amount": plan.amount(shape),
    }


def allocate(held: BudgetVersion, line: VersionLine, difference: int) -> None:
    """Move the draft's sum. It may not grow past the ceiling; one that is past it may shrink."""
    grown = held.allocated + difference
    if line.amount > MAX_RUPIAH or (difference > 0 and grown > held.ceiling):
        most = max(0, held.left + line.amount - difference)
        raise CeilingExceeded(field="unit_price", most=format_rupiah(most), amount=format_rupiah(line.amount))
    held.allocated = grown
    held.save(update_fields=["allocated"])


def figures(line: VersionLine) -> dict[str, Any]:
    return {
        "account_code": line.account_code,
        "driver": line.driver,
        "volume": line.volume,
        "unit_price": line.unit_price,
        "amount": line.amount,
    }


def _held(line: VersionLine) -> tuple[BudgetVersion, VersionLine]:
    """The draft and the line as it is behind the draft's lock; a line that somebody removed meanwhile is as fixed."""
    held = held_draft(line.version)
    found = held.lines.filter(pk=line.pk).first()
    if found is None:
        raise VersionFixed
    found.version = held
    return held, found


def _record(verb: str, line: VersionLine, *, by: Actor, at: datetime, details: dict[str, Any]) -> None:
    version = line.version
    note_planner(version, by)
    told = {"version": version.pk, **details}
    record(f"funding.{verb}", line, by=by, at=at, place=version.budget.programme.place, details=told)
