"""News after the end: the short form behind a secret link, and the office's list of what was answered."""

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from sanggar.foundation import clock
from sanggar.foundation.ui.listing import Cell, Column, Empty, Listing
from sanggar.mentoring import actions
from sanggar.mentoring.models import AfterCheck
from sanggar.mentoring.pages.ending_forms import NewsForm
from sanggar.mentoring.queries import check_by_link, checks_of
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme


@csrf_exempt
@login_not_required
def after_check(request: HttpRequest, check: int, token: str) -> HttpResponse:
    """Whoever has the link answers once; then it thanks."""
    found = check_by_link(check, token)
    if found is None:
        raise Http404
    form = NewsForm(request.POST or None)
    act, by = partial(actions.answer_check, found), found.mentorship.enrolment.application.actor
    if form.is_valid() and form.carry_out(act, by=by, at=clock.now()):
        found.refresh_from_db()
    page = {"check": found, "form": form, "programme": found.mentorship.enrolment.stage.programme}
    response = render(request, "mentoring/after_check.html", page, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


@programme_page()
def news(request: DeskRequest, programme: Programme) -> HttpResponse:
    listing = news_listing(request, programme)
    return listing.file() or render(request, "mentoring/news.html", {"programme": programme, "listing": listing})


def news_listing(request: HttpRequest, programme: Programme) -> Listing:
    columns = [
        Column("peserta", _("Peserta"), _name, sort="mentorship__enrolment__person__name"),
        Column("sesudah", _("Sesudah (bulan)"), lambda c: c.months, kind="number", sort="months"),
        Column("tanggal", _("Ditanyakan"), lambda c: c.due_on, sort="due_on"),
        Column("keadaan", _("Keadaan"), lambda c: _state(c).text, _state),
        Column("berkarya", _("Masih berkarya"), lambda c: c.get_publishing_display()),
        Column("sebulan", _("Karya sebulan"), lambda c: c.works_a_month, kind="number"),
        Column("penghasilan", _("Berpenghasilan"), _earns),
        Column("cerita", _("Cerita"), lambda c: c.word),
    ]
    return Listing(
        request,
        checks_of(programme),
        columns,
        name="kabar",
        caption=_("Kabar sesudah pendampingan; yang paling dekat di atas"),
        search=("mentorship__enrolment__person__name",),
        empty=Empty(_("Belum ada pendampingan yang ditutup")),
    )


def _name(check: AfterCheck) -> str:
    return check.mentorship.enrolment.person.name


def _earns(check: AfterCheck) -> object:
    return "" if check.earns is None else _("Sudah") if check.earns else _("Belum")


def _state(check: AfterCheck) -> Cell:
    if check.answered_at:
        return Cell(_("Perlu bantuan"), tone="warn") if check.needs_help else Cell(_("Dijawab"), tone="good")
    return Cell(_("Menunggu jawaban"), tone="now") if check.asked_at else Cell(_("Belum waktunya"), tone="idle")
