"""Contests that are over by themselves: nobody else who lives in the call has the NIK any more."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from sanggar.applications.actions.writing import note
from sanggar.applications.models import NOT_LIVE, Act, Application, ApplicationState, Call
from sanggar.foundation.audit import Actor

RELEASING = Actor.system("NIK tidak lagi ganda")


def release_contested(at: datetime, call: Call | None = None) -> int:
    """Return to the office each contested application, of this call or of all, whose rival withdrew, was superseded, or
    gave another NIK; how many. Of several with one NIK the oldest. A refused rival still counts: who owns the NIK, only
    the card can tell.

    Done by the clock, and by whoever freezes the list, not by the act of the rival: that would lock two people's rows
    in an order of its own, and tell by its time that somebody else has this NIK.
    """
    living = Application.objects.filter(call=OuterRef("call"), nik_lookup=OuterRef("nik_lookup"))
    left = Application.objects.filter(state=ApplicationState.CONTESTED, frozen_at=None, erased_at=None)
    if call is not None:
        left = left.filter(call=call)
    left = left.exclude(Exists(living.exclude(state__in=NOT_LIVE)))
    return sum(_release(pk, at) for pk in left.order_by("submitted_at", "pk").values_list("pk", flat=True))


def _release(pk: int, at: datetime) -> bool:
    """The constraint has the last word: an older one may have been released, or somebody come back, meanwhile."""
    try:
        with transaction.atomic():
            waiting = Application.objects.filter(
                pk=pk, state=ApplicationState.CONTESTED, frozen_at=None, erased_at=None
            )
            if not waiting.update(state=ApplicationState.SUBMITTED, changed_at=at):
                return False
            application = Application.objects.select_related("call__stage__programme").get(pk=pk)
            note(application, Act.REOPEN, before=ApplicationState.CONTESTED, by=RELEASING, at=at)
    except IntegrityError:
        return False
    return True
