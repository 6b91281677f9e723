from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanggar.people.models import Account
from sanggar.planning.models import Programme


class Activity(models.TextChoices):
    """By the words of the tariff list: a seminar's scale counts hours of 60 minutes, that of training lessons of 45."""

    SEMINAR = "seminar", _("Seminar, bimtek, lokakarya, sosialisasi")
    TRAINING = "pelatihan", _("Pendidikan dan pelatihan")


class Budget(models.Model):
    """The money of one programme as it is in force: what the version adopted last says. Rupiah.

    `ceiling` is the pagu, `allocated` the sum of the lines in force; both are 0 until a first version that can be spent
    is adopted, and change only by adopting another. `code_list` names the list, with its date, in which the
    sub-activity code was looked up: codes change their meaning from one list to the next. `activity` is what the terms
    of reference (KAK) call the event; the honorarium scale follows from it. Empty until somebody has noted it.
    """

    programme = models.OneToOneField(Programme, models.PROTECT, related_name="budget")
    sub_activity_code = models.CharField(max_length=20)
    sub_activity_name = models.CharField(max_length=200)
    code_list = models.CharField(max_length=120, blank=True)
    activity = models.CharField(max_length=10, choices=Activity, blank=True)
    ceiling = models.BigIntegerField(default=0)
    allocated = models.BigIntegerField(default=0)
    adopted_at = models.DateTimeField(null=True, blank=True)
    adopted_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(activity__in=["", *Activity.values]), name="budget_activity_known"),
            models.CheckConstraint(
                condition=Q(ceiling__gt=0) | Q(ceiling=0, adopted_at=None), name="budget_in_force_has_a_ceiling"
            ),
            models.CheckConstraint(
                condition=Q(allocated__gte=0, allocated__lte=F("ceiling")), name="budget_lines_within_ceiling"
            ),
            models.CheckConstraint(
                condition=Q(adopted_at=None, adopted_by=None) | Q(adopted_at__isnull=False, adopted_by__isnull=False),
                name="budget_adopted_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sub_activity_code} {self.sub_activity_name}"

    @property
    def is_adopted(self) -> bool:
        """Whether a version is in force, so that money can be spent. Once it is, it stays so."""
        return self.adopted_at is not None

    @property
    def unallocated(self) -> int:
        return self.ceiling - self.allocated


class BudgetEventKind(models.TextChoices):
    """`REOPENED` is written no more: a budget is changed by another version, and spending goes on meanwhile."""

    CEILING = "ceiling", _("Pagu ditetapkan")
    DRAFTED = "drafted", _("Rancangan dibuat")
    ADOPTED = "adopted", _("Anggaran disahkan")
    WITHDRAWN = "withdrawn", _("Rancangan ditarik")
    REOPENED = "reopened", _("Anggaran dibuka kembali")


class BudgetEvent(models.Model):
    """What was decided about a budget, with the figures of that moment and the version by name; only ever added."""

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=BudgetEventKind)
    at = models.DateTimeField()
    by_label = models.CharField(max_length=200)
    ceiling = models.BigIntegerField()
    allocated = models.BigIntegerField()
    about = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=BudgetEventKind.values), name="budget_event_kind_known"),
            models.CheckConstraint(
                condition=~Q(kind__in=(BudgetEventKind.REOPENED, BudgetEventKind.WITHDRAWN), reason=""),
                name="budget_undone_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
