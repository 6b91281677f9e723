from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanggar.mentoring.models.mentors import Mentor
from sanggar.training.models import Enrolment


class MentorshipState(models.TextChoices):
    ACTIVE = "active", _("Berjalan")
    ENDED = "ended", _("Berakhir")


class Outcome(models.TextChoices):
    """How a mentorship ended. Stopping is as valid an end as finishing: accompaniment is offered, never owed."""

    FINISHED = "finished", _("Selesai")
    STOPPED = "stopped", _("Berhenti")
    MOVED = "moved", _("Dialihkan")


ALLOWED: dict[MentorshipState, frozenset[MentorshipState]] = {
    MentorshipState.ACTIVE: frozenset({MentorshipState.ENDED}),
    MentorshipState.ENDED: frozenset(),
}


class Mentorship(models.Model):
    """Who accompanies whom, from when to when. A change of mentor ends one row as moved and begins the next.

    `handover_note` is what the mentor who leaves a moved mentorship tells the next one.
    """

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="mentorships")
    mentor = models.ForeignKey(Mentor, models.PROTECT, related_name="mentorships")
    state = models.CharField(max_length=8, choices=MentorshipState, default=MentorshipState.ACTIVE)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    end_reason = models.TextField(blank=True)
    handover_note = models.TextField(blank=True)
    previous = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="next")

    class Meta:
        ordering = ["state", "started_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(state=MentorshipState.ACTIVE), name="mentorship_one_active"
            ),
            models.CheckConstraint(
                condition=Q(state=MentorshipState.ACTIVE, ended_at=None, outcome="")
                | Q(state=MentorshipState.ENDED, ended_at__isnull=False, outcome__in=Outcome.values),
                name="mentorship_end_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")), name="mentorship_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.STOPPED, end_reason=""), name="mentorship_stopped_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.MOVED, handover_note=""), name="mentorship_moved_with_note"
            ),
        ]

    def __str__(self) -> str:
        return f"pendampingan {self.pk}"

    @property
    def is_active(self) -> bool:
        return self.state == MentorshipState.ACTIVE


class MentorshipEvent(models.Model):
    """The history of a mentorship's state, only ever added to."""

    mentorship = models.ForeignKey(Mentorship, models.PROTECT, related_name="events")
    at = models.DateTimeField()
    by_label = models.CharField(max_length=200)
    from_state = models.CharField(max_length=8, choices=MentorshipState, blank=True)
    to_state = models.CharField(max_length=8, choices=MentorshipState)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"
