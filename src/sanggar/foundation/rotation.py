"""Key rotation: every sealed value is opened with the key it names and sealed with the active one.

Columns of class `SealedTextField` are found by themselves. A room that keeps sealed values elsewhere (in another
program's table) says how they are sealed anew by `@also_seals`. Nothing else may run meanwhile: see `sanggar keys`.
"""

from collections.abc import Callable, Iterator

from django.apps import apps
from django.db import models, transaction

from sanggar.foundation.canary import use_for_lookup
from sanggar.foundation.keys import Purpose
from sanggar.foundation.models import SealedTextField
from sanggar.foundation.sealed import keyring, lookup

SealAnew = Callable[[], int]
ELSEWHERE: list[SealAnew] = []


def also_seals(act: SealAnew) -> SealAnew:
    """Register a function that seals values anew and returns how many; call it in the app's `ready`."""
    ELSEWHERE.append(act)
    return act


def sealed_fields() -> Iterator[tuple[type[models.Model], SealedTextField]]:
    for model in apps.get_models():
        for field in model._meta.get_fields():  # noqa: SLF001 - Django's documented model API
            if isinstance(field, SealedTextField):
                yield model, field


@transaction.atomic
def seal_anew() -> int:
    """Seal all values, and rebuild their look-up hashes, with the active keys. All or nothing; how many."""
    count = sum(_seal_column(model, field) for model, field in sealed_fields())
    count += sum(act() for act in ELSEWHERE)
    use_for_lookup(keyring().active(Purpose.LOOKUP))
    return count


def _seal_column(model: type[models.Model], field: SealedTextField) -> int:
    rows = model._default_manager.exclude(**{field.name: ""}).exclude(**{field.name: None})  # noqa: SLF001
    sealed = list(rows.values_list("pk", field.name))  # read whole, for the loop writes what it would be reading
    for pk, value in sealed:
        plain = field.unseal(value)
        changes = {field.name: field.seal(plain)}
        if field.lookup_field:
            changes[field.lookup_field] = lookup(plain, field.lookup_place or field.place)
        model._default_manager.filter(pk=pk).update(**changes)  # noqa: SLF001
    return len(sealed)
