from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from sanggar.foundation.models import Region
from sanggar.people.models import Organisation


class Venue(models.Model):
    """A place where an office holds meetings: an address, or a link in its stead. Retired, it is offered no more."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="venues")
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=200, blank=True)
    village = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="venues")
    link = models.URLField(blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    accessibility = models.CharField(max_length=500, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint("organisation", Lower("name"), name="venue_name_unique_in_office"),
            models.CheckConstraint(
                condition=(Q(link="") & ~Q(address="")) | (~Q(link="") & Q(address="", village=None)),
                name="venue_is_on_the_ground_or_online",
            ),
            models.CheckConstraint(condition=Q(capacity=None) | Q(capacity__gte=1), name="venue_holds_somebody"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_online(self) -> bool:
        return bool(self.link)
