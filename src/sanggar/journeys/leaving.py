"""A participant leaves, or never comes: in the same breath it is asked who comes next to the chair."""

from datetime import datetime

from django.db import transaction

from sanggar.foundation.audit import Actor
from sanggar.mentoring.actions import end_mentorship
from sanggar.mentoring.models import Outcome
from sanggar.mentoring.queries import active_mentorship
from sanggar.selection.actions import ask_for_reserves, end_accepted_offer
from sanggar.selection.actions.filling import lock_stage
from sanggar.selection.models import OfferState
from sanggar.selection.queries import offer_of
from sanggar.training import actions as training
from sanggar.training.models import Enrolment, EnrolmentState


@transaction.atomic
def leave_programme(
    enrolment: Enrolment,
    *,
    to_state: str,
    reason: str,
    by: Actor,
    at: datetime,
    deadline: datetime | None = None,
) -> None:
    """End a participation before its time, and have the next reserve found for the seat.

    `deadline` is given where the next reserve already stands at the door; else the draw's own rule for reserves counts.
    The stage's row is locked first, as everywhere: stage, offer, enrolment, cohort.
    """
    lock_stage(enrolment.stage_id)
    training.leave(enrolment, to_state, reason=reason, by=by, at=at)
    end_accompaniment(enrolment, reason=reason, by=by, at=at)
    offer = offer_of(enrolment.application)
    if offer is None:
        return
    end = OfferState.NO_SHOW if to_state == EnrolmentState.NO_SHOW else OfferState.WITHDRAWN
    end_accepted_offer(offer, end, reason=reason, by=by, at=at)
    ask_for_reserves(offer.entry.draw, at=at, deadline=deadline)


def end_accompaniment(enrolment: Enrolment, *, reason: str, by: Actor, at: datetime) -> None:
    """Who leaves is not waited for: their mentor's duty ends, as a neutral outcome."""
    if pair := active_mentorship(enrolment):
        end_mentorship(pair, outcome=Outcome.STOPPED, reason=reason, by=by, at=at)


def replace_no_show(
    enrolment: Enrolment, *, reason: str, by: Actor, at: datetime, deadline: datetime | None = None
) -> None:
    """Someone did not come to the door: their seat goes to the next reserve, and the record says so."""
    state = EnrolmentState.NO_SHOW
    leave_programme(enrolment, to_state=state, reason=reason, by=by, at=at, deadline=deadline)
