"""Desk: how far everyone is, what is asked, and issuing certificates to all who have it."""

from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.evaluation import actions
from sanggar.evaluation.numbers import number_of
from sanggar.evaluation.pages.forms import IssueForm, NumberingForm, RuleForm
from sanggar.evaluation.pages.listings import HELD, RULE_FILTER, completion_listing
from sanggar.evaluation.pages.presenters import room_tabs, rule_words
from sanggar.evaluation.queries import completion_tally, numbering_of, rule_of, still_running, to_certify
from sanggar.evaluation.rules import may_certify
from sanggar.foundation import clock
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme


@programme_page()
def completion(request: DeskRequest, programme: Programme) -> HttpResponse:
    rule = rule_of(programme)
    listing = completion_listing(request, programme, rule)
    tally = completion_tally(programme)
    waiting = [(stage, tally.ready.get(stage.pk, 0)) for stage in programme.stages.all()]
    page = {
        "programme": programme,
        "tabs": room_tabs(programme, "completion"),
        "listing": listing,
        "rule": rule,
        "rule_words": rule_words(rule) if rule else "",
        "counts": tally,
        "held_url": f"?{urlencode({RULE_FILTER: HELD})}",
        "waiting": [(stage, count) for stage, count in waiting if count],
        "certifies": may_certify(request.user, programme),
    }
    return listing.file() or render(request, "evaluation/completion.html", page)


@programme_page(may_certify)
def rule(request: DeskRequest, programme: Programme) -> HttpResponse:
    known = rule_of(programme)
    usual = {"attendance_percent": 80, "contacts": 4, "works": 1, "assignments": False, "post_test": False}
    now = {name: getattr(known, name) for name in usual} if known else usual
    form = RuleForm(request.POST or None, initial=now)
    if form.is_valid() and form.carry_out(partial(actions.set_rule, programme), by=request.actor, at=clock.now()):
        messages.success(request, _("Syarat kelulusan disimpan."))
        return redirect("evaluation:completion", programme.organisation.slug, programme.slug)
    page = {"programme": programme, "form": form}
    return render(request, "evaluation/rule.html", page, status=422 if form.errors else 200)


@programme_page(may_certify)
def numbering(request: DeskRequest, programme: Programme) -> HttpResponse:
    series = numbering_of(programme.organisation, clock.now())
    form = NumberingForm(request.POST or None, initial={"pattern": series.pattern})
    if form.is_valid() and form.carry_out(partial(actions.set_numbering, programme), by=request.actor, at=clock.now()):
        messages.success(request, _("Pola nomor disimpan."))
        return redirect("evaluation:completion", programme.organisation.slug, programme.slug)
    following = number_of(series.pattern, series.last + 1, clock.today())
    page = {"programme": programme, "form": form, "series": series, "following": following}
    return render(request, "evaluation/numbering.html", page, status=422 if form.errors else 200)


@programme_page(may_certify)
def issue(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    """Says how many certificates will be issued, with which numbers, and asks once."""
    stage = get_object_or_404(programme.stages.all(), pk=pk)
    people = list(to_certify(stage))
    running = still_running(stage, clock.now()) if people else None
    form = IssueForm(request.POST or None, running=running)
    act = partial(actions.issue_certificates, stage)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        told = ngettext("%(count)d sertifikat terbit.", "%(count)d sertifikat terbit.", len(people))
        messages.success(request, told % {"count": len(people)})
        return redirect("evaluation:certificates", programme.organisation.slug, programme.slug)
    series = numbering_of(programme.organisation, clock.now())
    numbers = [number_of(series.pattern, series.last + place, clock.today()) for place in (1, len(people))]
    page = {
        "programme": programme,
        "stage": stage,
        "people": people,
        "numbers": numbers,
        "form": form,
        "running": running,
    }
    return render(request, "evaluation/issue.html", page, status=409 if form.errors else 200)
