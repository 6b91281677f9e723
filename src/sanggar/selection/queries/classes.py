"""How many of each track can get a seat at all: what the call published for it, and what its classes have."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sanggar.applications.models import Call
from sanggar.cores.lottery.steps import Standing
from sanggar.planning.models import Stage
from sanggar.planning.queries import class_seats, free_class_seats
from sanggar.selection.features import TRACK
from sanggar.selection.models import Draw, DrawEntry, Offer, OfferState
from sanggar.selection.queries.relaxed import seated_of

Limits = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ClassShort:
    """More people of a track may get a seat than its classes hold."""

    track: str
    people: int
    seats: int


def published_seats(call: Call) -> dict[str, int]:
    """By the track's code; empty where all tracks share the seats."""
    if not call.seats_by_track:
        return {}
    return {each.track.code: each.seats or 0 for each in call.call_tracks.select_related("track")}


def track_limits(call: Call) -> dict[str, int]:
    """The most of each track that may be drawn. Classes count once they hold the whole stage: until then more of them
    are to come. Who came in by an earlier call, or was asked by it, sits there already.
    """
    published, classes, room = published_seats(call), class_seats(call.stage), free_class_seats(call.stage)
    if classes is None or room is None or classes.total < call.stage.seats:
        return published
    asked = _asked(call.stage_id)
    codes = call.call_tracks.values_list("track__code", flat=True)
    return {code: min(room.most_of(code, asked), published.get(code, room.total)) for code in codes}


def step_limits(draw: Draw, standing: Standing) -> dict[str, int]:
    """The most of each track that the next step may seat, beside who is seated or has an open offer."""
    if TRACK not in standing.lottery.quotas:
        return {}
    published, room = published_seats(draw.call), free_class_seats(draw.call.stage)
    left = {code: max(seats - seated_of(standing, TRACK, code), 0) for code, seats in published.items()}
    if room is None:
        return left
    asked = _asked(draw.call.stage_id)
    codes = standing.lottery.quotas[TRACK]
    return {code: min(room.most_of(code, asked), left.get(code, room.total)) for code in codes}


def class_room(call: Call) -> dict[str, int]:
    """How many more of each track the classes hold beside who was asked already; empty before there are any classes."""
    room = free_class_seats(call.stage)
    if room is None:
        return {}
    asked = _asked(call.stage_id)
    return {code: room.most_of(code, asked) for code in call.call_tracks.values_list("track__code", flat=True)}


def classes_short(stage: Stage, people: Mapping[str, int]) -> list[ClassShort]:
    """The tracks of which so many may get a seat though the classes do not hold them beside who has, or was offered,
    one; none before there are any classes.
    """
    room = free_class_seats(stage)
    if room is None:
        return []
    asked = _asked(stage.pk)
    return [
        ClassShort(code, number, seats)
        for code, number in sorted(people.items())
        if number > (seats := room.most_of(code, asked))
    ]


def classes_short_for(draw: Draw, entries: list[DrawEntry]) -> list[ClassShort]:
    """The same for these people, who are about to be asked."""
    return classes_short(draw.call.stage, Counter(entry.application.track.code for entry in entries))


def _asked(stage: int) -> Counter[str]:
    """Open offers of the stage, by track: their seats in a class are not taken yet."""
    waiting = Offer.objects.filter(stage=stage, state=OfferState.OPEN)
    return Counter(waiting.values_list("application__track__code", flat=True))
