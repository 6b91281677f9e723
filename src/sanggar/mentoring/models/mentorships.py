from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanggar.mentoring.models.mentors import Mentor
from sanggar.training.models import Enrolment


class MentorshipState(models.TextChoices):
    PROPOSED = "proposed", _("Diusulkan")
    ACTIVE = "active", _("Berjalan")
    PAUSED = "paused", _("Dijeda")
    ENDED = "ended", _("Berakhir")


class Outcome(models.TextChoices):
    """How a mentorship ended. Stopping is as valid an end as finishing: accompaniment is offered, never owed."""

    FINISHED = "finished", _("Selesai")
    STOPPED = "stopped", _("Berhenti")
    MOVED = "moved", _("Dialihkan")
    UNREACHABLE = "unreachable", _("Tidak dapat dihubungi")
    DECLINED = "declined", _("Tidak jadi dimulai")
    WITHDRAWN = "withdrawn", _("Ditarik sebelum dijawab")


ALLOWED: dict[MentorshipState, frozenset[MentorshipState]] = {
    MentorshipState.PROPOSED: frozenset({MentorshipState.ACTIVE, MentorshipState.ENDED}),
    MentorshipState.ACTIVE: frozenset({MentorshipState.PAUSED, MentorshipState.ENDED}),
    MentorshipState.PAUSED: frozenset({MentorshipState.ACTIVE, MentorshipState.ENDED}),
    MentorshipState.ENDED: frozenset(),
}
RUNNING = frozenset({MentorshipState.ACTIVE, MentorshipState.PAUSED})
"""Somebody accompanies; a pause is part of it."""
OPEN = RUNNING | {MentorshipState.PROPOSED}
"""A place with the mentor is taken, and nobody else may be asked."""


class Mentorship(models.Model):
    """Who accompanies whom, from when to when. A change of mentor ends one row as moved and begins the next.

    `counts_from` is the day from which the rhythm counts until the next contact: later than the start after a pause,
    by as many days as the pause had. `handover_note` is what the next mentor is told of a moved mentorship; who wrote
    it stands in its event. A mentor's no and a granted wish for another mentor keep two apart, until the office lets
    them be paired again (`reopened_at`); a question that the office withdrew keeps nobody apart.
    """

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="mentorships")
    mentor = models.ForeignKey(Mentor, models.PROTECT, related_name="mentorships")
    state = models.CharField(max_length=8, choices=MentorshipState, default=MentorshipState.ACTIVE)
    started_at = models.DateTimeField()
    paused_on = models.DateField(null=True, blank=True)
    resumes_on = models.DateField(null=True, blank=True)
    counts_from = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    end_reason = models.TextField(blank=True)
    handover_note = models.TextField(blank=True)
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.CharField(max_length=200, blank=True)
    reopen_reason = models.CharField(max_length=500, blank=True)
    previous = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="next")

    class Meta:
        ordering = ["started_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(state__in=sorted(OPEN)), name="mentorship_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(OPEN), ended_at=None, outcome="")
                | Q(state=MentorshipState.ENDED, ended_at__isnull=False, outcome__in=Outcome.values),
                name="mentorship_end_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state=MentorshipState.PAUSED, paused_on__isnull=False, resumes_on__gte=F("paused_on"))
                | (~Q(state=MentorshipState.PAUSED) & Q(paused_on=None, resumes_on=None)),
                name="mentorship_pause_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")), name="mentorship_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["stopped", "unreachable", "declined", "withdrawn"], end_reason=""),
                name="mentorship_stopped_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.MOVED, handover_note=""), name="mentorship_moved_with_note"
            ),
            models.CheckConstraint(
                condition=Q(reopened_at=None, reopened_by="", reopen_reason="")
                | (
                    Q(state=MentorshipState.ENDED, reopened_at__isnull=False)
                    & ~Q(reopened_by="")
                    & ~Q(reopen_reason="")
                ),
                name="mentorship_reopened_as_a_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"pendampingan {self.pk}"

    @property
    def is_proposed(self) -> bool:
        return self.state == MentorshipState.PROPOSED

    @property
    def is_active(self) -> bool:
        return self.state == MentorshipState.ACTIVE

    @property
    def is_paused(self) -> bool:
        return self.state == MentorshipState.PAUSED

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


class MentorshipEvent(models.Model):
    """The history of a mentorship's state, only ever added to, in the order in which the steps were taken: of two that
    wait for each other the later one may have been begun, `at`, a moment before.
    """

    mentorship = models.ForeignKey(Mentorship, models.PROTECT, related_name="events")
    at = models.DateTimeField()
    by_label = models.CharField(max_length=200)
    from_state = models.CharField(max_length=8, choices=MentorshipState, blank=True)
    to_state = models.CharField(max_length=8, choices=MentorshipState)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    reason = models.TextField(blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"
