"""The reviewer's own pages, for the phone: first the declaration, then one application after the other, unnamed.

What is not one's own, or not any more, does not exist here: 404.
"""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanggar.foundation import clock
from sanggar.foundation.ui.listing import Column, Empty, Filter, Listing
from sanggar.planning.access import DeskRequest
from sanggar.selection.actions import merit as actions
from sanggar.selection.models import Reviewer, ReviewTask, TaskState
from sanggar.selection.pages.merit import presenters
from sanggar.selection.pages.merit.blinding import blind_answers, code_of
from sanggar.selection.pages.merit.own_forms import DeclarationForm, OwnConflictForm, ReviewForm
from sanggar.selection.queries import (
    is_review_open,
    lacks_reader,
    places_of,
    rubric_of,
    task_marks,
    tasks_of,
)
from sanggar.selection.rules import may_review, may_see_others_scores


def _by_state(rows: QuerySet[ReviewTask], value: str) -> QuerySet[ReviewTask]:
    return rows.filter(state=value)


AT_ONCE = 25
OWN_STATES = [(state.value, state.label) for state in (TaskState.ASSIGNED, TaskState.BEGUN, TaskState.DONE)]
OWN_COLUMNS = (
    Column("nomor", gettext_lazy("Lamaran"), code_of),
    Column("jalur", gettext_lazy("Jalur"), lambda task: task.application.track.name),
    Column("kategori", gettext_lazy("Kategori"), lambda task: task.application.category_name),
    Column("keadaan", gettext_lazy("Keadaan"), lambda task: task.get_state_display()),
)
OWN_FILTERS = (Filter("keadaan", gettext_lazy("Keadaan"), OWN_STATES, _by_state),)


def own_place(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the reviewer's own place in a call."""

    @wraps(view)
    def opened(request: DeskRequest, call: str, **kwargs: Any) -> HttpResponse:
        place = get_object_or_404(places_of(request.user), call__slug=call)
        if not may_review(request.user, place):
            raise Http404
        return view(request, place, **kwargs)

    return opened


def own_task(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view one of the reviewer's own tasks, once they have declared."""

    @wraps(view)
    @own_place
    def opened(request: DeskRequest, place: Reviewer, ordinal: int) -> HttpResponse:
        if place.declared_at is None:
            return redirect("my_declaration", place.call.slug)
        return view(request, get_object_or_404(tasks_of(place), ordinal=ordinal))

    return opened


def calls(request: DeskRequest) -> HttpResponse:
    places = [place for place in places_of(request.user) if may_review(request.user, place)]
    counted = [(place, *_counts(place)) for place in places]
    rows = [(place, done, total, presenters.unused_told(place.call, total - done)) for place, done, total in counted]
    return render(request, "selection/merit/my_calls.html", {"rows": rows})


@own_place
def tasks(request: DeskRequest, place: Reviewer) -> HttpResponse:
    if place.declared_at is None:
        return redirect("my_declaration", place.call.slug)
    done, total = _counts(place)
    own = tasks_of(place)
    listing = Listing(
        request,
        own,
        OWN_COLUMNS,
        name="penilaian-saya",
        caption=_("Penilaian saya"),
        filters=OWN_FILTERS,
        empty=Empty(_("Belum ada lamaran untuk Anda")),
        per_page=AT_ONCE,
    )
    context = {
        "place": place,
        "call": place.call,
        "listing": listing,
        "rows": presenters.own_rows(list(listing.page)),
        "done": done,
        "total": total,
        "rubric": rubric_of(place.call),
        "next": next((task for task in own if not task.is_done), None) if is_review_open(place.call) else None,
        "unused": presenters.unused_told(place.call, total - done),
    }
    return listing.file() or render(request, "selection/merit/my_tasks.html", context)


@own_place
def declaration(request: DeskRequest, place: Reviewer) -> HttpResponse:
    form = DeclarationForm(request.POST or None)
    act = partial(actions.declare_conflicts, place)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Pernyataan Anda tercatat. Terima kasih."))
        return redirect("my_review_call", place.call.slug)
    context = {"place": place, "call": place.call, "form": form}
    return render(request, "selection/merit/my_declaration.html", context, status=422 if form.errors else 200)


@own_task
def review(request: DeskRequest, task: ReviewTask) -> HttpResponse:
    if task.is_done:
        _tell_unsaved(request, task)
        return _finished(request, task)
    if request.method != "POST" and not is_review_open(task.reviewer.call, task.application_id):
        return render(
            request, "selection/merit/my_review_over.html", {"code": code_of(task), "call": task.reviewer.call}
        )
    form = ReviewForm(task, request.POST or None)
    act = partial(actions.finish_review if form.finishes else actions.save_scores, task)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        told = _("Penilaian selesai.") if form.finishes else _("Draf disimpan. Anda dapat melanjutkannya nanti.")
        messages.success(request, told)
        return redirect("my_review", task.reviewer.call.slug, task.ordinal)
    context = {"task": task, "call": task.reviewer.call, "answers": blind_answers(task), "form": form}
    context["unused"] = presenters.unused_told(task.reviewer.call, 0)
    return render(request, "selection/merit/my_review.html", context, status=422 if form.errors else 200)


def _tell_unsaved(request: DeskRequest, task: ReviewTask) -> None:
    """That what another window has just sent is not kept; not of the same click twice."""
    if request.method != "POST":
        return
    form = ReviewForm(task, request.POST)
    act = partial(actions.finish_review, task)
    if not (form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now())):
        text = _("Penilaian ini sudah selesai, jadi isian yang baru dikirim tidak disimpan. Yang berlaku ada di bawah.")
        messages.warning(request, text)


def _finished(request: DeskRequest, task: ReviewTask) -> HttpResponse:
    """One's own review as it stands, and from now on what others found."""
    call = task.reviewer.call
    following = next((each for each in tasks_of(task.reviewer) if not each.is_done), None)
    context = {
        "task": task,
        "call": call,
        "answers": blind_answers(task),
        "own": presenters.review_card(task, _("Penilaian Anda"), task_marks(call, task.application_id).get(task.pk)),
        "others": presenters.others_cards(task, call) if may_see_others_scores(task) else [],
        "may_correct": is_review_open(call, task.application_id),
        "next": following,
        "next_code": code_of(following) if following else "",
    }
    return render(request, "selection/merit/my_finished.html", context)


@own_task
def conflict(request: DeskRequest, task: ReviewTask) -> HttpResponse:
    form = OwnConflictForm(request.POST or None)
    act = partial(actions.declare_conflict, task.reviewer, task.application)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        lacking = _("Terima kasih sudah jujur. Lamaran ini akan dibagikan kepada penilai lain.")
        given_on = _("Terima kasih sudah jujur. Lamaran ini diberikan kepada penilai lain.")
        messages.success(request, lacking if lacks_reader(task.application) else given_on)
        return redirect("my_review_call", task.reviewer.call.slug)
    context = {"task": task, "call": task.reviewer.call, "code": code_of(task), "form": form}
    return render(request, "selection/merit/my_conflict.html", context, status=422 if form.errors else 200)


def _counts(place: Reviewer) -> tuple[int, int]:
    """(finished, all) of the reviewer's own."""
    own = list(tasks_of(place))
    return sum(task.is_done for task in own), len(own)
