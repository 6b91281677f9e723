"""A call: when and how people apply to a stage, and for which seats."""

from datetime import date, datetime, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from sanggar.applications.models.categories import CallCategory, standard_categories
from sanggar.applications.models.eligibility import CallRule
from sanggar.applications.models.language import in_current_language
from sanggar.foundation import clock
from sanggar.foundation.dates import local_date
from sanggar.planning.models import Programme, Stage, Track

KEY = RegexValidator(r"^[a-z][a-z0-9_]{1,29}$")
"""What texts, questions and categories of a call are known by."""

YOUNGEST, OLDEST = 13, 60
"""Bounds of a minimum age: platforms admit nobody under 13."""
SIGN_OUTLIVES = timedelta(days=1)


class CallState(models.TextChoices):
    DRAFT = "draft", _("Rancangan")
    WAITING = "waiting", _("Belum dibuka")
    OPEN = "open", _("Dibuka")
    CLOSED = "closed", _("Ditutup")
    FROZEN = "frozen", _("Daftar dibekukan")


class SeatsGo(models.TextChoices):
    """By what the seats of a call go, as its published procedure says."""

    LOTTERY = "lottery", _("Undian di antara semua yang lolos")
    FLOOR = "floor", _("Nilai minimum, lalu undian")
    MERIT = "merit", _("Nilai tertinggi")
    FIRST_COME = "first_come", _("Yang lebih dulu mendaftar")


class Call(models.Model):
    """`closes_at` is the announced end, `closed_at` an earlier one: the first moment at which nothing is taken.
    `ages_on`: the end that was announced at first, once it was moved.
    `settled_by`: when the list must stand at the latest for what the published procedure announced (objections, then
    the draw); None where it names no time.
    `screened_by`: the day by which everyone is told what came of screening, where the office says one.

    `asks_family_card`, `needs_count` and `seats_go` follow from the published procedure: the first only where it limits
    seats per household, the second where a quota counts the need for support, the last empty until it is published.
    `notes_device`: whether the form has each browser keep a sign, and tells so (`pages.devices`).
    """

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="calls")
    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120, blank=True, default="", db_default="")
    requirements = models.TextField(blank=True)
    requirements_en = models.TextField(blank=True)
    motivation_question = models.CharField(max_length=200)
    motivation_question_en = models.CharField(max_length=200, blank=True)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    ages_on = models.DateField(null=True, blank=True)
    screened_by = models.DateField(null=True, blank=True)
    settled_by = models.DateTimeField(null=True, blank=True)
    minimum_age = models.PositiveSmallIntegerField(
        default=18, validators=[MinValueValidator(YOUNGEST), MaxValueValidator(OLDEST)]
    )
    seats_by_track = models.BooleanField(default=False)
    categories = models.JSONField(default=standard_categories)
    eligibility = models.JSONField(default=list, blank=True)
    asks_family_card = models.BooleanField(default=False)
    needs_count = models.BooleanField(default=False)
    notes_device = models.BooleanField(default=False, db_default=False)
    seats_go = models.CharField(max_length=10, choices=SeatsGo, blank=True)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-opens_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="call_closes_after_it_opens"),
            models.CheckConstraint(condition=Q(minimum_age__range=(YOUNGEST, OLDEST)), name="call_age_plausible"),
            models.CheckConstraint(
                condition=Q(published_at__isnull=False) | Q(closed_at=None, frozen_at=None),
                name="call_draft_is_neither_closed_nor_frozen",
            ),
            models.CheckConstraint(condition=Q(seats_go__in=["", *SeatsGo.values]), name="call_seats_go_known"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def programme(self) -> Programme:
        return self.stage.programme

    @property
    def path(self) -> str:
        return f"/daftar/{self.slug}/"

    @property
    def ends_at(self) -> datetime:
        """The first moment at which nothing is taken any more."""
        return min(self.closes_at, self.closed_at) if self.closed_at else self.closes_at

    @property
    def device_kept_until(self) -> datetime:
        """How long a browser keeps the sign that it is given today."""
        return self.ends_at + SIGN_OUTLIVES

    @property
    def closing_date(self) -> date:
        """The announced one, whatever the hour."""
        return local_date(self.closes_at, clock.office_zone())

    @property
    def last_correction_day(self) -> date | None:
        """The last day to the end of which a correction may take, so that it can still be decided on."""
        return local_date(self.settled_by, clock.office_zone()) - timedelta(days=1) if self.settled_by else None

    @property
    def age_day(self) -> date:
        """The day on which ages are counted: the closing day as it was published, also when the call is prolonged, so
        that nobody grows too old, or old enough, by that.
        """
        return self.ages_on or self.closing_date

    @property
    def shown_title(self) -> str:
        return in_current_language(self.title, self.title_en)

    @property
    def shown_requirements(self) -> str:
        return in_current_language(self.requirements, self.requirements_en)

    @property
    def shown_motivation_question(self) -> str:
        return in_current_language(self.motivation_question, self.motivation_question_en)

    @property
    def category_list(self) -> list[CallCategory]:
        return [CallCategory(**each) for each in self.categories]

    def category_of(self, key: str) -> CallCategory:
        """One that the call no longer knows is called by its key."""
        return next((each for each in self.category_list if each.key == key), CallCategory(key, key, key))

    @property
    def rule_list(self) -> list[CallRule]:
        return [CallRule(**each) for each in self.eligibility]

    @cached_property
    def compared_questions(self) -> dict[int, str]:
        """Each version of the call's own questions that is compared: its number, and as what."""
        return dict(self.questions.exclude(compared_as="").values_list("pk", "compared_as"))

    @property
    def needs_codes(self) -> bool:
        return any(each["needs_code"] for each in self.categories)

    @property
    def is_drawn(self) -> bool:
        """Whether there is a draw, as far as is told."""
        return self.seats_go not in (SeatsGo.MERIT, SeatsGo.FIRST_COME)

    def state_at(self, at: datetime) -> CallState:
        if self.published_at is None:
            return CallState.DRAFT
        if self.frozen_at:
            return CallState.FROZEN
        if at >= self.ends_at:
            return CallState.CLOSED
        return CallState.OPEN if at >= self.opens_at else CallState.WAITING

    def is_open_at(self, at: datetime) -> bool:
        return self.state_at(at) == CallState.OPEN


class CallTrack(models.Model):
    """A track that may be chosen, with seats of its own (`seats_by_track`) or a share of all (None)."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="call_tracks")
    track = models.ForeignKey(Track, models.PROTECT, related_name="call_tracks")
    seats = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["track_id"]
        constraints = [
            models.UniqueConstraint(fields=["call", "track"], name="call_track_once"),
            models.CheckConstraint(condition=Q(seats=None) | Q(seats__gte=1), name="call_track_has_a_seat"),
        ]

    def __str__(self) -> str:
        return self.track.name
