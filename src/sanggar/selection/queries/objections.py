"""Who may contest which decision until when, and who may not answer: whoever made the decision that is contested."""

from datetime import datetime

from django.db.models import Q, QuerySet

from sanggar.applications.models import Application, ApplicationState
from sanggar.foundation.audit import Actor, subject_of
from sanggar.foundation.models import AuditEntry
from sanggar.selection.models import Draw, DrawState, Objection, ReviewTask, Rule, TaskState
from sanggar.selection.moments import when

CONCERNED = (ApplicationState.ELIGIBLE, ApplicationState.REFUSED)
"""Who was decided about."""


def objection_of(application: Application) -> Objection | None:
    return Objection.objects.filter(application=application).first()


def may_object(application: Application, at: datetime) -> str:
    """Until when a refusal, or a mark that counts, may be contested, in words; empty where it may not."""
    draw = Draw.objects.filter(call=application.call_id, state=DrawState.FROZEN).first()
    if draw is None or draw.objections_until is None or not is_contestable(application, draw):
        return ""
    return when(draw.objections_until) if at < draw.objections_until else ""


def is_contestable(application: Application, draw: Draw) -> bool:
    """Whether a decision keeps the person out of the list, or the mark alone gives the place in it (decision 0030)."""
    return contestable(draw).filter(pk=application.pk).exists()


def contestable(draw: Draw) -> QuerySet[Application]:
    """The applications of a draw about which there is something to contest."""
    wanted = Q(state=ApplicationState.REFUSED)
    if draw.rule == Rule.MERIT:
        wanted |= Q(state=ApplicationState.ELIGIBLE)
    elif draw.rule == Rule.FLOOR:
        wanted |= Q(state=ApplicationState.ELIGIBLE) & ~Q(pk__in=draw.entries.values("application"))
    return Application.objects.filter(wanted, call=draw.call_id)


def is_own_decision(objection: Objection, by: Actor) -> bool:
    """Whether this person was the last to refuse the application, or has marked it."""
    refusals = AuditEntry.objects.filter(subject=subject_of(objection.application), verb="applications.refuse")
    refusal = refusals.order_by("pk").last()
    if refusal and (refusal.actor_kind, refusal.actor_id) == (by.kind, by.id):
        return True
    reviews = ReviewTask.objects.filter(application=objection.application, state=TaskState.DONE)
    return by.account_id is not None and reviews.filter(reviewer__account=by.account_id).exists()
