"""Writes: what a look at the files of evidence finds, in turns and in the background."""

import time
from datetime import datetime

from django.db import transaction
from django_tasks import task

from sanggar.foundation import clock
from sanggar.foundation.models import StoredFile
from sanggar.foundation.work import UNHURRIED
from sanggar.spending.actions.reviewing import review_soon
from sanggar.spending.models import Evidence, FileCheck, FileState
from sanggar.spending.soundness import files_to_check, state_now

MOST = 200
"""Files of one turn, which take seconds to read, and half a minute where each is opened for the first time: 33,600 in a
week, so a city with more evidence sees each of its files less often.
"""
MOST_SECONDS = 300
"""After which the rest is left to the next turn: a PDF may keep its reader for `binding.SECONDS`, and a task that runs
for `work.LEASE` is handed to another worker.
"""


@task(priority=UNHURRIED)
def check_evidence_soon() -> None:
    check_evidence(at=clock.now())


def check_evidence(*, at: datetime) -> None:
    """Look at those whose turn it is, each by itself: one that the disk does not give keeps none of the others waiting,
    and is raised in the end. Twice does no harm.
    """
    until, unread = time.monotonic() + MOST_SECONDS, []
    for file in files_to_check(at)[:MOST]:
        try:
            _note(file, state_now(file), at)
        except OSError as error:
            unread.append(error)
        if time.monotonic() > until:
            break
    if unread:
        raise unread[0]


@transaction.atomic
def _note(file: StoredFile, state: FileState, at: datetime) -> None:
    """Where it is not as it was, the findings follow, also when the rest of the turn is cut off."""
    known: FileCheck | None = getattr(file, "last_check", None)
    FileCheck.objects.update_or_create(file=file, defaults={"state": state, "checked_at": at})
    if state != (known.state if known else FileState.INTACT):
        for programme in _programmes_of(file):
            review_soon.enqueue(programme)


def _programmes_of(file: StoredFile) -> list[int]:
    lying = Evidence.objects.filter(file=file, withdrawn_at=None).order_by()
    return list(lying.values_list("payment__line__budget__programme", flat=True).distinct())
