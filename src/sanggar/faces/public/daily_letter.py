"""The switch of the letter of the day: behind the link in the letter, without a login."""

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from sanggar.faces.daily_letter import is_switch_token
from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.training.actions import switch_digest
from sanggar.training.models import Enrolment


@csrf_exempt
@login_not_required
def daily_letter(request: HttpRequest, enrolment: int, token: str) -> HttpResponse:
    """Opening the link changes nothing, for mail programs open links; the button does."""
    rows = Enrolment.objects.select_related("application", "stage__programme__organisation")
    found = rows.filter(pk=enrolment).first()
    if found is None or not is_switch_token(found, token):
        raise Http404
    form = ConfirmForm(request.POST or None, auto_id=False)
    act = partial(switch_digest, found, on=found.digest_off_at is not None)
    is_done = form.is_valid() and form.carry_out(act, by=found.application.actor, at=clock.now())
    page = {
        "programme": found.stage.programme,
        "is_on": found.digest_off_at is None,
        "is_done": is_done,
        "form": ConfirmForm(auto_id=False),
    }
    response = render(request, "public/daily_letter.html", page, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
