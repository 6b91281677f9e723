"""What people ask about their own data, with the clock of UU 27/2022; and what keeps data from being emptied."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanggar.applications.models.applications import Application
from sanggar.foundation.models import SealedTextField
from sanggar.foundation.sealed import unseal
from sanggar.people.models import Account
from sanggar.planning.models import Programme

ASKED_PLACE = "applications.rightsrequest.text"
ANSWER_PLACE = "applications.rightsrequest.answer"
REACH_PLACE = "applications.rightsrequest.reach"
REASON_LENGTH = 500


class RightsKind(models.TextChoices):
    CORRECTION = "correction", _("Perbaiki data")
    ERASURE = "erasure", _("Hapus data")
    OBJECTION = "objection", _("Keberatan atas pemrosesan")


class RightsState(models.TextChoices):
    ASKED = "asked", _("Menunggu jawaban")
    ANSWERED = "answered", _("Dijawab")


class RightsOutcome(models.TextChoices):
    GRANTED = "granted", _("Dikabulkan seluruhnya")
    PARTLY = "partly", _("Dikabulkan sebagian")
    REFUSED = "refused", _("Ditolak")


class RightsRequest(models.Model):
    """By whoever holds an application's secret link (`application`), or is signed in (`account`). One of a kind waits
    at a time. What was asked and answered stands sealed. `reach_sealed` is where the answer goes, for after an erasure
    nothing else knows it; it is emptied once the letter has left.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="rights_requests")
    application = models.ForeignKey(Application, models.PROTECT, null=True, blank=True, related_name="rights_requests")
    account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="rights_requests")
    kind = models.CharField(max_length=10, choices=RightsKind)
    text_sealed = SealedTextField(place=ASKED_PLACE, blank=True)
    state = models.CharField(max_length=8, choices=RightsState, default=RightsState.ASKED)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    clock_basis = models.CharField(max_length=300)
    outcome = models.CharField(max_length=7, choices=RightsOutcome, blank=True)
    answer_sealed = SealedTextField(place=ANSWER_PLACE, blank=True)
    basis = models.CharField(max_length=300, blank=True)
    reach_sealed = SealedTextField(place=REACH_PLACE, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        indexes = [models.Index(fields=["programme", "state", "due_at"], name="rights_request_by_clock")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RightsKind.values), name="rights_kind_known"),
            models.CheckConstraint(condition=Q(state__in=RightsState.values), name="rights_state_known"),
            models.CheckConstraint(condition=Q(outcome__in=["", *RightsOutcome.values]), name="rights_outcome_known"),
            models.CheckConstraint(
                condition=Q(application__isnull=False, account=None) | Q(application=None, account__isnull=False),
                name="rights_asked_by_one",
            ),
            models.CheckConstraint(condition=Q(due_at__gt=F("asked_at")), name="rights_due_later"),
            models.CheckConstraint(
                condition=Q(state="asked", outcome="", basis="", answered_at=None, answered_by="", answer_sealed="")
                | (Q(state="answered", answered_at__isnull=False) & ~Q(outcome="") & ~Q(answered_by="")),
                name="rights_answered_as_a_whole",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["partly", "refused"]) | ~Q(basis=""), name="rights_refused_on_a_ground"
            ),
            models.UniqueConstraint(
                fields=["application", "kind"], condition=Q(state="asked"), name="rights_one_waits_an_application"
            ),
            models.UniqueConstraint(
                fields=["account", "programme", "kind"], condition=Q(state="asked"), name="rights_one_waits_an_account"
            ),
        ]

    def __str__(self) -> str:
        """For the record, which holds no names."""
        return f"permohonan {self.pk}"

    @property
    def who(self) -> str:
        return self.application.name if self.application else str(self.account)

    @property
    def text(self) -> str:
        return unseal(self.text_sealed, ASKED_PLACE) if self.text_sealed else ""

    @property
    def answer(self) -> str:
        return unseal(self.answer_sealed, ANSWER_PLACE) if self.answer_sealed else ""

    @property
    def is_open(self) -> bool:
        return self.state == RightsState.ASKED

    def is_late_at(self, at: datetime) -> bool:
        return self.is_open and at >= self.due_at


class LegalHold(models.Model):
    """Nothing of an application, or of a whole programme, is emptied while an inspection or a case needs it."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="legal_holds")
    application = models.ForeignKey(Application, models.PROTECT, null=True, blank=True, related_name="legal_holds")
    reason = models.CharField(max_length=REASON_LENGTH)
    placed_at = models.DateTimeField()
    placed_by = models.CharField(max_length=200)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["placed_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="legal_hold_says_why"),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by="") | (Q(lifted_at__isnull=False) & ~Q(lifted_by="")),
                name="legal_hold_lifted_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"penahanan {self.pk}"
