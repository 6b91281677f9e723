"""Desk: a list that was collected elsewhere. Uploaded, its columns told, looked through, entered in one go."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext

from sanggar.applications import actions
from sanggar.applications import screening_queries as screening
from sanggar.applications.actions.importing import ready_to_import
from sanggar.applications.imports import OWN, Fate, ImportSettings, guessed_columns, guessed_date_order
from sanggar.applications.models import Call, CallState, ImportRun
from sanggar.applications.pages.calls import call_of
from sanggar.applications.pages.entry_forms import ColumnsForm, UploadForm
from sanggar.applications.pages.import_presenters import plan_shown
from sanggar.applications.question_queries import questions_of
from sanggar.applications.rules import may_screen
from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme


@programme_page(may_screen)
def upload(request: DeskRequest, programme: Programme, slug: str) -> HttpResponse:
    call = call_of(programme, slug)
    if call.state_at(clock.now()) not in (CallState.WAITING, CallState.OPEN):
        return render(request, "applications/entry_closed.html", {"programme": programme, "call": call})
    form, kept = UploadForm(request.POST or None, request.FILES or None), []
    at = clock.now()

    def act(*, file: object, by: Actor) -> None:
        kept.append(actions.keep_table(call, name=file.name, content=file.read(), by=by, at=at))  # type: ignore[attr-defined]  # an upload

    if form.is_valid() and form.carry_out(act, by=request.actor):
        return _to(call, "columns", kept[0].pk) if kept else _to(call, "upload")
    runs = ImportRun.objects.filter(call=call)[:20]
    page = {"programme": programme, "call": call, "form": form, "runs": runs}
    return render(request, "applications/upload.html", page, status=422 if form.errors else 200)


@programme_page(may_screen)
def columns(request: DeskRequest, programme: Programme, slug: str, pk: int) -> HttpResponse:
    call = call_of(programme, slug)
    run = _standing(call, pk)
    sheet = actions.sheet_of(run)
    remembered = ImportSettings.from_json(run.settings or screening.last_mapping(call))
    guessed = guessed_columns(sheet.headings, remembered.columns, questions_of(call))
    initial = {
        **remembered.as_json(),
        **{f"column_{name}": heading for name, heading in guessed.items()},
        "date_order": guessed_date_order(sheet, guessed.get("birth_date", "")),
    }
    form = ColumnsForm(call, sheet.headings, request.POST or None, initial=initial)

    def act(**_given: object) -> None:
        actions.map_columns(run, form.settings)

    if form.is_valid() and form.carry_out(act):
        return _to(call, "preview_import", run.pk)
    page = {"programme": programme, "call": call, "run": run, "form": form, "count": len(sheet.rows)}
    return render(request, "applications/columns.html", page, status=422 if form.errors else 200)


@programme_page(may_screen)
def preview(request: DeskRequest, programme: Programme, slug: str, pk: int) -> HttpResponse:
    """Every row and what would become of it; then all the good ones at once."""
    call = call_of(programme, slug)
    run = _standing(call, pk)
    if not run.settings:
        return _to(call, "columns", run.pk)
    form, at = ConfirmForm(request.POST or None), clock.now()
    if form.is_valid() and form.carry_out(
        partial(actions.import_rows, run, ready_to_import(run, at=at)), by=request.actor, at=at
    ):
        run.refresh_from_db()
        done = ngettext("%(count)s lamaran dimasukkan.", "%(count)s lamaran dimasukkan.", run.entered)
        messages.success(request, done % {"count": run.entered})
        return _to(call, "upload")
    plan = actions.plan_import(run)
    count = plan.counts[Fate.NEW]
    button = ngettext("Masukkan %(count)s lamaran", "Masukkan %(count)s lamaran", count) % {"count": count}
    page = {"programme": programme, "call": call, "run": run, "form": form, "button": button if count else ""}
    page |= plan_shown(plan, {f"{OWN}{each.key}": each.shown for each in questions_of(call)})
    return render(request, "applications/preview_import.html", page, status=422 if form.errors else 200)


def _standing(call: Call, pk: int) -> ImportRun:
    """A list that is not in yet and not emptied either."""
    run = get_object_or_404(ImportRun.objects.select_related("call"), pk=pk, call=call)
    if not run.table_sealed:
        raise Http404
    run.call = call
    return run


def _to(call: Call, name: str, *rest: int) -> HttpResponse:
    programme = call.programme
    return redirect(f"applications:{name}", programme.organisation.slug, programme.slug, call.slug, *rest)
