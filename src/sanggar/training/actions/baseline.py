"""A participant's own start: how they see themselves, a test, one piece of earlier work; kept page by page."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from sanggar.foundation.audit import Actor, record
from sanggar.training.actions.handed import Handed, keep_handed
from sanggar.training.actions.holding import hold_seat_of, hold_skills
from sanggar.training.actions.quizzes import hold_bank
from sanggar.training.actions.samples import take_in_sample
from sanggar.training.models import (
    Enrolment,
    Occasion,
    QuizAnswer,
    QuizChoice,
    QuizSitting,
    SelfAssessment,
    SkillLevel,
    SkillRating,
    WorkSample,
)
from sanggar.training.queries.baselines import first_meeting_at, post_quiz_opens_at, questions_for, unrated_skills
from sanggar.training.refusals import (
    AssessmentClosed,
    NoQuestions,
    NoSkills,
    QuestionsUnanswered,
    QuizClosed,
    QuizNotOpen,
    SampleFixed,
    SkillChanged,
    SkillsUnanswered,
)


# --- self-assessment --------------------------------------------------------------------------------------------------
@transaction.atomic
def begin_self_assessment(enrolment: Enrolment, *, by: Actor, at: datetime) -> SelfAssessment:
    """The unfinished one, or a new one: number 1 is the baseline, later ones show the way from it."""
    hold_seat_of(enrolment)
    if not enrolment.stage.programme.skills.exists():
        raise NoSkills
    last = enrolment.self_assessments.order_by("number").last()
    if last and last.finished_at is None:
        return last
    made = enrolment.self_assessments.create(number=last.number + 1 if last else 1, begun_at=at)
    _record("training.begin_self_assessment", enrolment, by, at, {"number": made.number})
    return made


@transaction.atomic
def rate_skill(assessment: SelfAssessment, level: SkillLevel, *, by: Actor, at: datetime) -> None:
    """Choose one's level of a skill; choosing again changes it until the assessment is finished. Raises `SkillChanged`
    where the office wrote the skill anew after the page was shown.
    """
    hold_seat_of(assessment.enrolment)
    hold_skills([level.skill_id])
    if not SkillLevel.objects.filter(pk=level.pk).exists():
        raise SkillChanged
    if not SelfAssessment.objects.filter(pk=assessment.pk, finished_at=None).exists():
        raise AssessmentClosed
    SkillRating.objects.update_or_create(assessment=assessment, skill=level.skill, defaults={"level": level})
    details = {"number": assessment.number, "skill": level.skill.ordinal, "points": level.points}
    _record("training.rate_skill", assessment.enrolment, by, at, details)


@transaction.atomic
def finish_self_assessment(assessment: SelfAssessment, *, by: Actor, at: datetime) -> None:
    hold_seat_of(assessment.enrolment)
    if left := len(unrated_skills(assessment)):
        raise SkillsUnanswered(count=left)
    if not SelfAssessment.objects.filter(pk=assessment.pk, finished_at=None).update(finished_at=at):
        raise AssessmentClosed
    _record("training.finish_self_assessment", assessment.enrolment, by, at, {"number": assessment.number})


# --- tests ------------------------------------------------------------------------------------------------------------
@transaction.atomic
def begin_quiz(enrolment: Enrolment, occasion: str, *, by: Actor, at: datetime) -> QuizSitting:
    """The sitting of this occasion; from the first one on, its questions stand."""
    hold_seat_of(enrolment)
    if found := enrolment.quiz_sittings.filter(occasion=occasion).first():
        return found
    hold_bank(enrolment.stage.programme)
    opens_at = post_quiz_opens_at(enrolment)
    if occasion == Occasion.POST and (opens_at is None or at < opens_at):
        raise QuizNotOpen
    asked = questions_for(enrolment.stage.programme, occasion).count()
    if not asked:
        raise NoQuestions
    made = enrolment.quiz_sittings.create(occasion=occasion, asked=asked, begun_at=at)
    _record("training.begin_quiz", enrolment, by, at, {"occasion": occasion, "asked": asked})
    return made


@transaction.atomic
def answer_question(sitting: QuizSitting, choice: QuizChoice, *, by: Actor, at: datetime) -> None:
    """Answer, or answer otherwise, until the test is finished. The record does not say what was chosen."""
    hold_seat_of(sitting.enrolment)
    if not QuizSitting.objects.filter(pk=sitting.pk, finished_at=None).exists():
        raise QuizClosed
    QuizAnswer.objects.update_or_create(sitting=sitting, question=choice.question, defaults={"choice": choice})
    details = {"occasion": sitting.occasion, "question": choice.question.ordinal}
    _record("training.answer_question", sitting.enrolment, by, at, details)


@transaction.atomic
def finish_quiz(sitting: QuizSitting, *, by: Actor, at: datetime) -> None:
    """Score it; nothing changes afterwards."""
    hold_seat_of(sitting.enrolment)
    answers = QuizAnswer.objects.filter(sitting=sitting)
    if left := sitting.asked - answers.count():
        raise QuestionsUnanswered(count=left)
    right = answers.filter(choice__is_right=True).count()
    if not QuizSitting.objects.filter(pk=sitting.pk, finished_at=None).update(finished_at=at, right=right):
        raise QuizClosed
    sitting.refresh_from_db()
    _record("training.finish_quiz", sitting.enrolment, by, at, {"occasion": sitting.occasion})


# --- a piece of earlier work ------------------------------------------------------------------------------------------
@transaction.atomic
def show_sample(enrolment: Enrolment, *, work: Handed, by: Actor, at: datetime, note: str = "") -> WorkSample:
    """Keep one piece of work from before; it may be exchanged until the first meeting begins, or an assessor has begun
    to look at it (`take_in_sample`).
    """
    hold_seat_of(enrolment)
    begins = first_meeting_at(enrolment)
    if begins and at >= begins and WorkSample.objects.filter(enrolment=enrolment).exists():
        raise SampleFixed
    kept = {**keep_handed(work, by=by, at=at), "note": note, "at": at, "by": by.label}
    sample, _is_new = WorkSample.objects.update_or_create(enrolment=enrolment, defaults=kept)
    take_in_sample(sample, by=by, at=at)
    _record("training.show_sample", enrolment, by, at, {"where": sample.where})
    return sample


def _record(verb: str, enrolment: Enrolment, by: Actor, at: datetime, details: Mapping[str, object]) -> None:
    record(verb, enrolment, by=by, at=at, place=enrolment.stage.programme.place, details=details)
