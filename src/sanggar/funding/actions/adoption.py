"""Writes: adopting a version (disahkan). The right to it is the budget authority's (`rules`)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from sanggar.foundation import clock, dates
from sanggar.foundation.audit import Actor
from sanggar.foundation.money import format_rupiah
from sanggar.foundation.typed_text import plain_line
from sanggar.funding.actions.events import held_draft, note, record_version
from sanggar.funding.actions.refusals import (
    AccountInUse,
    AdoptedAfterTheYear,
    AdoptedInFuture,
    ApproverNotFit,
    ApproverUnclear,
    CeilingKept,
    DatedBeforeTheLast,
    KindNotNext,
    LinesBelowUse,
    NothingToAdopt,
    OwnBudget,
    VersionOvertaken,
    VersionPassesCeiling,
)
from sanggar.funding.deadlines import payments_ended
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
from sanggar.funding.queries import approvers_of, kinds_next, last_adopted
from sanggar.funding.shapes import factors_in_force
from sanggar.people.models import Account
from sanggar.planning.models import Programme

APPLIED = ("account_code", "description", "factors", "volume", "unit_price", "amount")


@dataclass(frozen=True, slots=True)
class Document:
    """As it was signed: by an official who has an account here, or by another, told in words (name and office)."""

    number: str
    dated: date
    approver: str = ""
    approver_account: Account | None = None


@transaction.atomic
def adopt_version(version: BudgetVersion, *, document: Document, by: Actor, at: datetime) -> None:
    """Fix a draft for good and, unless it is an RKA, put it in force in the same commit. Spending goes on before,
    during and after; a line that has more committed and paid on it than the version gives it is refused by name.
    """
    held = held_draft(version)
    budget = Budget.objects.select_for_update(no_key=True).get(pk=held.budget_id)
    last = last_adopted(budget)
    _require_ready(held, budget, last, by)
    _require_dated(document, last, at)
    if refusal := refusal_of_day(budget.programme, document.dated, at):
        raise refusal
    _require_approver(held, document)
    held.state, held.ordinal = VersionState.ADOPTED, (last.ordinal or 0) + 1 if last else 1
    held.number, held.dated, held.approver_account = document.number, document.dated, document.approver_account
    held.approver = document.approver
    held.adopted_at, held.adopted_by_id = at, by.account_id
    if held.kind in SPENDABLE:
        _put_in_force(held, budget)
    held.save()
    note(held, BudgetEventKind.ADOPTED, by=by, at=at, about=f"{held.name}, {held.number}")
    told = {
        "number": held.number,
        "dated": document.dated.isoformat(),
        "ordinal": held.ordinal,
        "approver_account": held.approver_account_id,
    }
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


def _require_dated(document: Document, last: BudgetVersion | None, at: datetime) -> None:
    """Signed by now, and not before the version that it changes. It may be older than its draft here: what was signed
    on paper is often entered afterwards.
    """
    if document.dated > dates.local_date(at, clock.office_zone()):
        raise AdoptedInFuture(field="dated")
    if last and last.dated and document.dated < last.dated:
        raise DatedBeforeTheLast(field="dated", other=last.name, day=dates.plain_date(last.dated))


def refusal_of_day(programme: Programme, dated: date, at: datetime) -> AdoptedAfterTheYear | None:
    """Once the year's payments have ended, only what was signed within the fiscal year is still entered."""
    last_day = date(programme.fiscal_year, 12, 31)
    if dated <= last_day or payments_ended(programme, at) is None:
        return None
    return AdoptedAfterTheYear(field="dated", year=programme.fiscal_year, day=dates.plain_date(last_day))


def _require_approver(held: BudgetVersion, document: Document) -> None:
    """One official, either way; never one who wrote in the draft, by account or by name."""
    account, name = document.approver_account, plain_line(document.approver)
    if bool(account) == bool(name):
        raise ApproverUnclear(field="approver_account" if account else "approver")
    if account and not approvers_of(held).filter(pk=account.pk).exists():
        raise ApproverNotFit(field="approver_account", name=account.name)
    planners = {plain_line(each).casefold() for each in held.planners.values_list("name", flat=True)}
    if name.casefold() in planners:
        raise ApproverNotFit(field="approver", name=name)


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
