"""Letters about works, sent by the worker. Tasks are given ids; letters name the assignment, never the work."""

from django_tasks import task

from sanggar.foundation.by_hand import ByHand
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
        letter, office = "training/letters/assess", programme.organisation_id
        send_letter(letter, context, to=account.email, language=account.language, office=office)


@task()
def tell_participant(submission_id: int) -> None:
    """Their work was answered; who gave no address is told by the office."""
    rows = Submission.objects.select_related("enrolment__person__account", "assignment__stage__programme")
    found = rows.get(pk=submission_id)
    person, programme = found.enrolment.person, found.assignment.stage.programme
    send_letter(
        "training/letters/answered",
        {"submission": found, "person": person, "assignment": found.assignment, "programme": programme},
        to=person.email,
        language=person.account.language if person.account else "id",
        office=programme.organisation_id,
        by_hand=ByHand(person.name, person.phone, programme.shelf, f"work {found.pk}"),
    )
