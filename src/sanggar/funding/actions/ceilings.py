"""Writes: the ceiling (pagu) and what it is for."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.audit import Actor, record
from sanggar.foundation.errors import DomainError
from sanggar.foundation.money import format_rupiah
from sanggar.funding.actions.events import note, note_planner
from sanggar.funding.actions.refusals import BudgetFixed
from sanggar.funding.codes import normalise_sub_activity_code
from sanggar.funding.models import Budget, BudgetEventKind
from sanggar.planning.models import Programme


class CeilingTooLow(DomainError):
    code = "ceiling_too_low"
    message = _("Pagu tidak dapat kurang dari %(allocated)s: sebanyak itu sudah dirinci.")


@transaction.atomic
def set_ceiling(
    programme: Programme,
    *,
    ceiling: int,
    sub_activity_code: str,
    sub_activity_name: str,
    code_list: str,
    by: Actor,
    at: datetime,
) -> Budget:
    """Give a programme its budget, or change ceiling and sub-activity until it is adopted."""
    fields = {
        "ceiling": ceiling,
        "sub_activity_code": normalise_sub_activity_code(sub_activity_code),
        "sub_activity_name": sub_activity_name,
        "code_list": code_list,
    }
    budget, made = Budget.objects.get_or_create(programme=programme, defaults=fields)
    before = None if made else budget.ceiling
    open_budget = Budget.objects.filter(pk=budget.pk, adopted_at=None, allocated__lte=ceiling)
    if not open_budget.update(**fields):
        _refuse(budget)
    budget.refresh_from_db()
    note_planner(budget, by)
    note(budget, BudgetEventKind.CEILING, by=by, at=at)
    details = {"from": before, "to": ceiling, "sub_activity": budget.sub_activity_code}
    record("funding.set_ceiling", budget, by=by, at=at, place=programme.place, details=details)
    return budget


def _refuse(budget: Budget) -> None:
    budget.refresh_from_db()
    if budget.is_adopted:
        raise BudgetFixed
    raise CeilingTooLow(field="ceiling", allocated=format_rupiah(budget.allocated))


def allocate(budget: Budget, difference: int) -> bool:
    """Move the sum of the lines, if the budget is open and its ceiling allows it."""
    fitting = Budget.objects.filter(pk=budget.pk, adopted_at=None, allocated__lte=F("ceiling") - difference)
    return bool(fitting.update(allocated=F("allocated") + difference))
