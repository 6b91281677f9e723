"""Offers of a seat: each holds one of the stage's seats from the moment it is opened until it is answered or lapses."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanggar.applications.models import Application
from sanggar.people.models import Account
from sanggar.planning.models import Stage
from sanggar.selection.models.draws import DrawEntry


class OfferState(models.TextChoices):
    OPEN = "open", _("Menunggu jawaban")
    ACCEPTED = "accepted", _("Diterima")
    DECLINED = "declined", pgettext_lazy("penawaran kursi", "Ditolak")
    EXPIRED = "expired", _("Lewat tenggat")
    WITHDRAWN = "withdrawn", _("Ditarik")
    NO_SHOW = "no_show", _("Tidak datang")


LIVE = (OfferState.OPEN, OfferState.ACCEPTED)


class Offer(models.Model):
    """A person of the draw gets one offer at most, ever: who declined, let it lapse or never came is not asked again.

    `class_wanted_at` is when the person accepted while no class had a free seat: from then on the offer waits for the
    office, and does not lapse.

    `letter_at` is when the e-mail left; `reached_at`/`reached_by` say that someone of the office spoke to the person.
    """

    entry = models.OneToOneField(DrawEntry, models.PROTECT, related_name="offer")
    application = models.ForeignKey(Application, models.PROTECT, related_name="offers")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="offers")
    state = models.CharField(max_length=10, choices=OfferState, default=OfferState.OPEN)
    deadline = models.DateTimeField()
    offered_at = models.DateTimeField()
    class_wanted_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    letter_at = models.DateTimeField(null=True, blank=True)
    reached_at = models.DateTimeField(null=True, blank=True)
    reached_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="offers_reached")

    class Meta:
        ordering = ["deadline", "pk"]
        indexes = [models.Index(fields=["deadline"], condition=Q(state=OfferState.OPEN), name="offer_open_by_deadline")]
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(state__in=LIVE), name="offer_one_live_for_application"
            ),
            models.CheckConstraint(condition=Q(state__in=OfferState.values), name="offer_state_known"),
            models.CheckConstraint(
                condition=Q(reached_at=None, reached_by=None) | Q(reached_at__isnull=False, reached_by__isnull=False),
                name="offer_reached_by_someone",
            ),
            models.CheckConstraint(condition=Q(deadline__gt=models.F("offered_at")), name="offer_deadline_ahead"),
        ]

    def __str__(self) -> str:
        return self.application.receipt

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer; whether it may still be answered is judged with the deadline too."""
        return self.state == OfferState.OPEN

    def is_over(self, at: datetime) -> bool:
        """Whether the time to answer has passed; it does not for who waits for a class."""
        return self.deadline < at and self.class_wanted_at is None


class OfferEvent(models.Model):
    """A change of an offer: who, when, from where to where, and why where a reason is asked for."""

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="events")
    at = models.DateTimeField()
    by_label = models.CharField(max_length=200)
    by_kind = models.CharField(max_length=16)
    from_state = models.CharField(max_length=10, blank=True)
    to_state = models.CharField(max_length=10)
    reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.offer}: {self.to_state}"

    @property
    def is_wish(self) -> bool:
        """The person accepts, and waits for a class."""
        return self.from_state == self.to_state == OfferState.OPEN

    @property
    def is_noted(self) -> bool:
        """An answer that somebody of the office noted for the person."""
        is_answer = self.is_wish or self.to_state in (OfferState.ACCEPTED, OfferState.DECLINED)
        return is_answer and self.by_kind == "account" and self.reason != ""
