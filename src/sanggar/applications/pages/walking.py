"""Walking through a queue: which application comes before and after this one, as the queue was narrowed and sorted."""

from dataclasses import dataclass

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
    """None where the page was not opened from a queue. One query for the order, however long the queue is."""
    if not request.GET:
        return None
    programme, query = application.programme, walk_query(request)
    receipts = list(queue_listing(request, programme).found.values_list("receipt", flat=True))
    at = receipts.index(application.receipt) if application.receipt in receipts else -1
    before = receipts[at - 1] if at > 0 else ""
    after = receipts[at + 1] if at + 1 < len(receipts) else ""
    queue = reverse("applications:queue", args=(programme.organisation.slug, programme.slug))
    return Walk(
        query=f"?{query}",
        queue=f"{queue}?{query}",
        before=_address(programme, before, query),
        after=_address(programme, after, query),
        place=at + 1,
        total=len(receipts),
    )


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
