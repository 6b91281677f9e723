"""A list of realisation from SIPD: uploaded, its columns told, looked through, then taken over in one go."""

from functools import partial

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.foundation.headings import guessed_headings
from sanggar.foundation.ui.forms import ActForm, ConfirmForm
from sanggar.people.access import DeskRequest
from sanggar.planning.access import programme_page
from sanggar.planning.models import Programme
from sanggar.spending import actions
from sanggar.spending.models import StatementImport
from sanggar.spending.pages.addresses import address, trail
from sanggar.spending.rules import may_reconcile
from sanggar.spending.statement_queries import last_columns, statement_imports_of
from sanggar.spending.statement_rows import LABELS, NEEDED, WORDS, Fate, PlannedRow

TONES = {Fate.NEW: "good", Fate.CHANGED: "now", Fate.WRONG: "bad"}


class StatementForm(ActForm):
    file = forms.FileField(
        label=gettext_lazy("Berkas daftar"),
        help_text=gettext_lazy("CSV atau XLSX; paling besar 2 MB dan 2.000 baris. Baris pertama judul kolom."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
    )


class StatementColumnsForm(ActForm):
    """Which column holds what."""

    def __init__(self, headings: list[str], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Tidak ada")), *((heading, heading) for heading in headings if heading)]
        for name, label in LABELS.items():
            self.fields[name] = forms.ChoiceField(label=str(label), choices=choices, required=name in NEEDED)


@programme_page(may_reconcile)
def upload(request: DeskRequest, programme: Programme) -> HttpResponse:
    form, kept = StatementForm(request.POST or None, request.FILES or None), []

    def act(*, file: object, by: Actor) -> None:
        given = {"name": file.name, "content": file.read()}  # type: ignore[attr-defined]  # an upload
        kept.append(actions.keep_statement(programme, **given, by=by, at=clock.now()))

    if form.is_valid() and form.carry_out(act, by=request.actor):
        return redirect(
            address("statement_columns", programme, kept[0].pk) if kept else address("statement", programme)
        )
    page: dict[str, object] = {
        "title": _("Masukkan realisasi SIPD"),
        "lead": _("Unduh realisasi per SP2D dari SIPD, lalu unggah di sini. Anda melihat setiap baris lebih dulu."),
        "note": _(
            "Baris yang sudah ada tidak ditambahkan dua kali. Baris sub kegiatan lain, judul, dan jumlah dilewati; "
            "koreksi di bawah nol ikut dimasukkan. Memasukkan daftar tidak mengubah pembayaran mana pun; barisnya "
            "dicocokkan dengan pembayaran yang nomor dan jumlahnya sama."
        ),
        "submit": _("Unggah dan baca"),
        "back": address("statement", programme),
    }
    return _form_page(request, programme, form, page)


@programme_page(may_reconcile)
def columns(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    run = _standing(programme, pk)
    sheet = actions.statement_sheet(run)
    proposed = guessed_headings(sheet.headings, WORDS, run.columns or last_columns(programme))
    form = StatementColumnsForm(sheet.headings, request.POST or None, initial=proposed)

    def act(**given: str) -> None:
        actions.map_statement(run, columns={name: heading for name, heading in given.items() if heading})

    if form.is_valid() and form.carry_out(act):
        return redirect(address("statement_preview", programme, run.pk))
    page: dict[str, object] = {
        "title": _("Kolom mana berisi apa?"),
        "lead": run.name,
        "note": _("%(count)s baris terbaca. Pilihan Anda diingat untuk daftar berikutnya.")
        % {"count": len(sheet.rows)},
        "submit": _("Periksa setiap baris"),
        "back": address("upload_statement", programme),
    }
    return _form_page(request, programme, form, page)


@programme_page(may_reconcile)
def preview(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    """Every row and what would become of it; then all of them at once."""
    run = _standing(programme, pk)
    if not run.columns:
        return redirect(address("statement_columns", programme, run.pk))
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.import_statement, run), by=request.actor, at=clock.now()):
        run.refresh_from_db()
        told = {"added": run.added, "changed": run.changed}
        messages.success(request, _("%(added)s baris ditambahkan, %(changed)s diubah.") % told)
        return redirect(address("statement", programme))
    page = {"programme": programme, "form": form, "run": run, **_shown(actions.plan_statement(run))}
    return render(request, "spending/statement_preview.html", page, status=422 if form.errors else 200)


def _shown(rows: list[PlannedRow]) -> dict[str, object]:
    by_fate = {fate: [row for row in rows if row.fate == fate] for fate in Fate}
    ready = [*by_fate[Fate.NEW], *by_fate[Fate.CHANGED]]
    return {
        "tiles": [(fate.label, len(found), TONES.get(fate, "") if found else "") for fate, found in by_fate.items()],
        "wrong": by_fate[Fate.WRONG],
        "ready": ready,
        "skipped": [*by_fate[Fate.ELSEWHERE], *by_fate[Fate.TOTAL]],
        "may_import": bool(ready and not by_fate[Fate.WRONG]),
    }


def _standing(programme: Programme, pk: int) -> StatementImport:
    """A list that is not in yet."""
    run = get_object_or_404(statement_imports_of(programme), pk=pk)
    if run.table is None:
        raise Http404
    run.programme = programme
    return run


def _form_page(request: DeskRequest, programme: Programme, form: ActForm, page: dict[str, object]) -> HttpResponse:
    shared = {"programme": programme, "form": form, "trail": trail(programme, "statement", _("SIPD"))}
    return render(request, "spending/statement_form.html", shared | page, status=422 if form.errors else 200)
