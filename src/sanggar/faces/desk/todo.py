"""One thing that waits for somebody at the desk."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from sanggar.faces.desk.figures import Figures


@dataclass(frozen=True, slots=True)
class Todo:
    """`begun_by` is the account that began it: somebody else has to decide, and the to-do is not theirs."""

    text: str
    note: str
    link: str
    begun_by: int | None = None


Finder = Callable[[Figures], Iterator[Todo]]


def link_to(name: str, figures: Figures, query: str = "", *, of: str | int | None = None) -> str:
    """The page of a programme, or of one part `of` it, such as a call."""
    programme, part = figures.programme, [] if of is None else [of]
    return reverse(name, args=[programme.organisation.slug, programme.slug, *part]) + query
