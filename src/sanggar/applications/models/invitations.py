"""Invitation codes: who has one may apply in a category that is not open to everyone."""

from django.db import models
from django.db.models import F, Q

from sanggar.applications.models.applications import Application
from sanggar.applications.models.calls import Call
from sanggar.foundation.models import SealedTextField
from sanggar.foundation.sealed import unseal

CODE_PLACE = "applications.invitationcode.code"


class InvitationCode(models.Model):
    """Found by its keyed hash, kept sealed to be printed again. `uses` counts up to `allowed`, never beyond; one
    that was revoked stays, with whom it let in.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="invitation_codes")
    category = models.CharField(max_length=16)
    code_sealed = SealedTextField(place=CODE_PLACE, lookup_field="code_lookup")
    code_lookup = models.CharField(max_length=64, unique=True)
    note = models.CharField(max_length=100, blank=True)
    allowed = models.PositiveSmallIntegerField(default=1)
    uses = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["category", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(uses__lte=F("allowed")), name="invitation_code_not_overused"),
            models.CheckConstraint(condition=Q(allowed__range=(1, 1000)), name="invitation_code_uses_plausible"),
        ]

    def __str__(self) -> str:
        """For the record, which holds no codes."""
        return f"kode {self.pk}"

    @property
    def code(self) -> str:
        """`7K3F-92QD-XM4T`."""
        return unseal(self.code_sealed, CODE_PLACE)


class InvitationUse(models.Model):
    """Which application came in by a code. One that is withdrawn or changed has used it all the same."""

    code = models.ForeignKey(InvitationCode, models.PROTECT, related_name="used")
    application = models.ForeignKey(Application, models.PROTECT, related_name="invitation_uses")
    used_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "application"], name="invitation_use_once")]

    def __str__(self) -> str:
        return f"{self.code_id}: {self.application_id}"
