"""Decrees that establish the participants of a draw (SK penetapan), and scans of what was signed by hand."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.models import StoredFile
from sanggar.people.models import Organisation
from sanggar.selection.models.draws import Draw


class DecreeState(models.TextChoices):
    DRAFT = "draft", _("Rancangan")
    NUMBERED = "numbered", _("Bernomor, belum ditandatangani")
    SIGNED = "signed", _("Salinan bertanda tangan tersimpan")


DRAFT = Q(state=DecreeState.DRAFT)


class Decree(models.Model):
    """One decree of a draw: the first establishes its participants, each later one amends for who was replaced.

    The texts are the office's own and may be edited until the decree is numbered; lists hold a paragraph each, without
    its letter or number. `revision` counts the edits, so that nobody overwrites words they have not seen. Numbering
    fixes everything: text, number, date, annex and PDF never change afterwards, which triggers hold.
    `annex` holds rows of registration number, name, sex, kelurahan, kecamatan, category and track (0052; those fixed
    before it: without sex, kelurahan and category); nothing else about a person belongs in it.
    """

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="decrees")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="decrees")
    ordinal = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=DecreeState, default=DecreeState.DRAFT)
    revision = models.PositiveSmallIntegerField(default=1)
    about = models.CharField(max_length=2000)
    considering = models.JSONField[list[str]]()
    legal_bases = models.JSONField[list[str]]()
    noting = models.JSONField[list[str]](default=list)
    orders = models.JSONField[list[str]]()
    copies = models.JSONField[list[str]](default=list)
    place = models.CharField(max_length=80)
    signer_title = models.CharField(max_length=200)
    signer_name = models.CharField(max_length=120)
    signer_rank = models.CharField(max_length=80, blank=True)
    signer_nip = models.CharField(max_length=18, blank=True)
    drafted_at = models.DateTimeField()
    drafted_by = models.CharField(max_length=200)
    number = models.CharField(max_length=100, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    dated_on = models.DateField(null=True, blank=True)
    annex = models.JSONField[list[dict[str, Any]] | None](null=True, blank=True)
    pdf = models.OneToOneField(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    numbered_at = models.DateTimeField(null=True, blank=True)
    numbered_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["draw", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "ordinal"], name="decree_ordinal_once_for_draw"),
            models.UniqueConstraint(fields=["draw"], condition=DRAFT, name="decree_one_draft_for_draw"),
            models.UniqueConstraint(
                "organisation", "year", Lower("number"), condition=~DRAFT, name="decree_number_once_a_year"
            ),
            models.CheckConstraint(condition=Q(state__in=DecreeState.values), name="decree_state_known"),
            models.CheckConstraint(condition=Q(ordinal__gte=1), name="decree_counts_from_one"),
            models.CheckConstraint(
                condition=(
                    DRAFT
                    & Q(number="", year=None, dated_on=None, annex__isnull=True, pdf=None, numbered_at=None)
                    & Q(numbered_by="")
                )
                | (
                    ~DRAFT
                    & Q(year__range=(2000, 2100), dated_on__isnull=False, annex__isnull=False, pdf__isnull=False)
                    & Q(numbered_at__isnull=False)
                    & ~Q(number="")
                    & ~Q(numbered_by="")
                ),
                name="decree_numbered_as_a_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"rancangan SK {self.ordinal} {self.draw}"

    @property
    def is_draft(self) -> bool:
        return self.state == DecreeState.DRAFT

    @property
    def is_amendment(self) -> bool:
        return self.ordinal > 1


class DecreeEvent(models.Model):
    """A step of a decree: who, when, from where to where. An edit goes from draft to draft."""

    decree = models.ForeignKey(Decree, models.PROTECT, related_name="events")
    at = models.DateTimeField()
    by_label = models.CharField(max_length=200)
    from_state = models.CharField(max_length=8, blank=True)
    to_state = models.CharField(max_length=8)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.decree}: {self.to_state}"


CURRENT = Q(replaced_at=None)


class SignedCopy(models.Model):
    """A scan of a signed decree, or, without `decree`, of the draw's signed minutes. A better one takes its place with
    a reason; what it replaces is kept.
    """

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="signed_copies")
    decree = models.ForeignKey(Decree, models.PROTECT, null=True, blank=True, related_name="signed_copies")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    replaced_at = models.DateTimeField(null=True, blank=True)
    replaced_by = models.CharField(max_length=200, blank=True)
    replace_reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decree"], condition=CURRENT & Q(decree__isnull=False), name="copy_one_current_for_decree"
            ),
            models.UniqueConstraint(
                fields=["draw"], condition=CURRENT & Q(decree=None), name="copy_one_current_for_minutes"
            ),
            models.CheckConstraint(
                condition=(CURRENT & Q(replaced_by="", replace_reason=""))
                | (~CURRENT & ~Q(replaced_by="") & ~Q(replace_reason="")),
                name="copy_replaced_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decree or self.draw}: {self.file}"

    @property
    def is_current(self) -> bool:
        return self.replaced_at is None
