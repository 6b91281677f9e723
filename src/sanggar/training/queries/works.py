"""Reads: what is to be handed in, what was, and what waits for whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from sanggar.foundation import clock
from sanggar.foundation.counting import number_of
from sanggar.foundation.dates import local_date
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.planning.rules import programmes_seen_by
from sanggar.training.models import (
    AssessmentState,
    Assignment,
    Enrolment,
    EnrolmentQuerySet,
    EnrolmentState,
    Occasion,
    QuizSitting,
    Submission,
    SubmissionState,
    WorkAssessment,
)
from sanggar.training.queries.assessors import ROLES

SHOWN_WITH = (
    "assignment__stage__programme__organisation",
    "assignment__track",
    "enrolment__person",
    "enrolment__cohort",
    "file",
)


@dataclass(frozen=True, slots=True)
class Task:
    """An assignment before a participant, with their latest round if there is one."""

    assignment: Assignment
    latest: Submission | None

    @property
    def is_accepted(self) -> bool:
        return self.latest is not None and self.latest.state == SubmissionState.ACCEPTED

    @property
    def is_mine_to_do(self) -> bool:
        """Whether the participant is to act: nothing handed in yet, or something to mend."""
        if self.latest is None:
            return self.assignment.is_open
        return self.latest.state in (SubmissionState.REVISE, SubmissionState.WITHDRAWN)


def is_begun(submission: Submission) -> bool:
    """Whether somebody has begun to assess a round: given their marks, or kept some of them."""
    begun = Q(state=AssessmentState.DONE) | Q(drafted_at__isnull=False)
    return submission.assessments.filter(begun).exists()


@dataclass(frozen=True, slots=True)
class Handed:
    """How far the present participants of one assignment are: people, each counted once by their latest round."""

    accepted: int = 0
    waiting: int = 0
    revise: int = 0
    missing: int = 0

    @property
    def people(self) -> int:
        return self.accepted + self.waiting + self.revise + self.missing


def handed_of(assignment: Assignment) -> Handed:
    """Of who takes part now and is asked for it. What was taken back is as if it had not been handed in."""
    asked = Enrolment.objects.filter(stage=assignment.stage_id, state=EnrolmentState.ACTIVE)
    if assignment.track_id:
        asked = asked.filter(track=assignment.track_id)
    rounds = Submission.objects.filter(assignment=assignment, enrolment=OuterRef("pk")).order_by("-number")
    rounds = rounds.exclude(state=SubmissionState.WITHDRAWN)
    latest = asked.annotate(latest=Subquery(rounds.values("state")[:1])).order_by()
    counted = dict(latest.values_list("latest").annotate(number=Count("pk")))
    states = SubmissionState
    return Handed(*(counted.get(state, 0) for state in (states.ACCEPTED, states.WAITING, states.REVISE, None)))


def is_over(programme: Programme, at: datetime) -> bool:
    """Whether the last day on which the programme accompanies its participants has passed."""
    last = programme.mentoring_until
    return last is not None and local_date(at, clock.office_zone()) > last


def assignments_of(programme: Programme) -> QuerySet[Assignment]:
    """All of a programme."""
    rows = Assignment.objects.filter(stage__programme=programme)
    return rows.select_related("stage__programme__organisation", "track").order_by("stage__ordinal", "due_at", "pk")


def assignments_counted(programme: Programme) -> QuerySet[Any]:
    """All of a programme, with `works` (people who handed in), `waiting` and `accepted`."""
    standing = ~Q(submissions__state=SubmissionState.WITHDRAWN)
    counted = Count("submissions__enrolment", filter=standing, distinct=True)
    return assignments_of(programme).annotate(
        works=counted,
        waiting=Count("submissions", filter=Q(submissions__state=SubmissionState.WAITING)),
        accepted=Count("submissions", filter=Q(submissions__state=SubmissionState.ACCEPTED)),
    )


def assignments_for(enrolment: Enrolment) -> QuerySet[Assignment]:
    """What a participant is asked to make, the soonest due first."""
    return _published_for(enrolment).filter(takes_samples=False)


def sample_assignment_for(enrolment: Enrolment) -> Assignment | None:
    """By whose rubric a participant's earlier work is assessed: one for their track before one for all; None where the
    stage has none, or it is closed.
    """
    rows = _published_for(enrolment).filter(takes_samples=True, closed_at=None)
    return rows.order_by(F("track").asc(nulls_last=True), "pk").first()


def samples_before_assessors(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """Of these, the samples that stand before assessors or have been assessed; one of each participant."""
    rows = submissions.filter(assignment__takes_samples=True).exclude(state=SubmissionState.WITHDRAWN)
    return rows.select_related("assignment").order_by("pk")


def _published_for(enrolment: Enrolment) -> QuerySet[Assignment]:
    for_them = Q(track=None) | Q(track=enrolment.track_id)
    rows = Assignment.objects.filter(for_them, stage=enrolment.stage_id, published_at__isnull=False)
    return rows.select_related("stage__programme__organisation", "track").order_by("due_at", "pk")


def tasks_of(enrolment: Enrolment) -> list[Task]:
    latest = {each.assignment_id: each for each in enrolment.submissions.order_by("number")}
    return [Task(each, latest.get(each.pk)) for each in assignments_for(enrolment)]


def rounds_of(enrolment: Enrolment, assignment: Assignment) -> QuerySet[Submission]:
    """The rounds of one work, the latest first."""
    rows = enrolment.submissions.filter(assignment=assignment).select_related(*SHOWN_WITH)
    return rows.prefetch_related("assessments", "checklist_answers").order_by("-number")


def submissions_of(programme: Programme) -> QuerySet[Submission]:
    """Every round of a programme with `done` and `pending` assessments; those that wait come first."""
    rows = with_assessments(Submission.objects.filter(assignment__stage__programme=programme))
    return rows.order_by(F("decided_at").asc(nulls_first=True), "handed_at", "pk")


def with_assessments(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """Rounds with `done` and `pending` assessments on each."""
    return submissions.select_related(*SHOWN_WITH).annotate(
        done=Count("assessments", filter=Q(assessments__state=AssessmentState.DONE)),
        pending=Count("assessments", filter=Q(assessments__state=AssessmentState.ASSIGNED)),
    )


def assessments_of_account(account: Account) -> QuerySet[WorkAssessment]:
    """The works that an account was asked to look at, what waits longest first; none of a programme in which they are
    trainer or reviewer no longer.
    """
    theirs = programmes_seen_by(account, ROLES)
    rows = WorkAssessment.objects.filter(account=account, submission__assignment__stage__programme__in=theirs)
    rows = rows.exclude(state=AssessmentState.WITHDRAWN).exclude(submission__enrolment__person__account=account)
    shown = [f"submission__{part}" for part in SHOWN_WITH]
    return rows.select_related("submission", *shown).order_by("state", "assigned_at", "pk")


def waiting_works(account: Account) -> QuerySet[WorkAssessment]:
    """What they have yet to look at, what waits longest first."""
    return assessments_of_account(account).filter(state=AssessmentState.ASSIGNED)


def with_tasks(enrolments: EnrolmentQuerySet) -> EnrolmentQuerySet:
    """Enrolments with `works_required` and, of those, `works_accepted`; and `took_post_test`. What was closed before
    somebody came is not asked of them.
    """
    accepted = Submission.objects.filter(
        enrolment=OuterRef("pk"), state=SubmissionState.ACCEPTED, assignment__is_required=True
    )
    of_theirs = accepted.filter(_theirs("assignment__"), assignment__published_at__isnull=False)
    required = Assignment.objects.filter(_theirs(), is_required=True, published_at__isnull=False)
    required = required.exclude(closed_at__lt=OuterRef("enrolled_at"))
    taken = QuizSitting.objects.filter(enrolment=OuterRef("pk"), occasion=Occasion.POST, finished_at__isnull=False)
    return enrolments.annotate(
        works_required=number_of(required),
        works_accepted=number_of(of_theirs),
        took_post_test=Exists(taken),
    )


def _theirs(before: str = "") -> Q:
    """Assignments of the outer enrolment's stage and track."""
    of_stage = Q(**{f"{before}stage": OuterRef("stage")})
    return of_stage & (Q(**{f"{before}track": None}) | Q(**{f"{before}track": OuterRef("track")}))
