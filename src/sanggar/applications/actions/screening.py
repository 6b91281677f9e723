"""What the office decides. Two officers at once: the second is told what the first did."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import transaction

from sanggar.applications import letters
from sanggar.applications.actions.corrections import deadline
from sanggar.applications.actions.guardians import require_guardian
from sanggar.applications.actions.opinions import require_second_person
from sanggar.applications.actions.refusals import AlreadyDecided, ChangedMeanwhile, ListFrozen
from sanggar.applications.actions.writing import note
from sanggar.applications.models import MOVES, Act, Application, ApplicationState, Correction
from sanggar.foundation.audit import Actor
from sanggar.foundation.errors import DomainError


class Seen(TypedDict, total=False):
    """What was on the screen: the revision of the answers, and the state. Left out, whatever stands there counts."""

    revision: int | None
    state: str


def accept_for_draw(application: Application, *, by: Actor, at: datetime, **seen: Unpack[Seen]) -> None:
    _decide(application, Act.ACCEPT, by=by, at=at, **seen)


def ask_for_correction(
    application: Application,
    *,
    reason: str,
    by: Actor,
    at: datetime,
    due_on: date | None = None,
    **seen: Unpack[Seen],
) -> None:
    """Send back; the applicant reads the reason and may edit until the end of `due_on` (else the call's usual days)."""
    with transaction.atomic():
        due_at = deadline(application, due_on, at)
        _decide(application, Act.ASK, by=by, at=at, reason=reason, details={"due": due_at.isoformat()}, **seen)
        fresh = {"asked_at": at, "due_at": due_at, "reminded_at": None, "lapsed_at": None}
        Correction.objects.update_or_create(application=application, defaults=fresh)


def refuse_application(application: Application, *, reason: str, by: Actor, at: datetime, **seen: Unpack[Seen]) -> None:
    """Leave out of the draw; the applicant reads the reason. Where the call wants two people, the second is a colleague
    whose opinion on these answers was to refuse.
    """
    _decide(application, Act.REFUSE, by=by, at=at, reason=reason, **seen)


def reopen_decision(application: Application, *, reason: str, by: Actor, at: datetime, **seen: Unpack[Seen]) -> None:
    """Undo a decision: the application waits to be screened again. Not once the list is frozen."""
    _decide(application, Act.REOPEN, by=by, at=at, reason=reason, **seen)


@transaction.atomic
def admit_after_objection(application: Application, *, reason: str, by: Actor, at: datetime) -> None:
    """An objection was upheld: a refused application takes part after all, though the list had been frozen."""
    held = Application.objects.select_for_update(of=("self",), no_key=True).get(pk=application.pk)
    (after,) = MOVES[Act.ADMIT].after
    refused = Application.objects.filter(pk=held.pk, state__in=MOVES[Act.ADMIT].before, erased_at=None)
    if not refused.update(state=after, changed_at=at):
        raise _too_late(held, Act.ADMIT, None)
    before, application.state, application.changed_at = held.state, after, at
    note(application, Act.ADMIT, before=before, by=by, at=at, reason=reason)
    _tell(application)


def accept_many(seen: Mapping[Application, int], *, by: Actor, at: datetime) -> int:
    """Accept each that still waits in the revision that was seen; how many were. The rest is left for a closer look."""
    accepted = 0
    for application, revision in seen.items():
        try:
            accept_for_draw(application, by=by, at=at, revision=revision)
        except DomainError:
            continue
        accepted += 1
    return accepted


@transaction.atomic
def _decide(
    application: Application,
    act: Act,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    details: Mapping[str, object] | None = None,
    revision: int | None = None,
    state: str = "",
) -> None:
    """One conditional UPDATE decides: of two officers, or an officer and the applicant, only one can be first."""
    held = Application.objects.select_for_update(of=("self",), no_key=True).get(pk=application.pk)
    (after,) = MOVES[act].after
    open_to = Application.objects.filter(pk=held.pk, state__in=MOVES[act].before, frozen_at=None, erased_at=None)
    open_to = open_to.filter(revision=revision) if revision else open_to
    open_to = open_to.filter(state=state) if state else open_to
    if not open_to.update(state=after, changed_at=at):
        raise _too_late(held, act, revision)
    if act != Act.REOPEN:
        require_second_person(held, act, by=by)
    if act == Act.ACCEPT:
        require_guardian(held)
    before, application.state, application.changed_at = held.state, after, at
    note(application, act, before=before, by=by, at=at, reason=reason, details=details)
    if act != Act.REOPEN:
        _tell(application)


def _tell(application: Application) -> None:
    """Good news without a way to its reader waits on the own page; what must be done or can be contested is told."""
    if letters.has_a_way(application) or application.state in (ApplicationState.CORRECTION, ApplicationState.REFUSED):
        letters.send_decision.enqueue(application.pk)


def require_decidable(application: Application, act: Act, *, revision: int, state: str, by: Actor) -> None:
    """Raise what `_decide` would, without deciding: for a preview."""
    held = Application.objects.get(pk=application.pk)
    is_as_seen = held.revision == revision and held.state == state
    if held.frozen_at or held.state not in MOVES[act].before or not is_as_seen:
        raise _too_late(held, act, revision)
    if act != Act.REOPEN:
        require_second_person(held, act, by=by)
    if act == Act.ACCEPT:
        require_guardian(held)


def _too_late(held: Application, act: Act, revision: int | None) -> DomainError:
    if held.frozen_at:
        return ListFrozen()
    if held.state in MOVES[act].before and revision and held.revision != revision:
        return ChangedMeanwhile()
    last = held.events.last()
    return AlreadyDecided(state=held.get_state_display(), who=last.by_label if last else "")
