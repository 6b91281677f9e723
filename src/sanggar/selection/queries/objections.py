"""Who may not answer an objection: whoever made the decision that it contests."""

from sanggar.foundation.audit import Actor, subject_of
from sanggar.foundation.models import AuditEntry
from sanggar.selection.models import Objection, ReviewTask, TaskState


def is_own_decision(objection: Objection, by: Actor) -> bool:
    """Whether this person was the last to refuse the application, or has marked it."""
    refusals = AuditEntry.objects.filter(subject=subject_of(objection.application), verb="applications.refuse")
    refusal = refusals.order_by("pk").last()
    if refusal and (refusal.actor_kind, refusal.actor_id) == (by.kind, by.id):
        return True
    reviews = ReviewTask.objects.filter(application=objection.application, state=TaskState.DONE)
    return by.account_id is not None and reviews.filter(reviewer__account=by.account_id).exists()
