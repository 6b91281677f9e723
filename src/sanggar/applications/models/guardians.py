"""A guardian's consent to a child's application."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanggar.applications.models.applications import Application
from sanggar.applications.models.consents import ConsentText
from sanggar.foundation import links

GUARDIAN_LINK = "guardian"


class Relation(models.TextChoices):
    FATHER = "father", _("Ayah")
    MOTHER = "mother", _("Ibu")
    GUARDIAN = "guardian", _("Wali yang sah")


class GivenBy(models.TextChoices):
    """How the consent came."""

    HERE = "here", _("Di gawai pelamar")
    LINK = "link", _("Lewat tautan")
    PAPER = "paper", _("Di atas kertas")


class Ending(models.TextChoices):
    WITHDRAWN = "withdrawn", _("Ditarik wali")
    REPLACED = "replaced", _("Wali lain disebut")


class Guardianship(models.Model):
    """A guardian who was named, and what came of it: waits, consented to these words, withdrew. Rows are ended, never
    changed back: whoever consents again does so in a new row. One is open at a time.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="guardianships")
    name = models.CharField(max_length=100)
    relation = models.CharField(max_length=10, choices=Relation)
    phone = models.CharField(max_length=16)
    named_at = models.DateTimeField()
    linked_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    text = models.ForeignKey(ConsentText, models.PROTECT, null=True, blank=True, related_name="guardianships")
    given_at = models.DateTimeField(null=True, blank=True)
    given_how = models.CharField(max_length=8, choices=GivenBy, blank=True)
    paper_place = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=10, choices=Ending, blank=True)

    class Meta:
        ordering = ["named_at", "pk"]
        indexes = [models.Index(fields=["linked_at"], name="guardianship_by_link")]
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(ended_at=None), name="guardianship_one_open_an_application"
            ),
            models.CheckConstraint(condition=Q(relation__in=Relation.values), name="guardianship_relation_known"),
            models.CheckConstraint(
                condition=Q(given_at=None, text=None, given_how="")
                | Q(given_at__isnull=False, text__isnull=False, given_how__in=GivenBy.values),
                name="guardianship_consent_whole",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ending="") | Q(ended_at__isnull=False, ending__in=Ending.values),
                name="guardianship_ending_whole",
            ),
            models.CheckConstraint(
                condition=~Q(given_how=GivenBy.PAPER) | ~Q(paper_place=""), name="guardianship_paper_lies_somewhere"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.relation}"

    @property
    def path(self) -> str:
        """The guardian's own secret link: it opens the consent alone, not the application."""
        return f"/lamaran/wali/{self.pk}/{links.link_token(GUARDIAN_LINK, str(self.pk), 1)}/"

    @property
    def is_waiting(self) -> bool:
        return self.given_at is None and self.ended_at is None

    @property
    def is_given(self) -> bool:
        return self.given_at is not None and self.ended_at is None

    @property
    def is_withdrawn(self) -> bool:
        return self.ending == Ending.WITHDRAWN
