from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from sanggar.foundation.audit import Place
from sanggar.people.models import Organisation


class Programme(models.Model):
    """One funded training of one fiscal year."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="programmes")
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80)
    code = models.CharField(max_length=8, help_text="stands at the front of receipt numbers")
    fiscal_year = models.PositiveSmallIntegerField()
    summary = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    contact_rhythm_days = models.PositiveSmallIntegerField(default=14)
    mentoring_until = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-fiscal_year", "name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "slug"], name="programme_slug_unique_in_office"),
            models.CheckConstraint(condition=Q(fiscal_year__range=(2000, 2100)), name="programme_year_plausible"),
            models.CheckConstraint(condition=Q(contact_rhythm_days__range=(1, 90)), name="programme_rhythm_plausible"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> Place:
        return self.organisation.place

    @property
    def last_day(self) -> date:
        """From which it is counted how long its people's data are kept: the last day of mentoring, else of the year."""
        return self.mentoring_until or date(self.fiscal_year, 12, 31)

    @property
    def shelf(self) -> str:
        """Where letters lie that somebody of the office tells by telephone."""
        return f"programme {self.pk}"


class Track(models.Model):
    """A subject within a programme: YouTube, TikTok. Data, never code."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="tracks")
    code = models.SlugField(max_length=30)
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="track_code_unique_in_programme")]

    def __str__(self) -> str:
        return self.name


def numbered(ordinal: int) -> str:
    """The name that is proposed for a stage: Indonesian whatever the officer reads in, for residents read it."""
    return f"Tahap {ordinal}"


class Stage(models.Model):
    """An ordered part of a programme with its own intake.

    `seats_offered` counts open offers, `seats_taken` participants; together they never pass `seats`.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="stages")
    ordinal = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    seats = models.PositiveIntegerField()
    seats_offered = models.PositiveIntegerField(default=0)
    seats_taken = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["programme", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "ordinal"], name="stage_ordinal_unique_in_programme"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="stage_has_a_seat"),
            models.CheckConstraint(
                condition=Q(seats__gte=F("seats_offered") + F("seats_taken")), name="stage_seats_hold"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_name(self) -> str:
        """For residents: the name it was given, but in the reader's language where that says its number and no more."""
        return _("Tahap %(ordinal)d") % {"ordinal": self.ordinal} if self.name == numbered(self.ordinal) else self.name

    @property
    def seats_free(self) -> int:
        return self.seats - self.seats_offered - self.seats_taken


class Cohort(models.Model):
    """The group that is taught together; `track` empty means mixed.

    `seats` is the most it holds; fewer than `minimum` is told before a meeting, and refused nowhere.
    """

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="cohorts")
    track = models.ForeignKey(Track, models.PROTECT, null=True, blank=True, related_name="cohorts")
    name = models.CharField(max_length=80)
    minimum = models.PositiveIntegerField(default=0)
    seats = models.PositiveIntegerField()
    seats_taken = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["stage", "name"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "name"], name="cohort_name_unique_in_stage"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="cohort_has_a_seat"),
            models.CheckConstraint(condition=Q(seats__gte=F("seats_taken")), name="cohort_seats_hold"),
            models.CheckConstraint(condition=Q(minimum__lte=F("seats")), name="cohort_minimum_within_seats"),
        ]

    def __str__(self) -> str:
        return self.name
