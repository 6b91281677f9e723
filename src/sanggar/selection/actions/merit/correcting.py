"""Mending a slip in one's own finished review: openly, with a reason, and never after the freeze."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from sanggar.applications.models import Call
from sanggar.foundation.audit import Actor
from sanggar.foundation.national_id import refuse_nik
from sanggar.selection.actions.merit.reviewing import Given, open_review, record_given, require_whole, write_given
from sanggar.selection.merit_refusals import CorrectedMeanwhile, NothingCorrected
from sanggar.selection.models import Draw, ReplacedScore, ReviewCorrection, ReviewTask, Score, TaskState
from sanggar.selection.queries.corrections import others_done


@transaction.atomic
def correct_review(
    task: ReviewTask, *, given: Iterable[Given], reason: str, standing: int, by: Actor, at: datetime
) -> ReviewCorrection:
    """Replace marks of a finished review and keep the old ones. `standing` is how many corrections the page showed.

    Raises `CorrectedMeanwhile` where there is another by now, `NothingCorrected` where nothing differs, and what
    `finish_review` raises. The corrected marks count at once: severity, disagreement, floor and order follow from them.
    """
    given = list(given)
    refuse_nik(reason, "reason")
    _hold_list(task.reviewer.call_id)
    task = open_review(task, TaskState.DONE)
    if task.corrections.count() != standing:
        raise CorrectedMeanwhile
    before = {score.criterion_id: score for score in task.scores.all()}
    rubric = write_given(task, given, at)
    require_whole(rubric, given)
    changed = [each for each in given if _differs(each, before)]
    if not changed:
        raise NothingCorrected
    correction = ReviewCorrection.objects.create(
        task=task, ordinal=standing + 1, at=at, by_label=by.label, reason=reason, others_done=others_done(task)
    )
    for each in changed:
        old = before[each.criterion.pk]
        assert old.level is not None  # the review was finished
        ReplacedScore.objects.create(correction=correction, criterion=each.criterion, level=old.level, note=old.note)
    record_given("selection.correct_review", task, given, by, at, reason=reason)
    return correction


def _hold_list(call: int) -> None:
    """Neither the freeze nor a freeze anew reads the marks while one of them is being mended."""
    list(Call.objects.select_for_update(no_key=True).filter(pk=call).values_list("pk"))
    list(Draw.objects.select_for_update(no_key=True).filter(call=call).values_list("pk"))


def _differs(each: Given, before: dict[int, Score]) -> bool:
    old = before[each.criterion.pk]
    return (each.level, each.note) != (old.level, old.note)
