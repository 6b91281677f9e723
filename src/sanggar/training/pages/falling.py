"""Whose presence is falling, and by which rule. Whoever stands here is called by their mentor; there is no ranking."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.training import actions
from sanggar.training.models import PresenceRule
from sanggar.training.pages import presenters
from sanggar.training.pages.forms import PresenceRuleForm
from sanggar.training.queries import falling_presence, presence_rule
from sanggar.training.rules import may_run_training, may_see_training


@programme_page(may_see_training)
def falling(request: DeskRequest, programme: Programme) -> HttpResponse:
    page = {
        "programme": programme,
        "tabs": presenters.room_tabs(programme, "falling"),
        "people": falling_presence(programme, clock.now()),
        "rule": rule_words(presence_rule(programme)),
        "may_run": may_run_training(request.user, programme),
    }
    return render(request, "training/falling.html", page)


@programme_page(may_run_training)
def change_rule(request: DeskRequest, programme: Programme) -> HttpResponse:
    rule = presence_rule(programme)
    initial = {"missed_in_a_row": rule.missed_in_a_row, "below_percent": rule.below_percent}
    form = PresenceRuleForm(request.POST or None, initial=initial)
    act = partial(actions.set_presence_rule, programme)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Aturan disimpan."))
        return redirect(presenters.address("falling", programme))
    page = {"programme": programme, "form": form}
    return render(request, "training/presence_rule.html", page, status=422 if form.errors else 200)


def rule_words(rule: PresenceRule) -> str:
    """The rule as one sentence."""
    row = _("tidak hadir %(count)d sesi berturut-turut") % {"count": rule.missed_in_a_row}
    percent = _("kehadirannya di bawah %(percent)d%% setelah tiga sesi") % {"percent": rule.below_percent}
    parts = [words for words, asked in ((row, rule.missed_in_a_row), (percent, rule.below_percent)) if asked]
    told = _("Pendamping menindaklanjuti peserta yang %(parts)s.")
    return told % {"parts": _(" atau ").join(parts)}
