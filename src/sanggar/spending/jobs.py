"""What is looked at again by the hour, for its causes lie outside of spending: presence, meetings, lists, the day."""

from datetime import datetime

from sanggar.foundation.ticks import every
from sanggar.spending.actions import check_evidence_soon, review_soon
from sanggar.spending.queries import programmes_to_review


@every(minutes=60)
def review_findings(at: datetime) -> None:
    """Asking all rules of a large programme takes seconds, so a background task does each."""
    for programme_id in programmes_to_review(at):
        review_soon.enqueue(programme_id)


@every(minutes=60)
def check_evidence(at: datetime) -> None:  # noqa: ARG001 - the task looks at the clock when it begins
    """Whether the files are still what was uploaded; no step changes them, so nothing else would tell."""
    check_evidence_soon.enqueue()
