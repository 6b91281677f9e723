"""Sanggahan: an applicant contests a refusal, or a mark, while the list may still be frozen anew."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanggar.applications.models import Application
from sanggar.people.models import Account
from sanggar.selection.models.draws import Draw


class ObjectionState(models.TextChoices):
    OPEN = "open", _("Menunggu jawaban")
    UPHELD = "upheld", _("Dikabulkan")
    REJECTED = "rejected", _("Tidak dikabulkan")


class Objection(models.Model):
    """One for an application, ever. Upheld, the application joins the list; either way the answer is on record.

    `settled_at` is when it had its effect: until then chance waits. Where marks decide, that takes reviews first;
    `readings` is how many there must be, where a mark was contested, so that someone else reads it too. The marks are
    the corrected ones, as it was contested and as the reading left it; the list is frozen anew only if they differ in
    what decides.
    """

    application = models.OneToOneField(Application, models.PROTECT, related_name="objection")
    draw = models.ForeignKey(Draw, models.PROTECT, related_name="objections")
    text = models.CharField(max_length=2000)
    state = models.CharField(max_length=8, choices=ObjectionState, default=ObjectionState.OPEN)
    at = models.DateTimeField()
    readings = models.PositiveSmallIntegerField(default=0)
    settled_at = models.DateTimeField(null=True, blank=True)
    mark_before = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    mark_after = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    answer = models.CharField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="objections_answered")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ObjectionState.values), name="objection_state_known"),
            models.CheckConstraint(
                condition=Q(state=ObjectionState.OPEN, answered_at=None, answered_by=None, answer="")
                | (
                    ~Q(state=ObjectionState.OPEN)
                    & ~Q(answer="")
                    & Q(answered_at__isnull=False, answered_by__isnull=False)
                ),
                name="objection_answered_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(state=ObjectionState.UPHELD) | Q(settled_at=None, readings=0),
                name="objection_settled_once_upheld",
            ),
            models.CheckConstraint(
                condition=Q(mark_after=None) | Q(settled_at__isnull=False), name="objection_read_again_once_settled"
            ),
        ]

    def __str__(self) -> str:
        return self.application.receipt
