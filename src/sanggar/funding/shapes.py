"""The shape of the training, from the plan, and as a version of the budget keeps it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from sanggar.cores.costing.shape import CohortShape, Driver, Shape, StageShape
from sanggar.foundation import clock
from sanggar.funding.factors import Factor
from sanggar.funding.models import VersionLine
from sanggar.planning.models import Cohort, Meeting, Programme, Stage
from sanggar.planning.queries import stages_with_parts

UNITS = {
    Driver.STAGE: "tahap",
    Driver.COHORT: "kelas",
    Driver.MEETING: "sesi",
    Driver.HOUR: "jam sesi",
    Driver.SEAT: "peserta",
    Driver.SEAT_MEETING: "peserta-sesi",
    Driver.CONTACT: "kontak",
}
"""What stands in a volume for what drives it; budgets are written in Indonesian."""

DRIVERS = (
    (Driver.PROGRAMME.value, _("sekali untuk program")),
    (Driver.STAGE.value, _("tiap tahap")),
    (Driver.COHORT.value, _("tiap kelas")),
    (Driver.MEETING.value, _("tiap sesi")),
    (Driver.HOUR.value, _("tiap jam sesi")),
    (Driver.SEAT.value, _("tiap peserta (kursi)")),
    (Driver.SEAT_MEETING.value, _("tiap peserta tiap sesi")),
    (Driver.CONTACT.value, _("tiap kontak pendampingan")),
)


def factors_in_force(line: VersionLine) -> list[Factor]:
    """With what drives the line as a factor like the others: 4 orang × 4 jam × 2 tahap."""
    unit = UNITS.get(Driver(line.driver))
    return [*line.factors, *([(line.driven, unit)] if unit else [])]


def shape_of_plan(programme: Programme) -> Shape:
    """Seats, cohorts and standing meetings as they are planned now; contacts by the rhythm of mentoring."""
    return Shape(tuple(_stage(stage, programme) for stage in stages_with_parts(programme).order_by("ordinal")))


def _stage(stage: Stage, programme: Programme) -> StageShape:
    held = [[m for m in cohort.meetings.all() if m.cancelled_at is None] for cohort in stage.cohorts.all()]
    cohorts = [_cohort(cohort, meetings) for cohort, meetings in zip(stage.cohorts.all(), held, strict=True)]
    days = [meeting.starts_at.astimezone(clock.office_zone()).date() for meetings in held for meeting in meetings]
    return StageShape(stage.name, stage.seats, tuple(cohorts), _contacts(days, programme))


def _cohort(cohort: Cohort, meetings: Iterable[Meeting]) -> CohortShape:
    spans = [meeting.ends_at - meeting.starts_at for meeting in meetings]
    seconds = sum(span.total_seconds() for span in spans)
    return CohortShape(cohort.seats, len(spans), -int(-seconds // 3600))


def _contacts(days: Iterable[date], programme: Programme) -> int:
    """From the first meeting to the last day of mentoring, one in each whole rhythm; none where either is not set."""
    first = min(days, default=None)
    if first is None or programme.mentoring_until is None:
        return 0
    return max(0, (programme.mentoring_until - first).days // programme.contact_rhythm_days)


def shape_as_json(shape: Shape) -> list[dict[str, Any]]:
    return [
        {
            "name": stage.name,
            "seats": stage.seats,
            "contacts": stage.contacts,
            "cohorts": [[cohort.seats, cohort.meetings, cohort.hours] for cohort in stage.cohorts],
        }
        for stage in shape.stages
    ]


def shape_from_json(kept: Iterable[Mapping[str, Any]]) -> Shape:
    stages = (
        StageShape(
            stage["name"],
            stage["seats"],
            tuple(CohortShape(*cohort) for cohort in stage["cohorts"]),
            stage["contacts"],
        )
        for stage in kept
    )
    return Shape(tuple(stages))
