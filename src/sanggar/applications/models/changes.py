"""Changes of a call's times after it was announced: told to everyone, with their reasons."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanggar.applications.models.calls import Call


class ChangeKind(models.TextChoices):
    PROLONGED = "prolonged", _("Diperpanjang")
    CLOSED = "closed", _("Ditutup lebih awal")
    REOPENED = "reopened", _("Dibuka kembali")


class CallChange(models.Model):
    """`before` and `after`: the ends of the call. `reason` is read by everyone. Rows are only added."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=10, choices=ChangeKind)
    before = models.DateTimeField()
    after = models.DateTimeField()
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ChangeKind.values), name="call_change_kind_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="call_change_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.call_id}: {self.kind}"
