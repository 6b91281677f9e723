"""The freeze: who takes part, under which random ids, and where the seed will come from, before anyone can know it."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from sanggar.applications.actions import freeze_applications
from sanggar.applications.models import Application, Call
from sanggar.applications.queries import eligible_applications
from sanggar.cores.beacon import quicknet
from sanggar.foundation import audit, clock
from sanggar.foundation.audit import Actor, record
from sanggar.selection.actions.filling import lock_stage
from sanggar.selection.actions.listing import (
    keep_floor_marks,
    list_people,
    make_plain_lottery,
    record_lottery,
    store_values,
)
from sanggar.selection.actions.objections import close_upheld, require_list_can_change
from sanggar.selection.actions.procedures import change_frozen_procedure
from sanggar.selection.features import TRACK, features_of, people_features
from sanggar.selection.hours import out_of_the_night
from sanggar.selection.lottery_job import compute_lottery
from sanggar.selection.models import (
    MARKED,
    Draw,
    DrawEvent,
    DrawState,
    LotteryWork,
    Procedure,
    SourceKind,
)
from sanggar.selection.moments import under_lock, when
from sanggar.selection.objection_letters import tell_of_objections
from sanggar.selection.procedure_refusals import (
    DrawBeforeObjectionsEnd,
    QuotaMissing,
)
from sanggar.selection.queries import marks_of, readiness_of, reopened, who_takes_part
from sanggar.selection.refusals import DrawTimeMissing, NobodyToDraw, RoundTooLate, RoundTooSoon
from sanggar.selection.strata import Seats, seats_again

LATEST = timedelta(days=60)


@transaction.atomic
def freeze_draw(call: Call, *, by: Actor, at: datetime) -> Draw:
    """Freeze the list of a closed and settled call, by its published procedure; what that fixes never changes again.

    With drand the time of the draw names the round: the first that is published at that time or later. Under quotas the
    lottery is computed in the background; without them it stands at once. The audit is sealed once this is committed;
    where people may object, the letters that say so are asked for with it.
    """
    lock_stage(call.stage_id)  # no other list is frozen for the same seats meanwhile
    freeze_applications(call, by=by, at=at)  # holds the call from here on
    call = Call.objects.select_related("stage__programme__organisation__region").get(pk=call.pk)
    ready = readiness_of(call, at)
    seats = ready.require()
    assert ready.procedure is not None
    draw = _new_draw(call, ready.procedure, sum(seats.values()), by, at)
    freeze_list(draw, seats, by=by, at=at)
    if draw.objections_until:
        tell_of_objections.enqueue(draw.pk)
    return draw


def freeze_list(draw: Draw, seats: Seats, *, by: Actor, at: datetime, reason: str = "") -> None:
    """Freeze the people of a draw, the first time or, when an objection was upheld, anew."""
    people, marks = people_and_marks(draw)
    if not people:
        raise NobodyToDraw
    if draw.revision == 1:
        require_covered(draw.call, draw.quotas, people)
    list_people(draw, people, marks, by=by, at=at, reason=reason)
    keep_floor_marks(draw, marks)
    record_list(draw, by=by, at=at)
    if draw.is_by_type:
        ask_for_lottery(draw, at)
    elif draw.is_lottery:
        make_plain_lottery(draw, seats)
        record_lottery(draw, by, at)
    elif draw.has_seed:
        store_values(draw)
        record_lottery(draw, by, at)
    transaction.on_commit(partial(audit.seal_pending, at), robust=True)


def record_list(draw: Draw, *, by: Actor, at: datetime) -> None:
    """The list as it stands now, on the record."""
    verb = "selection.freeze_again" if draw.revision > 1 else "selection.freeze_draw"
    details = {"list_digest": draw.list_digest, "entrants": draw.entrants, "revision": draw.revision, "rule": draw.rule}
    if draw.rule in MARKED:
        details["marks_digest"] = marks_digest(draw)
    record(verb, draw, by=by, at=at, place=draw.call.stage.programme.place, details=details)


@transaction.atomic
def freeze_again(draw: Draw, *, reason: str, by: Actor, at: datetime) -> None:
    """Freeze the list anew, under fresh draw ids, when an objection has changed who takes part; for the seats of the
    first list, so that those that were fewer for want of people are all there again.
    """
    held = Draw.objects.select_for_update(of=("self",)).select_related("call__stage__programme__organisation__region")
    began = clock.now()
    draw = held.get(pk=draw.pk)
    at = under_lock(at, began)
    require_list_can_change(draw, at)
    draw.call.stage = lock_stage(draw.call.stage_id)
    seats = seats_again(draw)
    if draw.call.procedure.seats and sum(seats.values()) > draw.seats:
        told = _("Daftar dibekukan ulang setelah sanggahan dikabulkan.")
        change_frozen_procedure(draw, {"seats": None}, reason=told, by=by, at=at)
    Draw.objects.filter(pk=draw.pk).update(revision=draw.revision + 1, seats=sum(seats.values()))
    draw.refresh_from_db(fields=["revision", "seats"])
    freeze_list(draw, seats, by=by, at=at, reason=reason)
    close_upheld(draw, at)


def people_and_marks(draw: Draw) -> tuple[list[Application], dict[int, Decimal | None]]:
    """Who is in the list, and with which mark. Once it has been frozen nobody's place or mark moves through somebody
    else's objection: only those whose own was upheld stand there by the mark that the reviews give now.
    """
    call = draw.call
    given = marks_of(call) if draw.rule in MARKED else {}
    people, marks = who_takes_part(call.procedure, given), dict[int, Decimal | None](given)
    if draw.revision == 1 or draw.rule not in MARKED:
        return people, marks
    opened = reopened(call)
    standing = dict(draw.entries.exclude(application__in=opened).values_list("application", "mark"))
    reached = {each.pk for each in people} & opened
    kept = eligible_applications(call).select_related("track", "village").order_by("pk")
    return [each for each in kept if each.pk in standing or each.pk in reached], marks | standing


def ask_for_lottery(draw: Draw, at: datetime) -> None:
    """Have the lottery computed in the background, from the beginning: asked for in the same transaction."""
    fresh: dict[str, object] = {
        "asked_at": at,
        "doing": "",
        "done": 0,
        "of": 0,
        "ended_at": None,
        "fault": "",
        "demands": [],
        "clashes": [],
        "fewer_seats": None,
        "limit_alone": False,
    }
    fresh |= {"cancelled_by": ""}
    LotteryWork.objects.update_or_create(draw=draw, defaults=fresh)
    compute_lottery.enqueue(draw.pk, at.isoformat())


def named_round(draw_at: datetime | None, at: datetime) -> int:
    """The first round of drand from that moment, which must lie far enough ahead."""
    if draw_at is None:
        raise DrawTimeMissing(field="draw_at")
    if draw_at < at + settings.DRAW_LEAD:
        raise RoundTooSoon(field="draw_at", minutes=round(settings.DRAW_LEAD.total_seconds() / 60))
    if draw_at > at + LATEST:
        raise RoundTooLate(field="draw_at", days=LATEST.days)
    return quicknet.first_round_from(draw_at)


def hidden_features(call: Call, quotas: Mapping[str, object]) -> list[str]:
    """Those of the features with quotas that nobody may learn."""
    return [name for name, feature in features_of(call).items() if feature.is_specific and name in quotas]


def quotas_with_tracks(call: Call, quotas: dict[str, Any], *, apart: bool = False) -> dict[str, Any]:
    """Beside other quotas or a limit per household, seats that the call published for each track are exact quotas."""
    if not (quotas or apart) or not call.seats_by_track or TRACK in quotas:
        return quotas
    published = call.call_tracks.select_related("track")
    return quotas | {TRACK: {each.track.code: [each.seats or 0, each.seats or 0] for each in published}}


def require_covered(call: Call, quotas: Mapping[str, Mapping[str, object]], people: list[Application]) -> None:
    """Everyone's value of each feature has a quota; rare values need one only where someone has them."""
    features = features_of(call)
    found = people_features(people, (features[name] for name in quotas))
    for name, values in quotas.items():
        missing = Counter(each[name] for each in found.values() if each[name] not in values)
        for value, count in sorted(missing.items()):
            label = features[name].values.get(value, value)
            raise QuotaMissing(feature=features[name].title, value=label, count=count)


