"""Numbers that several parts of the cockpit show, each asked once a page."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sanggar.applications.models import ApplicationState, Call
from sanggar.applications.queries import calls_of, counts_by_state
from sanggar.funding.models import Budget
from sanggar.funding.queries import BudgetTotals, budget_of
from sanggar.mentoring.queries import contacts_noted, overdue_mentorships, pair_counts, unassigned_enrolments
from sanggar.planning.models import Meeting, Programme, Stage
from sanggar.planning.queries import is_planned
from sanggar.publication.queries import unconfirmed_count
from sanggar.selection.models import Draw
from sanggar.selection.queries import draws_of
from sanggar.spending.queries import spending_totals
from sanggar.training.queries import StageAttendance, attendance_by_stage, next_meeting


@dataclass
class Figures:
    """Of one programme at one moment; for one page, never kept longer."""

    programme: Programme
    at: datetime

    @cached_property
    def stages(self) -> list[Stage]:
        return list(self.programme.stages.all())

    @cached_property
    def is_planned(self) -> bool:
        return is_planned(self.programme)

    @cached_property
    def budget(self) -> Budget | None:
        return budget_of(self.programme)

    @cached_property
    def totals(self) -> BudgetTotals:
        return spending_totals(self.programme)

    @cached_property
    def calls(self) -> list[Call]:
        """By when they open."""
        return list(calls_of(self.programme).order_by("opens_at"))

    @cached_property
    def applications(self) -> dict[ApplicationState, int]:
        return counts_by_state(self.programme)

    @cached_property
    def draws(self) -> list[Draw]:
        return list(draws_of(self.programme))

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
