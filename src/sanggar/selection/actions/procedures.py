"""The rule of a selection: written, published, and from then on changed only with a reason that everyone can read."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction

from sanggar.applications.actions import ask_family_card, tell_how_seats_go
from sanggar.applications.models import Call
from sanggar.cores.lottery.lottery import Quotas
from sanggar.foundation.audit import Actor, record
from sanggar.selection.features import features_of
from sanggar.selection.hours import out_of_the_night, require_civil
from sanggar.selection.models import DRAWN, SEEDED, Draw, Procedure, ProcedureChange, Rule, SourceKind
from sanggar.selection.moments import when
from sanggar.selection.procedure_refusals import (
    DiceTimeMissing,
    DrawBeforeClosing,
    DrawTimePast,
    FloorMissing,
    HouseholdsNotSealed,
    NoTimeForObjections,
    ProcedureUnchanged,
    QuotaFaulty,
    ReasonForChange,
    ReasonForLateness,
    SourceMissing,
    TrackSeatsNeedLottery,
)
from sanggar.selection.refusals import AlreadyFrozen, DrawTimeMissing, RoundTooSoon

FIELDS = (
    "rule",
    "floor",
    "quotas",
    "numbered",
    "one_per_household",
    "source_kind",
    "draw_at",
    "venue",
    "seats",
    "deadline_time",
    "objection_days",
    "answering_hours",
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a procedure says; what its rule does not use is left out when it is written."""

    rule: str
    source_kind: str = ""
    floor: Decimal | None = None
    quotas: Quotas = field(default_factory=dict)
    numbered: bool = False
    one_per_household: bool = False
    draw_at: datetime | None = None
    venue: str = ""
    objection_days: int = 3
    answering_hours: int = 12
    deadline_time: time = time(16)

    def values(self) -> dict[str, Any]:
        drawn = self.rule in DRAWN
        return {
            "rule": self.rule,
            "floor": self.floor if self.rule == Rule.FLOOR else None,
            "quotas": quotas_as_json(self.quotas) if drawn else {},
            "numbered": self.numbered and drawn and bool(self.quotas),
            "one_per_household": self.one_per_household and drawn,
            "source_kind": self.source_kind if self.rule in SEEDED else "",
            "draw_at": self.draw_at,
            "venue": self.venue,
            "objection_days": self.objection_days,
            "answering_hours": self.answering_hours,
            "deadline_time": self.deadline_time,
        }


@transaction.atomic
def write_procedure(call: Call, terms: Terms, *, by: Actor, at: datetime, reason: str = "") -> Procedure:
    """Write the procedure of a call, or change it. `reason` is needed once it is published. Not after the freeze."""
    held = Call.objects.select_for_update(no_key=True).get(pk=call.pk)
    if held.frozen_at:
        raise AlreadyFrozen
    values = terms.values()
    _check(held, values, at)
    _check_quotas(held, values["quotas"], held.stage.seats)
    if values["rule"] in SEEDED and not values["source_kind"]:
        raise SourceMissing(field="source_kind")
    _require_time_for_objections(held, values, at)
    procedure = Procedure.objects.select_for_update().filter(call=held).first()
    if procedure is None or not _is_same_minute(values["draw_at"], procedure.draw_at):
        _check_time(held, values["draw_at"], at)
    if procedure is None:
        procedure = Procedure.objects.create(call=held, **values)
    else:
        _change(procedure, values, reason, by, at)
    if procedure.is_published:
        _tell_call(held, procedure, by, at)
    record("selection.write_procedure", procedure, by=by, at=at, place=held.programme.place, details=_told(values))
    return procedure


@transaction.atomic
def publish_procedure(procedure: Procedure, *, by: Actor, at: datetime, reason: str = "") -> None:
    """Show it to everyone. Once the call has closed that needs a `reason`, which is shown beside it."""
    call = procedure.call
    if at >= call.ends_at and not reason:
        raise ReasonForLateness(field="reason")
    _check_time(call, procedure.draw_at, at)
    late_reason = reason if at >= call.ends_at else ""
    unpublished = Procedure.objects.filter(pk=procedure.pk, published_at=None)
    if not unpublished.update(published_at=at, published_by=by.label, late_reason=late_reason):
        return
    procedure.refresh_from_db()
    _tell_call(call, procedure, by, at)
    place, personal = call.programme.place, {"reason": late_reason} if late_reason else None
    details = snapshot(procedure)
    record("selection.publish_procedure", procedure, by=by, at=at, place=place, details=details, personal=personal)


@transaction.atomic
def change_frozen_procedure(
    draw: Draw, changes: dict[str, Any], *, by: Actor, at: datetime, reason: str, departs: bool = False
) -> Procedure:
    """Let quotas that clash give way, or seats, or the limit per household, or move the draw, when the list is frozen.
    `changes` are of `FIELDS`; `departs`: the quotas are others than the smallest change. Quotas and seats are held
    against the frozen list, and only where they change: the stage may have been resized since.
    """
    procedure = Procedure.objects.select_for_update(of=("self",)).get(call=draw.call)
    values = {name: getattr(procedure, name) for name in FIELDS} | changes
    _check(draw.call, values, at)
    if values["quotas"] != procedure.quotas or changes.get("seats"):
        _check_quotas(draw.call, values["quotas"], changes.get("seats") or draw.seats)
    _change(procedure, values, reason, by, at, departs=departs)
    place = draw.call.programme.place
    record("selection.write_procedure", procedure, by=by, at=at, place=place, details=_told(values))
    return procedure


