"""Reads: who may assess works, and whose turn it is."""

from django.db.models import Count, F, Q

from sanggar.foundation import clock
from sanggar.people.models import Account, Grant, Role
from sanggar.planning.models import Programme, ProgrammeGrant
from sanggar.training.kept_from_assessing import kept_from_assessing
from sanggar.training.models import AssessmentState, Submission, SubmissionState, WorkAssessment

ROLES = (Role.TRAINER, Role.REVIEWER)


def assessors_of(programme: Programme) -> list[Account]:
    """The trainers and reviewers of a programme or of its whole office, by number."""
    at = clock.now()
    own = ProgrammeGrant.objects.in_force(at).filter(programme=programme, role__in=ROLES).values("account")
    office = Grant.objects.in_force(at).filter(organisation=programme.organisation, role__in=ROLES).values("account")
    return list(Account.objects.filter(Q(pk__in=own) | Q(pk__in=office), is_active=True).order_by("pk"))


def free_assessors(submission: Submission) -> list[Account]:
    """Who could take a round, whose turn it is first: who looked at an earlier round, then who has fewest to do.

    Nobody assesses their own work, and nobody the same round twice; who was let go comes last; nor does whom the later
    room keeps from it (`kept_from_assessing`).
    """
    enrolment, programme = submission.enrolment, submission.assignment.stage.programme
    given_to = dict(submission.assessments.values_list("account", "state"))
    asked = {account for account, state in given_to.items() if state != AssessmentState.WITHDRAWN}
    earlier = WorkAssessment.objects.filter(
        submission__assignment=submission.assignment, submission__enrolment=enrolment, state=AssessmentState.DONE
    )
    known = set(earlier.values_list("account", flat=True))
    given = WorkAssessment.objects.filter(submission__assignment__stage__programme=programme)
    given = given.exclude(state=AssessmentState.WITHDRAWN).order_by()
    loads = dict(given.values("account").annotate(number=Count("pk")).values_list("account", "number"))
    barred = asked | {enrolment.person.account_id} | kept_from_assessing(enrolment)
    free = [each for each in assessors_of(programme) if each.pk not in barred]
    return sorted(free, key=lambda each: (each.pk in given_to, each.pk not in known, loads.get(each.pk, 0), each.pk))


def asked_before(submission: Submission) -> list[int]:
    """The accounts that were to assess the round before, where that was taken back, in the order they were asked; not
    who had been let go by then.
    """
    rounds = Submission.objects.filter(assignment=submission.assignment_id, enrolment=submission.enrolment_id)
    before = rounds.filter(number=submission.number - 1, state=SubmissionState.WITHDRAWN)
    until = WorkAssessment.objects.filter(submission__in=before, withdrawn_at=F("submission__decided_at"))
    return list(until.order_by("assigned_at", "pk").values_list("account", flat=True))
