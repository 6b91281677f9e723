from django.db import models
from django.db.models import Q

from sanggar.people.models import Account
from sanggar.training.models.enrolments import Enrolment


class CalendarRenewal(models.Model):
    """How often somebody had the secret link of their calendar made anew; without a row never. Of a participation, or
    of an account that teaches or accompanies.
    """

    enrolment = models.OneToOneField(Enrolment, models.PROTECT, null=True, blank=True, related_name="calendar_renewal")
    account = models.OneToOneField(Account, models.PROTECT, null=True, blank=True, related_name="calendar_renewal")
    times = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(enrolment__isnull=False, account=None) | Q(enrolment=None, account__isnull=False),
                name="calendar_renewal_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"kalender {self.enrolment_id or self.account_id}"
