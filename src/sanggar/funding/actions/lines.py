"""Writes: the lines of a budget. Locks are taken line first, budget second, so that two writers never deadlock."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.audit import Actor, record
from sanggar.foundation.errors import DomainError
from sanggar.foundation.money import MAX_RUPIAH, format_rupiah
from sanggar.funding.actions.ceilings import allocate
from sanggar.funding.actions.events import note_planner
from sanggar.funding.actions.listed_codes import require_listed_account
from sanggar.funding.actions.refusals import BudgetFixed
from sanggar.funding.codes import normalise_account_code
from sanggar.funding.factors import Factor, checked_factors, volume_of
from sanggar.funding.models import Budget, BudgetLine


class CeilingExceeded(DomainError):
    code = "ceiling_exceeded"
    message = _("Pagu tidak cukup: rincian ini paling banyak %(most)s, sedangkan volume × harga = %(amount)s.")


class LineTooSmall(DomainError):
    code = "line_too_small"
    message = _("Rincian ini sudah dipakai %(used)s; jumlahnya tidak dapat lebih kecil dari itu.")


class LineInUse(DomainError):
    code = "line_in_use"
    message = _("Rincian ini sudah dipakai untuk pembayaran dan tidak dapat dihapus.")


class LineFields(TypedDict):
    """`unit_price` in rupiah; the account code may come as people print it."""

    account_code: str
    description: str
    factors: Sequence[Factor]
    unit_price: int


@transaction.atomic
def add_line(budget: Budget, *, by: Actor, at: datetime, **fields: Unpack[LineFields]) -> BudgetLine:
    line = BudgetLine(budget=budget, **_worked_out(fields))
    require_listed_account(line.account_code, budget, at)
    _allocate(line, line.amount)
    line.save(force_insert=True)
    _record("funding.add_line", line, by=by, at=at, details=_figures(line))
    return line


@transaction.atomic
def change_line(line: BudgetLine, *, by: Actor, at: datetime, **fields: Unpack[LineFields]) -> None:
    """Change a line while the budget is open; never below what is committed and paid on it."""
    line = BudgetLine.objects.select_for_update(of=("self",)).select_related("budget__programme").get(pk=line.pk)
    before = _figures(line)
    changes = _worked_out(fields)
    if changes["account_code"] != line.account_code:
        require_listed_account(changes["account_code"], line.budget, at)
    for name, value in changes.items():
        setattr(line, name, value)
    _allocate(line, line.amount - before["amount"])
    if line.left < 0:
        raise LineTooSmall(field="unit_price", used=format_rupiah(line.committed + line.paid))
    line.save(update_fields=changes)
    _record("funding.change_line", line, by=by, at=at, details={"before": before, "after": _figures(line)})


@transaction.atomic
def remove_line(line: BudgetLine, *, by: Actor, at: datetime) -> None:
    """Take a line out of an open budget; not one that payments stand on, be they refused or cancelled."""
    line = BudgetLine.objects.select_for_update(of=("self",)).select_related("budget__programme").get(pk=line.pk)
    _allocate(line, -line.amount)
    _record("funding.remove_line", line, by=by, at=at, details=_figures(line))
    if line.committed or line.paid:
        raise LineInUse
    try:
        line.delete()
    except ProtectedError:
        raise LineInUse from None


def _worked_out(fields: LineFields) -> dict[str, Any]:
    factors = checked_factors(fields["factors"])
    volume = volume_of(factors)
    return {
        "account_code": normalise_account_code(fields["account_code"]),
        "description": fields["description"],
        "factors": factors,
        "volume": volume,
        "unit_price": fields["unit_price"],
        "amount": volume * fields["unit_price"],
    }


def _allocate(line: BudgetLine, difference: int) -> None:
    if line.amount <= MAX_RUPIAH and allocate(line.budget, difference):
        return
    line.budget.refresh_from_db()
    if line.budget.is_adopted:
        raise BudgetFixed
    most = line.budget.unallocated + line.amount - difference
    raise CeilingExceeded(field="unit_price", most=format_rupiah(most), amount=format_rupiah(line.amount))


def _figures(line: BudgetLine) -> dict[str, Any]:
    return {
        "account_code": line.account_code,
        "volume": line.volume,
        "unit_price": line.unit_price,
        "amount": line.amount,
    }


def _record(verb: str, line: BudgetLine, *, by: Actor, at: datetime, details: dict[str, Any]) -> None:
    note_planner(line.budget, by)
    record(verb, line, by=by, at=at, place=line.budget.programme.place, details=details)
