"""Writes: materials, when they open, and their versions."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NotRequired, TypedDict, Unpack

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from sanggar.foundation import files
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.errors import InputRefused
from sanggar.planning.models import Meeting
from sanggar.training.actions.curriculum import place_among, remember_offered
from sanggar.training.actions.holding import hold_material, hold_module
from sanggar.training.models import Kind, Material, MaterialMeeting, MaterialVersion, Module


class OneContent(InputRefused):
    code = "one_content"
    message = _("Isi tepat satu: berkas, alamat, atau bacaan.")


class VersionFields(TypedDict):
    kind: str
    file: files.Read | None
    url: str
    body: str
    note: str


class MaterialFields(TypedDict):
    title: str
    release: str
    release_on: date | None
    release_works: NotRequired[int | None]


@transaction.atomic
def add_material(
    module: Module,
    *,
    version: VersionFields,
    ordinal: int | None,
    release_meetings: Sequence[Meeting],
    by: Actor,
    at: datetime,
    **fields: Unpack[MaterialFields],
) -> Material:
    """A material with its first version; it is never without one."""
    hold_module(module)
    last = module.materials.aggregate(last=Max("ordinal"))["last"] or 0
    material = module.materials.create(ordinal=last + 1, **fields)
    place_among(material, module.materials, ordinal)
    _open_by(material, release_meetings)
    _add(material, 1, version, by=by, at=at)
    details = {"release": fields["release"]}
    record("training.add_material", material, by=by, at=at, place=module.programme.place, details=details)
    return material


@transaction.atomic
def change_material(
    material: Material,
    *,
    ordinal: int | None,
    release_meetings: Sequence[Meeting],
    by: Actor,
    at: datetime,
    **fields: Unpack[MaterialFields],
) -> None:
    """Its name, place and release; what it shows changes by a new version."""
    module = material.module
    hold_module(module)
    hold_material(material)
    remember_offered([material], at)
    before = {"title": material.title, "release": material.release}
    if fields["title"] != material.title:
        material.title_en = ""
    for name, value in fields.items():
        setattr(material, name, value)
    material.save()
    place_among(material, module.materials, ordinal)
    _open_by(material, release_meetings)
    record("training.change_material", material, by=by, at=at, place=module.programme.place, details={"before": before})


@transaction.atomic
def add_version(material: Material, *, by: Actor, at: datetime, **version: Unpack[VersionFields]) -> MaterialVersion:
    """The next version, which readers see from now on. Of two at once, both are kept and numbered in turn."""
    hold_material(material)
    last = material.versions.aggregate(last=Max("number"))["last"] or 0
    added = _add(material, last + 1, version, by=by, at=at)
    place = material.module.programme.place
    details = {"number": added.number, "kind": added.kind}
    record("training.add_material_version", material, by=by, at=at, place=place, details=details)
    return added


def _add(material: Material, number: int, version: VersionFields, *, by: Actor, at: datetime) -> MaterialVersion:
    kind, file = version["kind"], version["file"]
    filled = {"file": bool(file), "url": bool(version["url"]), "body": bool(version["body"])}
    wanted = {Kind.FILE: "file", Kind.TEXT: "body"}.get(Kind(kind), "url")
    if filled != {name: name == wanted for name in filled}:
        raise OneContent(field=wanted)
    return material.versions.create(
        number=number,
        kind=kind,
        file=files.keep(*file, by=by, at=at) if file else None,
        url=version["url"],
        body=version["body"],
        note=version["note"],
        at=at,
        by=by.label,
    )


def _open_by(material: Material, meetings: Sequence[Meeting]) -> None:
    material.material_meetings.exclude(meeting__in=meetings).delete()
    for meeting in meetings:
        MaterialMeeting.objects.get_or_create(material=material, meeting=meeting)
