from django.db import models

from sanggar.funding.models.versions import BudgetVersion


class LineImport(models.Model):
    """An uploaded list of budget lines on its way into a draft. The table is emptied once it is in; `columns` (field →
    heading) stays, to be proposed the next time.
    """

    version = models.ForeignKey(BudgetVersion, models.PROTECT, related_name="imports")
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
                condition=models.Q(imported_at=None) | models.Q(table=None), name="line_import_leaves_no_table"
            )
        ]

    def __str__(self) -> str:
        return self.name
