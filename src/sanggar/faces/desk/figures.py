"""Numbers that several parts of the cockpit show, each asked once a page."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import QuerySet

from sanggar.applications.models import ApplicationState, Call
from sanggar.applications.queries import calls_of, counts_by_state
from sanggar.faces.desk.gathered import Gathered
from sanggar.funding.models import Budget
from sanggar.funding.queries import BudgetTotals, budget_of
from sanggar.mentoring.queries import contacts_noted, overdue_mentorships, pair_counts, unassigned_enrolments
from sanggar.planning.models import Meeting, Programme, Stage
from sanggar.planning.queries import is_planned
from sanggar.publication.queries import unconfirmed_count
from sanggar.selection.models import Draw
from sanggar.selection.queries import calls_with_change_in, draws_of, objections_waiting_in
from sanggar.spending.queries import spending_totals
from sanggar.spending.waiting import MoneyWaiting, money_waiting
from sanggar.training.queries import StageAttendance, attendance_by_stage, next_meeting


@dataclass
class Figures:
    """Of one programme at one moment; for one page, never kept longer. A page of many programmes has `gathered` some of
    them for all at once.
    """

    programme: Programme
    at: datetime
    gathered: Gathered | None = None

    @cached_property
    def stages(self) -> list[Stage]:
        if self.gathered:
            return self.gathered.stages.get(self.programme.pk, [])
        return list(self.programme.stages.all())

    @cached_property
    def is_planned(self) -> bool:
        return is_planned(self.programme)

    @cached_property
    def budget(self) -> Budget | None:
        return self.gathered.budgets.get(self.programme.pk) if self.gathered else budget_of(self.programme)

    @cached_property
    def totals(self) -> BudgetTotals:
        return spending_totals(self.programme)

    @cached_property
    def calls(self) -> list[Call]:
        """By when they open."""
        if self.gathered:
            return self.gathered.calls.get(self.programme.pk, [])
        return list(calls_of(self.programme).order_by("opens_at"))

    @cached_property
    def applications(self) -> dict[ApplicationState, int]:
        return counts_by_state(self.programme)

    @cached_property
    def draws(self) -> list[Draw]:
        if self.gathered:
            return self.gathered.draws.get(self.programme.pk, [])
        return list(draws_of(self.programme))

    @cached_property
    def changing(self) -> set[int]:
        """Calls of which a change waits for a second person."""
        return self.gathered.changing if self.gathered else calls_with_change_in(self._alone)

    @cached_property
    def objections(self) -> dict[int, tuple[int, int]]:
        """By draw: how many wait for an answer, and to be settled."""
        return self.gathered.objections if self.gathered else objections_waiting_in(self._alone)

    @property
    def _alone(self) -> QuerySet[Programme]:
        return Programme.objects.filter(pk=self.programme.pk)

    @cached_property
    def money(self) -> MoneyWaiting:
        found = self.gathered.money if self.gathered else money_waiting(self._alone)
        return found.get(self.programme.pk, MoneyWaiting())

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

    @cached_property
    def overdue(self) -> int:
        return overdue_mentorships(self.programme, self.at).count()

    @cached_property
    def without_mentor(self) -> int:
        return unassigned_enrolments(self.programme).count()

    @cached_property
    def unconfirmed(self) -> int:
        return unconfirmed_count(self.programme)
