"""What applicants are told and asked, word for word, and what they agreed to: the proof that UU 27/2022 wants."""

import hashlib

from django.db import models
from django.db.models import Q

from sanggar.applications.models.applications import Application
from sanggar.applications.models.calls import KEY, Call
from sanggar.applications.models.language import in_current_language

NOTICE = "notice"
"""The key of the privacy notice; every other key is an optional use that is agreed to by itself."""
GUARDIAN = "guardian_consent"
"""But for this one: what a child's guardian agrees to, which no applicant is asked."""


class ConsentText(models.Model):
    """A version of a text, never changed: a new text is a new version. `retired_at`: no longer shown or asked."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="consent_texts")
    key = models.CharField(max_length=30, validators=[KEY])
    version = models.PositiveSmallIntegerField()
    text = models.TextField()
    text_en = models.TextField()
    digest = models.CharField(max_length=64)
    written_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["call", "key", "version"]
        constraints = [
            models.UniqueConstraint(fields=["call", "key", "version"], name="consent_text_version_once"),
            models.UniqueConstraint(
                fields=["call", "key"], condition=Q(retired_at=None), name="consent_text_one_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"

    @property
    def mark(self) -> str:
        """What the tick box sends, so that the version somebody saw is the one on record."""
        return self.digest[:12]

    @property
    def shown(self) -> str:
        return in_current_language(self.text, self.text_en)

    @staticmethod
    def digest_of(key: str, version: int, text: str, text_en: str) -> str:
        return hashlib.sha256(f"{key}\0{version}\0{text}\0{text_en}".encode()).hexdigest()


class Consent(models.Model):
    """That this applicant ticked this version. Withdrawn, never deleted; given again it is a new row."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="consents")
    text = models.ForeignKey(ConsentText, models.PROTECT, related_name="consents", db_index=False)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "text"], condition=Q(withdrawn_at=None), name="consent_in_force_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.text}"
