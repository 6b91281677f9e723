"""What the office decides. Two officers at once: the second is told what the first did."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import transaction

from sanggar.applications import letters
from sanggar.applications.actions.corrections import deadline
from sanggar.applications.actions.hindrances import Hindrances, SeenOne, hindrances, terms_of
from sanggar.applications.actions.refusals import DueAfterSettling
from sanggar.applications.actions.writing import note, note_together
from sanggar.applications.models import MOVES, Act, Application, ApplicationState, Correction
from sanggar.applications.queries import WITH_CALL
from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.foundation.inserting import insert_all
from sanggar.foundation.national_id import refuse_nik, refuse_sixteen_digits
from sanggar.foundation.work import tasks_for

MAILED = (Act.ASK, Act.REFUSE)
"""Acts whose reason is written to the applicant."""


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
    _decide(application, Act.ASK, by=by, at=at, reason=reason, due_on=due_on, **seen)


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
        raise next(iter(hindrances([held], [SeenOne(held)], Act.ADMIT, by=by).values()))
    before, application.state, application.changed_at = held.state, after, at
    note(application, Act.ADMIT, before=before, by=by, at=at, reason=reason)
    if is_told(application, after):
        letters.send_decision.enqueue(application.pk)


def decide_together(
    seen: Sequence[SeenOne], act: Act, *, reason: str = "", due_on: date | None = None, by: Actor, at: datetime
) -> Hindrances:
    """Decide each that still stands as it was seen, in one transaction and a number of queries that does not grow with
    them; the others, and why not. Of two officers, or an officer and the applicant, only one can be first: the rows are
    held from being looked at to the commit. Raises `DueDateWrong` of a day that can be nobody's.
    """
    refuse_nik(reason, "reason")
    if act in MAILED:
        refuse_sixteen_digits(reason, "reason")
    with transaction.atomic():
        held = _held(one.application.pk for one in seen)
        due, too_late = _deadlines(held, act, due_on, at)
        left_out = too_late | hindrances(held, seen, act, by=by)
        decided = [one for one in held if one.pk not in left_out]
        _move(decided, act, reason=reason, due=due, by=by, at=at)
    for one in seen:
        if one.application.pk not in left_out:
            (one.application.state,), one.application.changed_at = MOVES[act].after, at
    return left_out


def prospects(seen: Sequence[SeenOne], act: Act, *, due_on: date | None = None, by: Actor, at: datetime) -> Hindrances:
    """Whom `decide_together` would leave out, as things stand, and why; raises as it does. Writes nothing."""
    held = list(Application.objects.filter(pk__in=[one.application.pk for one in seen]).select_related(WITH_CALL))
    _due, too_late = _deadlines(held, act, due_on, at)
    return too_late | hindrances(held, seen, act, by=by)


def _decide(
    application: Application,
    act: Act,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    due_on: date | None = None,
    revision: int | None = None,
    state: str = "",
) -> None:
    one = SeenOne(application, revision, state)
    for why_not in decide_together([one], act, reason=reason, due_on=due_on, by=by, at=at).values():
        raise why_not


def _held(numbers: Iterable[int]) -> list[Application]:
    """Locked in one order, whoever asks, so that two batches never wait for each other in a ring."""
    rows = Application.objects.select_for_update(of=("self",), no_key=True).select_related(WITH_CALL)
    return list(rows.filter(pk__in=list(numbers)).order_by("pk"))


def _deadlines(
    held: Sequence[Application], act: Act, due_on: date | None, at: datetime
) -> tuple[dict[int, datetime], Hindrances]:
    """By call, until when a correction may take; and who can not be asked for one, for the draw of their call is near.
    Nothing of another act.
    """
    due: dict[int, datetime] = {}
    near: Hindrances = {}
    for pk, terms in terms_of(held).items() if act == Act.ASK else ():
        try:
            due[pk] = deadline(terms, due_on, at)
        except DueAfterSettling as error:
            near[pk] = error
    return due, {one.pk: near[one.call_id] for one in held if one.call_id in near}


def _move(
    decided: Sequence[Application], act: Act, *, reason: str, due: Mapping[int, datetime], by: Actor, at: datetime
) -> None:
    """The new state, with history, audit row, deadline and the promise of a letter for each."""
    if not decided:
        return
    (after,) = MOVES[act].after
    before = {one.pk: one.state for one in decided}
    Application.objects.filter(pk__in=list(before)).update(state=after, changed_at=at)
    for one in decided:
        one.state, one.changed_at = after, at
    details = {one.pk: {"due": due[one.call_id].isoformat()} if due else {} for one in decided}
    note_together(decided, act, before=before, by=by, at=at, reason=reason, details=details)
    if due:
        _await_corrections(decided, due, at)
    if act != Act.REOPEN:
        told = [one.pk for one in decided if is_told(one, one.state)]
        insert_all(tasks_for(letters.send_decision, told, clock.now()))


def _await_corrections(asked: Sequence[Application], due: Mapping[int, datetime], at: datetime) -> None:
    fresh = [Correction(application=one, asked_at=at, due_at=due[one.call_id]) for one in asked]
    changing = ["asked_at", "due_at", "reminded_at", "lapsed_at"]
    Correction.objects.bulk_create(fresh, update_conflicts=True, unique_fields=["application"], update_fields=changing)


def is_told(application: Application, state: str) -> bool:
    """Whether a letter says so when it comes into `state`: good news without a way to its reader waits on the own page;
    what must be done or can be contested is told.
    """
    to_know = (ApplicationState.CORRECTION, ApplicationState.REFUSED)
    return letters.has_a_way(application) or state in to_know
