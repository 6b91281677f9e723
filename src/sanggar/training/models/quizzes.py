"""The test before and the test after: a bank of choice questions per programme, and who answered what."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.percents import percent_of
from sanggar.planning.models import Programme
from sanggar.training.models.enrolments import Enrolment


class Occasion(models.TextChoices):
    PRE = "pre", _("Tes awal")
    POST = "post", _("Tes akhir")


class QuizUse(models.TextChoices):
    BOTH = "both", _("Tes awal dan tes akhir")
    PRE = "pre", _("Tes awal saja")
    POST = "post", _("Tes akhir saja")


class QuizQuestion(models.Model):
    """A question with one right choice. It stands unchanged once somebody has begun a test that asks it."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="quiz_questions")
    ordinal = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    use = models.CharField(max_length=4, choices=QuizUse, default=QuizUse.BOTH)

    class Meta:
        ordering = ["programme", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "ordinal"], name="quiz_question_place_once"),
            models.CheckConstraint(condition=Q(use__in=QuizUse.values), name="quiz_question_use_known"),
            models.CheckConstraint(condition=~Q(text=""), name="quiz_question_asks_something"),
        ]

    def __str__(self) -> str:
        return f"soal {self.ordinal}"


class QuizChoice(models.Model):
    """A possible answer; at most one of a question's is right."""

    question = models.ForeignKey(QuizQuestion, models.PROTECT, related_name="choices")
    ordinal = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    is_right = models.BooleanField()

    class Meta:
        ordering = ["question", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["question", "ordinal"], name="quiz_choice_place_once"),
            models.UniqueConstraint(fields=["question"], condition=Q(is_right=True), name="quiz_choice_one_right"),
            models.CheckConstraint(condition=~Q(text=""), name="quiz_choice_says_something"),
        ]

    def __str__(self) -> str:
        return f"pilihan {self.ordinal}"


class QuizSitting(models.Model):
    """Someone's one go at a test: `asked` questions, `right` of them right once it is finished."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="quiz_sittings")
    occasion = models.CharField(max_length=4, choices=Occasion)
    asked = models.PositiveSmallIntegerField()
    right = models.PositiveSmallIntegerField(null=True, blank=True)
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["enrolment", "begun_at"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "occasion"], name="quiz_sat_once"),
            models.CheckConstraint(condition=Q(occasion__in=Occasion.values), name="quiz_occasion_known"),
            models.CheckConstraint(
                condition=Q(finished_at=None, right=None)
                | Q(finished_at__gte=F("begun_at"), right__isnull=False, right__lte=F("asked")),
                name="quiz_finished_with_a_score",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occasion} peserta {self.enrolment_id}"

    @property
    def percent(self) -> int | None:
        return None if self.right is None else percent_of(self.right, self.asked)


class QuizAnswer(models.Model):
    """What was chosen; may be changed until the sitting is finished."""

    sitting = models.ForeignKey(QuizSitting, models.PROTECT, related_name="answers")
    question = models.ForeignKey(QuizQuestion, models.PROTECT, related_name="answers")
    choice = models.ForeignKey(QuizChoice, models.PROTECT, related_name="answers")

    class Meta:
        ordering = ["sitting", "question__ordinal"]
        constraints = [models.UniqueConstraint(fields=["sitting", "question"], name="quiz_answered_once")]

    def __str__(self) -> str:
        return f"jawaban {self.pk}"
