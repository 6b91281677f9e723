"""Regions as they are asked for all day. They change only with a migration, so a process reads them once."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from sanggar.foundation.models import Region, RegionLevel

SMALLEST = (RegionLevel.VILLAGE, RegionLevel.RURAL_VILLAGE)


@cache
def districts() -> frozenset[str]:
    """The codes of every kecamatan that we know."""
    return frozenset(Region.objects.filter(level=RegionLevel.DISTRICT).values_list("code", flat=True))


@cache
def villages_within(region: str) -> Mapping[str, Region]:
    """The kelurahan and desa of a region with their kecamatan, by code and in its order. To be read only."""
    found = Region.objects.filter(level__in=SMALLEST, code__startswith=f"{region}.").select_related("parent")
    return MappingProxyType({village.code: village for village in found.order_by("code")})
