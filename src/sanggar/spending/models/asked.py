from django.db import models
from django.db.models import Q

from sanggar.mentoring.models import Mentor
from sanggar.planning.models import Meeting
from sanggar.spending.models.history import PaymentEvent
from sanggar.spending.models.payees import Payee
from sanggar.spending.models.payments import Mode


class PaymentAsked(models.Model):
    """What a payment was for when it was handed in, beside the event's amount, line and commitment; only ever added.

    With it a later hand reads what was changed from one time to the next. An event that asks for money and has none is
    older than this table.
    """

    event = models.OneToOneField(PaymentEvent, models.PROTECT, related_name="asked")
    payee = models.ForeignKey(Payee, models.PROTECT, related_name="+")
    description = models.CharField(max_length=200)
    mode = models.CharField(max_length=2, choices=Mode, blank=True)
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="+")
    hours = models.PositiveSmallIntegerField(null=True)
    portions = models.PositiveIntegerField(null=True)
    tariff = models.CharField(max_length=40, blank=True)
    people = models.PositiveSmallIntegerField(null=True)
    mentor = models.ForeignKey(Mentor, models.PROTECT, null=True, related_name="+")
    contacts_from = models.DateField(null=True)
    contacts_until = models.DateField(null=True)
    contacts_paid = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["event"]
        constraints = [
            models.CheckConstraint(condition=Q(mode__in=["", *Mode.values]), name="payment_asked_mode_known"),
        ]

    def __str__(self) -> str:
        return f"isi permintaan {self.event_id}"
