"""Writes on the places of an office."""

from datetime import datetime
from typing import NotRequired, TypedDict, Unpack

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.audit import Actor, record
from sanggar.foundation.errors import DomainError
from sanggar.foundation.models import Region
from sanggar.foundation.unique import unless_taken
from sanggar.people.models import Organisation
from sanggar.planning.actions.meetings import hold_timetable
from sanggar.planning.models import Venue


class VenueTaken(DomainError):
    code = "venue_taken"
    message = _("Tempat dengan nama itu sudah terdaftar. Pilih nama lain.")


class VenueFields(TypedDict):
    name: str
    address: NotRequired[str]
    village: NotRequired[Region | None]
    link: NotRequired[str]
    capacity: NotRequired[int | None]
    accessibility: NotRequired[str]


@transaction.atomic
def add_venue(office: Organisation, *, by: Actor, at: datetime, **fields: Unpack[VenueFields]) -> Venue:
    with unless_taken(VenueTaken(field="name")):
        venue = office.venues.create(**fields)
    record("planning.add_venue", venue, by=by, at=at, place=office.place)
    return venue


@transaction.atomic
def change_venue(venue: Venue, *, by: Actor, at: datetime, **fields: Unpack[VenueFields]) -> None:
    """Change a place and what is printed of it for the meetings to come; past ones keep what people were told."""
    hold_timetable(venue.organisation)
    before = Venue.objects.get(pk=venue.pk)
    for name, value in fields.items():
        setattr(venue, name, value)
    with unless_taken(VenueTaken(field="name")):
        venue.save()
    coming = venue.meetings.standing().filter(ends_at__gte=at)
    if (before.name, before.link) != (venue.name, venue.link):
        shown = {"link": venue.link} if venue.is_online else {"venue": venue.name}
        dropped = {"venue": ""} if venue.is_online and not before.is_online else {}
        dropped |= {"link": ""} if before.is_online and not venue.is_online else {}
        coming.update(**shown, **dropped, sequence=F("sequence") + 1, changed_at=at)
    record("planning.change_venue", venue, by=by, at=at, place=venue.organisation.place)


@transaction.atomic
def retire_venue(venue: Venue, *, by: Actor, at: datetime) -> None:
    """Offer it no more; meetings that are planned there stay. Retiring twice changes nothing."""
    if Venue.objects.filter(pk=venue.pk, retired_at=None).update(retired_at=at):
        record("planning.retire_venue", venue, by=by, at=at, place=venue.organisation.place)