def _tell_call(call: Call, procedure: Procedure, by: Actor, at: datetime) -> None:
    """What applicants meet: the rule in every text of the call, and the question for the family card."""
    tell_how_seats_go(call, procedure.rule, by=by, at=at)
    ask_family_card(call, asked=procedure.one_per_household, by=by, at=at)


def quotas_as_json(quotas: Quotas) -> dict[str, dict[str, list[int]]]:
    return {name: {value: list(bounds) for value, bounds in values.items()} for name, values in quotas.items()}


def quotas_from_json(quotas: dict[str, dict[str, list[int]]]) -> dict[str, dict[str, tuple[int, int]]]:
    return {name: {value: (least, most) for value, (least, most) in kept.items()} for name, kept in quotas.items()}


def snapshot(procedure: Procedure) -> dict[str, Any]:
    """All that can change, as JSON values."""
    return _told({name: getattr(procedure, name) for name in FIELDS})


def _change(
    procedure: Procedure, values: dict[str, Any], reason: str, by: Actor, at: datetime, *, departs: bool = False
) -> None:
    before = snapshot(procedure)
    if _is_same_minute(values["draw_at"], procedure.draw_at):
        values["draw_at"] = procedure.draw_at  # forms know no seconds: what they give back is no other time
    for name, value in values.items():
        setattr(procedure, name, value)
    after = snapshot(procedure)
    if not procedure.is_published:
        procedure.save(update_fields=FIELDS)
        return
    if before == after:
        raise ProcedureUnchanged
    if not reason:
        raise ReasonForChange(field="reason")
    procedure.save(update_fields=FIELDS)
    ProcedureChange.objects.create(
        procedure=procedure, at=at, by_label=by.label, reason=reason, before=before, after=after, departs=departs
    )


def _check_time(call: Call, draw_at: datetime | None, at: datetime) -> None:
    """A time that is set lies ahead, and after the closing: before it nobody could be drawn."""
    if draw_at is not None and draw_at <= at:
        raise DrawTimePast(field="draw_at", time=when(draw_at))
    if draw_at is not None and draw_at < call.ends_at:
        raise DrawBeforeClosing(field="draw_at", time=when(draw_at), closing=when(call.ends_at))


def _is_same_minute(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and other is not None and one.timestamp() // 60 == other.timestamp() // 60


def _check(call: Call, values: dict[str, Any], at: datetime) -> None:
    require_civil(values["deadline_time"], field="deadline_time")
    if values["rule"] == Rule.FLOOR and values["floor"] is None:
        raise FloorMissing(field="floor")
    if values["source_kind"] == SourceKind.DRAND:
        if values["draw_at"] is None:
            raise DrawTimeMissing(field="draw_at")
        if values["draw_at"] < at + settings.DRAW_LEAD:
            minutes = round(settings.DRAW_LEAD / timedelta(minutes=1))
            raise RoundTooSoon(field="draw_at", minutes=minutes)
    if call.seats_by_track and values["rule"] not in DRAWN:
        raise TrackSeatsNeedLottery(field="rule")
    specific = {name for name, feature in features_of(call).items() if feature.is_specific}
    if values["one_per_household"] and specific & set(values["quotas"]):
        raise HouseholdsNotSealed(field="one_per_household")


def _require_time_for_objections(call: Call, values: dict[str, Any], at: datetime) -> None:
    """The list is frozen when the call has closed; objections, and then their answers, come before the draw. Dice need
    a time then, too: until it comes the list may change, and from then on they may have been thrown.
    """
    if values["objection_days"] and values["source_kind"] == SourceKind.DICE and values["draw_at"] is None:
        raise DiceTimeMissing(field="draw_at")
    if not values["draw_at"] or not values["objection_days"]:
        return
    days, hours = values["objection_days"], values["answering_hours"]
    earliest = out_of_the_night(max(call.ends_at, at) + timedelta(days=days)) + timedelta(hours=hours)
    if values["draw_at"] < earliest:
        raise NoTimeForObjections(field="draw_at", days=days, hours=hours, earliest=when(earliest))


def _check_quotas(call: Call, quotas: dict[str, dict[str, list[int]]], seats: int) -> None:
    """Every common value of a feature has a quota, none another; and the seats lie within what they add up to."""
    features = features_of(call)
    for name, values in quotas.items():
        feature = features[name]
        if set(feature.values) - feature.rare - set(values) or set(values) - set(feature.values):
            raise QuotaFaulty(feature=feature.title, least="?", most="?", seats=seats)
        least, most = (sum(bounds[end] for bounds in values.values()) for end in (0, 1))
        if any(low > high for low, high in values.values()) or not least <= seats <= most:
            raise QuotaFaulty(feature=feature.title, least=least, most=most, seats=seats)


def _told(values: dict[str, Any]) -> dict[str, Any]:
    return {name: _as_json(value) for name, value in values.items()}


def _as_json(value: Any) -> Any:
    if isinstance(value, datetime | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
