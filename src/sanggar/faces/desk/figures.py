"""Numbers that several parts of the cockpit show, each asked once a page."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sanggar.mentoring.queries import contacts_noted, overdue_mentorships, pair_counts, unassigned_enrolments
from sanggar.planning.models import Programme
from sanggar.training.queries import StageAttendance, attendance_by_stage


@dataclass
class Figures:
    """Of one programme at one moment; for one page, never kept longer."""

    programme: Programme
    at: datetime

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
