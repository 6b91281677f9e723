"""The front page: which trainings there are, and where one can apply now."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control

from sanggar.applications.queries import open_calls
from sanggar.foundation import clock
from sanggar.planning.queries import published_programmes


@login_not_required
@cache_control(public=True, max_age=60)
def home(request: HttpRequest) -> HttpResponse:
    calls = open_calls(clock.now()).select_related("stage__programme__organisation").order_by("closes_at")
    programmes = published_programmes().order_by("organisation__name", "-fiscal_year", "name")
    return render(request, "public/home.html", {"calls": calls, "programmes": programmes})
