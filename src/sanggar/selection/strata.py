"""Seats of a draw: shared by everyone, or fixed for each track as the call published them."""

import json
from collections.abc import Iterable

from django.db.models import Q, Sum

from sanggar.applications.models import Call
from sanggar.applications.open_stages import counts_seats_left
from sanggar.cores.lottery.lottery import Lottery, Person, plain_lottery, stratified_lottery
from sanggar.planning.models import Stage
from sanggar.selection.models import LIVE, Draw, Outcome
from sanggar.selection.refusals import NoSeatsToDraw, TooManySeatsPublished, TrackWithoutSeats

FEATURE = "track"
SHARED = ""
"""The stratum of everyone where the seats are shared."""

SEARCHING = Q(offers_opened_at__isnull=False, search__isnull=False, search__ended_at=None)

Seats = dict[str, int]


def seats_of_call(call: Call) -> Seats:
    """Seats per stratum: those that the call published, never more than the stage has free.

    Shared seats are the stage's; they shrink with what an earlier call has filled or frozen a list for. Raises a
    refusal where nothing is left, or where fixed seats were published that the stage does not have.
    """
    free = seats_free_for(call.pk, call.stage)
    if free < 1:
        raise NoSeatsToDraw(stage=call.stage.name)
    if not call.seats_by_track:
        return {SHARED: free}
    published = {each.track.code: each.seats or 0 for each in call.call_tracks.select_related("track")}
    if sum(published.values()) > free:
        raise TooManySeatsPublished(published=sum(published.values()), stage=call.stage.name, free=free)
    return published


def seats_again(draw: Draw) -> Seats:
    """Those with which the list was frozen first, also where the stage was resized since: what was published holds.
    Where fewer were drawn for want of people, all are there again, unless another list was promised them meanwhile.
    """
    call = draw.call
    free = seats_free_for(call.pk, call.stage)
    if call.seats_by_track:
        published = {each.track.code: each.seats or 0 for each in call.call_tracks.select_related("track")}
        if draw.seats < sum(published.values()) and free < sum(published.values()):
            raise TooManySeatsPublished(published=sum(published.values()), stage=call.stage.name, free=free)
        return published
    document = draw.lists.filter(revision=1).values_list("document", flat=True).first()
    first = json.loads(document)["seats"] if document else draw.seats
    return {SHARED: first if free >= first else draw.seats}


def seats_free_for(call: int | None, stage: Stage) -> int:
    """The stage's free seats, less those for which the list of another call is frozen and that are not offered yet, and
    those that fell free in another list and whose next holder is being found: two lists are never promised the same
    seat. For a call that is yet to be made, None. The caller holds the stage where it matters.
    """
    others = Draw.objects.filter(call__stage=stage).exclude(call=call)
    promised: int = others.filter(offers_opened_at=None).aggregate(seats=Sum("seats", default=0))["seats"]
    free: int = stage.seats_free - promised - sum(map(_being_filled, others.filter(SEARCHING)))
    return max(free, 0)


@counts_seats_left
def seats_left_in(stage: Stage) -> int:
    return seats_free_for(None, stage)


def seats_waiting_elsewhere(call: Call) -> int:
    """Seats that fell free in other lists of the stage whose next holder the office has yet to let in: quotas clash, or
    classes are full. They are promised to nobody until it decides, so that a further list may be frozen for them.
    """
    others = Draw.objects.filter(call__stage=call.stage, search__is_clash=True, search__ended_at__isnull=False)
    return sum(map(_being_filled, others.exclude(call=call)))


def _being_filled(draw: Draw) -> int:
    """Of the seats that it was drawn for those that nobody holds."""
    drawn = draw.entries.filter(outcome=Outcome.SELECTED).count()
    return max(drawn - draw.entries.filter(offer__state__in=LIVE).count(), 0)


def require_seats_for(strata: Iterable[str], seats: Seats) -> None:
    """Everyone on the list can be drawn: a track that somebody chose has a published number of seats."""
    for stratum in sorted(set(strata)):
        if not seats.get(stratum):
            raise TrackWithoutSeats(track=stratum)


def lottery_over(strata: dict[str, str], seats: Seats) -> Lottery:
    """The lottery over draw ids, each with its stratum. The bundle tells of nobody more than the track."""
    if SHARED in seats:
        return plain_lottery(map(Person, strata), seats[SHARED])
    people = [Person(draw_id, {FEATURE: stratum}) for draw_id, stratum in strata.items()]
    return stratified_lottery(people, FEATURE, seats)
