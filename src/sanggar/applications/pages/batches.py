"""Desk: one decision on many of the queue. Chosen, then shown what will happen, then done, each with its outcome."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from sanggar.applications import queries
from sanggar.applications.actions.batches import MOST
from sanggar.applications.actions.corrections import deadline, screening_terms
from sanggar.applications.actions.hindrances import Hindrances, SeenOne
from sanggar.applications.actions.screening import is_told, prospects
from sanggar.applications.letters import decision_before, has_a_way
from sanggar.applications.models import MOVES, Act, Application, Batch
from sanggar.applications.pages.batch_forms import VERBS, BatchForm, offered_by
from sanggar.applications.pages.listings import offered_again, queue_listing, walk_query
from sanggar.applications.rules import may_screen
from sanggar.foundation import clock
from sanggar.foundation.errors import DomainError
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme

TYPED = ("act", "reason", "due_on")
CARRIED = ("once", *TYPED, "chosen")


@programme_page(may_screen)
def decide_many(request: DeskRequest, programme: Programme) -> HttpResponse:
    """`step=preview` writes nothing; `step=apply` decides what was looked at there; `step=change` goes back to
    choosing, with everything that was typed.
    """
    listed = queue_listing(request, programme).found[:MOST]
    if request.method != "POST":
        ticked = request.GET.get("pilih") == "semua"
        return _page(request, programme, BatchForm(programme, listed, ticked=ticked))
    marks = request.POST.getlist("chosen")
    offered = offered_again(offered_by(marks, queries.applications_of(programme)), listed)
    if request.POST.get("step") == "change":
        typed: dict[str, Any] = {name: request.POST.get(name, "") for name in TYPED}
        return _page(request, programme, BatchForm(programme, offered, initial=typed | {"chosen": marks}))
    form = BatchForm(programme, offered, request.POST)
    if not form.is_valid():
        return _page(request, programme, form)
    if request.POST.get("step") != "apply":
        return _preview(request, programme, form)
    if not form.carry_out(form.decide, by=request.actor, at=clock.now()):
        return _page(request, programme, form)
    return to_outcome(request, programme, form.batch)


def to_outcome(request: DeskRequest, programme: Programme, decided: Batch | None) -> HttpResponse:
    """What came of it; of what was sent twice, the first time."""
    if decided is None:
        messages.info(request, _("Keputusan ini sudah dijalankan; ini hasilnya."))
    batch = decided or Batch.objects.filter(programme=programme, decided_by=request.actor.label).first()
    assert batch is not None
    return redirect("applications:batch", programme.organisation.slug, programme.slug, batch.pk)


def named(left_out: Hindrances, applications: Iterable[Application]) -> list[tuple[Application, str]]:
    """Each that is left out, with why."""
    return [(one, str(left_out[one.pk])) for one in applications if one.pk in left_out]


def _page(request: DeskRequest, programme: Programme, form: BatchForm) -> HttpResponse:
    page = {"programme": programme, "form": form, "query": walk_query(request), "most": MOST}
    return render(request, "applications/batch.html", page, status=422 if form.errors else 200)


def _preview(request: DeskRequest, programme: Programme, form: BatchForm) -> HttpResponse:
    """What will happen to how many, and to whom nothing and why."""
    act, seen, due_on = Act(form.cleaned_data["act"]), form.seen, form.cleaned_data["due_on"]
    try:
        left_out = prospects(seen, act, due_on=due_on, by=request.actor, at=clock.now())
    except DomainError as refused:  # a day that can be none
        form.tell(refused)
        return _page(request, programme, form)
    ready = [one.application for one in seen if one.application.pk not in left_out]
    page: dict[str, Any] = {
        "programme": programme,
        "act": VERBS[act],
        "reason": form.cleaned_data["reason"],
        "due_on": due_on,
        "ready": ready,
        "letters": _letters(ready, act, form.cleaned_data),
        "left_out": named(left_out, [one.application for one in seen]),
        "before": _counted(seen),
        "carried": _carried(request),
        "query": walk_query(request),
        "button": ngettext("Jalankan untuk %(count)s lamaran", "Jalankan untuk %(count)s lamaran", len(ready))
        % {"count": len(ready)},
    }
    return render(request, "applications/batch_preview.html", page)


def _letters(ready: list[Application], act: Act, given: dict[str, Any]) -> dict[str, Any]:
    """How many get a letter, how many of them by a person of the office, and what it says to the first of them; how
    many get none, as no way leads to them.
    """
    (after,) = MOVES[act].after
    if act == Act.REOPEN:
        return {"count": 0}
    told = [one for one in ready if is_told(one, after)]
    without = len(ready) - len(told)
    if not told:
        return {"count": 0, "without": without}
    due_at = deadline(screening_terms(told[0].call), given["due_on"], clock.now()) if act == Act.ASK else None
    by_hand = sum(not has_a_way(one) for one in told)
    text = decision_before(told[0], after, reason=given["reason"], due_at=due_at)
    return {"count": len(told), "by_hand": by_hand, "text": text, "without": without}


def _counted(seen: list[SeenOne]) -> list[tuple[str, int]]:
    counts = Counter(str(one.application.get_state_display()) for one in seen)
    return sorted(counts.items())


def _carried(request: DeskRequest) -> list[tuple[str, str]]:
    """The form once more, as it was sent."""
    return [(name, value) for name in CARRIED for value in request.POST.getlist(name)]


@require_safe
@programme_page()
def batch(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    """What came of it; stays readable."""
    found = get_object_or_404(Batch, pk=pk, programme=programme)
    receipts = [receipt for receipt, _done, _told in found.outcomes]
    names = dict(queries.applications_of(programme).filter(receipt__in=receipts).values_list("receipt", "name"))
    place = (programme.organisation.slug, programme.slug)
    lines = [
        (reverse("applications:application", args=(*place, receipt)), receipt, names.get(receipt, ""), done, told)
        for receipt, done, told in found.outcomes
    ]
    page = {
        "programme": programme,
        "batch": found,
        "act": Act(found.act).label,
        "done": [line for line in lines if line[3]],
        "left_out": [line for line in lines if not line[3]],
    }
    return render(request, "applications/batch_result.html", page)
