"""A list of lines from elsewhere: uploaded, its columns told, looked through, then taken over in one go."""

from functools import partial

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.foundation.headings import guessed_headings
from sanggar.foundation.ui.forms import ActForm, ConfirmForm
from sanggar.funding import actions
from sanggar.funding.imports import FIELDS, NEEDED, WORDS, Fate, PlannedRow
from sanggar.funding.models import BudgetVersion, LineImport
from sanggar.funding.pages.forms import UploadForm
from sanggar.funding.pages.versions import back, version_or_404
from sanggar.funding.queries import lines_below_use
from sanggar.funding.rules import may_plan_budget
from sanggar.funding.wording import LINE_LABELS
from sanggar.people.access import DeskRequest
from sanggar.planning.access import programme_page
from sanggar.planning.models import Programme

TONES = {Fate.NEW: "good", Fate.CHANGED: "now", Fate.WRONG: "bad", Fate.SAME: ""}


class ColumnsForm(ActForm):
    """Which column holds what."""

    def __init__(self, headings: list[str], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Tidak ada")), *((heading, heading) for heading in headings if heading)]
        for name in FIELDS:
            self.fields[name] = forms.ChoiceField(label=LINE_LABELS[name], choices=choices, required=name in NEEDED)


@programme_page(may_plan_budget)
def upload(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    version = version_or_404(programme, pk)
    form, kept = UploadForm(request.POST or None, request.FILES or None), []

    def act(*, file: object, by: Actor) -> None:
        kept.append(actions.keep_lines(version, name=file.name, content=file.read(), by=by, at=clock.now()))  # type: ignore[attr-defined]  # an upload

    if form.is_valid() and form.carry_out(act, by=request.actor):
        return _to(programme, "list_columns", kept[0]) if kept else back(programme, version)
    page = {"programme": programme, "version": version, "form": form}
    return render(request, "funding/upload.html", page, status=422 if form.errors else 200)


@programme_page(may_plan_budget)
def columns(request: DeskRequest, programme: Programme, pk: int, run: int) -> HttpResponse:
    found = _standing(programme, pk, run)
    sheet = actions.sheet_of(found)
    earlier = LineImport.objects.filter(version__budget__programme=programme).exclude(columns={}).first()
    remembered = found.columns or (earlier.columns if earlier else {})
    form = ColumnsForm(
        sheet.headings, request.POST or None, initial=guessed_headings(sheet.headings, WORDS, remembered)
    )

    def act(**given: str) -> None:
        actions.map_lines(found, columns={name: heading for name, heading in given.items() if heading})

    if form.is_valid() and form.carry_out(act):
        return _to(programme, "list_preview", found)
    page = {"programme": programme, "version": found.version, "form": form, "run": found, "count": len(sheet.rows)}
    return render(request, "funding/list_columns.html", page, status=422 if form.errors else 200)


@programme_page(may_plan_budget)
def preview(request: DeskRequest, programme: Programme, pk: int, run: int) -> HttpResponse:
    """Every row and what would become of it; then all of them at once."""
    found = _standing(programme, pk, run)
    if not found.columns:
        return _to(programme, "list_columns", found)
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.import_lines, found), by=request.actor, at=clock.now()):
        found.refresh_from_db()
        told = {"added": found.added, "changed": found.changed}
        messages.success(request, _("%(added)s rincian ditambahkan, %(changed)s diubah.") % told)
        return back(programme, found.version)
    rows = actions.plan_lines(found, at=clock.now())
    page = {"programme": programme, "version": found.version, "form": form, "run": found, **_shown(rows, found.version)}
    return render(request, "funding/list_preview.html", page, status=422 if form.errors else 200)


def _shown(rows: list[PlannedRow], version: BudgetVersion) -> dict[str, object]:
    by_fate = {fate: [row for row in rows if row.fate == fate] for fate in Fate}
    ready = not by_fate[Fate.WRONG] and (by_fate[Fate.NEW] or by_fate[Fate.CHANGED])
    coming = [*by_fate[Fate.NEW], *by_fate[Fate.CHANGED]]
    allocated = version.allocated + sum(row.amount - row.before for row in coming)
    return {
        "allocated": allocated,
        "left": version.ceiling - allocated,
        "tiles": [(fate.label, len(found), TONES[fate] if found else "") for fate, found in by_fate.items()],
        "wrong": by_fate[Fate.WRONG],
        "ready": coming,
        "may_import": bool(ready),
        "short": lines_below_use(version, {row.line.key: row.amount for row in coming if row.line}),
    }


def _standing(programme: Programme, pk: int, run: int) -> LineImport:
    """A list that is not in yet."""
    version = version_or_404(programme, pk)
    found = get_object_or_404(LineImport, pk=run, version=version)
    if found.table is None:
        raise Http404
    found.version = version
    return found


def _to(programme: Programme, name: str, run: LineImport) -> HttpResponse:
    return redirect(f"funding:{name}", programme.organisation.slug, programme.slug, run.version_id, run.pk)
