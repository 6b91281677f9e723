"""Batches of letters, released or cancelled as a whole: not while the worker still writes some of them."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django_tasks.base import Task

from sanggar.applications.letters import send_prolonged, write_prolonged
from sanggar.foundation.audit import Actor, Place
from sanggar.foundation.errors import DomainError
from sanggar.foundation.messaging import officer
from sanggar.foundation.work import still_to_come, under_way
from sanggar.selection.letters import send_result, tell_results
from sanggar.selection.models import DrawEntry
from sanggar.selection.rule_letters import tell_of_change, write_change

WRITERS: dict[str, tuple[Task[Any, Any], ...]] = {
    "perpanjangan": (send_prolonged, write_prolonged),
    "tata-cara": (tell_of_change, write_change),
}
"""By how the batch is called, whoever has it written and whoever writes; both begin with the number in its name."""
RESULTS = "hasil"


class BatchStillWritten(DomainError):
    code = "batch_still_written"
    message = _(
        "Surat kelompok ini masih ditulis; yang menyusul: %(count)s. Muat ulang halaman ini sebentar lagi, lalu kirim "
        "atau batalkan semuanya."
    )


def letters_to_come(batch: str, at: datetime) -> int:
    """How many letters, or lists of letters, of this batch the worker has yet to write. Once none is to come none comes
    any more: they are asked for in the act of which they tell.
    """
    kind, _dash, number = batch.rpartition("-")
    if kind == RESULTS:
        asked = {entry for (entry,) in under_way(send_result, at)}  # of all draws, and more than a statement may name
        untold = DrawEntry.objects.filter(draw=int(number), letter_at=None).values_list("pk", flat=True)
        return still_to_come(tell_results, int(number), at) + len(asked.intersection(untold))
    return sum(still_to_come(task, int(number), at) for task in WRITERS.get(kind, ()))


def release_whole(shelf: str, batch: str, *, place: Place, by: Actor, at: datetime) -> int:
    """Raises `BatchStillWritten`: whoever releases it has seen how many it reaches, and what they cost."""
    _require_written(batch, at)
    return officer.release_batch(shelf, batch, place=place, by=by, at=at)


def cancel_whole(shelf: str, batch: str, *, place: Place, by: Actor, at: datetime) -> int:
    """Raises `BatchStillWritten`: what comes later would be held again."""
    _require_written(batch, at)
    return officer.cancel_batch(shelf, batch, place=place, by=by, at=at)


def _require_written(batch: str, at: datetime) -> None:
    if count := letters_to_come(batch, at):
        raise BatchStillWritten(count=count)
