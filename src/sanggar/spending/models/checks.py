from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.models import StoredFile


class FileState(models.TextChoices):
    """What a kept file was when it was last looked at; the labels are told after its name."""

    INTACT = "intact", _("utuh")
    LOST = "lost", _("hilang dari penyimpanan")
    ALTERED = "altered", _("isinya bukan lagi yang diunggah")
    BROKEN = "broken", _("berkas rusak")
    LOCKED = "locked", _("terkunci kata sandi")


class FileCheck(models.Model):
    """The last look at a file of evidence: whether its content is still there and has the SHA-256 it came with."""

    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="last_check")
    state = models.CharField(max_length=8, choices=FileState)
    checked_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(state__in=FileState.values), name="file_check_state_known")]
        indexes = [
            models.Index(fields=["file"], condition=~Q(state=FileState.INTACT), name="file_check_unsound"),
        ]

    def __str__(self) -> str:
        return f"pemeriksaan berkas {self.file_id}"
