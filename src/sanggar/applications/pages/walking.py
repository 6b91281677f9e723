"""Walking through a queue: which application comes before and after this one, as the queue was narrowed and sorted."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from sanggar.applications.models import Application
from sanggar.applications.pages.listings import queue_listing, walk_query
from sanggar.planning.access import DeskRequest
from sanggar.planning.models import Programme


@dataclass(frozen=True, slots=True)
class Walk:
    """Addresses, "" where there is none; `query` goes along with every act on the way. `place` is 0 for one that the
    queue no longer holds, of which the first is the next.
    """

    query: str
    queue: str
    before: str
    after: str
    place: int
    total: int


def walk_of(request: DeskRequest, application: Application) -> Walk | None:
    """None where the page was not opened from a queue. However long that is, nothing of it is read but the two beside
    this one, and how many come before it.
    """
    if not request.GET:
        return None
    programme, query = application.programme, walk_query(request)
    found = queue_listing(request, programme).found
    order = [name for name in found.query.order_by if isinstance(name, str)]
    here = found.filter(pk=application.pk).values_list(*(name.lstrip("-") for name in order)).first()
    earlier = found.filter(_beside(order, here, "before")) if here else found.none()
    later = found.filter(_beside(order, here, "after")) if here else found
    queue = reverse("applications:queue", args=(programme.organisation.slug, programme.slug))
    return Walk(
        query=f"?{query}",
        queue=f"{queue}?{query}",
        before=_address(programme, _first(earlier.reverse()), query),
        after=_address(programme, _first(later), query),
        place=earlier.count() + 1 if here else 0,
        total=found.count(),
    )


def _first(rows: QuerySet[Application]) -> str:
    return rows.values_list("receipt", flat=True).first() or ""


def _beside(order: Sequence[str], here: Sequence[object], side: str) -> Q:
    """Whoever stands before or after what has the values `here` in the fields of `order`, of which the last is the key:
    by the first field in which they differ.
    """
    found, same = Q(), Q()
    for name, value in zip(order, here, strict=True):
        field, is_greater = name.lstrip("-"), name.startswith("-") == (side == "before")
        found |= same & Q(**{f"{field}__{'gt' if is_greater else 'lt'}": value})
        same &= Q(**{field: value})
    return found


def onwards(walk: Walk | None, application: Application) -> HttpResponse:
    """After a decision: the next in the queue, the queue at its end, or the application where there was no queue."""
    if walk:
        return redirect(walk.after or walk.queue)
    programme = application.programme
    return redirect("applications:application", programme.organisation.slug, programme.slug, application.receipt)


def _address(programme: Programme, receipt: str, query: str) -> str:
    if not receipt:
        return ""
    place = (programme.organisation.slug, programme.slug, receipt)
    return f"{reverse('applications:application', args=place)}?{query}"
