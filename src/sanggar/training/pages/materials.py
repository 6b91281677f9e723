"""Materials at the desk: add one, say when it opens, add a version, read an earlier one."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock, files
from sanggar.foundation.ui.forms import ActForm, ConfirmForm
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.training import actions
from sanggar.training.models import MaterialVersion, Module
from sanggar.training.pages import curriculum_presenters as say
from sanggar.training.pages.curriculum_forms import MaterialForm, NewMaterialForm, VersionForm
from sanggar.training.queries import materials_of
from sanggar.training.rules import may_run_training, may_see_training


@programme_page(may_run_training)
def add_material(request: DeskRequest, programme: Programme, module: int) -> HttpResponse:
    found = get_object_or_404(programme.modules, pk=module)
    form = NewMaterialForm(request.POST or None, request.FILES or None, programme=programme)
    if form.is_valid() and form.carry_out(partial(actions.add_material, found), by=request.actor, at=clock.now()):
        return _saved(request, programme, found, _("Materi ditambahkan."))
    return _form_page(request, programme, found, form, _("Tambah materi"))


@programme_page(may_run_training)
def change_material(request: DeskRequest, programme: Programme, material: int) -> HttpResponse:
    found = get_object_or_404(materials_of(programme), pk=material)
    names = ("title", "ordinal", "release", "release_on", "release_works")
    initial = {name: getattr(found, name) for name in names} | {"release_meetings": found.release_meetings.all()}
    form = MaterialForm(request.POST or None, programme=programme, initial=initial)
    if form.is_valid() and form.carry_out(partial(actions.change_material, found), by=request.actor, at=clock.now()):
        return _saved(request, programme, found.module, _("Materi diubah."))
    return _form_page(request, programme, found.module, form, _("Ubah materi"))


@programme_page(may_run_training)
def remove_material(request: DeskRequest, programme: Programme, material: int) -> HttpResponse:
    found = get_object_or_404(materials_of(programme), pk=material)
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.remove_material, found), by=request.actor, at=clock.now()):
        return _saved(request, programme, found.module, _("Materi dihapus."))
    lead = _("“%(title)s” dihapus beserta semua versinya.") % {"title": say.title(found)}
    return _form_page(request, programme, found.module, form, _("Hapus materi"), lead, submit=_("Hapus materi"))


@programme_page(may_run_training)
def add_version(request: DeskRequest, programme: Programme, material: int) -> HttpResponse:
    found = get_object_or_404(materials_of(programme), pk=material)
    form = VersionForm(request.POST or None, request.FILES or None)
    if form.is_valid() and form.carry_out(partial(actions.add_version, found), by=request.actor, at=clock.now()):
        return _saved(request, programme, found.module, _("Versi baru tersimpan; peserta melihatnya sejak sekarang."))
    return _form_page(request, programme, found.module, form, _("Tambah versi"), say.title(found))


@programme_page(may_see_training)
def version(request: DeskRequest, programme: Programme, version: int) -> HttpResponseBase:
    """Any version, also an earlier one: a file as a download, anything else as a page."""
    rows = MaterialVersion.objects.filter(material__module__programme=programme)
    found = get_object_or_404(rows.select_related("file", "material__module"), pk=version)
    if found.file:
        return files.response(found.file)
    line = say.version_line(found)
    page = {"programme": programme, "line": say.shown(found.material, found), "told": line["told"]}
    return render(request, "training/version.html", page | {"module": found.material.module})


def _saved(request: DeskRequest, programme: Programme, module: Module, done: str) -> HttpResponse:
    messages.success(request, done)
    return redirect("training:module", programme.organisation.slug, programme.slug, module.pk)


def _form_page(
    request: DeskRequest,
    programme: Programme,
    module: Module,
    form: ActForm,
    title: str,
    lead: str = "",
    *,
    submit: str = "",
) -> HttpResponse:
    page = {"programme": programme, "module": module, "form": form, "title": title, "lead": lead, "submit": submit}
    return render(request, "training/curriculum_form.html", page, status=422 if form.errors else 200)
