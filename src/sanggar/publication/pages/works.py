"""The desk's list of works; a participant's works; confirming and removing one."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ConfirmForm, ReasonForm
from sanggar.foundation.ui.picker import asked_for
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.publication import actions
from sanggar.publication.models import Work
from sanggar.publication.pages import presenters
from sanggar.publication.pages.forms import AnyWorkForm, WorkForm
from sanggar.publication.queries import works_of, works_of_programme
from sanggar.publication.rules import may_confirm_works, may_see_works
from sanggar.training.models import Enrolment
from sanggar.training.queries import enrolments_of


@programme_page(may_see_works)
def works(request: DeskRequest, programme: Programme) -> HttpResponse:
    may_confirm = may_confirm_works(request.user, programme)
    listing = presenters.work_listing(request, programme, works_of_programme(programme), may_confirm=may_confirm)
    page = {"programme": programme, "listing": listing, "may_confirm": may_confirm}
    return listing.file() or render(request, "publication/works.html", page)


@programme_page(may_confirm_works)
def add(request: DeskRequest, programme: Programme) -> HttpResponse:
    form = AnyWorkForm(request.POST or None, programme=programme, asked=asked_for(request))
    if form.is_valid() and form.carry_out(actions.add_work, by=request.actor, at=clock.now()):
        messages.success(request, _("Karya ditambahkan. Konfirmasi setelah Anda membukanya."))
        return redirect("publication:works", programme.organisation.slug, programme.slug)
    page = {"programme": programme, "form": form}
    return render(request, "publication/add.html", page, status=422 if form.errors else 200)


@programme_page(may_see_works, to_write=may_confirm_works)
def participant(request: DeskRequest, programme: Programme, enrolment: int) -> HttpResponse:
    """One participant's works, and a form for one more."""
    found: Enrolment = get_object_or_404(enrolments_of(programme), pk=enrolment)
    form = WorkForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.add_work, found), by=request.actor, at=clock.now()):
        messages.success(request, _("Karya ditambahkan. Konfirmasi setelah Anda membukanya."))
        return redirect("publication:participant", programme.organisation.slug, programme.slug, found.pk)
    page = {
        "programme": programme,
        "enrolment": found,
        "lines": [presenters.work_line(work) for work in works_of(found)],
        "may_add": may_confirm_works(request.user, programme) and found.is_seated,
        "form": form,
    }
    return render(request, "publication/participant.html", page, status=422 if form.errors else 200)


@programme_page(may_confirm_works)
def confirm(request: DeskRequest, programme: Programme, work: int) -> HttpResponse:
    found = _work(programme, work)
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.confirm_work, found), by=request.actor, at=clock.now()):
        messages.success(request, _("Karya dikonfirmasi."))
        return redirect("publication:works", programme.organisation.slug, programme.slug)
    page = {"programme": programme, "work": found, "facts": presenters.work_facts(found), "form": form}
    return render(request, "publication/confirm.html", page, status=422 if form.errors else 200)


@programme_page(may_confirm_works)
def remove(request: DeskRequest, programme: Programme, work: int) -> HttpResponse:
    found = _work(programme, work)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.remove_work, found), by=request.actor, at=clock.now()):
        messages.success(request, _("Karya dihapus dari daftar."))
        return redirect("publication:works", programme.organisation.slug, programme.slug)
    page = {"programme": programme, "work": found, "facts": presenters.work_facts(found), "form": form}
    return render(request, "publication/remove.html", page, status=422 if form.errors else 200)


def _work(programme: Programme, pk: int) -> Work:
    return get_object_or_404(works_of_programme(programme), pk=pk)
