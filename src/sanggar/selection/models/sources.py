from django.db import models
from django.utils.translation import gettext_lazy as _


class SourceKind(models.TextChoices):
    """Where the chance of a draw comes from."""

    DRAND = "drand", _("Angka acak umum (drand)")
    DICE = "dice", _("Dadu bersisi sepuluh")
