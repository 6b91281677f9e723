"""Writes: adopting a budget (disahkan), and opening it again. The right to it is the budget authority's (`rules`)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.audit import Actor, record
from sanggar.foundation.errors import DomainError
from sanggar.funding.actions.events import note
from sanggar.funding.models import Budget, BudgetEventKind


class OwnBudget(DomainError):
    code = "own_budget"
    message = _("Anda ikut menyusun anggaran ini. Pengesahannya dilakukan PA/KPA lain.")
    status = 403


class NothingToAdopt(DomainError):
    code = "nothing_to_adopt"
    message = _("Anggaran belum punya rincian. Isi rinciannya dahulu.")


@transaction.atomic
def adopt_budget(budget: Budget, *, by: Actor, at: datetime) -> None:
    """Fix ceiling and lines; from now on payments can be proposed. Adopting twice changes nothing.

    Who planned is asked behind the UPDATE, which waits for whoever is writing a line at this moment.
    """
    ready = Budget.objects.filter(pk=budget.pk, adopted_at=None, allocated__gt=0)
    adopted = ready.update(adopted_at=at, adopted_by=by.account_id)
    if budget.planners.filter(pk=by.account_id).exists():
        raise OwnBudget
    budget.refresh_from_db()
    if adopted:
        note(budget, BudgetEventKind.ADOPTED, by=by, at=at)
        details = {"ceiling": budget.ceiling, "allocated": budget.allocated}
        record("funding.adopt_budget", budget, by=by, at=at, place=budget.programme.place, details=details)
    elif not budget.is_adopted:
        raise NothingToAdopt


@transaction.atomic
def reopen_budget(budget: Budget, *, by: Actor, at: datetime, reason: str) -> None:
    """Let lines and ceiling change again. What is committed stays; new payments wait for the next adoption."""
    reopened = Budget.objects.filter(pk=budget.pk, adopted_at__isnull=False).update(adopted_at=None, adopted_by=None)
    budget.refresh_from_db()
    if reopened:
        note(budget, BudgetEventKind.REOPENED, by=by, at=at, reason=reason)
        details = {"ceiling": budget.ceiling, "allocated": budget.allocated}
        place, personal = budget.programme.place, {"reason": reason}
        record("funding.reopen_budget", budget, by=by, at=at, place=place, details=details, personal=personal)
