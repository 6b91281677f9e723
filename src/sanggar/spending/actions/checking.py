"""Writes: what a look at the files of evidence finds, in turns and in the background."""

from datetime import datetime

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


@task(priority=UNHURRIED)
def check_evidence_soon() -> None:
    check_evidence(at=clock.now())


def check_evidence(*, at: datetime) -> None:
    """Look at those whose turn it is. Twice does no harm. Where something is not as it was, the findings follow."""
    turned = []
    for file in files_to_check(at)[:MOST]:
        known = getattr(file, "last_check", None)
        state = state_now(file)
        FileCheck.objects.update_or_create(file=file, defaults={"state": state, "checked_at": at})
        if state != (known.state if known else FileState.INTACT):
            turned.append(file)
    for programme in _programmes_of(turned):
        review_soon.enqueue(programme)


def _programmes_of(files: list[StoredFile]) -> list[int]:
    lying = Evidence.objects.filter(file__in=files, withdrawn_at=None).order_by()
    return list(lying.values_list("payment__line__budget__programme", flat=True).distinct())
