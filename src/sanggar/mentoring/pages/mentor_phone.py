"""Desk: a mentor's telephone. It stands whole on the answer to a button alone, and each look is on record."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.mentoring import actions
from sanggar.mentoring.models import Mentor
from sanggar.mentoring.pages.forms import PhoneForm
from sanggar.mentoring.pages.presenters import chat_with
from sanggar.mentoring.rules import may_arrange_mentoring
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme


@require_POST
@programme_page(may_arrange_mentoring)
def see_phone(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    """Looking again is looking again, and is recorded again."""
    mentor = _found(programme, pk)
    form = ConfirmForm(request.POST)
    page: dict[str, Any] = {"programme": programme, "mentor": mentor}
    if form.is_valid():
        phone = actions.see_mentor_phone(mentor, by=request.actor, at=clock.now())
        page |= {"phone": phone, "chat": chat_with(phone)}
    response = render(request, "mentoring/mentor_phone.html", page)
    response["Cache-Control"] = "no-store"
    return response


@programme_page(may_arrange_mentoring)
def change_phone(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    """The present number is not filled in, for that would be a look that nobody recorded."""
    mentor = _found(programme, pk)
    form = PhoneForm(request.POST or None)
    act = partial(actions.change_mentor_phone, mentor)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Nomor ponsel pendamping disimpan."))
        return redirect("mentoring:change_mentor", programme.organisation.slug, programme.slug, pk)
    page = {"programme": programme, "mentor": mentor, "form": form}
    return render(request, "mentoring/change_phone.html", page, status=422 if form.errors else 200)


def _found(programme: Programme, pk: int) -> Mentor:
    found: Mentor = get_object_or_404(programme.mentors.select_related("account", "programme__organisation"), pk=pk)
    return found
