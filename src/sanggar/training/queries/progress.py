"""Reads: one person's way, skill by skill, from their own baseline. There is no query that compares people."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sanggar.training.models import (
    AssessmentState,
    Enrolment,
    QuizSitting,
    Skill,
    Submission,
    SubmissionState,
    WorkScore,
)
from sanggar.training.queries.baselines import first_meeting_at, skills_of
from sanggar.training.queries.marks import FULL
from sanggar.training.queries.severities import severities_of

SELF, WORK = "self", "work"
SAMPLE = 0
"""The number of a work from before the training; the rounds of others begin with one."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One look at a skill: `percent` of its highest level. `source` SELF or WORK; `words` says which level or work.

    A work's is freed of its assessors' severity where that is known, and `raw` then the plain mean. `is_late`:
    handed in after its day, or, of the first self-assessment, after the training had begun.
    """

    at: datetime
    source: str
    number: int
    percent: float
    words: str
    raw: float | None = None
    is_late: bool = False


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
    begins = first_meeting_at(enrolment)
    for each in done.prefetch_related("ratings__level", "ratings__skill__levels"):
        for rating in each.ratings.all():
            most = max(level.points for level in rating.skill.levels.all())
            percent = FULL * rating.level.points / most
            assert each.finished_at is not None  # filtered above
            is_late = each.number == 1 and begins is not None and each.finished_at >= begins
            words = rating.level.text
            found[rating.skill_id].append(Measure(each.finished_at, SELF, each.number, percent, words, is_late=is_late))


def _add_work(enrolment: Enrolment, found: dict[int, list[Measure]]) -> None:
    """Of each answered round: the mean of its assessors over the criteria that show a skill, each less the severity of
    who gave it. That is known for the whole work, and taken to be the same for each criterion of it.
    """
    rows = WorkScore.objects.filter(
        assessment__submission__enrolment=enrolment,
        assessment__state=AssessmentState.DONE,
        criterion__skill__isnull=False,
    ).exclude(assessment__submission__state=SubmissionState.WAITING)
    shown = rows.select_related("level", "criterion", "assessment__submission__assignment")
    scores = list(shown.prefetch_related("criterion__levels"))
    severe = severities_of({each.assessment.submission.assignment for each in scores})
    shares: dict[tuple[int, int], list[tuple[float, float | None]]] = defaultdict(list)
    rounds = {}
    for score in scores:
        submission, skill = score.assessment.submission, score.criterion.skill_id
        assert skill is not None  # filtered above
        most = max(level.points for level in score.criterion.levels.all())
        severity = severe[submission.assignment_id].get(score.assessment.account_id)
        shares[submission.pk, skill].append((FULL * score.level.points / most, severity))
        rounds[submission.pk] = submission
    for (pk, skill), some in shares.items():
        found[skill].append(_of_round(rounds[pk], some))


def _of_round(one: Submission, some: list[tuple[float, float | None]]) -> Measure:
    raw = sum(share for share, _severity in some) / len(some)
    number = SAMPLE if one.assignment.takes_samples else one.number
    known = [share - severity for share, severity in some if severity is not None]
    if len(known) < len(some):
        return Measure(one.handed_at, WORK, number, raw, one.assignment.title, is_late=one.is_late)
    percent = min(max(sum(known) / len(known), 0), FULL)
    return Measure(one.handed_at, WORK, number, percent, one.assignment.title, raw, one.is_late)
