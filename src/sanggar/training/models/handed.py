"""What is handed in as a work: an address on a known platform, or a small file; never both, never neither."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Where(models.TextChoices):
    """Where a work lies. Recognised from the address, never asked for."""

    YOUTUBE = "youtube", "YouTube"
    TIKTOK = "tiktok", "TikTok"
    INSTAGRAM = "instagram", "Instagram"
    DRIVE = "drive", "Google Drive"
    OTHER = "other", _("Situs lain")
    FILE = "file", _("Berkas")


ONE_THING = Q(where=Where.FILE, url="", file__isnull=False) | (
    Q(where__in=[value for value in Where.values if value != Where.FILE], file=None) & ~Q(url="")
)
"""The condition that a row with `where`, `url` and `file` holds exactly one thing."""
