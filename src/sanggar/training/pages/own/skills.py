"""How a participant sees themselves, one skill a page; the answers are checked before they are finished."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.planning.access import DeskRequest
from sanggar.training import actions
from sanggar.training.access import as_participant, own_enrolment_page
from sanggar.training.models import Enrolment, SelfAssessment
from sanggar.training.pages.own.forms import LevelForm
from sanggar.training.queries import skills_of, unrated_skills


@own_enrolment_page
def skills(request: DeskRequest, enrolment: Enrolment) -> HttpResponse:
    """Begin; go on; check and finish; begin anew: whichever is next."""
    running = _running(enrolment)
    left = unrated_skills(running) if running else []
    form = ConfirmForm(request.POST or None)
    act = (
        partial(actions.finish_self_assessment, running)
        if running
        else partial(actions.begin_self_assessment, enrolment)
    )
    if form.is_valid() and form.carry_out(act, by=as_participant(request), at=clock.now()):
        return _onward(request, enrolment)
    latest = enrolment.self_assessments.filter(finished_at__isnull=False).order_by("number").last()
    shown = running or latest
    page = {
        "enrolment": enrolment,
        "form": form,
        "confirm": ConfirmForm(auto_id=False),
        "running": running,
        "latest": latest,
        "left": left,
        "lines": _lines(enrolment, shown) if shown else [],
        "count": enrolment.stage.programme.skills.count(),
    }
    return render(request, "training/own/skills.html", page, status=409 if form.errors else 200)


@own_enrolment_page
def skill(request: DeskRequest, enrolment: Enrolment, ordinal: int) -> HttpResponse:
    every = list(skills_of(enrolment.stage.programme))
    found = get_object_or_404(skills_of(enrolment.stage.programme), ordinal=ordinal)
    running = _running(enrolment)
    if running is None:
        return redirect("own_skills", enrolment.pk)
    chosen = running.ratings.filter(skill=found).values_list("level", flat=True).first()
    form = LevelForm(found, request.POST or None, initial={"level": str(chosen) if chosen else None})
    act = partial(actions.rate_skill, running)
    if form.is_valid() and form.carry_out(act, by=as_participant(request), at=clock.now()):
        return _next(enrolment, running)
    page = {
        "enrolment": enrolment,
        "form": form,
        "skill": found,
        "place": every.index(found) + 1,
        "count": len(every),
    }
    return render(request, "training/own/skill.html", page, status=422 if form.errors else 200)


def _running(enrolment: Enrolment) -> SelfAssessment | None:
    return enrolment.self_assessments.filter(finished_at=None).first()


def _next(enrolment: Enrolment, running: SelfAssessment) -> HttpResponse:
    left = unrated_skills(running)
    return redirect("own_skill", enrolment.pk, left[0].ordinal) if left else redirect("own_skills", enrolment.pk)


def _onward(request: DeskRequest, enrolment: Enrolment) -> HttpResponse:
    """To the first skill when it has begun, back to the overview when it is finished."""
    if running := _running(enrolment):
        return _next(enrolment, running)
    messages.success(request, _("Penilaian diri tersimpan."))
    return redirect("own_baseline", enrolment.pk)


def _lines(enrolment: Enrolment, shown: SelfAssessment) -> list[tuple[object, str]]:
    chosen = {rating.skill_id: rating.level.text for rating in shown.ratings.select_related("level")}
    return [(each, chosen.get(each.pk, "")) for each in skills_of(enrolment.stage.programme)]
