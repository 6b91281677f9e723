"""What participants are asked to make, and by what it is looked at."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanggar.planning.models import Stage, Track
from sanggar.training.models.skills import MOST_POINTS, Skill


class Accepts(models.TextChoices):
    LINK = "link", _("Tautan")
    FILE = "file", _("Berkas kecil")
    ANY = "any", _("Tautan atau berkas")


class Assignment(models.Model):
    """A task of a stage, for one track or (none) for all. Late work is shown as late and taken all the same.

    `assessors` look at each work; marks that are `threshold` or more of 100 apart ask for one more. From the first mark
    on (`locked_at`) the rubric stands. A closed one takes nothing more. One that `takes_samples` asks participants for
    nothing: what they show of before the training is assessed by it.
    """

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="assignments")
    track = models.ForeignKey(Track, models.PROTECT, null=True, blank=True, related_name="assignments")
    title = models.CharField(max_length=120)
    brief = models.TextField(max_length=4000)
    accepts = models.CharField(max_length=4, choices=Accepts, default=Accepts.LINK)
    is_required = models.BooleanField(default=True)
    takes_samples = models.BooleanField(default=False)
    due_at = models.DateTimeField()
    assessors = models.PositiveSmallIntegerField(default=2)
    threshold = models.PositiveSmallIntegerField(default=25)
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=200)
    published_at = models.DateTimeField(null=True, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "title"], name="assignment_title_once_in_stage"),
            models.CheckConstraint(condition=Q(accepts__in=Accepts.values), name="assignment_accepts_known"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(brief=""), name="assignment_says_what_to_do"),
            models.CheckConstraint(condition=Q(assessors__range=(1, 5)), name="assignment_assessors_plausible"),
            models.CheckConstraint(condition=Q(threshold__range=(1, 100)), name="assignment_threshold_of_a_hundred"),
            models.CheckConstraint(
                condition=Q(takes_samples=False) | Q(is_required=False), name="assignment_of_samples_asks_nobody"
            ),
            models.CheckConstraint(
                condition=Q(locked_at=None, closed_at=None) | Q(published_at__isnull=False),
                name="assignment_published_before_work",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.published_at is not None and self.closed_at is None


class AssignmentCriterion(models.Model):
    """One thing that is looked at; `skill` says on which of the programme's skills its result shows progress."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="criteria")
    ordinal = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    hint = models.CharField(max_length=300, blank=True)
    weight = models.PositiveSmallIntegerField()
    skill = models.ForeignKey(Skill, models.PROTECT, null=True, blank=True, related_name="criteria")

    class Meta:
        ordering = ["assignment", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "ordinal"], name="assignment_criterion_place_once"),
            models.UniqueConstraint(fields=["assignment", "name"], name="assignment_criterion_name_once"),
            models.CheckConstraint(condition=Q(weight__range=(1, 100)), name="assignment_criterion_weight_plausible"),
            models.CheckConstraint(condition=~Q(name=""), name="assignment_criterion_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class AssignmentLevel(models.Model):
    """An anchor: what earns these points."""

    criterion = models.ForeignKey(AssignmentCriterion, models.PROTECT, related_name="levels")
    points = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)

    class Meta:
        ordering = ["criterion", "-points"]
        constraints = [
            models.UniqueConstraint(fields=["criterion", "points"], name="assignment_level_once"),
            models.CheckConstraint(condition=Q(points__range=(0, MOST_POINTS)), name="assignment_level_plausible"),
            models.CheckConstraint(condition=~Q(text=""), name="assignment_level_says_what_earns_it"),
        ]

    def __str__(self) -> str:
        return f"{self.points}"
