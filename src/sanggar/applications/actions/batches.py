"""One decision on many. Each is decided by itself: what changed since it was seen is left out, and said by name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.db import transaction

from sanggar.applications.actions import screening
from sanggar.applications.models import Act, Application, Batch
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.errors import DomainError
from sanggar.planning.models import Programme

MOST = 100
ACTS = (Act.ACCEPT, Act.ASK, Act.REFUSE, Act.REOPEN)


@dataclass(frozen=True, slots=True)
class SeenOne:
    """An application as it stood on the page."""

    application: Application
    revision: int
    state: str


def prospect(one: SeenOne, act: Act, *, by: Actor) -> str:
    """Why this one would be left out, as things stand; "" where it would be decided. Writes nothing."""
    try:
        screening.require_decidable(one.application, act, revision=one.revision, state=one.state, by=by)
    except DomainError as error:
        return str(error)
    return ""


@transaction.atomic
def decide_many(
    programme: Programme,
    seen: Iterable[SeenOne],
    act: Act,
    *,
    reason: str,
    by: Actor,
    at: datetime,
    due_on: date | None = None,
) -> Batch:
    """Decide each that still stands as it was seen, and keep what came of every one."""
    decide = _deciding(act, reason, due_on)
    outcomes = [_outcome(one, decide, by=by, at=at) for one in seen]
    batch = Batch.objects.create(programme=programme, act=act, outcomes=outcomes, decided_at=at, decided_by=by.label)
    done = sum(1 for _receipt, is_done, _told in outcomes if is_done)
    details = {"act": act.value, "done": done, "left_out": len(outcomes) - done}
    record("applications.decide_many", batch, by=by, at=at, place=programme.place, details=details)
    return batch


def _deciding(act: Act, reason: str, due_on: date | None) -> Callable[..., None]:
    deciding: dict[Act, Callable[..., None]] = {
        Act.ACCEPT: screening.accept_for_draw,
        Act.ASK: partial(screening.ask_for_correction, reason=reason, due_on=due_on),
        Act.REFUSE: partial(screening.refuse_application, reason=reason),
        Act.REOPEN: partial(screening.reopen_decision, reason=reason),
    }
    return deciding[act]


def _outcome(one: SeenOne, decide: Callable[..., None], *, by: Actor, at: datetime) -> tuple[str, bool, str]:
    try:
        with transaction.atomic():
            decide(one.application, by=by, at=at, revision=one.revision, state=one.state)
    except DomainError as error:
        if error.field:  # about the whole decision, such as its deadline
            raise
        return one.application.receipt, False, str(error)
    return one.application.receipt, True, ""
