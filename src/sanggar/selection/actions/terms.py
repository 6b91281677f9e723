"""The terms of a procedure: what they say, what no call can have, and how they are kept as JSON."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings

from sanggar.applications.models import Call
from sanggar.cores.lottery.lottery import Quotas
from sanggar.foundation.errors import DomainError
from sanggar.selection.actions.promises import promise_faults
from sanggar.selection.features import TRACK, Feature, features_of, opens_answers
from sanggar.selection.hours import out_of_the_night, require_civil
from sanggar.selection.models import DRAWN, SEEDED, Procedure, Rule, SourceKind
from sanggar.selection.moments import when
from sanggar.selection.procedure_refusals import (
    DiceTimeMissing,
    DrawBeforeClosing,
    DrawTimePast,
    FloorMissing,
    HouseholdsNotSealed,
    NoTimeForObjections,
    QuotaFaulty,
    SourceMissing,
    TrackQuotaBeyondClasses,
    TrackQuotaBeyondSeats,
    TrackSeatsNeedLottery,
)
from sanggar.selection.queries.classes import published_seats, track_limits
from sanggar.selection.refusals import (
    DrawTimeMissing,
    QuotaAheadOfCall,
    QuotaOfNothing,
    RoundTooSoon,
    SpecificAnswersKnown,
)
from sanggar.selection.seen import mark_of_seen
from sanggar.selection.strata import seats_free_for

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
    "stage_seats",
    "deadline_time",
    "objection_days",
    "answering_hours",
)


DECISIVE = ("rule", "floor", "quotas", "one_per_household", "source_kind", "numbered", "stage_seats", "objection_days")
"""What of it decides who may get a seat, by what, and how long that can be contested."""


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


def faults_of(call: Call, values: dict[str, Any], before: Procedure | None, at: datetime) -> Iterator[DomainError]:
    """All that no procedure of this call can say; a time that was set `before` and stays is not asked again."""
    yield from faults_of_any(call, values, at)
    quotas, stood = values["quotas"], before.quotas if before and before.is_published else None
    yield from quota_faults(call, quotas, _seats_to_share(call, quotas), stood)
    if before and before.is_published:
        yield from standing_faults(call, quotas, before.quotas)
        if not any(promise_faults(call, before.rule, before.quotas)):
            yield from promise_faults(call, values["rule"], quotas)
    if values["rule"] in SEEDED and not values["source_kind"]:
        yield SourceMissing(field="source_kind")
    if values["objection_days"] or (before and before.is_published):
        yield from dice_faults(values["source_kind"], values["draw_at"])
    yield from _too_early_for_objections(call, values, at)
    if before is None or not is_same_minute(values["draw_at"], before.draw_at):
        yield from time_faults(call, values["draw_at"], at)


def time_faults(call: Call, draw_at: datetime | None, at: datetime) -> Iterator[DomainError]:
    """A time that is set lies ahead, and after the closing: before it nobody could be drawn."""
    if draw_at is not None and draw_at <= at:
        yield DrawTimePast(field="draw_at", time=when(draw_at))
    elif draw_at is not None and draw_at < call.ends_at:
        yield DrawBeforeClosing(field="draw_at", time=when(draw_at), closing=when(call.ends_at))


def dice_faults(source_kind: str, draw_at: datetime | None) -> Iterator[DomainError]:
    """Dice are thrown at an hour that was published: who picks the moment could throw until the result pleases, and
    nobody would be there. A draft may go without as long as nothing depends on it.
    """
    if source_kind == SourceKind.DICE and draw_at is None:
        yield DiceTimeMissing(field="draw_at")


def faults_of_any(call: Call, values: dict[str, Any], at: datetime) -> Iterator[DomainError]:
    """What no procedure can say, whether its list is frozen or not."""
    try:
        require_civil(values["deadline_time"], field="deadline_time")
    except DomainError as refused:
        yield refused
    if values["rule"] == Rule.FLOOR and values["floor"] is None:
        yield FloorMissing(field="floor")
    if values["source_kind"] == SourceKind.DRAND:
        if values["draw_at"] is None:
            yield DrawTimeMissing(field="draw_at")
        elif values["draw_at"] < at + settings.DRAW_LEAD:
            yield RoundTooSoon(field="draw_at", minutes=round(settings.DRAW_LEAD / timedelta(minutes=1)))
    if call.seats_by_track and values["rule"] not in DRAWN:
        yield TrackSeatsNeedLottery(field="rule")
    yield from household_faults(call, values["quotas"], apart=values["one_per_household"])


def household_faults(call: Call, quotas: Mapping[str, object], *, apart: bool) -> Iterator[DomainError]:
    """The limit per household goes not with quotas over data that nobody may learn (0015). What a question holds may
    have been marked so since the quotas were written.
    """
    if apart and uses_specific_data(call, quotas):
        yield HouseholdsNotSealed(field="one_per_household")


def uses_specific_data(call: Call, quotas: Mapping[str, object]) -> bool:
    """Whether a quota counts data that nobody may learn."""
    return any(feature.is_specific for name, feature in features_of(call).items() if name in quotas)


def _too_early_for_objections(call: Call, values: dict[str, Any], at: datetime) -> Iterator[DomainError]:
    """The list is frozen when the call has closed; objections, and then their answers, come before the draw."""
    if not values["draw_at"] or not values["objection_days"]:
        return
    days, hours = values["objection_days"], values["answering_hours"]
    earliest = out_of_the_night(max(call.ends_at, at) + timedelta(days=days)) + timedelta(hours=hours)
    if values["draw_at"] < earliest:
        yield NoTimeForObjections(field="draw_at", days=days, hours=hours, earliest=when(earliest))


def quota_faults(
    call: Call,
    quotas: dict[str, dict[str, list[int]]],
    seats: int,
    before: dict[str, dict[str, list[int]]] | None = None,
) -> Iterator[DomainError]:
    """Every common value of a feature has a quota, none another; and the seats lie within what they add up to. What
    stood `before` may stay, though a class has shrunk since.
    """
    features = features_of(call)
    for name, values in quotas.items():
        feature = features[name]
        if not _is_whole(feature, values):
            yield QuotaFaulty(feature=feature.title, least="?", most="?", seats=seats)
            continue
        least, most = (sum(bounds[end] for bounds in values.values()) for end in (0, 1))
        if any(low > high for low, high in values.values()) or not least <= seats <= most:
            yield QuotaFaulty(feature=feature.title, least=least, most=most, seats=seats)
    yield from _tracks_beyond(call, quotas.get(TRACK, {}), (before or {}).get(TRACK, {}))


def _is_whole(feature: Feature, values: Mapping[str, object]) -> bool:
    return set(feature.values) - feature.rare <= set(values) <= set(feature.values)


def lost_any(call: Call, quotas: Mapping[str, Mapping[str, object]]) -> bool:
    """Whether these were written for questions or choices that a call, still a draft, has no longer, or not all."""
    features = features_of(call)
    return any(name not in features or not _is_whole(features[name], values) for name, values in quotas.items())


def standing_faults(
    call: Call, quotas: Mapping[str, Mapping[str, object]], before: Mapping[str, object]
) -> Iterator[DomainError]:
    """A procedure that everyone reads counts what can change no more: own questions are fixed with the call. Bounds
    over specific answers that were not there `before` are published only while nobody can have fitted them to answers.
    """
    if lost_any(call, quotas):
        yield QuotaOfNothing()
        return
    if opens_answers(quotas) and call.published_at is None:
        yield QuotaAheadOfCall()
    new = [name for name in quotas if opens_answers([name]) and name not in before]
    if new and uses_specific_data(call, dict.fromkeys(new)) and call.applications.exists():
        yield SpecificAnswersKnown()


def _tracks_beyond(call: Call, quotas: dict[str, list[int]], before: dict[str, list[int]]) -> Iterator[DomainError]:
    """No track is promised more seats than were published for it, nor more than its classes hold."""
    published, limits, names = published_seats(call), track_limits(call), features_of(call)[TRACK].values
    for code, (_least, most) in quotas.items():
        if most <= before.get(code, [0, 0])[1]:
            continue
        if most > published.get(code, most):
            yield TrackQuotaBeyondSeats(track=names[code], most=most, seats=published[code])
        elif most > limits.get(code, most):
            yield TrackQuotaBeyondClasses(track=names[code], most=most, seats=limits[code])


def _seats_to_share(call: Call, quotas: dict[str, dict[str, list[int]]]) -> int:
    """Those that other calls of the stage leave; or all of the stage, where these quotas were written for them: how
    many are left is known only when the list is frozen.
    """
    whole, left = call.stage.seats, seats_free_for(call.pk, call.stage)
    sums = [[sum(bounds[end] for bounds in values.values()) for end in (0, 1)] for values in quotas.values()]
    return left if left and not all(least <= whole <= most for least, most in sums) else whole


def is_same_minute(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and other is not None and one.timestamp() // 60 == other.timestamp() // 60


def quotas_as_json(quotas: Quotas) -> dict[str, dict[str, list[int]]]:
    return {name: {value: list(bounds) for value, bounds in values.items()} for name, values in quotas.items()}


def quotas_from_json(quotas: dict[str, dict[str, list[int]]]) -> dict[str, dict[str, tuple[int, int]]]:
    return {name: {value: (least, most) for value, (least, most) in kept.items()} for name, kept in quotas.items()}


def snapshot(procedure: Procedure) -> dict[str, Any]:
    """All that can change, as JSON values."""
    return as_json({name: getattr(procedure, name) for name in FIELDS})


def mark_of(procedure: Procedure | None) -> str:
    """What whoever reads the terms has before them: the terms, and the change that waits."""
    if procedure is None:
        return "none yet"
    waiting = procedure.proposals.filter(settled_at=None).values_list("pk", flat=True)
    return mark_of_seen([snapshot(procedure), sorted(waiting)])


def values_of_snapshot(kept: dict[str, Any]) -> dict[str, Any]:
    """The other way round: the values as a procedure holds them."""
    draw_at, floor = kept["draw_at"], kept["floor"]
    return kept | {
        "draw_at": datetime.fromisoformat(draw_at) if draw_at else None,
        "floor": Decimal(floor) if floor is not None else None,
        "deadline_time": time.fromisoformat(kept["deadline_time"]),
    }


def as_json(values: dict[str, Any]) -> dict[str, Any]:
    return {name: _one_as_json(value) for name, value in values.items()}


def _one_as_json(value: Any) -> Any:
    if isinstance(value, datetime | time):
        return value.isoformat()
    return f"{value:.2f}" if isinstance(value, Decimal) else value  # 45 and 45.00 are the same floor
