"""A mentor adds the works of the people they accompany; whoever is not theirs does not exist here."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.planning.access import DeskRequest
from sanggar.publication import actions
from sanggar.publication.pages import presenters
from sanggar.publication.pages.forms import WorkForm
from sanggar.publication.queries import works_of
from sanggar.publication.rules import may_add_work
from sanggar.training.models import Enrolment


def works(request: DeskRequest, enrolment: int) -> HttpResponse:
    found = get_object_or_404(
        Enrolment.objects.select_related("person", "stage__programme__organisation"), pk=enrolment
    )
    if not may_add_work(request.user, found):
        raise Http404
    form = WorkForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.add_work, found), by=request.actor, at=clock.now()):
        messages.success(request, _("Karya ditambahkan dan menunggu konfirmasi pengelola."))
        return redirect("mentee_works", found.pk)
    lines = [presenters.work_line(work) for work in works_of(found)]
    page = {"enrolment": found, "lines": lines, "may_add": found.is_seated, "form": form}
    return render(request, "publication/mentor.html", page, status=422 if form.errors else 200)
