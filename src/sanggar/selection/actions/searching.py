"""That a reserve is to be found: asked for by whoever gives a seat back, done by the background."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from sanggar.foundation.work import LEASE
from sanggar.selection.hours import require_civil
from sanggar.selection.models import Draw, Relaxation, ReserveSearch
from sanggar.selection.reserve_job import find_reserves


def ask_for_reserves(draw: Draw, *, at: datetime, deadline: datetime | None = None) -> None:
    """Have the draw's free seats offered to whoever comes next. Part of the transaction in which they fell free, so
    that none is forgotten; the caller holds the stage. `deadline` is for a replacement who stands at the door already.
    """
    if deadline is not None:
        require_civil(deadline, field="deadline")
    fresh = {"asked_at": at, "deadline": deadline, "ended_at": None}
    ReserveSearch.objects.update_or_create(draw=draw, defaults=fresh)
    find_reserves.enqueue(draw.pk)


def asked_deadline(draw: Draw, at: datetime) -> datetime | None:
    """The deadline that was asked for with the search that runs, unless it has passed."""
    running = ReserveSearch.objects.filter(draw=draw, ended_at=None, deadline__gt=at)
    return running.values_list("deadline", flat=True).first()


def take_search(draw: Draw, at: datetime) -> bool:
    """Whether the search is the caller's to work out: False while another worker does, which counts whoever leaves
    meanwhile. One that was killed has it no longer than its task.
    """
    ReserveSearch.objects.get_or_create(draw=draw, defaults={"asked_at": at, "ended_at": at})
    idle = ReserveSearch.objects.filter(Q(taken_at=None) | Q(taken_at__lte=at - LEASE), draw=draw)
    return bool(idle.update(taken_at=at, doing="", done=0, of=0))


def note_progress(draw: Draw, taken_at: datetime, doing: str, done: int, of: int) -> None:
    """Of the search that was taken at that moment: one that another worker has by now is not ours to tell of."""
    ReserveSearch.objects.filter(draw=draw, taken_at=taken_at).update(doing=doing, done=done, of=of)


def leave_search(draw: Draw, taken_at: datetime) -> None:
    """However it went, somebody else may look again."""
    ReserveSearch.objects.filter(draw=draw, taken_at=taken_at).update(taken_at=None)


def end_search(
    draw: Draw,
    *,
    at: datetime,
    offered: int = 0,
    tried_with: str = "",
    way_out: dict[str, Any] | None = None,
) -> None:
    """The caller holds the stage: whoever asks from now on asks for another one. What the office answered meanwhile
    is asked for already. `way_out` is there where seats stay free for the office to decide on.
    """
    answered = Relaxation.objects.filter(draw=draw, ended_at=None).exists()
    done: dict[str, object] = {
        "ended_at": None if answered else at,
        "deadline": None,
        "is_clash": bool(way_out),
        "offered": offered,
        "taken_at": None,
        "tried_with": tried_with,
        "way_out": way_out or {},
    }
    ReserveSearch.objects.update_or_create(draw=draw, defaults=done, create_defaults=done | {"asked_at": at})
