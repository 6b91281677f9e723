"""What becomes of a plan: one meeting is moved, one called off, one taught by somebody else."""

from datetime import timedelta

from sanggar.journeys import meetings
from sanggar.journeys.demo.calendar import Calendar
from sanggar.journeys.demo.clinics import add_clinic
from sanggar.journeys.demo.office import Cast
from sanggar.journeys.demo.plan import Plan
from sanggar.people.models import Role
from sanggar.planning.queries import trainers_of
from sanggar.training import actions as training
from sanggar.training.models import Enrolment


def change_timetable(plan: Plan, cast: Cast, days: Calendar) -> None:
    by, at = cast.actor(Role.OFFICER), days.past(-1)
    own = Enrolment.objects.get(person__account=cast.accounts[Role.PARTICIPANT])
    called_off = add_clinic(own.cohort, 2, cast, days)
    training.cancel_meeting(called_off, reason="Gedung dipakai untuk pemilihan lurah.", by=by, at=at)
    first, second = plan.second.cohorts.order_by("pk")
    third = list(first.meetings.all())[2]
    day = timedelta(days=1)
    meetings.move_meeting(
        third,
        seen=third.sequence,
        starts_at=third.starts_at + day,
        ends_at=third.ends_at + day,
        reason="Narasumber bertugas ke luar kota pada hari itu.",
        by=by,
        at=at,
    )
    taught = second.meetings.all()[0]
    other = next(each for each in trainers_of(plan.programme) if each.pk != taught.trainer_id)
    reason = "Anaknya menikah pada hari itu."
    given = {"trainer_name": other.name, "trainer": other, "reason": reason}
    meetings.substitute_trainer(taught, **given, seen=taught.sequence, by=by, at=at)
