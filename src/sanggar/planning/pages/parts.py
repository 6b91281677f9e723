"""The parts of a programme: tracks, stages, cohorts."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ActForm, ConfirmForm
from sanggar.people.access import DeskRequest
from sanggar.planning import actions
from sanggar.planning.access import programme_page
from sanggar.planning.models import Cohort, Programme, Stage, Track
from sanggar.planning.models.programmes import numbered
from sanggar.planning.pages.forms import CohortForm, NewStageForm, NewTrackForm, StageForm, TrackForm
from sanggar.planning.pages.presenters import address
from sanggar.planning.rules import may_run_programme


def part_page(
    request: DeskRequest,
    programme: Programme,
    form: ActForm,
    act: Callable[..., object],
    *,
    title: str,
    done: str,
    **shown: str,
) -> HttpResponse:
    """One form that adds or changes a part, then back to the plan. `shown`: `remove`, the page that removes it."""
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, done)
        return redirect("planning:plan", programme.organisation.slug, programme.slug)
    page = {"programme": programme, "form": form, "title": title, **shown}
    return render(request, "planning/part_form.html", page, status=422 if form.errors else 200)


@programme_page(may_run_programme)
def add_track(request: DeskRequest, programme: Programme) -> HttpResponse:
    form = NewTrackForm(request.POST or None)
    act = partial(actions.add_track, programme)
    return part_page(request, programme, form, act, title=_("Tambah jalur"), done=_("Jalur ditambahkan."))


@programme_page(may_run_programme)
def change_track(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    track = get_object_or_404(programme.tracks, pk=pk)
    form = TrackForm(request.POST or None, initial={"name": track.name})
    act = partial(actions.change_track, track)
    away = address("remove_track", programme, pk)
    return part_page(request, programme, form, act, title=_("Ubah jalur"), done=_("Jalur diubah."), remove=away)


@programme_page(may_run_programme)
def add_stage(request: DeskRequest, programme: Programme) -> HttpResponse:
    ordinal = (programme.stages.aggregate(last=Max("ordinal"))["last"] or 0) + 1
    suggested = {"ordinal": ordinal, "name": numbered(ordinal), "seats": 50}
    form = NewStageForm(request.POST or None, initial=suggested)
    act = partial(actions.add_stage, programme)
    return part_page(request, programme, form, act, title=_("Tambah tahap"), done=_("Tahap ditambahkan."))


@programme_page(may_run_programme)
def change_stage(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    stage = get_object_or_404(programme.stages, pk=pk)
    form = StageForm(request.POST or None, initial={"name": stage.name, "seats": stage.seats})
    act = partial(actions.change_stage, stage)
    away = address("remove_stage", programme, pk)
    return part_page(request, programme, form, act, title=_("Ubah tahap"), done=_("Tahap diubah."), remove=away)


@programme_page(may_run_programme)
def add_cohort(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    stage = get_object_or_404(programme.stages, pk=pk)
    form = CohortForm(request.POST or None, programme=programme, initial={"seats": stage.seats})
    title = _("Tambah kelas di %(stage)s") % {"stage": stage.name}
    act = partial(actions.add_cohort, stage)
    return part_page(request, programme, form, act, title=title, done=_("Kelas ditambahkan."))


@programme_page(may_run_programme)
def change_cohort(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    cohort = get_object_or_404(Cohort.objects.select_related("stage"), stage__programme=programme, pk=pk)
    initial = {"name": cohort.name, "minimum": cohort.minimum or None, "seats": cohort.seats, "track": cohort.track_id}
    form = CohortForm(request.POST or None, programme=programme, initial=initial)
    act = partial(actions.change_cohort, cohort)
    away = address("remove_cohort", programme, pk)
    return part_page(request, programme, form, act, title=_("Ubah kelas"), done=_("Kelas diubah."), remove=away)


@programme_page(may_run_programme)
def remove_track(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    return _remove(request, programme, get_object_or_404(programme.tracks, pk=pk), "change_track")


@programme_page(may_run_programme)
def remove_stage(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    return _remove(request, programme, get_object_or_404(programme.stages, pk=pk), "change_stage")


@programme_page(may_run_programme)
def remove_cohort(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    cohort = get_object_or_404(Cohort.objects.select_related("stage"), stage__programme=programme, pk=pk)
    return _remove(request, programme, cohort, "change_cohort")


def _remove(request: DeskRequest, programme: Programme, part: Track | Stage | Cohort, back: str) -> HttpResponse:
    """Ask once; what is in use stays, and the page says why."""
    form, name = ConfirmForm(request.POST or None), part.name
    act = partial(actions.remove_part, part)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("“%(name)s” dihapus dari rencana.") % {"name": name})
        return redirect("planning:plan", programme.organisation.slug, programme.slug)
    page = {"programme": programme, "form": form, "name": name, "back": address(back, programme, part.pk)}
    return render(request, "planning/remove_part.html", page, status=422 if form.errors else 200)
