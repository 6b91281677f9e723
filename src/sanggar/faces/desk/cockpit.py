"""The cockpit: one programme on one screen."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sanggar.faces.desk.figures import Figures
from sanggar.faces.desk.life import life_of
from sanggar.faces.desk.tiles import tiles_of
from sanggar.faces.desk.todos import todos_of
from sanggar.foundation import clock
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.planning.rules import may_run_programme


@programme_page()
def cockpit(request: DeskRequest, programme: Programme) -> HttpResponse:
    office = programme.organisation.slug
    figures = Figures(programme, clock.now())
    context = {
        "programme": programme,
        "tiles": tiles_of(figures),
        "life": life_of(figures),
        "todos": todos_of(request.user, figures),
        "meeting": figures.meeting,
        "meeting_is_on": figures.meeting is not None and figures.meeting.starts_at <= figures.at,
        "public_link": reverse("public:programme", args=[office, programme.slug]) if programme.published_at else "",
    }
    if may_run_programme(request.user, programme):
        context["outbox_link"] = reverse("desk:outbox", args=[office, programme.slug])
    return render(request, "desk/cockpit.html", context)
