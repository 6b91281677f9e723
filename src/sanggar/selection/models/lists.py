"""The lists that were frozen for a draw, each as everyone could download it; and the marks of who is in none."""

from django.db import models
from django.db.models import Q

from sanggar.applications.models import Application
from sanggar.selection.models.draws import Draw
from sanggar.selection.models.light import Light, LightRows


class FrozenList(Light):
    """Each list that was frozen for a draw, the present one last; `reason` says why one took the place of another.

    `document` is what everyone can download from the freeze on, byte for byte; `document_digest` is reckoned once, with
    it, for the pages that show it. Both are empty of lists that were frozen before such documents were kept.
    """

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="lists")
    revision = models.PositiveSmallIntegerField()
    list_digest = models.CharField(max_length=64)
    entrants = models.PositiveIntegerField()
    at = models.DateTimeField()
    by_label = models.CharField(max_length=200)
    reason = models.CharField(max_length=1000, blank=True)
    document = models.TextField(blank=True)
    document_digest = models.CharField(max_length=64, blank=True)

    HEAVY = ("document",)
    objects = LightRows()

    class Meta:
        base_manager_name = "objects"
        ordering = ["draw", "revision"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "revision"], name="frozen_list_revision_once"),
            models.CheckConstraint(
                condition=Q(document="", document_digest="") | ~Q(document="") & ~Q(document_digest=""),
                name="frozen_list_document_with_its_digest",
            ),
            models.CheckConstraint(condition=Q(revision=1) | ~Q(reason=""), name="frozen_list_replaced_with_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.draw} {self.revision}"


class FloorMark(models.Model):
    """The corrected mark, at the freeze, of who is eligible and yet not in the list, as it did not reach the floor.

    For their own page, which says why and may not work out all marks of a call for each who opens it.
    """

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="floor_marks")
    application = models.ForeignKey(Application, models.PROTECT, related_name="floor_marks")
    mark = models.DecimalField(max_digits=6, decimal_places=2)

    class Meta:
        ordering = ["draw", "application"]
        constraints = [models.UniqueConstraint(fields=["draw", "application"], name="floor_mark_once")]

    def __str__(self) -> str:
        return f"{self.application}: {self.mark}"
