"""Who takes part, in which cohort, until when; and how that came about."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanggar.applications.models import Application
from sanggar.people.models import Person
from sanggar.planning.models import Cohort, Programme, Stage, Track


class EnrolmentState(models.TextChoices):
    ACTIVE = "active", pgettext_lazy("satu orang", "Peserta")
    COMPLETED = "completed", _("Selesai")
    WITHDRAWN = "withdrawn", _("Mengundurkan diri")
    DROPPED = "dropped", _("Gugur")
    NO_SHOW = "no_show", _("Tidak datang")


# Who holds a seat: their number is what the counters of stage and cohort say.
SEATED = frozenset({EnrolmentState.ACTIVE, EnrolmentState.COMPLETED})

ALLOWED: dict[EnrolmentState, frozenset[EnrolmentState]] = {
    EnrolmentState.ACTIVE: frozenset(
        {EnrolmentState.COMPLETED, EnrolmentState.WITHDRAWN, EnrolmentState.DROPPED, EnrolmentState.NO_SHOW}
    ),
    EnrolmentState.COMPLETED: frozenset(),
    EnrolmentState.WITHDRAWN: frozenset(),
    EnrolmentState.DROPPED: frozenset(),
    EnrolmentState.NO_SHOW: frozenset(),
}


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def of_programme(self, programme: Programme) -> "EnrolmentQuerySet":
        return self.filter(stage__programme=programme)

    def seated(self) -> "EnrolmentQuerySet":
        return self.filter(state__in=SEATED)

    def of_cohort_during(self, cohort: Cohort, start: datetime, end: datetime) -> "EnrolmentQuerySet":
        """Who was in the cohort at some time between two moments."""
        came = Q(moved_at=None, enrolled_at__lt=end) | Q(moved_at__lt=end)
        stayed = Q(left_at=None) | Q(left_at__gt=start), Q(finished_at=None) | Q(finished_at__gt=start)
        return self.filter(came, *stayed, cohort=cohort)


class Enrolment(models.Model):
    """A person's part in a stage. `moved_at` is when they came into their present cohort from another one;
    `finished_at`, when they completed it: from then on no meeting expects them, though the seat stays theirs.
    `digest_off_at`: when they said that they do without the letter of the day.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="enrolments")
    application = models.OneToOneField(Application, models.PROTECT, related_name="enrolment")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="enrolments")
    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="enrolments")
    track = models.ForeignKey(Track, models.PROTECT, related_name="enrolments")
    state = models.CharField(max_length=12, choices=EnrolmentState, default=EnrolmentState.ACTIVE)
    enrolled_at = models.DateTimeField()
    moved_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    digest_off_at = models.DateTimeField(null=True, blank=True)
    badge_version = models.PositiveIntegerField(default=1)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=EnrolmentState.values), name="enrolment_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=SEATED, left_at=None) | (~Q(state__in=SEATED) & Q(left_at__isnull=False)),
                name="enrolment_left_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state=EnrolmentState.COMPLETED, finished_at__isnull=False)
                | (~Q(state=EnrolmentState.COMPLETED) & Q(finished_at=None)),
                name="enrolment_finished_says_when",
            ),
            models.CheckConstraint(condition=Q(badge_version__gte=1), name="enrolment_badge_counts_from_one"),
            models.UniqueConstraint(
                fields=["person", "stage"], condition=Q(state__in=SEATED), name="person_holds_one_seat_in_stage"
            ),
        ]

    def __str__(self) -> str:
        """For the record, which holds no names."""
        return f"peserta {self.pk}"

    @property
    def is_seated(self) -> bool:
        return self.state in SEATED


class EnrolmentEvent(models.Model):
    """One step in an enrolment's history. A move between cohorts keeps the state and names the new cohort."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="events")
    at = models.DateTimeField()
    by_label = models.CharField(max_length=200)
    from_state = models.CharField(max_length=12, choices=EnrolmentState, blank=True)
    to_state = models.CharField(max_length=12, choices=EnrolmentState)
    from_cohort = models.ForeignKey(Cohort, models.PROTECT, null=True, blank=True, related_name="+")
    to_cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(to_state__in=EnrolmentState.values), name="enrolment_event_state_known"),
            models.CheckConstraint(
                condition=~Q(from_state=F("to_state"), from_cohort=F("to_cohort")), name="enrolment_event_changes"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"
