"""The review of applications before the lottery: what is marked, by whom, and what they found."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanggar.applications.models import Application, Call
from sanggar.people.models import Account

MOST_POINTS = 10


class TaskState(models.TextChoices):
    ASSIGNED = "assigned", _("Belum dimulai")
    BEGUN = "begun", _("Sedang dinilai")
    DONE = "done", _("Selesai")
    WITHDRAWN = "withdrawn", _("Dialihkan")


UNFINISHED = (TaskState.ASSIGNED, TaskState.BEGUN)
LIVE_TASKS = (*UNFINISHED, TaskState.DONE)


class Rubric(models.Model):
    """What a call's applications are marked by. From the first mark on (`locked_at`) nothing in it changes any more.

    `readers` read each application; two marks that are `threshold` or more of 100 apart call a third reader.
    `shows_link` lets reviewers see the channel, which may tell them who it is.
    """

    call = models.OneToOneField(Call, models.PROTECT, related_name="rubric")
    shows_link = models.BooleanField(default=False)
    readers = models.PositiveSmallIntegerField(default=2)
    threshold = models.PositiveSmallIntegerField(default=25)
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=200)
    published_at = models.DateTimeField(null=True, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(readers__range=(2, 5)), name="rubric_has_two_readers"),
            models.CheckConstraint(condition=Q(threshold__range=(1, 100)), name="rubric_threshold_of_a_hundred"),
            models.CheckConstraint(
                condition=Q(locked_at=None) | Q(published_at__isnull=False), name="rubric_published_before_first_mark"
            ),
        ]

    def __str__(self) -> str:
        return f"rubrik {self.call}"

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None


class Criterion(models.Model):
    """One thing that is looked at. `weight` counts in proportion to the weights of the others."""

    rubric = models.ForeignKey(Rubric, models.PROTECT, related_name="criteria")
    ordinal = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    hint = models.CharField(max_length=300, blank=True)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["rubric", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["rubric", "ordinal"], name="criterion_place_once"),
            models.UniqueConstraint(fields=["rubric", "name"], name="criterion_name_once"),
            models.CheckConstraint(condition=Q(weight__range=(1, 100)), name="criterion_weight_plausible"),
            models.CheckConstraint(condition=~Q(name=""), name="criterion_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Level(models.Model):
    """An anchor: what earns these points."""

    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="levels")
    points = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)

    class Meta:
        ordering = ["criterion", "-points"]
        constraints = [
            models.UniqueConstraint(fields=["criterion", "points"], name="level_points_once"),
            models.CheckConstraint(condition=Q(points__range=(0, MOST_POINTS)), name="level_points_plausible"),
            models.CheckConstraint(condition=~Q(text=""), name="level_says_what_earns_it"),
        ]

    def __str__(self) -> str:
        return f"{self.points}"


class Reviewer(models.Model):
    """An account's place among the reviewers of a call. Nothing is shown to one who has not `declared_at`."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="reviewers")
    account = models.ForeignKey(Account, models.PROTECT, related_name="reviewer_places")
    capacity = models.PositiveSmallIntegerField()
    active = models.BooleanField(default=True)
    appointed_at = models.DateTimeField()
    appointed_by = models.CharField(max_length=200)
    declared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["account__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "account"], name="reviewer_once_in_call"),
            models.CheckConstraint(condition=Q(capacity__range=(1, 5000)), name="reviewer_capacity_plausible"),
        ]

    def __str__(self) -> str:
        """Without the name: this stands in the record, where no name can be erased."""
        return f"penilai {self.pk}"


class Conflict(models.Model):
    """Why this reviewer must not read this application. Never taken back: doubt is enough."""

    reviewer = models.ForeignKey(Reviewer, models.PROTECT, related_name="conflicts")
    application = models.ForeignKey(Application, models.PROTECT, related_name="conflicts")
    reason = models.CharField(max_length=300)
    declared_at = models.DateTimeField()

    class Meta:
        ordering = ["declared_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["reviewer", "application"], name="conflict_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="conflict_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"benturan {self.pk}"


class ReviewTask(models.Model):
    """One application before one reviewer, who knows it as their number `ordinal` and by nothing else.

    `revision` is the revision of the answers that are to be read: changed answers need reading anew.
    """

    reviewer = models.ForeignKey(Reviewer, models.PROTECT, related_name="tasks")
    application = models.ForeignKey(Application, models.PROTECT, related_name="review_tasks")
    ordinal = models.PositiveSmallIntegerField()
    revision = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=TaskState, default=TaskState.ASSIGNED)
    is_third = models.BooleanField(default=False)
    assigned_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["reviewer", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["reviewer", "ordinal"], name="review_number_once"),
            models.UniqueConstraint(
                fields=["reviewer", "application"], condition=Q(state__in=LIVE_TASKS), name="review_once_by_reviewer"
            ),
            models.UniqueConstraint(
                fields=["application"], condition=Q(is_third=True, state__in=LIVE_TASKS), name="review_one_third_reader"
            ),
            models.CheckConstraint(condition=Q(state__in=TaskState.values), name="review_state_known"),
            models.CheckConstraint(
                condition=Q(state=TaskState.DONE, finished_at__isnull=False)
                | Q(state__in=UNFINISHED, finished_at=None)
                | Q(state=TaskState.WITHDRAWN),
                name="review_finished_when_done",
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(finished_at__gte=F("assigned_at")), name="review_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"penilaian {self.pk}"

    @property
    def is_done(self) -> bool:
        return self.state == TaskState.DONE


class ReviewTaskEvent(models.Model):
    """A step of a review: who, when, from where to where."""

    task = models.ForeignKey(ReviewTask, models.PROTECT, related_name="events")
    at = models.DateTimeField()
    by_label = models.CharField(max_length=200)
    from_state = models.CharField(max_length=10, choices=TaskState, blank=True)
    to_state = models.CharField(max_length=10, choices=TaskState)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"


class Score(models.Model):
    """The level a reviewer chose for a criterion; none yet where only a note was saved."""

    task = models.ForeignKey(ReviewTask, models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores")
    level = models.ForeignKey(Level, models.PROTECT, null=True, blank=True, related_name="scores")
    note = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["task", "criterion__ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["task", "criterion"], name="score_once_for_criterion"),
            models.CheckConstraint(condition=Q(level__isnull=False) | ~Q(note=""), name="score_says_something"),
        ]

    def __str__(self) -> str:
        return f"nilai {self.pk}"
