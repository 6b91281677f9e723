"""Reads: where people started from, and who has not said so yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Min, OuterRef, Q, QuerySet, Subquery

from sanggar.planning.models import Meeting, Programme
from sanggar.training.models import (
    Enrolment,
    EnrolmentQuerySet,
    Goal,
    GoalResult,
    Occasion,
    QuizQuestion,
    QuizSitting,
    QuizUse,
    SelfAssessment,
    Skill,
    WorkSample,
)

SKILLS, QUIZ, SAMPLE, GOALS = "skills", "quiz", "sample", "goals"
PARTS = (SKILLS, QUIZ, SAMPLE, GOALS)


@dataclass(frozen=True, slots=True)
class BaselinePart:
    """`done_at` is when it was done; `is_late` when that was after the first meeting had begun."""

    key: str
    done_at: datetime | None
    is_late: bool

    @property
    def is_done(self) -> bool:
        return self.done_at is not None


@dataclass(frozen=True, slots=True)
class Baseline:
    """The parts that the programme asks for: without skills or questions of its own those are left out."""

    parts: tuple[BaselinePart, ...]

    @property
    def is_complete(self) -> bool:
        return all(part.is_done for part in self.parts)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(part.key for part in self.parts if not part.is_done)

    @property
    def following(self) -> str:
        """What to do next; empty when all is done."""
        return self.missing[0] if self.missing else ""


def skills_of(programme: Programme) -> QuerySet[Skill]:
    return programme.skills.prefetch_related("levels")


def questions_for(programme: Programme, occasion: str) -> QuerySet[QuizQuestion]:
    return programme.quiz_questions.filter(use__in=(QuizUse.BOTH, occasion)).prefetch_related("choices")


def unrated_skills(assessment: SelfAssessment) -> list[Skill]:
    rated = assessment.ratings.values("skill")
    return list(assessment.enrolment.stage.programme.skills.exclude(pk__in=rated))


def first_meeting_at(enrolment: Enrolment) -> datetime | None:
    found: datetime | None = enrolment.cohort.meetings.standing().aggregate(at=Min("starts_at"))["at"]
    return found


def post_quiz_opens_at(enrolment: Enrolment) -> datetime | None:
    """When the cohort's last meeting begins; None while it has none."""
    found: datetime | None = enrolment.cohort.meetings.standing().aggregate(at=Max("starts_at"))["at"]
    return found


def parts_asked(programme: Programme) -> tuple[str, ...]:
    left_out = set()
    if not programme.skills.exists():
        left_out.add(SKILLS)
    if not questions_for(programme, Occasion.PRE).exists():
        left_out.add(QUIZ)
    return tuple(part for part in PARTS if part not in left_out)


def with_baseline(enrolments: EnrolmentQuerySet) -> EnrolmentQuerySet:
    """Enrolments with `skills_at`, `quiz_at`, `sample_at`, `goals_at` and `begins_at` (their first meeting). A goal
    that was dropped is nothing to measure progress by.
    """
    own = {"enrolment": OuterRef("pk")}
    finished = SelfAssessment.objects.filter(**own, number=1).values("finished_at")
    quiz = QuizSitting.objects.filter(**own, occasion=Occasion.PRE).values("finished_at")
    goals = Goal.objects.filter(**own).exclude(result=GoalResult.DROPPED).order_by("set_at").values("set_at")
    meetings = Meeting.objects.standing().filter(cohort=OuterRef("cohort")).order_by("starts_at").values("starts_at")
    return enrolments.annotate(
        skills_at=Subquery(finished[:1]),
        quiz_at=Subquery(quiz[:1]),
        sample_at=Subquery(WorkSample.objects.filter(**own).values("at")[:1]),
        goals_at=Subquery(goals[:1]),
        begins_at=Subquery(meetings[:1]),
    )


def baseline_read(enrolment: Enrolment, asked: Iterable[str]) -> Baseline:
    """Of an enrolment that came from `with_baseline`."""
    begins = getattr(enrolment, "begins_at")  # noqa: B009 - an annotation, unknown to the type
    return Baseline(tuple(_part(key, getattr(enrolment, f"{key}_at"), begins) for key in asked))


def baseline_of(enrolment: Enrolment) -> Baseline:
    row = with_baseline(Enrolment.objects.filter(pk=enrolment.pk)).get()
    return baseline_read(row, parts_asked(enrolment.stage.programme))


def lacking_baseline(enrolments: EnrolmentQuerySet, asked: Iterable[str]) -> EnrolmentQuerySet:
    """Those of `with_baseline` who have not done everything that is asked."""
    missing = Q(pk__in=())
    for key in asked:
        missing |= Q(**{f"{key}_at": None})
    return enrolments.filter(missing)


def _part(key: str, done_at: datetime | None, begins: datetime | None) -> BaselinePart:
    return BaselinePart(key, done_at, bool(done_at and begins and done_at >= begins))


def is_post_quiz_due(enrolment: Enrolment, at: datetime) -> bool:
    """Whether the test after the training is open to someone who has not finished it."""
    opens_at = post_quiz_opens_at(enrolment)
    if not enrolment.is_seated or opens_at is None or at < opens_at:
        return False
    if enrolment.quiz_sittings.filter(occasion=Occasion.POST, finished_at__isnull=False).exists():
        return False
    return questions_for(enrolment.stage.programme, Occasion.POST).exists()
