"""Writes: take away a module or a material that nothing hangs on. What it was stays in the record."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Manager

from sanggar.foundation.audit import Actor, record
from sanggar.planning.models import Programme
from sanggar.training.actions.holding import hold_material, hold_module
from sanggar.training.models import ChecklistAnswer, Material, Module
from sanggar.training.queries.offered import was_offered
from sanggar.training.refusals import MaterialOffered, ModuleChecked, ModuleOffered, ModuleTaught


@transaction.atomic
def remove_module(module: Module, *, by: Actor, at: datetime) -> None:
    """With its materials and its checklist, all of them unused. Raises what hangs on it: `ModuleTaught`,
    `ModuleOffered`, `ModuleChecked`; `RemovedAlready`.
    """
    programme = Programme.objects.select_for_update(of=("self",), no_key=True).get(pk=module.programme_id)
    module = hold_module(module)
    _require_unused(module, at)
    materials = list(module.materials.all())
    details = {"title": module.title, "origin": module.origin, "materials": [_told(each) for each in materials]}
    record("training.remove_module", module, by=by, at=at, place=programme.place, details=details)
    for material in materials:
        _delete(material)
    module.checklist.all().delete()
    module.delete()
    _number(programme.modules)


@transaction.atomic
def remove_material(material: Material, *, by: Actor, at: datetime) -> None:
    """With its versions. Raises `MaterialOffered` where a participant could open it, `RemovedAlready`."""
    module = hold_module(material.module)
    found = hold_material(material)
    if was_offered(found, at):
        raise MaterialOffered(title=found.title)
    place = module.programme.place
    record("training.remove_material", found, by=by, at=at, place=place, details=_told(found))
    _delete(found)
    _number(module.materials)


def _require_unused(module: Module, at: datetime) -> None:
    if meetings := module.module_meetings.count():
        raise ModuleTaught(count=meetings)
    if offered := [each.title for each in module.materials.all() if was_offered(each, at)]:
        raise ModuleOffered(titles=", ".join(offered))
    keys = module.checklist.values("key")
    works = ChecklistAnswer.objects.filter(key__in=keys, submission__assignment__stage__programme=module.programme_id)
    if checked := works.order_by().values("submission").distinct().count():
        raise ModuleChecked(count=checked)


def _told(material: Material) -> dict[str, Any]:
    """What the record keeps of a material: its name, and each version's kind and what it held."""
    versions = material.versions.select_related("file").order_by("number")
    held = [{"kind": each.kind, "url": each.url, "digest": each.file.digest if each.file else ""} for each in versions]
    return {"title": material.title, "versions": held}


def _delete(material: Material) -> None:
    material.material_meetings.all().delete()
    material.versions.all().delete()
    material.delete()


def _number(rows: "Manager[Any]") -> None:
    """Close the gap in an order, in which the caller has it held."""
    for number, row in enumerate(rows.all(), start=1):
        if row.ordinal != number:
            row.ordinal = number
            row.save(update_fields=["ordinal"])
