"""Moving the time of a draw whose list and lottery stand, as long as nobody can know its chance."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.inserting import insert_all
from sanggar.foundation.messaging.officer import take_back
from sanggar.foundation.models import Message
from sanggar.foundation.one_by_one import done_one_by_one
from sanggar.foundation.work import tasks_for_each
from sanggar.selection.actions.freezing import named_round
from sanggar.selection.actions.listing import record_lottery
from sanggar.selection.actions.procedures import change_frozen_procedure
from sanggar.selection.hours import out_of_the_night
from sanggar.selection.letters import about_postponement, send_postponement
from sanggar.selection.models import Draw, DrawState, ObjectionState, Postponement
from sanggar.selection.moments import is_near, under_lock, when
from sanggar.selection.procedure_refusals import (
    ChanceHasBegun,
    LettersAlreadyAsked,
    LotteryNotReady,
    NewTimeNotLater,
    PostponedAgain,
)
from sanggar.selection.queries import people_to_tell

CLOCK = Actor.system("penjaga sanggahan")
NOTICE = timedelta(minutes=5)
"""So long before the chance a draw is moved whose objections are not all answered."""


@transaction.atomic
def postpone_draw(draw: Draw, *, draw_at: datetime, reason: str, by: Actor, at: datetime) -> Postponement:
    """Name a later time, with drand its round, for a reason that everyone can read. List, quotas and lottery stay.

    Refused once a die has been entered or the named round is out, or as good as out: whoever could see the chance and
    then move the draw would throw twice. The lottery with its new source is recorded and sealed anew.
    """
    began = clock.now()
    draw = _held(draw)
    at = under_lock(at, began)
    require_chance_ahead(draw, at)
    return _move(draw, draw_at, reason, by, at)


def postpone_unanswered(at: datetime) -> int:
    """Move each draw whose chance is near while an objection to its list waits for its answer; how many.

    Nobody chooses this: an objection is never cut short by chance, nor answered by who knows it already. It holds after
    the chance too, where the clock stood still in between.
    """
    open_ones = Draw.objects.filter(state=DrawState.FROZEN, objections__state=ObjectionState.OPEN).distinct()
    return done_one_by_one(lambda draw: _postpone_if_unanswered(draw, at), open_ones)


@transaction.atomic
def _postpone_if_unanswered(draw: Draw, at: datetime) -> bool:
    began = clock.now()
    draw = _held(draw)
    at, chance_at = under_lock(at, began), draw.chance_at
    is_open = draw.objections.filter(state=ObjectionState.OPEN).exists()
    if chance_at is None or at < chance_at - NOTICE or not is_open or draw.awaits_lottery:
        return False
    if draw.state != DrawState.FROZEN or draw.dice_entries.exists():
        return False
    again = max(timedelta(hours=draw.answering_hours), settings.DRAW_LEAD + NOTICE)
    later = out_of_the_night(max(at, chance_at) + again)
    _move(draw, later, _("Masih ada sanggahan yang belum dijawab."), CLOCK, at)
    return True


def _held(draw: Draw) -> Draw:
    held = Draw.objects.select_for_update(of=("self",)).select_related("call__stage__programme__organisation")
    return held.get(pk=draw.pk)


def _move(draw: Draw, draw_at: datetime, reason: str, by: Actor, at: datetime) -> Postponement:
    before, named = draw.announced_for, named_round(draw_at, at) if draw.drand_round else None
    if draw_at <= max(before or at, at) or (draw.drand_round and named and named <= draw.drand_round):
        raise NewTimeNotLater(field="draw_at", when=when(max(before or at, at)))
    _take_back_letters(draw, by, at)
    procedure = change_frozen_procedure(draw, {"draw_at": draw_at}, reason=reason, by=by, at=at)
    moved = Postponement.objects.create(
        draw=draw,
        number=draw.postponements.count() + 1,
        change=procedure.changes.latest("pk"),
        from_at=before,
        to_at=draw_at,
        from_round=draw.drand_round,
        to_round=named,
    )
    Draw.objects.filter(pk=draw.pk).update(announced_for=draw_at, drand_round=named)
    draw.refresh_from_db()
    details = {"from": before.isoformat() if before else "", "to": draw_at.isoformat(), "source": draw.source}
    record("selection.postpone_draw", draw, by=by, at=at, place=draw.call.stage.programme.place, details=details)
    record_lottery(draw, by, at)
    return moved


def _take_back_letters(draw: Draw, by: Actor, at: datetime) -> None:
    """What those about earlier times say holds no longer, should they not have left yet."""
    programme = draw.call.programme
    for moved in draw.postponements.all():
        about = about_postponement(moved)
        letters = Message.objects.filter(shelf=programme.shelf, key__startswith=about)
        take_back(letters, about.strip(), place=programme.place, by=by, at=at)


@transaction.atomic
def send_postponement_letters(moved: Postponement, *, by: Actor, at: datetime) -> int:
    """Queue a letter to each person of the list with an e-mail address; how many. Once for each postponement."""
    if _held(moved.draw).postponements.filter(number__gt=moved.number).exists():
        raise PostponedAgain
    fresh = Postponement.objects.filter(pk=moved.pk, letters_asked_at=None)
    if not fresh.update(letters_asked_at=at):
        raise LettersAlreadyAsked
    people = list(people_to_tell(moved.draw).values_list("pk", flat=True))
    insert_all(tasks_for_each(send_postponement, [(moved.pk, pk) for pk in people], clock.now()))
    place = moved.draw.call.stage.programme.place
    details = {"postponement": moved.number, "letters": len(people)}
    record("selection.tell_postponement", moved.draw, by=by, at=at, place=place, details=details)
    return len(people)


def require_chance_ahead(draw: Draw, at: datetime) -> None:
    """The lottery stands, and nobody can know the seed yet."""
    if draw.state == DrawState.FROZEN and draw.awaits_lottery:
        raise LotteryNotReady
    is_out = is_near(draw.chance_at, at)
    if is_out and draw.objections.filter(state=ObjectionState.UPHELD, settled_at=None).exists():
        is_out = False  # upheld while nobody could know the seed; the list then comes anew under fresh ids in any case
    if not draw.has_seed or draw.state != DrawState.FROZEN or is_out or draw.dice_entries.exists():
        raise ChanceHasBegun
