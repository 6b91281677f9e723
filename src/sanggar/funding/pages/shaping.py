"""The shape of a draft: following the plan, or trying another."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.funding import actions
from sanggar.funding.pages.shape_form import ShapeForm
from sanggar.funding.pages.version_presenters import followed_rows
from sanggar.funding.pages.versions import back, version_or_404
from sanggar.funding.queries import changes_by_plan, lines_below_use
from sanggar.funding.rules import may_plan_budget
from sanggar.funding.shapes import shape_from_json
from sanggar.people.access import DeskRequest
from sanggar.planning.access import programme_page
from sanggar.planning.models import Programme


@programme_page(may_plan_budget)
def follow_plan(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    """What the plan's present shape would change, before it does."""
    version = version_or_404(programme, pk)
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.follow_plan, version), by=request.actor, at=clock.now()):
        messages.success(request, _("Rancangan mengikuti rencana sekarang."))
        return back(programme, version)
    changes = changes_by_plan(version)
    if changes is None and not form.errors:
        messages.info(request, _("Rancangan ini sudah sesuai dengan rencana."))
        return redirect("funding:version", programme.organisation.slug, programme.slug, version.pk)
    rows = followed_rows(changes or [])
    total = version.allocated + sum(row["difference"] for row in rows)
    short = lines_below_use(version, {each.line.key: each.amount for each in changes or []})
    page = {"programme": programme, "version": version, "form": form, "rows": rows, "total": total, "short": short}
    return render(request, "funding/follow_plan.html", page, status=422 if form.errors else 200)


@programme_page(may_plan_budget)
def try_shape(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    version = version_or_404(programme, pk)
    form = ShapeForm(shape_from_json(version.shape), request.POST or None)

    def act(*, by: Actor, **_given: object) -> None:
        actions.try_shape(version, shape=form.shape, by=by, at=clock.now())

    if form.is_valid() and form.carry_out(act, by=request.actor):
        messages.success(request, _("Bentuk dicoba; setiap rincian dihitung ulang."))
        return back(programme, version)
    page = {"programme": programme, "version": version, "form": form}
    return render(request, "funding/try_shape.html", page, status=422 if form.errors else 200)
