"""Writes on a programme itself."""

from datetime import date, datetime
from typing import Any, NotRequired, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.audit import Actor, record
from sanggar.foundation.errors import DomainError
from sanggar.foundation.unique import unless_taken
from sanggar.people.models import Organisation
from sanggar.planning.models import Programme, Track

CHANGEABLE = ("name", "summary", "summary_en", "contact_rhythm_days", "mentoring_until")


class SlugTaken(DomainError):
    code = "slug_taken"
    message = _("Alamat ini sudah dipakai program lain di perangkat daerah ini. Pilih alamat lain.")


class CodeTaken(DomainError):
    code = "code_taken"
    message = _("Jalur dengan nama itu sudah ada di program ini. Pilih nama lain.")


class ProgrammeFields(TypedDict):
    name: str
    slug: str
    code: str
    fiscal_year: int
    summary: NotRequired[str]
    summary_en: NotRequired[str]
    contact_rhythm_days: NotRequired[int]
    mentoring_until: NotRequired[date | None]


@transaction.atomic
def create_programme(
    organisation: Organisation, *, by: Actor, at: datetime, **fields: Unpack[ProgrammeFields]
) -> Programme:
    fields["code"] = fields["code"].upper()
    with unless_taken(SlugTaken(field="slug")):
        programme = Programme.objects.create(organisation=organisation, created_at=at, **fields)
    details = {"year": programme.fiscal_year}
    record("planning.create_programme", programme, by=by, at=at, place=programme.place, details=details)
    return programme


@transaction.atomic
def change_programme(programme: Programme, *, by: Actor, at: datetime, **changes: Any) -> None:
    """Change what may still change; address and code stand for good, for they are printed on things."""
    for name in CHANGEABLE:
        setattr(programme, name, changes.get(name, getattr(programme, name)))
    programme.save(update_fields=CHANGEABLE)
    record(
        "planning.change_programme", programme, by=by, at=at, place=programme.place, details={"fields": sorted(changes)}
    )


@transaction.atomic
def publish_programme(programme: Programme, *, by: Actor, at: datetime) -> None:
    """Show the programme to the public. Publishing twice changes nothing."""
    if Programme.objects.filter(pk=programme.pk, published_at=None).update(published_at=at):
        record("planning.publish_programme", programme, by=by, at=at, place=programme.place)


@transaction.atomic
def add_track(programme: Programme, *, code: str, name: str, by: Actor, at: datetime) -> Track:
    with unless_taken(CodeTaken(field="name")):
        track = programme.tracks.create(code=code, name=name)
    record("planning.add_track", track, by=by, at=at, place=programme.place)
    return track


@transaction.atomic
def change_track(track: Track, *, name: str, by: Actor, at: datetime) -> None:
    """Rename a track; its code stands in applications and stays."""
    before = track.name
    track.name = name
    track.save(update_fields=["name"])
    details = {"name": {"from": before, "to": name}}
    record("planning.change_track", track, by=by, at=at, place=track.programme.place, details=details)
