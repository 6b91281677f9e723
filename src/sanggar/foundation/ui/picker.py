"""Choosing among many people: a search by GET narrows what a form offers, so that no phone shows a list of hundreds.

    form.picker = narrowed(form, "mentor", rows, names=["account__name"], asked=asked_for(request))

Whoever is not shown can still be chosen by a form that was opened before: all rows are valid, a few are offered. Works
without a script; `ui/search.html` shows the field above the form.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest

MOST = 20
"""So many are offered at once."""
KEY = "cari"


@dataclass(frozen=True, slots=True)
class Picker:
    """What was searched by which parameter, how many were found among how many, and how many of these are shown."""

    asked: str
    found: int
    total: int
    key: str = KEY

    @property
    def shown(self) -> int:
        return min(self.found, MOST)

    @property
    def is_wanted(self) -> bool:
        """Whether there are more than can be looked over, or somebody has searched already."""
        return self.total > MOST or bool(self.asked)


def asked_for(request: HttpRequest, key: str = KEY) -> str:
    return request.GET.get(key, "").replace("\0", "").strip()[:100]  # PostgreSQL holds no NUL


def matching(rows: QuerySet[Any], asked: str, names: Sequence[str]) -> QuerySet[Any]:
    """Rows that hold every word that was asked for, in one of these fields or another."""
    words = (reduce(or_, (Q(**{f"{name}__icontains": word}) for name in names)) for word in asked.split())
    return rows.filter(reduce(and_, words, Q()))


def narrowed(
    form: forms.Form, name: str, rows: QuerySet[Any], *, names: Sequence[str], asked: str, key: str = KEY
) -> Picker:
    """Let a field take any of `rows` and offer a few: those asked for by `key`, and what is chosen already."""
    field, bound = (
        form.fields[name],
        form.data.get(form.add_prefix(name)) or form.get_initial_for_field(form.fields[name], name),
    )
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
    found = matching(rows, asked, names)
    picker = Picker(asked, found.count(), rows.count(), key)
    offered = list(found[:MOST])
    if bound and str(bound) not in {str(each.pk) for each in offered}:
        offered = [*_chosen(rows, bound), *offered]
    empty = [("", field.empty_label)] if field.empty_label and not isinstance(field.widget, forms.RadioSelect) else []
    field.widget.choices = [*empty, *((each.pk, field.label_from_instance(each)) for each in offered)]
    return picker


def _chosen(rows: QuerySet[Any], bound: object) -> list[Any]:
    """Nobody, where what was sent is no key."""
    return list(rows.filter(pk=str(bound))) if str(bound).isdecimal() else []
