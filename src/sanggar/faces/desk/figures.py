"""Numbers that several parts of the cockpit show, each asked once a page."""

from datetime import datetime
from functools import cached_property

from sanggar.applications.models import ApplicationState, Call
from sanggar.applications.queries import counts_by_state
from sanggar.faces.desk.gathered import Gathered
from sanggar.funding.models import Budget
from sanggar.funding.queries import BudgetTotals
from sanggar.mentoring.queries import contacts_noted, pair_counts
from sanggar.planning.models import Meeting, Programme, Stage
from sanggar.selection.models import Draw
from sanggar.spending.queries import spending_totals
from sanggar.spending.waiting import MoneyWaiting
from sanggar.training.queries import StageAttendance, attendance_by_stage, next_meeting


class Figures:
    """Of one programme at one moment; for one page, never kept longer. A page of many programmes has `gathered` what
    waits in all of them at once; a page of one gathers for that one.
    """

    def __init__(self, programme: Programme, at: datetime, gathered: Gathered | None = None) -> None:
        self.programme, self.at = programme, at
        self.gathered = gathered or Gathered([programme], at)

    @property
    def stages(self) -> list[Stage]:
        return self.gathered.stages.get(self.programme.pk, [])

    @property
    def is_planned(self) -> bool:
        return self.programme.pk in self.gathered.planned

    @property
    def budget(self) -> Budget | None:
        return self.gathered.budgets.get(self.programme.pk)

    @cached_property
    def totals(self) -> BudgetTotals:
        return spending_totals(self.programme)

    @property
    def calls(self) -> list[Call]:
        """By when they open."""
        return self.gathered.calls.get(self.programme.pk, [])

    @cached_property
    def applications(self) -> dict[ApplicationState, int]:
        return counts_by_state(self.programme)

    @property
    def draws(self) -> list[Draw]:
        return self.gathered.draws.get(self.programme.pk, [])

    @property
    def money(self) -> MoneyWaiting:
        return self.gathered.money.get(self.programme.pk, MoneyWaiting())

    @cached_property
    def meeting(self) -> Meeting | None:
        """The one that is on, or the next to come."""
        return next_meeting(self.programme, self.at)

    @cached_property
    def attendance(self) -> list[StageAttendance]:
        """Of the stages that held a meeting."""
        return [stage for stage in attendance_by_stage(self.programme) if stage.held]

    @cached_property
    def contacts(self) -> int:
        return contacts_noted(self.programme)

    @cached_property
    def mentoring(self) -> dict[str, int]:
        return pair_counts(self.programme)

    @property
    def overdue(self) -> int:
        return self.gathered.overdue.get(self.programme.pk, 0)

    @property
    def without_mentor(self) -> int:
        return self.gathered.without_mentor.get(self.programme.pk, 0)

    @property
    def unconfirmed(self) -> int:
        return self.gathered.unconfirmed.get(self.programme.pk, 0)
