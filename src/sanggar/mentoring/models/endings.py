"""What is said at the end of a pair, and what is asked of the participant afterwards."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanggar.mentoring.models.mentorships import Mentorship

MONTHS = (3, 6, 12)


class Closing(models.Model):
    """The closing talk: when it was held, or why there was none, and what comes next. How goals came out stands with
    the goals.
    """

    mentorship = models.OneToOneField(Mentorship, models.PROTECT, primary_key=True, related_name="closing")
    held_on = models.DateField(null=True, blank=True)
    why_no_talk = models.CharField(max_length=300, blank=True)
    what_next = models.TextField(blank=True)
    closed_at = models.DateTimeField()
    closed_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(held_on=None) | Q(why_no_talk=""), name="closing_talk_held_or_why_not"),
        ]

    def __str__(self) -> str:
        return f"penutup {self.mentorship_id}"


class Publishing(models.TextChoices):
    YES = "yes", _("Ya, rutin")
    SOMETIMES = "some", _("Kadang-kadang")
    NO = "no", _("Tidak")


class AfterCheck(models.Model):
    """One question after some months: how is it going? Asked by a secret link, answered without a login."""

    mentorship = models.ForeignKey(Mentorship, models.PROTECT, related_name="after_checks")
    months = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    asked_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    publishing = models.CharField(max_length=4, choices=Publishing, blank=True)
    works_a_month = models.PositiveSmallIntegerField(null=True, blank=True)
    earns = models.BooleanField(null=True, blank=True)
    needs_help = models.BooleanField(default=False)
    word = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["mentorship", "months"], name="after_check_once_each"),
            models.CheckConstraint(condition=Q(months__in=MONTHS), name="after_check_months_known"),
            models.CheckConstraint(
                condition=Q(answered_at=None, publishing="", works_a_month=None, earns=None, needs_help=False, word="")
                | Q(answered_at__isnull=False, publishing__in=Publishing.values),
                name="after_check_answered_as_a_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"kabar {self.pk}"
