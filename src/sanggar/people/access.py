"""How a desk page of an office opens: deny by default, 404 for outsiders, 403 for members without the right."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from sanggar.foundation.audit import Actor
from sanggar.people.models import Account, Organisation
from sanggar.people.rules import is_known_at

P = ParamSpec("P")
Rule = Callable[[Account, Organisation], bool]


class DeskRequest(HttpRequest):
    """A request by someone who is signed in; `actor` stands in the record of what they do."""

    user: Account
    actor: Actor


View = Callable[Concatenate[DeskRequest, Organisation, P], HttpResponse]


def office_page(rule: Rule, *, to_write: Rule | None = None) -> Callable[[View[P]], Callable[..., HttpResponse]]:
    """Give a view its office, from the address /desk/<page>/<office>/….

    With `to_write`, reading needs `rule` and anything but GET needs `to_write`.
    """

    def decorate(view: View[P]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def opened(request: DeskRequest, office: str, *args: Any, **kwargs: Any) -> HttpResponse:
            found = Organisation.objects.select_related("region").filter(slug=office).first()
            if found is None or not is_known_at(request.user, found):
                raise Http404
            wanted = to_write if to_write and request.method not in ("GET", "HEAD") else rule
            if not wanted(request.user, found):
                raise PermissionDenied
            return view(request, found, *args, **kwargs)

        return opened

    return decorate
