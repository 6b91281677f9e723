"""Desk: find eligible at once those of a call about whom there is nothing to ask."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sanggar.applications import queries
from sanggar.applications.actions.batches import MOST
from sanggar.applications.actions.hindrances import SeenOne
from sanggar.applications.actions.screening import prospects
from sanggar.applications.eligibility import meeting_rules
from sanggar.applications.models import Act
from sanggar.applications.pages.batch_forms import BatchForm
from sanggar.applications.pages.batches import named
from sanggar.applications.pages.calls import MOST_JUDGED, call_of
from sanggar.applications.rules import may_screen
from sanggar.applications.signals import shared_values, sharing
from sanggar.foundation import clock
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme


@require_safe
@programme_page(may_screen)
def accept_clean(request: DeskRequest, programme: Programme, slug: str) -> HttpResponse:
    """Ticked beforehand, and sent to the preview of any decision on many. Who can't be accepted yet, for a guardian or
    a colleague is awaited, is named with the reason and not offered; nor is who shares something with another.
    """
    call = call_of(programme, slug)
    waiting = queries.clean_applications(call)
    alike = sharing(waiting, shared_values([call]))
    clean = meeting_rules(waiting.exclude(pk__in=alike.values("pk")), call, most=MOST)
    left_out = prospects([SeenOne(one) for one in clean], Act.ACCEPT, by=request.actor, at=clock.now())
    form = BatchForm(programme, [one for one in clean if one.pk not in left_out], ticked=True)
    page = {
        "programme": programme,
        "call": call,
        "form": form,
        "act": Act.ACCEPT.value,
        "left_out": named(left_out, clean),
        "offered": len(form.by_mark),
        "alike": len(meeting_rules(alike, call, most=MOST_JUDGED)),
    }
    return render(request, "applications/accept_clean.html", page)
