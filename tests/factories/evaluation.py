"""Participants who have done what is asked, and their certificates."""

from datetime import timedelta
from typing import Any

from factories.mentoring import make_confirmed_contact, make_mentor, make_pair
from factories.people import SETUP
from factories.planning import make_meeting
from factories.publication import make_work
from factories.training import make_enrolment
from sanggar.evaluation import actions
from sanggar.evaluation.models import Certificate, CompletionRule
from sanggar.foundation import clock
from sanggar.planning.models import Cohort, Meeting, Programme
from sanggar.publication.actions import confirm_work
from sanggar.training.actions import record_presence
from sanggar.training.models import Enrolment

LONG_AGO = timedelta(days=90)


def make_rule(
    programme: Programme, attendance: int = 80, contacts: int = 1, works: int = 1, **more: bool
) -> CompletionRule:
    asked: dict[str, Any] = {"attendance_percent": attendance, "contacts": contacts, "works": works, **more}
    return actions.set_rule(programme, **asked, by=SETUP, at=clock.now())


def make_held_meeting(cohort: Cohort, present: list[Enrolment], absent: list[Enrolment] | None = None) -> Meeting:
    """A meeting of last week with its presence taken down."""
    meeting = make_meeting(cohort, in_days=-7)
    for presence, people in (("present", present), ("absent", absent or [])):
        for enrolment in people:
            record_presence(meeting, enrolment, presence, method="hand", by=SETUP, at=clock.now())
    return meeting


def make_finisher(cohort: Cohort, name: str = "Sulastri") -> Enrolment:
    """Present at the cohort's one meeting, accompanied once, with one work, both confirmed: complete by `make_rule`."""
    enrolment = make_enrolment(cohort, name, at=clock.now() - LONG_AGO)
    meeting = cohort.meetings.first() or make_meeting(cohort, in_days=-7)
    record_presence(meeting, enrolment, "present", method="hand", by=SETUP, at=clock.now())
    programme = cohort.stage.programme
    mentor = programme.mentors.first() or make_mentor(programme, f"Maya {programme.pk}", 100)
    make_confirmed_contact(make_pair(enrolment, mentor))
    confirm_work(make_work(enrolment), by=SETUP, at=clock.now())
    return enrolment


def make_certificate(enrolment: Enrolment) -> Certificate:
    return actions.issue_certificate(enrolment, by=SETUP, at=clock.now())
