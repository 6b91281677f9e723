"""One decision on many. Each is judged by itself: what changed since it was seen is left out, and said by name."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from sanggar.applications.actions.hindrances import SeenOne
from sanggar.applications.actions.screening import decide_together
from sanggar.applications.models import Act, Batch
from sanggar.foundation.audit import Actor, record
from sanggar.planning.models import Programme

MOST = 100
ACTS = (Act.ACCEPT, Act.ASK, Act.REFUSE, Act.REOPEN)


@transaction.atomic
def decide_many(
    programme: Programme,
    seen: Sequence[SeenOne],
    act: Act,
    *,
    reason: str = "",
    by: Actor,
    at: datetime,
    due_on: date | None = None,
) -> Batch:
    """Decide each that still stands as it was seen, and keep what came of every one."""
    left_out = decide_together(seen, act, reason=reason, due_on=due_on, by=by, at=at)
    told = [(one.application.receipt, str(left_out.get(one.application.pk, ""))) for one in seen]
    outcomes = [(receipt, not why_not, why_not) for receipt, why_not in told]
    batch = Batch.objects.create(programme=programme, act=act, outcomes=outcomes, decided_at=at, decided_by=by.label)
    details = {"act": act.value, "done": len(seen) - len(left_out), "left_out": len(left_out)}
    record("applications.decide_many", batch, by=by, at=at, place=programme.place, details=details)
    return batch
