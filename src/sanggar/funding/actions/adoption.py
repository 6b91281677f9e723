"""Writes: adopting a version (disahkan). The right to it is the budget authority's (`rules`)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from sanggar.foundation.audit import Actor
from sanggar.foundation.money import format_rupiah
from sanggar.funding.actions.events import held_draft, note, record_version
from sanggar.funding.actions.refusals import (
    AccountInUse,
    CeilingKept,
    KindNotNext,
    LinesBelowUse,
    NothingToAdopt,
    OwnBudget,
    VersionOvertaken,
    VersionPassesCeiling,
)
from sanggar.funding.models import (
    SPENDABLE,
    Budget,
    BudgetEventKind,
    BudgetLine,
    BudgetVersion,
    VersionKind,
    VersionLine,
    VersionState,
)
from sanggar.funding.queries import kinds_next, last_adopted
from sanggar.funding.shapes import factors_in_force

APPLIED = ("account_code", "description", "factors", "volume", "unit_price", "amount")


@transaction.atomic
def adopt_version(version: BudgetVersion, *, number: str, dated: date, approver: str, by: Actor, at: datetime) -> None:
    """Fix a draft for good and, unless it is an RKA, put it in force in the same commit. Spending goes on before,
    during and after; a line that has more committed and paid on it than the version gives it is refused by name.
    """
    held = held_draft(version)
    budget = Budget.objects.select_for_update(no_key=True).get(pk=held.budget_id)
    last = last_adopted(budget)
    _require_ready(held, budget, last, by)
    held.state, held.ordinal = VersionState.ADOPTED, (last.ordinal or 0) + 1 if last else 1
    held.number, held.dated, held.approver = number, dated, approver
    held.adopted_at, held.adopted_by_id = at, by.account_id
    if held.kind in SPENDABLE:
        _put_in_force(held, budget)
    held.save()
    note(held, BudgetEventKind.ADOPTED, by=by, at=at, about=f"{held.name}, {number}")
    told = {"number": number, "dated": dated.isoformat(), "ordinal": held.ordinal}
    record_version("adopt_version", held, by=by, at=at, reason=held.reason, **told)
    version.refresh_from_db()


def _require_ready(held: BudgetVersion, budget: Budget, last: BudgetVersion | None, by: Actor) -> None:
    """Asked behind the draft's lock, which waits for whoever is writing a line at this moment."""
    if held.planners.filter(pk=by.account_id).exists():
        raise OwnBudget
    if not held.allocated:
        raise NothingToAdopt
    if held.based_on_id != (last.pk if last else None):
        raise VersionOvertaken(other=last.name if last else "")
    if held.kind not in kinds_next(budget):
        raise KindNotNext(kind=held.get_kind_display())
    if held.left < 0:
        raise VersionPassesCeiling(over=format_rupiah(-held.left))
    if held.kind == VersionKind.SHIFT and held.ceiling != budget.ceiling:
        raise CeilingKept(ceiling=format_rupiah(budget.ceiling))


def _put_in_force(held: BudgetVersion, budget: Budget) -> None:
    """Rows in force are changed, added, or emptied where the version leaves them out; none is deleted. They are locked
    in one order, so that money is committed on a line either before or after, never against a half-adopted version.
    """
    planned = {line.key: line for line in held.lines.order_by("pk")}
    standing = {line.key: line for line in budget.lines.select_for_update(no_key=True).order_by("pk")}
    _require_accounts_kept(standing, planned)
    for key, row in standing.items():
        _apply(row, planned.get(key))
    _require_enough(standing.values())
    new = [_apply(BudgetLine(budget=budget, key=key), planned[key]) for key in planned if key not in standing]
    BudgetLine.objects.bulk_update(standing.values(), APPLIED)
    BudgetLine.objects.bulk_create(new)
    for name in ("ceiling", "allocated", "sub_activity_code", "sub_activity_name", "code_list"):
        setattr(budget, name, getattr(held, name))
    budget.adopted_at, budget.adopted_by_id = held.adopted_at, held.adopted_by_id
    budget.save()


def _apply(row: BudgetLine, line: VersionLine | None) -> BudgetLine:
    if line is None:
        row.volume = row.amount = 0
        return row
    for name in APPLIED:
        setattr(row, name, getattr(line, name))
    row.factors = factors_in_force(line)
    return row


def _require_accounts_kept(standing: Mapping[UUID, BudgetLine], planned: Mapping[UUID, VersionLine]) -> None:
    """Reports, receipts and what the national system was told name the account under which money was spent."""
    used = [row for row in standing.values() if row.committed + row.paid]
    moved = [row for row in used if (line := planned.get(row.key)) and line.account_code != row.account_code]
    if moved:
        raise AccountInUse(lines="; ".join(f"{row.description} ({row.account_code})" for row in moved))


def _require_enough(rows: Iterable[BudgetLine]) -> None:
    short = [row for row in rows if row.left < 0]
    if short:
        told = [f"{row.description} ({format_rupiah(row.committed + row.paid)})" for row in short]
        raise LinesBelowUse(lines="; ".join(told))
