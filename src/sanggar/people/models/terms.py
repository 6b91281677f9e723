"""For how long an office keeps what, from which day on, and on what ground."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from sanggar.people.models.organisations import Organisation

LEAST, MOST = 1, 36_500


class Term(models.Model):
    """One office's own term for a purpose (`people.purposes`), in force from `since`; only ever added. A term that is
    set again for the same day counts instead of the earlier one.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="terms")
    purpose = models.CharField(max_length=20)
    days = models.PositiveIntegerField(validators=[MinValueValidator(LEAST), MaxValueValidator(MOST)])
    basis = models.CharField(max_length=300)
    since = models.DateField()
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["since", "pk"]
        indexes = [models.Index(fields=["organisation", "purpose", "since"], name="term_in_force")]
        constraints = [
            models.CheckConstraint(condition=Q(days__range=(LEAST, MOST)), name="term_days_plausible"),
            models.CheckConstraint(condition=~Q(basis=""), name="term_has_a_basis"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.days}"
