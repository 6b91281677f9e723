"""Stage 1's meetings: who was there, a correction or two, and one who comes no more and is asked after."""

from datetime import timedelta
from random import Random

from sanggar.journeys import follow_up_falling_presence, open_participant_account
from sanggar.journeys.demo.calendar import Calendar
from sanggar.journeys.demo.office import LOADER, Cast
from sanggar.journeys.demo.plan import TOPICS, Plan
from sanggar.people.models import Role
from sanggar.planning.models import Meeting
from sanggar.training import actions as training
from sanggar.training.models import Attendance, Enrolment, EnrolmentState, Method, Presence

MISSED = [topic for topic, _trainer in TOPICS[1:]]
FALLING = 3
"""Which of the others of a class misses all but the first meeting."""
CHOICES = ((Presence.PRESENT, 92), (Presence.EXCUSED, 3), (Presence.ILL, 3), (Presence.ABSENT, 2))


def hold_meetings(plan: Plan, cast: Cast) -> None:
    chance = Random("sanggar-demo:presence")
    by, falling = cast.actor(Role.OFFICER), who_comes_no_more(cast)
    for meeting in Meeting.objects.filter(cohort__stage=plan.first).select_related(
        "cohort__stage__programme__organisation"
    ):
        people = Enrolment.objects.filter(cohort=meeting.cohort, state=EnrolmentState.ACTIVE).order_by("pk")
        for number, enrolment in enumerate(people):
            presence = chance.choices([p for p, _ in CHOICES], [w for _, w in CHOICES])[0]
            if enrolment == falling and meeting.topic in MISSED:
                presence = Presence.ABSENT
            method = Method.QR if presence == Presence.PRESENT and number % 3 else Method.HAND
            at = meeting.starts_at + timedelta(minutes=number % 25)
            training.record_presence(meeting, enrolment, presence, method=method, by=by, at=at)
    correct_one(cast)


def who_comes_no_more(cast: Cast) -> Enrolment:
    """In the class of the participant who can sign in."""
    own = Enrolment.objects.get(person__account=cast.accounts[Role.PARTICIPANT])
    return own.cohort.enrolments.exclude(pk=own.pk).filter(state=EnrolmentState.ACTIVE).order_by("pk")[FALLING]


def ask_after_the_absent(days: Calendar) -> None:
    """As every morning; here of the day after the newest meeting."""
    follow_up_falling_presence(days.past(-2, 7))


def correct_one(cast: Cast) -> None:
    """Someone was written down as absent and brought a letter."""
    others = Attendance.objects.exclude(enrolment=who_comes_no_more(cast))
    wrong = others.filter(presence=Presence.ABSENT).order_by("pk").first()
    if wrong:
        at = wrong.meeting.ends_at + timedelta(days=1)
        reason = "Surat keterangan dokter diterima sehari kemudian."
        training.correct_presence(wrong, Presence.ILL, reason=reason, by=cast.actor(Role.OFFICER), at=at)


def give_one_account(plan: Plan, cast: Cast, days: Calendar) -> None:
    """One participant signs in with an account; the others use their link."""
    people = Enrolment.objects.filter(stage=plan.first, state=EnrolmentState.ACTIVE).exclude(person__email="")
    enrolment = people.order_by("pk")[0]
    cast.add(Role.PARTICIPANT, open_participant_account(enrolment, by=LOADER, at=days.past(-78)))
