"""Letters to applicants, written by the worker. Tasks carry ids only; the language is the one they applied in."""

from django.utils import translation
from django_tasks import task

from sanggar.applications.models import Application, ApplicationState
from sanggar.applications.status import own_status
from sanggar.applications.telling import seats_told
from sanggar.foundation.by_hand import ByHand
from sanggar.foundation.dates import clock_time, plain_date
from sanggar.foundation.mail import send_letter


@task
def send_receipt(application_id: int) -> None:
    """The receipt number and the secret link. The same for a contested application as for any other."""
    _send("applications/mail/receipt", application_id)


@task
def send_decision(application_id: int) -> None:
    """Where the application stands now, and what the office asks for."""
    _send("applications/mail/decision", application_id)


@task
def send_correction_reminder(application_id: int) -> None:
    """That the deadline of a correction is near. Without an address somebody tells it; never the secret link, which
    is for its owner alone.
    """
    found = Application.objects.select_related("call__stage__programme__organisation", "correction")
    application = found.get(pk=application_id)
    if application.state != ApplicationState.CORRECTION:
        return
    programme, due_at = application.programme, application.correction.due_at
    told = ByHand(application.name, application.phone, programme.shelf, f"correction {application.pk}", due_at)
    with translation.override(application.language):
        context = {
            "application": application,
            "due": f"{plain_date(due_at)}, {clock_time(due_at)}",
            "reason": own_status(application).reason,
        }
    send_letter(
        "applications/mail/correction_reminder",
        context,
        to=application.email,
        language=application.language,
        office=programme.organisation_id,
        by_hand=told,
    )


def _send(template: str, application_id: int) -> None:
    found = Application.objects.select_related("call__stage__programme__organisation")
    application = found.get(pk=application_id)
    with translation.override(application.language):
        context = {
            "application": application,
            "status": own_status(application),
            "seats_told": seats_told(application.call),
        }
    office = application.programme.organisation_id
    send_letter(template, context, to=application.email, language=application.language, office=office)
