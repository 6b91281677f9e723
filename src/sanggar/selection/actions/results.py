"""Telling everyone who was drawn from what came out, once the office has looked at who gets which letter."""

from datetime import datetime

from django.db import transaction

from sanggar.foundation.audit import Actor, record
from sanggar.selection.letters import tell_results
from sanggar.selection.models import Draw, DrawState
from sanggar.selection.queries import result_letters
from sanggar.selection.refusals import ResultsAlreadySent, StepOutOfOrder


@transaction.atomic
def send_results(draw: Draw, *, by: Actor, at: datetime) -> int:
    """Have a letter written to each person of the draw who can be reached, all with it, but to nobody whose offer was
    answered or ended already; how many. Once for a draw. They leave when an officer releases them from the outbox.
    """
    ready = Draw.objects.filter(pk=draw.pk, state=DrawState.PUBLISHED, results_sent_at=None)
    if not ready.update(results_sent_at=at):
        draw.refresh_from_db()
        raise ResultsAlreadySent if draw.results_sent_at else StepOutOfOrder(state=draw.get_state_display())
    count = result_letters(draw, at).count()
    tell_results.enqueue(draw.pk)
    details = {"letters": count}
    record("selection.send_results", draw, by=by, at=at, place=draw.call.stage.programme.place, details=details)
    return count
