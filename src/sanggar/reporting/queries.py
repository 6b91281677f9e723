"""The report of a programme: read at once from all rooms, and the part of it that is public."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from sanggar.applications.queries import applicants_of
from sanggar.foundation import clock
from sanggar.foundation.percents import percent_of
from sanggar.funding.models import BudgetLine
from sanggar.funding.outcomes import outcome_of
from sanggar.funding.queries import BudgetTotals, budget_of, heads_of, version_in_force
from sanggar.mentoring.queries import mentor_figures
from sanggar.planning.models import Programme
from sanggar.planning.queries import meetings_of
from sanggar.publication.models import Work
from sanggar.reporting.outcomes import participants, valid_certificates
from sanggar.reporting.people_tables import ShownTable, people_tables
from sanggar.spending.queries import spending_by_line, spending_totals
from sanggar.training.models import SEATED
from sanggar.training.queries import StageAttendance, attendance_by_stage, enrolments_of, meetings_over


@dataclass(frozen=True, slots=True)
class Comparison:
    """One line of plan beside realisation; `unit` says of what. Money is in whole rupiah. None: not known yet."""

    label: str
    planned: int | None
    realised: int | None
    unit: str
    is_money: bool = False

    @property
    def percent(self) -> int | None:
        return None if self.realised is None else percent_of(self.realised, self.planned or 0)


@dataclass(frozen=True, slots=True)
class Report:
    programme: Programme
    made_at: datetime
    comparisons: list[Comparison]
    money: BudgetTotals
    lines: list[BudgetLine]
    attendance: list[StageAttendance]
    participants: int
    tables: list[ShownTable]


@dataclass(frozen=True, slots=True)
class PublicSummary:
    """What everyone may see of the results."""

    applicants: int
    participants: int
    certificates: int
    tables: list[ShownTable]


def programme_report(programme: Programme, at: datetime) -> Report:
    return Report(
        programme=programme,
        made_at=at,
        comparisons=comparisons(programme, at),
        money=spending_totals(programme),
        lines=list(spending_by_line(programme)),
        attendance=attendance_by_stage(programme),
        participants=participants(programme),
        tables=tables_of(programme, at.astimezone(clock.office_zone()).date()),
    )


def public_summary(programme: Programme) -> PublicSummary:
    tables = tables_of(programme, clock.today())
    return PublicSummary(
        applicants=applicants_of(programme).count(),
        participants=participants(programme),
        certificates=valid_certificates(programme),
        tables=tables,
    )


def tables_of(programme: Programme, on: date) -> list[ShownTable]:
    """Empty before anyone takes part."""
    seated = list(enrolments_of(programme).filter(state__in=SEATED).select_related("application"))
    return people_tables(programme, seated, on) if seated else []


def comparisons(programme: Programme, at: datetime) -> list[Comparison]:
    totals = spending_totals(programme)
    meetings, mentors = meetings_of(programme).standing(), mentor_figures(programme, at).values()
    return [
        Comparison(
            _("Kursi"), sum(stage.seats for stage in programme.stages.all()), participants(programme), _("orang")
        ),
        Comparison(_("Sesi pelatihan"), meetings.count(), meetings_over(programme, at).count(), _("sesi")),
        Comparison(
            _("Kontak pendampingan yang dibenarkan peserta, dari yang seharusnya sampai kini"),
            sum(each.expected for each in mentors),
            sum(each.met for each in mentors),
            _("kontak"),
        ),
        Comparison(_("Karya terbit"), participants(programme), works(programme), _("karya")),
        Comparison(_("Sertifikat"), participants(programme), valid_certificates(programme), _("lembar")),
        Comparison(_("Anggaran"), totals.ceiling, totals.paid, _("rupiah"), is_money=True),
        *costs_per_head(programme),
    ]


def costs_per_head(programme: Programme) -> list[Comparison]:
    """For each participant and for each who really completed, beside what the budget in force planned."""
    budget = budget_of(programme)
    version = version_in_force(budget) if budget else None
    planned, found = heads_of(version) if version else None, outcome_of(programme)
    return [
        Comparison(
            _("Biaya per peserta"),
            planned.per_participant if planned else None,
            found.per_participant,
            _("rupiah"),
            is_money=True,
        ),
        Comparison(
            _("Biaya per peserta lulus"),
            planned.per_completing if planned else None,
            found.per_completed,
            _("rupiah"),
            is_money=True,
        ),
    ]


def works(programme: Programme) -> int:
    return Work.objects.confirmed().filter(enrolment__stage__programme=programme).count()
