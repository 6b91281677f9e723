"""Letters about works, sent by the worker. Tasks are given ids; letters name the assignment, never the work."""

from collections.abc import Mapping

from django_tasks import task

from sanggar.foundation.mail import send_letter
from sanggar.training.models import AssessmentState, Submission, WorkAssessment


@task()
def tell_assessor(assessment_id: int) -> None:
    """A work waits for someone; nothing when it was let go meanwhile."""
    rows = WorkAssessment.objects.select_related("account", "submission__assignment__stage__programme")
    found = rows.get(pk=assessment_id)
    if found.state == AssessmentState.ASSIGNED:
        programme = found.submission.assignment.stage.programme
        context = {"assessment": found, "assignment": found.submission.assignment, "programme": programme}
        account = found.account
        _send("assess", context, to=account.email, language=account.language, office=programme.organisation_id)


@task()
def tell_participant(submission_id: int) -> None:
    """Their work was answered; nothing for who gave no address."""
    joins = "enrolment__person__account", "enrolment__application", "assignment__stage__programme"
    found = Submission.objects.select_related(*joins).get(pk=submission_id)
    person, application, programme = (
        found.enrolment.person,
        found.enrolment.application,
        found.assignment.stage.programme,
    )
    if person.email:
        language = person.account.language if person.account else application.language
        context = {
            "submission": found,
            "person": person,
            "assignment": found.assignment,
            "programme": programme,
            "link": "" if person.signs_in else application.own_path,
        }
        _send("answered", context, to=person.email, language=language, office=programme.organisation_id)


def _send(letter: str, context: Mapping[str, object], *, to: str | None, language: str, office: int) -> None:
    send_letter(f"training/letters/{letter}", context, to=to, language=language, office=office)
