"""What a programme teaches, at the desk: modules and their checklist."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ActForm, ConfirmForm
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.training import actions
from sanggar.training.models import ChecklistItem, Module
from sanggar.training.pages import curriculum_presenters as say
from sanggar.training.pages import presenters
from sanggar.training.pages.curriculum_forms import CheckForm, ModuleForm
from sanggar.training.queries import modules_of
from sanggar.training.responsibility import ORIGIN
from sanggar.training.rules import may_run_training, may_see_training


@programme_page(may_see_training)
def curriculum(request: DeskRequest, programme: Programme) -> HttpResponse:
    modules = list(modules_of(programme))
    page = {
        "programme": programme,
        "tabs": presenters.room_tabs(programme, "curriculum"),
        "modules": [_line(module) for module in modules],
        "lacks_responsibility": all(module.origin != ORIGIN for module in modules),
        "may_run": may_run_training(request.user, programme),
    }
    return render(request, "training/curriculum.html", page)


def _line(module: Module) -> dict[str, Any]:
    return {
        "module": module,
        "title": say.title(module),
        "audience": say.audience(module),
        "objectives": say.objectives(module),
        "materials": len(module.materials.all()),
        "meetings": len(module.meetings.all()),
    }


@programme_page(may_run_training)
def add_responsibility(request: DeskRequest, programme: Programme) -> HttpResponse:
    """One button: the module on responsible content, with its readings and its checklist."""
    form = ConfirmForm(request.POST or None)
    act = partial(actions.add_responsibility_module, programme)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Modul tanggung jawab konten ditambahkan."))
        return redirect("training:curriculum", programme.organisation.slug, programme.slug)
    page = {"programme": programme, "form": form, "modules": []}
    return render(request, "training/add_responsibility.html", page, status=422 if form.errors else 200)


@programme_page(may_run_training)
def add_module(request: DeskRequest, programme: Programme) -> HttpResponse:
    form = ModuleForm(request.POST or None, programme=programme)
    return _module_page(request, programme, form, actions.add_module, programme, title=_("Tambah modul"))


@programme_page(may_run_training)
def change_module(request: DeskRequest, programme: Programme, module: int) -> HttpResponse:
    found = get_object_or_404(programme.modules, pk=module)
    initial = {name: getattr(found, name) for name in ("title", "objectives", "ordinal", "stage", "track")}
    initial["meetings"] = found.meetings.all()
    form = ModuleForm(request.POST or None, programme=programme, initial=initial)
    return _module_page(request, programme, form, actions.change_module, found, title=_("Ubah modul"))


@programme_page(may_run_training)
def remove_module(request: DeskRequest, programme: Programme, module: int) -> HttpResponse:
    """Asks once; what hangs on the module is told instead of carrying it out."""
    found = get_object_or_404(programme.modules, pk=module)
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.remove_module, found), by=request.actor, at=clock.now()):
        messages.success(request, _("Modul dihapus."))
        return redirect("training:curriculum", programme.organisation.slug, programme.slug)
    lead = _("“%(title)s” dihapus beserta materi dan daftar periksanya.") % {"title": say.title(found)}
    page = {"programme": programme, "form": form, "title": _("Hapus modul"), "lead": lead, "module": found}
    page["submit"] = _("Hapus modul")
    return render(request, "training/curriculum_form.html", page, status=422 if form.errors else 200)


def _module_page(
    request: DeskRequest, programme: Programme, form: ActForm, act: Any, subject: object, *, title: str
) -> HttpResponse:
    if form.is_valid() and form.carry_out(partial(act, subject), by=request.actor, at=clock.now()):
        messages.success(request, _("Modul disimpan."))
        saved = subject if isinstance(subject, Module) else _newest(programme, form)
        place = [programme.organisation.slug, programme.slug]
        return redirect("training:module", *place, saved.pk) if saved else redirect("training:curriculum", *place)
    page = {"programme": programme, "form": form, "title": title}
    return render(request, "training/curriculum_form.html", page, status=422 if form.errors else 200)


def _newest(programme: Programme, form: ActForm) -> Module | None:
    """What this form added, now or by an earlier click."""
    return programme.modules.filter(title=form.cleaned_data["title"]).order_by("pk").last()


@programme_page(may_see_training)
def module(request: DeskRequest, programme: Programme, module: int) -> HttpResponse:
    found = get_object_or_404(modules_of(programme), pk=module)
    asked = [item for item in found.checklist.all() if item.retired_at is None]
    page = {
        **_line(found),
        "programme": programme,
        "held": [(presenters.when(meeting), meeting) for meeting in found.meetings.all()],
        "lines": [say.desk_material(material) for material in found.materials.all()],
        "checks": say.checks(asked),
        "may_run": may_run_training(request.user, programme),
    }
    return render(request, "training/module.html", page)


@programme_page(may_run_training)
def add_check(request: DeskRequest, programme: Programme, module: int) -> HttpResponse:
    found = get_object_or_404(programme.modules, pk=module)
    form = CheckForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.add_check, found), by=request.actor, at=clock.now()):
        messages.success(request, _("Butir ditambahkan ke daftar periksa."))
        return redirect("training:module", programme.organisation.slug, programme.slug, found.pk)
    page = {"programme": programme, "form": form, "title": _("Tambah butir daftar periksa"), "module": found}
    return render(request, "training/curriculum_form.html", page, status=422 if form.errors else 200)


@programme_page(may_run_training)
def retire_check(request: DeskRequest, programme: Programme, item: int) -> HttpResponse:
    rows = ChecklistItem.objects.filter(module__programme=programme, retired_at=None).select_related("module")
    found = get_object_or_404(rows, pk=item)
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.retire_check, found), by=request.actor, at=clock.now()):
        messages.success(request, _("Butir tidak ditanyakan lagi."))
        return redirect("training:module", programme.organisation.slug, programme.slug, found.module_id)
    asked = say.checks([found])[0]["text"]
    page = {"programme": programme, "form": form, "title": _("Hapus butir"), "lead": asked, "module": found.module}
    return render(request, "training/curriculum_form.html", page, status=422 if form.errors else 200)
