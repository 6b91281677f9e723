"""Writes: the office's own cash plan of a line in force, in place of the months read off the timetable."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.audit import Actor, record
from sanggar.foundation.errors import DomainError, InputRefused
from sanggar.foundation.money import format_rupiah
from sanggar.funding.models import BudgetLine, CashMonth


class CashPlanOff(InputRefused):
    code = "cash_plan_off"
    message = _("Jumlah semua bulan %(told)s, rinciannya %(amount)s. Selisih %(difference)s.")


class LineNotInForce(DomainError):
    code = "line_not_in_force"
    message = _("Rincian ini tidak berlaku lagi, jadi tidak ada yang direncanakan.")


@transaction.atomic
def plan_cash(line: BudgetLine, *, months: Mapping[int, int], by: Actor, at: datetime) -> None:
    """Whole rupiah by the number of the month in the fiscal year; nought leaves one out. They add up to the line."""
    held = _held(line)
    planned = {month: amount for month, amount in months.items() if amount}
    if (told := sum(planned.values())) != held.amount:
        sums = {"told": told, "amount": held.amount, "difference": abs(told - held.amount)}
        raise CashPlanOff(**{name: format_rupiah(value) for name, value in sums.items()})
    before = _dropped(held)
    CashMonth.objects.bulk_create(CashMonth(line=held, month=month, amount=planned[month]) for month in sorted(planned))
    _record("plan_cash", held, before, planned, by=by, at=at)


@transaction.atomic
def follow_timetable(line: BudgetLine, *, by: Actor, at: datetime) -> None:
    """Give the own plan of a line up: its months are read off the timetable again."""
    held = _held(line)
    if before := _dropped(held):
        _record("follow_timetable", held, before, {}, by=by, at=at)


def _held(line: BudgetLine) -> BudgetLine:
    """Adopting a version locks the line as well, so its amount stands until we commit."""
    rows = BudgetLine.objects.select_for_update(of=("self",), no_key=True)
    held = rows.select_related("budget__programme__organisation").get(pk=line.pk)
    if not held.amount:
        raise LineNotInForce
    return held


def _dropped(line: BudgetLine) -> dict[int, int]:
    before = {each.month: each.amount for each in line.cash_months.all()}
    line.cash_months.all().delete()
    return before


def _record(
    verb: str, line: BudgetLine, before: Mapping[int, int], after: Mapping[int, int], *, by: Actor, at: datetime
) -> None:
    place, details = line.budget.programme.place, {"before": _told(before), "after": _told(after)}
    record(f"funding.{verb}", line, by=by, at=at, place=place, details=details)


def _told(months: Mapping[int, int]) -> dict[str, int]:
    return {f"{month:02}": amount for month, amount in sorted(months.items())}
