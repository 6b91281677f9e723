"""Desk: how participant and mentor of a pair are reached. It stands on the answer to a button alone, on record."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.mentoring import actions
from sanggar.mentoring.pages.pairs import find_pair
from sanggar.mentoring.pages.presenters import chat_with
from sanggar.mentoring.rules import may_arrange_mentoring
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme


@require_POST
@programme_page(may_arrange_mentoring)
def see_contacts(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    pair = find_pair(programme, pk)
    form = ConfirmForm(request.POST)
    page: dict[str, Any] = {"programme": programme, "pair": pair}
    if form.is_valid() and form.carry_out(partial(actions.see_contacts, pair), by=request.actor, at=clock.now()):
        person, mentor = pair.enrolment.person, pair.mentor
        page["people"] = [
            (person.name, person.phone, chat_with(person.phone), person.email),
            (mentor.account.name, mentor.phone, chat_with(mentor.phone), mentor.account.email),
        ]
    response = render(request, "mentoring/contacts_of_pair.html", page, status=200 if "people" in page else 422)
    response["Cache-Control"] = "no-store"
    return response
