"""What reviewers mended in finished reviews."""

from django.db.models import Count, QuerySet

from sanggar.applications.models import Call
from sanggar.selection.models import ReviewCorrection, ReviewTask, TaskState
from sanggar.selection.queries.reviews import current_tasks


def others_done(task: ReviewTask) -> int:
    """How many others have finished reading the same answers: what the reviewer can see by now."""
    others = ReviewTask.objects.filter(application=task.application_id, revision=task.revision, state=TaskState.DONE)
    return others.exclude(pk=task.pk).count()


def corrections_of(task: ReviewTask) -> QuerySet[ReviewCorrection]:
    """The first first, with what each replaced."""
    return task.corrections.prefetch_related("replaced__criterion", "replaced__level")


def corrections_by_application(call: Call) -> dict[int, int]:
    """How often reviews that count were mended, of each application with any."""
    rows = current_tasks(call).filter(corrections__isnull=False).order_by()
    return dict(rows.values_list("application").annotate(count=Count("corrections")))
