"""Reads: what waits for the office in the training of many programmes, in one question each."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet

from sanggar.planning.models import Meeting, Programme
from sanggar.training.models import (
    Enrolment,
    EnrolmentState,
    Occasion,
    QuizQuestion,
    QuizUse,
    Skill,
    Submission,
    SubmissionState,
)
from sanggar.training.queries.baselines import GOALS, QUIZ, SAMPLE, SKILLS, with_baseline
from sanggar.training.queries.listed_marks import apart_among
from sanggar.training.queries.rates import meetings_to_record
from sanggar.training.queries.works import with_assessments


def meetings_to_record_in(programmes: QuerySet[Programme]) -> dict[int, list[Any]]:
    """By programme the meetings of `meetings_to_record`, in order of time."""
    rows = meetings_to_record(Meeting.objects.filter(cohort__stage__programme__in=programmes))
    found: dict[int, list[Any]] = defaultdict(list)
    for meeting in rows.annotate(programme=F("cohort__stage__programme")):
        found[meeting.programme].append(meeting)
    return found


def baselines_missing_in(programmes: QuerySet[Programme], at: datetime) -> Mapping[int, int]:
    """By programme how many participants of stages that are still being taught have not done what it asks for."""
    to_come = Meeting.objects.standing().filter(cohort__stage__programme__in=programmes, ends_at__gte=at)
    stages = set(to_come.order_by().values_list("cohort__stage", flat=True))  # once, not for each participant
    rows = Enrolment.objects.filter(stage__in=stages, state=EnrolmentState.ACTIVE)
    questions = QuizQuestion.objects.filter(use__in=(QuizUse.BOTH, Occasion.PRE)).values("programme")
    lacks = (
        Q(**{f"{SAMPLE}_at": None})
        | Q(**{f"{GOALS}_at": None})
        | Q(**{f"{SKILLS}_at": None}, stage__programme__in=Skill.objects.values("programme"))
        | Q(**{f"{QUIZ}_at": None}, stage__programme__in=questions)
    )
    return Counter(with_baseline(rows).filter(lacks).order_by().values_list("stage__programme", flat=True))


def works_lacking_assessors_in(programmes: QuerySet[Programme]) -> Mapping[int, int]:
    """By programme how many waiting rounds nobody, or too few, look at, or whose assessors are far apart."""
    rows = Submission.objects.filter(assignment__stage__programme__in=programmes, state=SubmissionState.WAITING)
    waiting, place = with_assessments(rows).order_by(), "assignment__stage__programme"
    few = waiting.filter(assignment__assessors__gt=F("done") + F("pending")).values_list("pk", place)
    apart = Submission.objects.filter(pk__in=apart_among(waiting)).values_list("pk", place)
    return Counter(programme for _pk, programme in {*few, *apart})
