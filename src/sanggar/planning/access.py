"""How a desk page opens: deny by default, 404 for outsiders, 403 for members without the right."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase

from sanggar.people.access import DeskRequest
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.planning.rules import may_see_programme

__all__ = ["DeskRequest", "programme_page"]
P = ParamSpec("P")
Rule = Callable[[Account, Programme], bool]


View = Callable[Concatenate[DeskRequest, Programme, P], HttpResponseBase]


def programme_page(
    rule: Rule = may_see_programme, *, to_write: Rule | None = None
) -> Callable[[View[P]], Callable[..., HttpResponseBase]]:
    """Give a view its programme, from the address /desk/<office>/<programme>/….

    Who does not see the programme gets 404, who sees it without the right `rule` gets 403. With `to_write`, reading
    needs `rule` and anything but GET needs `to_write`.
    """

    def decorate(view: View[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def opened(request: DeskRequest, office: str, programme: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            found = Programme.objects.select_related("organisation__region").filter(
                organisation__slug=office, slug=programme
            )
            home = found.first()
            if home is None or not may_see_programme(request.user, home):
                raise Http404
            wanted = to_write if to_write and request.method not in ("GET", "HEAD") else rule
            if wanted is not may_see_programme and not wanted(request.user, home):
                raise PermissionDenied
            return view(request, home, *args, **kwargs)

        return opened

    return decorate
