from django.db import models
from django.db.models.functions import Lower

from sanggar.foundation.audit import Place
from sanggar.foundation.models import Region, StoredFile


class Organisation(models.Model):
    """An office that runs programmes (perangkat daerah): the tenant. Its books are invisible to other offices.

    `letterhead` and `arms` (its coat of arms, a picture) stand at the head of its papers.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="organisations")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=60)
    letterhead = models.TextField(blank=True, help_text="address lines of the letterhead")
    arms = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    head_title = models.CharField(max_length=120, blank=True)
    head_name = models.CharField(max_length=120, blank=True)
    contact_phone = models.CharField(max_length=20, blank=True)
    contact_email = models.EmailField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("slug"), name="organisation_slug_unique")]

    def __str__(self) -> str:
        return self.short_name

    @property
    def place(self) -> Place:
        """Where audit entries of this office stand."""
        return Place(str(self.pk), self.short_name)
