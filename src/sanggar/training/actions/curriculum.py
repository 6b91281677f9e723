"""Writes: modules, and the module of the system. Who changes an order takes the programme's row first."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import Manager, Max
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.audit import Actor, record
from sanggar.foundation.errors import DomainError
from sanggar.foundation.unique import unless_taken
from sanggar.planning.models import Meeting, Programme, Stage, Track
from sanggar.training.actions.holding import hold_module
from sanggar.training.models import ChecklistItem, Kind, Material, Module, ModuleMeeting
from sanggar.training.queries.offered import could_be_opened
from sanggar.training.responsibility import ORIGIN, read_module


class ModuleThere(DomainError):
    code = "module_there"
    message = _("Modul tanggung jawab konten sudah ada di program ini.")


class ModuleFields(TypedDict):
    title: str
    objectives: str
    stage: Stage | None
    track: Track | None


@transaction.atomic
def add_module(
    programme: Programme,
    *,
    ordinal: int | None,
    meetings: Sequence[Meeting],
    by: Actor,
    at: datetime,
    **fields: Unpack[ModuleFields],
) -> Module:
    """`ordinal` empty puts it last. A meeting that taught another module teaches this one from now on."""
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    module = programme.modules.create(ordinal=_last(programme) + 1, **fields)
    place_among(module, programme.modules, ordinal)
    _teach(module, meetings)
    record("training.add_module", module, by=by, at=at, place=programme.place)
    return module


@transaction.atomic
def change_module(
    module: Module,
    *,
    ordinal: int | None,
    meetings: Sequence[Meeting],
    by: Actor,
    at: datetime,
    **fields: Unpack[ModuleFields],
) -> None:
    programme = module.programme
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    hold_module(module)
    before = {"title": module.title, "ordinal": module.ordinal}
    module.refresh_from_db()
    if (fields["stage"], fields["track"]) != (module.stage, module.track):
        remember_offered(module.materials.all(), at)
    if fields["title"] != module.title:
        module.title_en = ""
    if fields["objectives"].split() != module.objectives.split():
        module.objectives_en = ""
    for name, value in fields.items():
        setattr(module, name, value)
    module.save()
    place_among(module, programme.modules, ordinal)
    _teach(module, meetings)
    record("training.change_module", module, by=by, at=at, place=programme.place, details={"before": before})


@transaction.atomic
def add_responsibility_module(programme: Programme, *, by: Actor, at: datetime) -> Module:
    """The module on responsible content that comes with the system, with its readings and its checklist."""
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    text = read_module()
    with unless_taken(ModuleThere()):
        module = programme.modules.create(
            ordinal=_last(programme) + 1,
            title=text.title.id,
            title_en=text.title.en,
            objectives="\n".join(aim.id for aim in text.objectives),
            objectives_en="\n".join(aim.en for aim in text.objectives),
            origin=ORIGIN,
        )
    for ordinal, section in enumerate(text.sections, start=1):
        material = module.materials.create(ordinal=ordinal, title=section.title.id, title_en=section.title.en)
        body = {"body": section.with_bases("id"), "body_en": section.with_bases("en")}
        note = text.dated.isoformat()
        material.versions.create(number=1, kind=Kind.TEXT, note=note, at=at, by=by.label, **body)
    for ordinal, asked in enumerate(text.checklist, start=1):
        module.checklist.create(key=asked.key, ordinal=ordinal, text=asked.text.id, text_en=asked.text.en)
    details = {"origin": ORIGIN, "dated": text.dated.isoformat()}
    record("training.add_module", module, by=by, at=at, place=programme.place, details=details)
    return module


@transaction.atomic
def add_check(module: Module, *, text: str, text_en: str = "", by: Actor, at: datetime) -> ChecklistItem:
    hold_module(module)
    ordinal = (module.checklist.aggregate(last=Max("ordinal"))["last"] or 0) + 1
    item = module.checklist.create(key=f"own-{module.pk}-{ordinal}", ordinal=ordinal, text=text, text_en=text_en)
    record("training.add_check", module, by=by, at=at, place=module.programme.place, details={"text": text})
    return item


@transaction.atomic
def retire_check(item: ChecklistItem, *, by: Actor, at: datetime) -> None:
    """Ask it no more. Twice is once."""
    if ChecklistItem.objects.filter(pk=item.pk, retired_at=None).update(retired_at=at):
        place = item.module.programme.place
        record("training.retire_check", item.module, by=by, at=at, place=place, details={"text": item.text})


def place_among(row: Module | Material, rows: "Manager[Any]", ordinal: int | None) -> None:
    """Put a row at a place in its order and number all of them anew; the caller holds the lock."""
    if ordinal is None:
        return
    model = type(row)
    order = list(rows.exclude(pk=row.pk))
    order.insert(ordinal - 1, row)
    for number, each in enumerate(order, start=1):
        model._base_manager.filter(pk=each.pk).update(ordinal=number)  # noqa: SLF001 - Django's documented model API
    row.refresh_from_db(fields=["ordinal"])


def remember_offered(materials: Iterable[Material], at: datetime) -> None:
    """Before a change to who may open them and when: what could be opened until now can not be deleted any more."""
    for material in materials:
        if material.offered_at is None and could_be_opened(material, at):
            material.offered_at = at
            material.save(update_fields=["offered_at"])


def _last(programme: Programme) -> int:
    return programme.modules.aggregate(last=Max("ordinal"))["last"] or 0


def _teach(module: Module, meetings: Sequence[Meeting]) -> None:
    module.module_meetings.exclude(meeting__in=meetings).delete()
    for meeting in meetings:
        ModuleMeeting.objects.update_or_create(meeting=meeting, defaults={"module": module})
