"""What became of the code on the screen: which device brought whom, and what was refused.

Kept for what a person at the door must see, no longer (`actions.codes.KEPT`). Device and network stand as marks that
are keyed and differ from meeting to meeting, so nobody is followed from one to the next, nor named by them.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanggar.planning.models import Meeting
from sanggar.training.models.enrolments import Enrolment


class CodeOutcome(models.TextChoices):
    RECORDED = "recorded", _("tercatat")
    SECOND_DEVICE = "second", _("perangkat kedua orang yang sama")
    SHARED_DEVICE = "shared", _("perangkat yang sudah dipakai orang lain")
    LATE = "late", _("kode lama")
    CLOSED = "closed", _("di luar waktu sesi")
    OUTSIDE = "outside", _("dari jaringan lain")


ACCEPTED = frozenset({CodeOutcome.RECORDED, CodeOutcome.SECOND_DEVICE})

NAMELESS = (CodeOutcome.CLOSED.value, CodeOutcome.LATE.value)


class HallNetwork(models.Model):
    """A network by which alone the code of a meeting is taken; where a meeting has none, it is taken from anywhere."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="hall_networks")
    network = models.CharField(max_length=26)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "network"], name="hall_network_once")]

    def __str__(self) -> str:
        return f"jaringan sesi {self.meeting_id}"


class CodeAttempt(models.Model):
    """One person with one device at one meeting, by what came of it. An accepted device stands for one person.

    Of an old code that was opened before anybody said who they are, only the device is known.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="code_attempts")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, null=True, blank=True, related_name="code_attempts")
    outcome = models.CharField(max_length=8, choices=CodeOutcome)
    device = models.CharField(max_length=26)
    network = models.CharField(max_length=26)
    first_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["first_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=CodeOutcome.values), name="code_attempt_outcome_known"),
            models.UniqueConstraint(
                fields=["meeting", "device"],
                condition=Q(outcome__in=sorted(ACCEPTED)),
                name="code_device_stands_for_one",
            ),
            models.UniqueConstraint(
                fields=["meeting", "enrolment", "device", "outcome"], name="code_attempt_counted_once"
            ),
            models.UniqueConstraint(
                fields=["meeting", "device", "outcome"],
                condition=Q(enrolment=None),
                name="code_attempt_of_device_counted_once",
            ),
            models.CheckConstraint(
                condition=Q(enrolment__isnull=False) | Q(outcome__in=NAMELESS), name="code_attempt_says_whose"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment or 'perangkat'}: {self.get_outcome_display()}"
