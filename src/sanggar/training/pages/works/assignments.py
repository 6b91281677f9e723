"""Desk: what participants are asked to make, with its rubric and how strict its assessors are."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.training import actions
from sanggar.training.models import Assignment, AssignmentCriterion
from sanggar.training.pages.works import presenters
from sanggar.training.pages.works.forms import AssignmentCriterionForm, AssignmentForm
from sanggar.training.pages.works.listings import assignment_listing
from sanggar.training.queries import assignments_of, handed_of, own_mark_missing, strictness_of
from sanggar.training.rules import may_run_training, may_see_training


@programme_page(may_see_training)
def assignments(request: DeskRequest, programme: Programme) -> HttpResponse:
    listing = assignment_listing(request, programme)
    page = {
        "programme": programme,
        "tabs": presenters.tabs(programme, "assignments"),
        "listing": listing,
        "may_run": may_run_training(request.user, programme),
    }
    return listing.file() or render(request, "training/works/assignments.html", page)


@programme_page(may_see_training)
def assignment(request: DeskRequest, programme: Programme, assignment: int) -> HttpResponse:
    return _page(request, programme, _found(programme, assignment))


def _page(
    request: DeskRequest, programme: Programme, found: Assignment, refused: ConfirmForm | None = None
) -> HttpResponse:
    """Marks of assessors are shown to who has none of their own left to give here."""
    criteria = list(found.criteria.prefetch_related("levels"))
    whole = sum(each.weight for each in criteria)
    is_hidden = own_mark_missing(request.user, found)
    strict = None if is_hidden else strictness_of(found)
    state, tone = presenters.assignment_state(found)
    page = {
        "programme": programme,
        "assignment": found,
        "facts": presenters.assignment_facts(found),
        "state": state,
        "tone": tone,
        "cards": [presenters.criterion_card(each, whole) for each in criteria],
        "is_hidden": is_hidden,
        "fault": strict.fault if strict else None,
        "severities": presenters.severity_rows(strict) if strict else [],
        "may_run": may_run_training(request.user, programme),
        "refused": refused,
        "confirm": ConfirmForm(auto_id=False),
        "handed": presenters.handed_words(handed_of(found)) if found.is_open else "",
    }
    return render(request, "training/works/assignment.html", page, status=409 if refused else 200)


@programme_page(may_run_training)
def add_assignment(request: DeskRequest, programme: Programme) -> HttpResponse:
    return _write(request, programme, None)


@programme_page(may_run_training)
def change_assignment(request: DeskRequest, programme: Programme, assignment: int) -> HttpResponse:
    return _write(request, programme, _found(programme, assignment))


def _write(request: DeskRequest, programme: Programme, found: Assignment | None) -> HttpResponse:
    form = AssignmentForm(programme, request.POST or None, initial=AssignmentForm.standing(found))
    act = partial(actions.write_assignment, assignment=found)
    made: list[Assignment] = []

    def write(**given: object) -> None:
        made.append(act(**given))  # type: ignore[arg-type]  # what the form has cleaned

    if form.is_valid() and form.carry_out(write, by=request.actor, at=clock.now()):
        messages.success(request, _("Tugas disimpan."))
        shown = made[0] if made else found
        return redirect(
            presenters.address("assignment", programme, shown.pk)
            if shown
            else presenters.address("assignments", programme)
        )
    page = {
        "programme": programme,
        "form": form,
        "title": found.title if found else _("Tugas baru"),
        "room": _("Tugas"),
        "room_url": presenters.address("assignments", programme),
        "cancel": presenters.address("assignment", programme, found.pk)
        if found
        else presenters.address("assignments", programme),
    }
    return render(request, "training/works/form.html", page, status=422 if form.errors else 200)


@programme_page(may_run_training)
def add_criterion(request: DeskRequest, programme: Programme, assignment: int) -> HttpResponse:
    return _criterion(request, programme, _found(programme, assignment), None)


@programme_page(may_run_training)
def change_criterion(request: DeskRequest, programme: Programme, assignment: int, ordinal: int) -> HttpResponse:
    found = _found(programme, assignment)
    return _criterion(request, programme, found, get_object_or_404(found.criteria, ordinal=ordinal))


def _criterion(
    request: DeskRequest, programme: Programme, found: Assignment, criterion: AssignmentCriterion | None
) -> HttpResponse:
    form = AssignmentCriterionForm(programme, request.POST or None, standing=criterion)
    act = partial(actions.write_assignment_criterion, found, criterion=criterion)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Kriteria disimpan."))
        return redirect(presenters.address("assignment", programme, found.pk))
    page = {
        "programme": programme,
        "form": form,
        "title": criterion.name if criterion else _("Kriteria baru"),
        "room": found.title,
        "room_url": presenters.address("assignment", programme, found.pk),
        "cancel": presenters.address("assignment", programme, found.pk),
    }
    return render(request, "training/works/form.html", page, status=422 if form.errors else 200)


@require_POST
@programme_page(may_run_training)
def remove_criterion(request: DeskRequest, programme: Programme, assignment: int, ordinal: int) -> HttpResponse:
    found = _found(programme, assignment)
    act = partial(actions.remove_assignment_criterion, get_object_or_404(found.criteria, ordinal=ordinal))
    return _acted(request, programme, found, act, _("Kriteria dihapus."))


@require_POST
@programme_page(may_run_training)
def publish_assignment(request: DeskRequest, programme: Programme, assignment: int) -> HttpResponse:
    found = _found(programme, assignment)
    told = _("Tugas terbit; peserta melihatnya di halaman mereka.")
    if found.takes_samples:
        told = _("Tugas terbit; contoh karya yang sudah ditunjukkan dibagikan kepada penilai.")
    return _acted(request, programme, found, partial(actions.publish_assignment, found), told)


@require_POST
@programme_page(may_run_training)
def close_assignment(request: DeskRequest, programme: Programme, assignment: int) -> HttpResponse:
    found = _found(programme, assignment)
    told = _("Tugas ditutup. Kiriman yang sudah masuk tetap dinilai.")
    return _acted(request, programme, found, partial(actions.close_assignment, found), told)


@require_POST
@programme_page(may_run_training)
def reopen_assignment(request: DeskRequest, programme: Programme, assignment: int) -> HttpResponse:
    found = _found(programme, assignment)
    told = _("Tugas dibuka lagi. Peserta dapat mengirim karya baru.")
    if found.takes_samples:
        told = _("Tugas dibuka lagi. Contoh karya yang ditunjukkan sementara itu dibagikan kepada penilai.")
    return _acted(request, programme, found, partial(actions.reopen_assignment, found), told)


def _acted(
    request: DeskRequest, programme: Programme, found: Assignment, act: "partial[None]", told: str
) -> HttpResponse:
    form = ConfirmForm(request.POST)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, told)
        return redirect(presenters.address("assignment", programme, found.pk))
    return _page(request, programme, found, form)


def _found(programme: Programme, pk: int) -> Assignment:
    return get_object_or_404(assignments_of(programme), pk=pk)
