"""Desk: find eligible at once those of a call about whom there is nothing to ask."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from sanggar.applications import actions, queries
from sanggar.applications.actions.batches import MOST
from sanggar.applications.actions.hindrances import SeenOne
from sanggar.applications.actions.screening import prospects
from sanggar.applications.eligibility import meeting_rules
from sanggar.applications.models import Act, Application, Batch
from sanggar.applications.pages.batch_forms import mark_of, offered_by, seen_by
from sanggar.applications.pages.batches import named, to_outcome
from sanggar.applications.pages.calls import call_of
from sanggar.applications.rules import may_screen
from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.foundation.ui.forms import ActForm
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme


class CleanForm(ActForm):
    """Each with the revision and the state that stand on the page."""

    chosen = forms.MultipleChoiceField(label=_("Lamaran"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, programme: Programme, clean: Iterable[Application], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programme = programme
        self.clean_ones = {mark_of(one): one for one in clean}
        choices = [(mark, _label(one)) for mark, one in self.clean_ones.items()]
        self.fields["chosen"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["chosen"].initial = list(self.clean_ones)
        self.batch: Batch | None = None

    def accept(self, *, chosen: list[str], by: Actor, at: datetime) -> None:
        seen = [seen_by(self.clean_ones[mark], mark) for mark in chosen]
        self.batch = actions.decide_many(self.programme, seen, Act.ACCEPT, by=by, at=at)


@programme_page(may_screen)
def accept_clean(request: DeskRequest, programme: Programme, slug: str) -> HttpResponse:
    """Who can't be accepted yet, for a guardian or a colleague is awaited, is named with the reason and not offered.
    What was sent from the page is judged as it stands, whatever became of it since, so that a second click comes to the
    outcome of the first.
    """
    call = call_of(programme, slug)
    clean = meeting_rules(queries.clean_applications(call), call, most=MOST)
    left_out = prospects([SeenOne(one) for one in clean], Act.ACCEPT, by=request.actor)
    sent = offered_by(request.POST.getlist("chosen"), queries.applications_of(programme).filter(call=call))
    form = CleanForm(programme, sent or [one for one in clean if one.pk not in left_out], request.POST or None)
    if form.is_valid() and form.carry_out(form.accept, by=request.actor, at=clock.now()):
        return to_outcome(request, programme, form.batch)
    page = {"programme": programme, "call": call, "form": form, "left_out": named(left_out, clean)}
    return render(request, "applications/accept_clean.html", page, status=422 if form.errors else 200)


def _label(application: Application) -> str:
    village, category = application.village.full_name, application.category_name
    return f"{application.name} · {village} · {application.track.name} · {category}"
