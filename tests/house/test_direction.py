"""Time's arrow: what comes later may know what comes earlier, never the reverse. Imports are held by import-linter."""

from django.apps import apps
from django.db import models
from tree import rooms_in_order

ORDER = list(reversed(rooms_in_order()))
PARTS = {
    "applications.CallTrack.call",  # a row of a call's own form, nothing by itself
    "training.ModuleMeeting.meeting",  # which module a meeting teaches goes with the meeting
}


def _links(model: type[models.Model]) -> list[type[models.Model]]:
    fields = [*model._meta.fields, *model._meta.many_to_many]
    return [field.related_model for field in fields if isinstance(field.related_model, type)]


def test_foreign_keys_point_backwards_in_time() -> None:
    ours = [model for model in apps.get_models() if model._meta.app_label in ORDER]
    forward = [
        f"{model._meta.label} -> {other._meta.label}"
        for model in ours
        for other in _links(model)
        if other._meta.app_label not in ORDER or ORDER.index(other._meta.app_label) > ORDER.index(model._meta.app_label)
    ]
    assert (len(ours) > 30, forward) == (True, [])


def test_what_stands_on_a_row_keeps_it_from_being_deleted() -> None:
    """Records are ended, never swept away with what they belong to."""
    sweeping = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in ORDER
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is not models.PROTECT
    ]
    assert set(sweeping) == PARTS
