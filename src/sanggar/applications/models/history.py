"""What happened to an application, in order."""

from django.db import models
from django.utils.translation import gettext as _

from sanggar.applications.models.applications import Application
from sanggar.applications.models.states import Act, ApplicationState

CODE = "kode"
"""What was shown, where it was no link: the reason that stands with `Act.REVEAL`."""


class ApplicationEvent(models.Model):
    """Who, when, from what to what, and why. Rows are only added."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="events", db_index=False)
    act = models.CharField(max_length=12, choices=Act)
    at = models.DateTimeField()
    by_label = models.CharField(max_length=200)
    by_kind = models.CharField(max_length=16)
    from_state = models.CharField(max_length=12, choices=ApplicationState, blank=True)
    to_state = models.CharField(max_length=12, choices=ApplicationState)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["application", "at"], name="application_event_in_order")]
        constraints = [
            models.CheckConstraint(condition=models.Q(act__in=Act.values), name="application_event_act_known"),
            models.CheckConstraint(
                condition=models.Q(to_state__in=ApplicationState.values), name="application_event_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.act}"

    @property
    def shows_code(self) -> bool:
        return self.act == Act.REVEAL and self.reason == CODE

    @property
    def title(self) -> str:
        return _("Kode ditampilkan kepada petugas") if self.shows_code else self.get_act_display()
