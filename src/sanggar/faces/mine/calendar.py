"""One's own calendar on the phone: once as a file, or by subscription; and another link where it is in other hands."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.mail import public_address
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.planning.access import DeskRequest
from sanggar.training.access import as_participant, own_enrolment_page
from sanggar.training.actions import renew_account_calendar, renew_calendar
from sanggar.training.calendars import calendar_path, subscription_of, trainer_calendar_path
from sanggar.training.models import Enrolment


@own_enrolment_page
def participant_calendar(request: DeskRequest, enrolment: Enrolment) -> HttpResponse:
    act = partial(renew_calendar, enrolment, by=as_participant(request))
    return _page(request, act, partial(calendar_path, enrolment), enrolment.stage.programme.name)


def own_calendar(request: DeskRequest) -> HttpResponse:
    """What an account teaches and whom it accompanies, in every programme."""
    act = partial(renew_account_calendar, request.user, by=request.actor)
    return _page(request, act, partial(trainer_calendar_path, request.user), _("Sesi dan janji Anda"))


def _page(request: DeskRequest, act: Callable[..., None], path_of: Callable[[], str], lead: str) -> HttpResponse:
    form = ConfirmForm(request.POST or None, auto_id=False)
    if form.is_valid() and form.carry_out(act, at=clock.now()):
        messages.success(request, _("Tautan lama tidak berlaku lagi. Pasang yang baru di ponsel Anda."))
        return redirect(request.path)
    path = path_of()
    page = {
        "lead": lead,
        "file": path,
        "address": public_address(path),
        "subscription": subscription_of(path),
        "form": ConfirmForm(auto_id=False),
    }
    return render(request, "mine/calendar.html", page, status=422 if form.errors else 200)
