"""The review at the desk: where it stands, its rubric, and sharing applications out."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanggar.applications.models import Call
from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.selection.actions import merit as actions
from sanggar.selection.models import Criterion, Reviewer, Rubric
from sanggar.selection.pages.merit import presenters
from sanggar.selection.pages.merit.forms import (
    CriterionForm,
    PublishRubricForm,
    RemoveCriterionForm,
    RubricForm,
    SharingForm,
)
from sanggar.selection.pages.merit.places import address, back, call_of, page
from sanggar.selection.queries import merit_ready, progress, proposed_sharing, rubric_of
from sanggar.selection.rules import may_run_merit


@programme_page()
def overview(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    found = call_of(programme, call)
    context = page(
        request,
        found,
        "merit",
        progress=progress(found),
        reviewers=Reviewer.objects.filter(call=found, active=True).count(),
        undeclared=Reviewer.objects.filter(call=found, active=True, declared_at=None).count(),
        ready=merit_ready(found),
    )
    return render(request, "selection/merit/overview.html", context)


# --- rubric ----------------------------------------------------------------------------------------------------------
@programme_page()
def rubric(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    return _rubric_page(request, call_of(programme, call))


def _rubric_page(request: DeskRequest, call: Call, refused: ConfirmForm | None = None) -> HttpResponse:
    found = rubric_of(call)
    context = page(
        request,
        call,
        "rubric",
        rubric=found,
        facts=presenters.rubric_facts(found) if found else [],
        cards=presenters.criterion_cards(found) if found else [],
        may_run=may_run_merit(request.user, call.programme),
        refused=refused,
        confirm=ConfirmForm(auto_id=False),
        publish=PublishRubricForm(auto_id=False, initial={"seen": actions.whole_mark_of(found)}) if found else None,
    )
    return render(request, "selection/merit/rubric.html", context, status=409 if refused else 200)


@require_POST
@programme_page(may_run_merit)
def start_rubric(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    found = call_of(programme, call)
    form = ConfirmForm(request.POST)
    act = partial(actions.write_rubric, found, actions.EXAMPLE)
    if rubric_of(found) or (form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now())):
        return back("rubric", found)
    return _rubric_page(request, found, form)


@programme_page(may_run_merit)
def set_rubric(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    found = call_of(programme, call)
    standing = _rubric(found)
    now = {name: getattr(standing, name) for name in ("readers", "threshold", "shows_link")}
    form = RubricForm(request.POST or None, initial=now, rubric=standing)
    if form.is_valid() and form.carry_out(partial(actions.set_rubric, standing), by=request.actor, at=clock.now()):
        messages.success(request, _("Ketentuan penilaian disimpan."))
        return back("rubric", found)
    context = page(request, found, "rubric", form=form, title=_("Ketentuan penilaian"), cancel=address("rubric", found))
    return render(request, "selection/merit/form.html", context, status=422 if form.errors else 200)


@programme_page(may_run_merit)
def add_criterion(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    return _criterion(request, call_of(programme, call), None)


@programme_page(may_run_merit)
def change_criterion(request: DeskRequest, programme: Programme, call: str, ordinal: int) -> HttpResponse:
    found = call_of(programme, call)
    return _criterion(request, found, _criterion_of(found, ordinal))


def _criterion(request: DeskRequest, call: Call, criterion: Criterion | None) -> HttpResponse:
    rubric = _rubric(call)
    form = CriterionForm(request.POST or None, criterion=criterion, rubric=rubric)
    act = partial(actions.write_criterion, rubric, criterion=criterion)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Kriteria disimpan."))
        return back("rubric", call)
    title = criterion.name if criterion else _("Kriteria baru")
    context = page(request, call, "rubric", form=form, title=title, cancel=address("rubric", call))
    return render(request, "selection/merit/form.html", context, status=422 if form.errors else 200)


@programme_page(may_run_merit)
def remove_criterion(request: DeskRequest, programme: Programme, call: str, ordinal: int) -> HttpResponse:
    found = call_of(programme, call)
    criterion = _criterion_of(found, ordinal)
    form = RemoveCriterionForm(request.POST or None, rubric=criterion.rubric, criterion=criterion)
    act = partial(actions.remove_criterion, criterion)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Kriteria dihapus."))
        return back("rubric", found)
    context = page(request, found, "rubric", form=form, criterion=criterion, cancel=address("rubric", found))
    return render(request, "selection/merit/remove_criterion.html", context, status=409 if form.errors else 200)


@require_POST
@programme_page(may_run_merit)
def publish_rubric(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    found = call_of(programme, call)
    form = PublishRubricForm(request.POST)
    act = partial(actions.publish_rubric, _rubric(found))
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Rubrik diterbitkan. Lamaran kini dapat dibagikan kepada penilai."))
        return back("rubric", found)
    return _rubric_page(request, found, form)


def _rubric(call: Call) -> Rubric:
    found = rubric_of(call)
    if found is None:
        raise Http404
    return found


def _criterion_of(call: Call, ordinal: int) -> Criterion:
    rows = Criterion.objects.select_related("rubric__call__stage__programme__organisation")
    return get_object_or_404(rows, rubric__call=call, ordinal=ordinal)


# --- sharing ---------------------------------------------------------------------------------------------------------
@programme_page(to_write=may_run_merit)
def sharing(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    """Shows who would read what; carries out exactly what was shown, or shows anew what has changed since."""
    found = call_of(programme, call)
    proposed = proposed_sharing(found)
    form = SharingForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.assign_reviews, found), by=request.actor, at=clock.now()):
        messages.success(request, " ".join(presenters.sharing_words(len(proposed.pairs), len(proposed.taken_back))))
        return back("sharing", found)
    if form.errors:
        proposed = proposed_sharing(found)
    context = page(
        request,
        found,
        "sharing",
        proposed=proposed,
        rows=presenters.sharing_rows(found, proposed),
        words=presenters.sharing_words(len(proposed.pairs), len(proposed.taken_back)),
        may_run=may_run_merit(request.user, programme),
        refused=form,
        form=SharingForm(initial={"digest": proposed.digest}),
    )
    return render(request, "selection/merit/sharing.html", context, status=409 if form.errors else 200)
