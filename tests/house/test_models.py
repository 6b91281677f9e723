"""Tables: every row can be named, every promise of the database too; no name of a person in the record's labels."""

import re
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from tree import rooms_in_order

OURS = [model for model in apps.get_models() if model._meta.app_label in rooms_in_order()]


def _label(model: Any) -> str:
    return str(model._meta.label)


@pytest.mark.parametrize("model", OURS, ids=_label)
def test_every_model_says_what_it_is(model: type[models.Model]) -> None:
    assert model.__str__ is not models.Model.__str__


@pytest.mark.parametrize("model", [model for model in OURS if model._meta.constraints], ids=_label)
def test_every_constraint_has_a_name_that_says_what_it_keeps(model: type[models.Model]) -> None:
    names = [constraint.name for constraint in model._meta.constraints]
    assert [name for name in names if not name or "%" in name or len(name.split("_")) < 2] == []


def test_no_two_constraints_share_a_name() -> None:
    names = [constraint.name for model in OURS for constraint in model._meta.constraints]
    assert len(names) == len(set(names))


def test_every_choice_is_held_by_the_database() -> None:
    """A column of fixed words has a CHECK that knows them; Django's `choices` alone keep nothing."""
    unheld = [
        f"{_label(model)}.{field.name}"
        for model in OURS
        for field in model._meta.fields
        if field.choices and not _is_history(model, field.name) and not _is_checked(model, field.name)
    ]
    assert unheld == []


def _is_history(model: type[models.Model], field: str) -> bool:
    """An event repeats what a checked column was before and after."""
    return model.__name__.endswith("Event") and field in {"from_state", "to_state", "outcome"}


def _is_checked(model: type[models.Model], field: str) -> bool:
    checks = [check for check in model._meta.constraints if isinstance(check, models.CheckConstraint)]
    return any(re.search(rf"'{field}(__in|__range)?'", str(check.condition)) for check in checks)


def test_amounts_of_money_are_whole_rupiah() -> None:
    inexact = [
        f"{_label(model)}.{field.name}"
        for model in OURS
        for field in model._meta.fields
        if isinstance(field, models.FloatField)
    ]
    assert inexact == []


def test_a_nik_stands_sealed_or_hashed_or_not_at_all() -> None:
    from sanggar.foundation.models import SealedTextField

    named = {field.name: field for model in OURS for field in model._meta.fields if "nik" in field.name.split("_")}
    hashed = {"nik_lookup"}
    short = {name for name, field in named.items() if name == "nik_prefix" and field.max_length == 6}
    sealed = {name for name, field in named.items() if isinstance(field, SealedTextField)}
    clear = set(named) - hashed - short - sealed
    assert (len(named) >= 3, clear) == (True, set())
