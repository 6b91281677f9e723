"""What the office writes to the applicants of a call, in its own words."""

from django.db import models
from django.db.models import Q

from sanggar.applications.models.calls import Call
from sanggar.applications.moments import Moment, Words


class CallLetter(models.Model):
    """A version of the letter of one moment, never changed: new words are a new version. `retired_at`: no longer used.

    `whatsapp` is the name of the template that Meta approved for it, `whatsapp_fields` what stands in its places, in
    their order.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="letters")
    moment = models.CharField(max_length=12, choices=Moment)
    version = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=200)
    subject_en = models.CharField(max_length=200)
    body = models.TextField()
    body_en = models.TextField()
    short = models.CharField(max_length=480, blank=True)
    short_en = models.CharField(max_length=480, blank=True)
    whatsapp = models.CharField(max_length=100, blank=True)
    whatsapp_fields = models.CharField(max_length=300, blank=True)
    written_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["call", "moment", "version"]
        constraints = [
            models.UniqueConstraint(fields=["call", "moment", "version"], name="call_letter_version_once"),
            models.UniqueConstraint(
                fields=["call", "moment"], condition=Q(retired_at=None), name="call_letter_one_in_force"
            ),
            models.CheckConstraint(condition=Q(moment__in=Moment.values), name="call_letter_moment_known"),
        ]

    def __str__(self) -> str:
        return f"{self.moment} v{self.version}"

    def words(self, language: str) -> Words:
        if language == "en":
            return Words(self.subject_en, self.body_en, self.short_en)
        return Words(self.subject, self.body, self.short)

    @property
    def parameters(self) -> list[str]:
        return self.whatsapp_fields.split()