def marks_digest(draw: Draw) -> str:
    """SHA-256 over `draw id TAB mark LF`, in the order of draw ids: marks can not change unseen after the freeze."""
    rows = draw.entries.order_by("number").values_list("number", "mark")
    return hashlib.sha256("".join(f"{number}\t{mark}\n" for number, mark in rows).encode()).hexdigest()


def require_time_to_answer(procedure: Procedure, until: datetime | None) -> None:
    """Between the last objection and the draw there is time to answer it while nobody can know the seed."""
    hours = procedure.answering_hours
    if until and procedure.draw_at and procedure.draw_at < until + timedelta(hours=hours):
        raise DrawBeforeObjectionsEnd(draw=when(procedure.draw_at), until=when(until), hours=hours)


def _new_draw(call: Call, procedure: Procedure, seats: int, by: Actor, at: datetime) -> Draw:
    days = procedure.objection_days
    until = out_of_the_night(at + timedelta(days=days)) if days else None
    draw_at = procedure.draw_at
    quotas = quotas_with_tracks(call, procedure.quotas, apart=procedure.one_per_household)
    require_time_to_answer(procedure, until)
    draw = Draw.objects.create(
        call=call,
        public_id=call.slug,
        rule=procedure.rule,
        quotas=quotas,
        hidden=hidden_features(call, quotas),
        numbered=procedure.numbered,
        one_per_household=procedure.one_per_household,
        objections_until=until,
        answering_hours=procedure.answering_hours,
        seats=seats,
        entrants=1,
        source_kind=procedure.source_kind,
        drand_round=named_round(draw_at, at) if procedure.source_kind == SourceKind.DRAND else None,
        announced_for=draw_at,
        venue=procedure.venue,
        frozen_at=at,
        frozen_by=by.label,
    )
    DrawEvent.objects.create(draw=draw, at=at, by_label=by.label, to_state=DrawState.FROZEN)
    return draw
