"""Whose presence is falling, and by which rule. Whoever stands here is called by their mentor; there is no ranking."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.ui.listing import Cell, Column, Empty, Listing
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.training import actions
from sanggar.training.models import Enrolment, PresenceRule
from sanggar.training.pages import presenters
from sanggar.training.pages.forms import PresenceRuleForm
from sanggar.training.queries import enrolments_of, falling_presence, presence_rule
from sanggar.training.rules import may_run_training, may_see_training


@programme_page(may_see_training)
def falling(request: DeskRequest, programme: Programme) -> HttpResponse:
    listing = falling_listing(request, programme)
    if file := listing.file():
        return file
    page = {
        "programme": programme,
        "tabs": presenters.room_tabs(programme, "falling"),
        "listing": listing,
        "rule": rule_words(presence_rule(programme)),
        "may_run": may_run_training(request.user, programme),
    }
    return render(request, "training/falling.html", page)


def falling_listing(request: DeskRequest, programme: Programme) -> Listing:
    """By name; in the order of how often somebody came there is none."""
    found = {each.enrolment.pk: each for each in falling_presence(programme, clock.now())}

    def name(enrolment: Enrolment) -> Cell:
        link = presenters.address("participant", programme, enrolment.pk)
        return Cell(enrolment.person.name, link=link, note=str(enrolment.cohort))

    return Listing(
        request,
        enrolments_of(programme).filter(pk__in=found),
        [
            Column("nama", _("Nama"), lambda e: e.person.name, name, sort="person__name"),
            Column("kelas", _("Kelas"), lambda e: e.cohort.name, sort="cohort__name", on_page=False),
            Column("sebab", _("Mengapa"), lambda e: found[e.pk].detail),
        ],
        name="kehadiran-menurun",
        caption=_("Kehadiran menurun"),
        search=("person__name", "cohort__name"),
        empty=Empty(
            _("Tidak ada peserta yang kehadirannya menurun"),
            _("Yang memenuhi aturan di atas muncul di sini dan diteruskan kepada pendampingnya setiap pagi."),
        ),
    )


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
