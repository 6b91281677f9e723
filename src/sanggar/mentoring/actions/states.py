"""The one way a pair changes state: the row is locked, the table of transitions asked, the history written."""

from datetime import date, datetime
from typing import Any

from sanggar.foundation.audit import Actor
from sanggar.mentoring.models import ALLOWED, Mentorship, MentorshipEvent, MentorshipState
from sanggar.mentoring.refusals import MentorshipEnded, NotInThisState


def held_pair(mentorship: Mentorship) -> Mentorship:
    """The pair as it stands now, and ours until we commit; what is written stands before its end, not after it."""
    return Mentorship.objects.select_for_update(of=("self",)).get(pk=mentorship.pk)


def held_running(mentorship: Mentorship) -> Mentorship:
    """The pair, which somebody accompanies now. Raises `MentorshipEnded`, or `NotInThisState` for one only proposed."""
    held = held_pair(mentorship)
    if not held.is_open:
        raise MentorshipEnded
    if not held.is_running:
        raise NotInThisState(state=held.get_state_display())
    return held


def require_state(mentorship: Mentorship, state: MentorshipState) -> Mentorship:
    """The pair, held, which must be in this state: an old button may not act on what has moved on."""
    held = held_pair(mentorship)
    if not held.is_open:
        raise MentorshipEnded
    if held.state != state:
        raise NotInThisState(state=held.get_state_display())
    return held


def begin_history(mentorship: Mentorship, *, by: Actor, at: datetime) -> None:
    mentorship.events.create(at=at, by_label=by.label, to_state=mentorship.state)


def change_state(
    mentorship: Mentorship,
    state: MentorshipState,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    until: date | None = None,
    outcome: str = "",
    **fields: Any,
) -> Mentorship:
    """Move a pair to `state` with `fields` set on it; the pair as it was before. Raises when the table forbids it."""
    before = held_pair(mentorship)
    if state not in ALLOWED[MentorshipState(before.state)]:
        raise NotInThisState(state=before.get_state_display()) if before.is_open else MentorshipEnded
    Mentorship.objects.filter(pk=before.pk).update(state=state, outcome=outcome, **fields)
    MentorshipEvent.objects.create(
        mentorship=before,
        at=at,
        by_label=by.label,
        from_state=before.state,
        to_state=state,
        outcome=outcome,
        reason=reason,
        until=until,
    )
    mentorship.refresh_from_db()
    return before
