"""Official regions, by the Ministry of Home Affairs' codes (35.73.05.1004), never by name."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RegionLevel(models.TextChoices):
    PROVINCE = "provinsi", _("Provinsi")
    CITY = "kota", _("Kota")
    REGENCY = "kabupaten", _("Kabupaten")
    DISTRICT = "kecamatan", _("Kecamatan")
    VILLAGE = "kelurahan", _("Kelurahan")
    RURAL_VILLAGE = "desa", _("Desa")


class Region(models.Model):
    code = models.CharField(max_length=13, primary_key=True)
    level = models.CharField(max_length=12, choices=RegionLevel)
    name = models.CharField(max_length=100)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    postal_code = models.CharField(max_length=5, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=models.Q(level__in=RegionLevel.values), name="region_level_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def full_name(self) -> str:
        """A city stands as it is; a kelurahan says its kecamatan too, for five of them share a name."""
        if self.level in (RegionLevel.VILLAGE, RegionLevel.RURAL_VILLAGE) and self.parent:
            return f"{self.name}, {self.parent.name}"
        return self.name

    def holds(self, code: str) -> bool:
        """Whether a region code lies in this region."""
        return code == self.code or code.startswith(f"{self.code}.")
