"""How a participant's own pages open: by the account that belongs to the person, and for their own part alone."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext as _

from sanggar.foundation.audit import Actor
from sanggar.planning.access import DeskRequest
from sanggar.training.models import Enrolment
from sanggar.training.queries import enrolments_of_account

P = ParamSpec("P")
View = Callable[Concatenate[DeskRequest, Enrolment, P], HttpResponseBase]


def own_enrolment_page(view: View[P]) -> Callable[..., HttpResponseBase]:
    """Give a view its enrolment, from the address /saya/kepesertaan/<enrolment>/…. Another person's is 404."""

    @wraps(view)
    def opened(request: DeskRequest, enrolment: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = enrolments_of_account(request.user).filter(pk=enrolment).first()
        if found is None:
            raise Http404
        return view(request, found, *args, **kwargs)

    return opened


def as_participant(request: DeskRequest) -> Actor:
    """Who acts, for the record: the account by its number, for a participant's name must stay erasable."""
    return Actor("account", str(request.user.pk), _("peserta"))
