"""Desk: the reference lists, for whoever works at one. Every version, searched by code or words, as a file too."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from sanggar.foundation import clock
from sanggar.funding.models import ListKind, ReferenceDraft
from sanggar.funding.pages import reference_presenters as presenters
from sanggar.funding.reference_queries import practices_known, tax_practice, versions, year_end_lacking
from sanggar.funding.rules import may_import_references, may_read_references, may_verify_references
from sanggar.people.access import DeskRequest
from sanggar.people.models import Account

P = ParamSpec("P")
View = Callable[Concatenate[DeskRequest, P], HttpResponse]


def for_whom(rule: Callable[[Account], bool]) -> Callable[[View[P]], Callable[..., HttpResponse]]:
    """A page that all offices share, for those of whom the rule holds."""

    def decorate(view: View[P]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def opened(request: DeskRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not rule(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return opened

    return decorate


@for_whom(may_read_references)
def lists(request: DeskRequest) -> HttpResponse:
    today = clock.today()
    listing = presenters.versions_listing(request, versions(), today)
    may_import = may_import_references(request.user)
    page: dict[str, Any] = {
        "listing": listing,
        "may_import": may_import,
        "may_choose": may_verify_references(request.user),
        "drafts": ReferenceDraft.objects.defer("table")[:20] if may_import else (),
        "practice": presenters.practice_told(tax_practice(today), practices_known(today)),
        "year_end": presenters.year_end_told(*year_end_lacking(today)),
    }
    return listing.file() or render(request, "funding/references.html", page)


@for_whom(may_read_references)
def entries(request: DeskRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(versions(), pk=pk)
    listing = presenters.entries_listing(request, found)
    page = {
        "list": found,
        "facts": presenters.list_facts(found),
        "listing": listing,
        "kind": ListKind(found.kind).label,
        "may_verify": found.verified_at is None
        and may_verify_references(request.user)
        and found.imported_by_id != request.user.pk,
    }
    return listing.file() or render(request, "funding/reference_list.html", page)
