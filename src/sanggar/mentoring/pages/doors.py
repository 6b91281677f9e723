"""The two doors to a participant's own pages of mentoring: their account on "my page", and the secret link of their
application. Behind both stand the same pages; each leads on by its own addresses.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from sanggar.applications.access import OwnRequest, own_application_page
from sanggar.applications.models import Application
from sanggar.foundation.audit import Actor
from sanggar.planning.access import DeskRequest
from sanggar.training.access import own_enrolment_page
from sanggar.training.models import Enrolment
from sanggar.training.queries import enrolment_of_application


@dataclass(frozen=True, slots=True)
class Door:
    """`csrf`: whether forms carry the token of a session; the secret address is protection enough by itself."""

    enrolment: Enrolment
    by: Actor
    kind: str
    args: tuple[Any, ...]

    def to(self, name: str, *args: object) -> str:
        """The address of another page behind the same door."""
        return reverse(f"{self.kind}_{name}", args=[*self.args, *args])

    @property
    def csrf(self) -> bool:
        return self.kind == "own"

    @property
    def base(self) -> str:
        return "mine.html" if self.csrf else "public.html"

    @property
    def up(self) -> tuple[str, str]:
        """What leads here, and its address: "my page", or the page of the application."""
        if self.kind == "own":
            return _("Halaman saya"), reverse("mine:today")
        return _("Halaman lamaran saya"), reverse("public:own", args=self.args)

    @property
    def home(self) -> str:
        return self.to("mentoring")


View = Callable[..., HttpResponse]


def own_door(view: View) -> Callable[..., Any]:
    """A page of `view(request, door, …)` at /saya/kepesertaan/<enrolment>/…."""

    @own_enrolment_page
    def opened(request: DeskRequest, enrolment: Enrolment, /, **kwargs: Any) -> HttpResponse:
        by = Actor("account", str(request.user.pk), request.user.name)
        return view(request, Door(enrolment, by, "own", (enrolment.pk,)), **kwargs)

    return opened


def link_door(view: View) -> Callable[..., Any]:
    """The same page at /lamaran/<receipt>/<token>/…."""

    @own_application_page
    def opened(request: OwnRequest, application: Application, /, **kwargs: Any) -> HttpResponse:
        enrolment = enrolment_of_application(application)
        if enrolment is None:
            raise Http404
        return view(request, Door(enrolment, request.actor, "link", (application.receipt, application.token)), **kwargs)

    return opened


def page_of(door: Door, **more: Any) -> dict[str, Any]:
    return {"door": door, "base": door.base, **more}
