"""What a programme teaches, as skills with anchored levels, and how participants see themselves on them."""

from django.db import models
from django.db.models import F, Q

from sanggar.planning.models import Programme
from sanggar.training.models.enrolments import Enrolment

MOST_POINTS = 10


class Skill(models.Model):
    """One thing that is learnt. Once anybody has assessed themselves by it, its words stand: they are the measure."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="skills")
    ordinal = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    hint = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["programme", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "ordinal"], name="skill_place_once"),
            models.UniqueConstraint(fields=["programme", "name"], name="skill_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="skill_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class SkillLevel(models.Model):
    """An anchor: what someone at this level does."""

    skill = models.ForeignKey(Skill, models.PROTECT, related_name="levels")
    points = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)

    class Meta:
        ordering = ["skill", "points"]
        constraints = [
            models.UniqueConstraint(fields=["skill", "points"], name="skill_level_once"),
            models.CheckConstraint(condition=Q(points__range=(0, MOST_POINTS)), name="skill_level_plausible"),
            models.CheckConstraint(condition=~Q(text=""), name="skill_level_says_what_it_is"),
        ]

    def __str__(self) -> str:
        return f"{self.points}"


class SelfAssessment(models.Model):
    """A participant's view of themselves at one time. Number 1 is the baseline, held against later."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="self_assessments")
    number = models.PositiveSmallIntegerField()
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["enrolment", "number"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "number"], name="self_assessment_number_once"),
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(finished_at=None), name="self_assessment_one_at_a_time"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="self_assessment_counts_from_one"),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(finished_at__gte=F("begun_at")),
                name="self_assessment_ends_after",
            ),
        ]

    def __str__(self) -> str:
        return f"penilaian diri {self.number} peserta {self.enrolment_id}"


class SkillRating(models.Model):
    """The level someone chose for themselves."""

    assessment = models.ForeignKey(SelfAssessment, models.PROTECT, related_name="ratings")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="ratings")
    level = models.ForeignKey(SkillLevel, models.PROTECT, related_name="ratings")

    class Meta:
        ordering = ["assessment", "skill__ordinal"]
        constraints = [models.UniqueConstraint(fields=["assessment", "skill"], name="skill_rating_once")]

    def __str__(self) -> str:
        return f"pilihan {self.pk}"
