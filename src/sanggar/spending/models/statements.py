from django.db import models
from django.db.models import Q

from sanggar.planning.models import Programme
from sanggar.spending.models.payments import Payment


class StatementImport(models.Model):
    """An uploaded list of realisation from the city's own system (SIPD) on its way in. The table is emptied once it is
    in; `columns` (field → heading) stays, to be proposed the next time.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="statement_imports")
    name = models.CharField(max_length=200)
    table = models.JSONField(null=True)
    columns = models.JSONField(default=dict)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.CharField(max_length=200)
    imported_at = models.DateTimeField(null=True, blank=True)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(imported_at=None) | Q(table=None), name="statement_import_leaves_no_table"
            )
        ]

    def __str__(self) -> str:
        return self.name


class StatementEntry(models.Model):
    """One row of realisation as the city's system tells it: SP2D, account, amount in rupiah (gross), below zero where
    it takes back what it told.

    It is what that system says, never a payment of ours: importing moves no money. An SP2D may have several rows alike
    but for day or amount; what is alike in all stands once, so that a list read again changes nothing. Where no payment
    answers to it, somebody explains why.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="statement_entries")
    number = models.CharField(max_length=60)
    spm_number = models.CharField(max_length=60, blank=True)
    dated = models.DateField()
    account_code = models.CharField(max_length=20)
    description = models.CharField(max_length=300, blank=True)
    amount = models.BigIntegerField()
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=200)
    explanation = models.TextField(blank=True)
    explained_at = models.DateTimeField(null=True, blank=True)
    explained_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["dated", "number", "account_code", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="statement_amount_not_nought"),
            models.CheckConstraint(
                condition=Q(explanation="", explained_at=None, explained_by="")
                | ~Q(explanation="") & Q(explained_at__isnull=False) & ~Q(explained_by=""),
                name="statement_explained_by_someone",
            ),
            models.UniqueConstraint(
                fields=["programme", "number", "account_code", "description", "dated", "amount"],
                name="statement_row_told_once",
            ),
        ]

    def __str__(self) -> str:
        return f"SP2D {self.number}"


class StatementMatch(models.Model):
    """How much of a payment a row of the city's system stands for: `part`, in rupiah, below zero where the row is. A
    row may stand for several payments, and a payment be told in several rows. `by_hand`: a person said so, and it stays
    when rows are matched again.
    """

    entry = models.ForeignKey(StatementEntry, models.PROTECT, related_name="matches")
    payment = models.ForeignKey(Payment, models.PROTECT, related_name="statement_matches")
    part = models.BigIntegerField()
    by_hand = models.BooleanField(default=False)
    matched_at = models.DateTimeField()
    matched_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(part=0), name="statement_part_not_nought"),
            models.UniqueConstraint(fields=["entry", "payment"], name="statement_match_once"),
        ]

    def __str__(self) -> str:
        return f"{self.entry} = {self.payment}"
