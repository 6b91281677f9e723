"""The state machines of the room, each in one table, and the one way through them.

A change is a conditional UPDATE: of two people at once exactly one makes it, and the other is told.
"""

from datetime import datetime
from typing import Any

from sanggar.foundation.audit import Actor
from sanggar.selection.models import (
    Decree,
    DecreeEvent,
    DecreeState,
    Draw,
    DrawEvent,
    DrawState,
    Offer,
    OfferEvent,
    OfferState,
    ReviewTask,
    ReviewTaskEvent,
    TaskState,
)

DRAW_STEPS: dict[DrawState, frozenset[DrawState]] = {
    DrawState.FROZEN: frozenset({DrawState.SEEDED, DrawState.DRAWN}),  # drawn at once where no chance decides
    DrawState.SEEDED: frozenset({DrawState.DRAWN}),
    DrawState.DRAWN: frozenset({DrawState.PUBLISHED}),
    DrawState.PUBLISHED: frozenset(),
}
OFFER_CHANGES: dict[OfferState, frozenset[OfferState]] = {
    OfferState.OPEN: frozenset(
        {OfferState.ACCEPTED, OfferState.DECLINED, OfferState.EXPIRED, OfferState.WITHDRAWN},
    ),
    OfferState.ACCEPTED: frozenset({OfferState.NO_SHOW, OfferState.WITHDRAWN}),
    OfferState.DECLINED: frozenset(),
    OfferState.EXPIRED: frozenset(),
    OfferState.WITHDRAWN: frozenset(),
    OfferState.NO_SHOW: frozenset(),
}
TASK_STEPS: dict[TaskState, frozenset[TaskState]] = {
    TaskState.ASSIGNED: frozenset({TaskState.BEGUN, TaskState.WITHDRAWN}),
    TaskState.BEGUN: frozenset({TaskState.DONE, TaskState.WITHDRAWN}),
    TaskState.DONE: frozenset({TaskState.WITHDRAWN}),
    TaskState.WITHDRAWN: frozenset(),
}
DECREE_STEPS: dict[DecreeState, frozenset[DecreeState]] = {
    DecreeState.DRAFT: frozenset({DecreeState.DRAFT, DecreeState.NUMBERED}),  # draft to draft: edited
    DecreeState.NUMBERED: frozenset({DecreeState.SIGNED}),
    DecreeState.SIGNED: frozenset(),
}


def step_draw(draw: Draw, to: DrawState, *, by: Actor, at: datetime, **fields: Any) -> bool:
    """Move the draw on and write its event; False when it does not stand where this step begins."""
    starts = [state for state, steps in DRAW_STEPS.items() if to in steps]
    start = starts[-1] if draw.has_seed else starts[0]
    if not Draw.objects.filter(pk=draw.pk, state=start).update(state=to, **fields):
        return False
    DrawEvent.objects.create(draw=draw, at=at, by_label=by.label, from_state=start, to_state=to)
    draw.refresh_from_db()
    return True


def change_offer(
    offer: Offer, start: OfferState, to: OfferState, *, by: Actor, at: datetime, reason: str = "", **fields: Any
) -> bool:
    """Change the offer and write its event; False when it is not in the state `start`. A withdrawal that was proposed
    is overtaken by whatever else becomes of the offer.
    """
    if to not in OFFER_CHANGES[start]:
        raise ValueError(f"an offer does not go from {start} to {to}")
    if not Offer.objects.filter(pk=offer.pk, state=start).update(state=to, **fields):
        return False
    OfferEvent.objects.create(
        offer=offer, at=at, by_label=by.label, by_kind=by.kind, from_state=start, to_state=to, reason=reason
    )
    _overtake_withdrawal(offer, at)
    offer.refresh_from_db()
    return True


def _overtake_withdrawal(offer: Offer, at: datetime) -> None:
    offer.withdrawals.filter(settled_at=None).update(settled_at=at)


def note_wish(offer: Offer, *, by: Actor, at: datetime, reason: str) -> None:
    """Write into an open offer's history that the person accepts and waits for a class: an answer, which overtakes a
    withdrawal that was proposed.
    """
    _overtake_withdrawal(offer, at)
    OfferEvent.objects.create(
        offer=offer,
        at=at,
        by_label=by.label,
        by_kind=by.kind,
        from_state=OfferState.OPEN,
        to_state=OfferState.OPEN,
        reason=reason,
    )


def step_task(task: ReviewTask, to: TaskState, *, by: Actor, at: datetime, reason: str = "", **fields: Any) -> bool:
    """Move a review on from where `task` stands and write its event; False when somebody was quicker."""
    start = TaskState(task.state)
    if to not in TASK_STEPS[start]:
        return False
    if not ReviewTask.objects.filter(pk=task.pk, state=start).update(state=to, **fields):
        return False
    ReviewTaskEvent.objects.create(task=task, at=at, by_label=by.label, from_state=start, to_state=to, reason=reason)
    task.refresh_from_db()
    return True


def step_decree(decree: Decree, start: DecreeState, to: DecreeState, *, by: Actor, at: datetime, **fields: Any) -> bool:
    """Move the decree on and write its event; False when it is not in the state `start`."""
    if to not in DECREE_STEPS[start]:
        raise ValueError(f"a decree does not go from {start} to {to}")
    if not Decree.objects.filter(pk=decree.pk, state=start).update(state=to, **fields):
        return False
    DecreeEvent.objects.create(decree=decree, at=at, by_label=by.label, from_state=start, to_state=to)
    decree.refresh_from_db()
    return True
