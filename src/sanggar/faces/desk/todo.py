"""One thing that waits for somebody at the desk."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from sanggar.planning.models import Programme


@dataclass(frozen=True, slots=True)
class Todo:
    text: str
    note: str
    link: str


Finder = Callable[[Programme, datetime], Iterator[Todo]]


def link_to(name: str, programme: Programme, query: str = "") -> str:
    return reverse(name, args=[programme.organisation.slug, programme.slug]) + query
