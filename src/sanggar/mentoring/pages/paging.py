"""A page of a list on a phone: so many rows that one scrolls, and not all that a mentor ever had."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

MOST = 20


def shown_page(request: HttpRequest, rows: Sequence[Any] | QuerySet[Any], key: str) -> Page[Any]:
    """The page whose number stands in the address under `key`; a number beyond the last one is the last."""
    return Paginator(rows, MOST).get_page(request.GET.get(key) or 1)
