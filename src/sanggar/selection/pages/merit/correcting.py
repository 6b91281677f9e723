"""Mending one's own finished review."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.planning.access import DeskRequest
from sanggar.selection.actions import merit as actions
from sanggar.selection.models import ReviewTask
from sanggar.selection.pages.merit.blinding import blind_answers, code_of
from sanggar.selection.pages.merit.mine import own_task
from sanggar.selection.pages.merit.own_forms import CorrectionForm
from sanggar.selection.queries import is_review_open, others_done


@own_task
def correct(request: DeskRequest, task: ReviewTask) -> HttpResponse:
    call = task.reviewer.call
    if not task.is_done:
        return redirect("my_review", call.slug, task.ordinal)
    if request.method != "POST" and not is_review_open(call, task.application_id):
        context = {"code": code_of(task), "call": call, "is_done": True}
        return render(request, "selection/merit/my_review_over.html", context)
    form = CorrectionForm(task, request.POST or None, initial={"standing": task.corrections.count()})
    act = partial(actions.correct_review, task)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Perbaikan tercatat. Nilai yang lama tetap tersimpan bersama alasannya."))
        return redirect("my_review", call.slug, task.ordinal)
    context = {"call": call, "task": task, "answers": blind_answers(task), "form": form, "others": others_done(task)}
    return render(request, "selection/merit/my_correction.html", context, status=422 if form.errors else 200)
