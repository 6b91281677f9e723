"""Reads: one person's way, skill by skill, from their own baseline. There is no query that compares people."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sanggar.training.models import AssessmentState, Enrolment, QuizSitting, Skill, SubmissionState, WorkScore
from sanggar.training.queries.baselines import skills_of
from sanggar.training.queries.marks import FULL

SELF, WORK = "self", "work"


@dataclass(frozen=True, slots=True)
class Measure:
    """One look at a skill: `percent` of its highest level. `source` SELF or WORK; `words` says which level or work."""

    at: datetime
    source: str
    number: int
    percent: float
    words: str


@dataclass(frozen=True, slots=True)
class SkillProgress:
    """All looks at one skill in the order of time."""

    skill: Skill
    measures: tuple[Measure, ...]

    def first(self, source: str) -> float | None:
        """Where they start from: their own first self-assessment, or the first of their works that was answered."""
        return next((each.percent for each in self.of(source)), None)

    def of(self, source: str) -> list[Measure]:
        return [each for each in self.measures if each.source == source]


@dataclass(frozen=True, slots=True)
class Progress:
    skills: tuple[SkillProgress, ...]
    sittings: tuple[QuizSitting, ...]

    @property
    def has_begun(self) -> bool:
        return bool(self.sittings) or any(each.measures for each in self.skills)


def progress_of(enrolment: Enrolment) -> Progress:
    """Finished self-assessments, answered rounds, finished tests."""
    found: dict[int, list[Measure]] = defaultdict(list)
    _add_self(enrolment, found)
    _add_work(enrolment, found)
    skills = tuple(
        SkillProgress(skill, tuple(sorted(found[skill.pk], key=lambda each: (each.at, each.source, each.number))))
        for skill in skills_of(enrolment.stage.programme)
    )
    return Progress(skills, tuple(enrolment.quiz_sittings.filter(finished_at__isnull=False).order_by("finished_at")))


def _add_self(enrolment: Enrolment, found: dict[int, list[Measure]]) -> None:
    done = enrolment.self_assessments.filter(finished_at__isnull=False)
    for each in done.prefetch_related("ratings__level", "ratings__skill__levels"):
        for rating in each.ratings.all():
            most = max(level.points for level in rating.skill.levels.all())
            percent = FULL * rating.level.points / most
            assert each.finished_at is not None  # filtered above
            found[rating.skill_id].append(Measure(each.finished_at, SELF, each.number, percent, rating.level.text))


def _add_work(enrolment: Enrolment, found: dict[int, list[Measure]]) -> None:
    """Of each answered round: the mean of its assessors over the criteria that show a skill."""
    rows = WorkScore.objects.filter(
        assessment__submission__enrolment=enrolment,
        assessment__state=AssessmentState.DONE,
        criterion__skill__isnull=False,
    ).exclude(assessment__submission__state=SubmissionState.WAITING)
    shown = rows.select_related("level", "criterion", "assessment__submission__assignment")
    shares: dict[tuple[int, int], list[float]] = defaultdict(list)
    rounds = {}
    for score in shown.prefetch_related("criterion__levels"):
        submission, skill = score.assessment.submission, score.criterion.skill_id
        assert skill is not None  # filtered above
        most = max(level.points for level in score.criterion.levels.all())
        shares[submission.pk, skill].append(FULL * score.level.points / most)
        rounds[submission.pk] = submission
    for (pk, skill), some in shares.items():
        one = rounds[pk]
        found[skill].append(Measure(one.handed_at, WORK, one.number, sum(some) / len(some), one.assignment.title))
