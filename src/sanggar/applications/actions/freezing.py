"""Making a list stand still, so that a draw can be made from it."""

from datetime import datetime

from django.db import transaction

from sanggar.applications.actions.contests import release_contested
from sanggar.applications.actions.refusals import CallStillOpen, NotScreened
from sanggar.applications.models import Application, ApplicationState, Call, CallState
from sanggar.applications.queries import call_states, eligible_applications, unsettled_applications
from sanggar.foundation.audit import Actor, record


@transaction.atomic
def freeze_applications(call: Call, *, by: Actor, at: datetime) -> int:
    """Freeze every application of a closed, screened call; how many take part in the draw.

    From now on nothing about eligibility changes; withdrawing stays possible. Freezing again changes nothing. Full lock
    on the call: applications that were on their way are in before we count (see `calls_held_open`). Whose rival for a
    NIK has left just now is to be decided on first (`NotScreened`), and does not drop out of the list as contested.
    """
    held = Call.objects.select_for_update(of=("self",)).select_related("stage__programme__organisation").get(pk=call.pk)
    if held.frozen_at:
        return eligible_applications(held).count()
    if held.state_at(at) != CallState.CLOSED:
        raise CallStillOpen
    release_contested(at, held)
    Application.objects.filter(call=held, frozen_at=None).update(frozen_at=at)
    if left := unsettled_applications(held).count():
        raise NotScreened(count=left)
    Call.objects.filter(pk=held.pk).update(frozen_at=at)
    call.frozen_at = at
    states = call_states(held)
    details = {"states": {str(state): count for state, count in states.items()}}
    record("applications.freeze", held, by=by, at=at, place=held.programme.place, details=details)
    return states[ApplicationState.ELIGIBLE]
