"""Desk: the papers of mentoring: records as PDF, and how well the programme accompanies, with its file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from sanggar.foundation import clock
from sanggar.foundation.documents import pdf_response
from sanggar.foundation.ui.listing import Column, Empty, Listing
from sanggar.mentoring.documents import mentor_record, participant_record
from sanggar.mentoring.models import Mentor
from sanggar.mentoring.pages.pairs import find_pair
from sanggar.mentoring.queries import MentorFigures, coverage_of, mentor_figures, mentors_of
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme


@programme_page()
def participant_paper(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    enrolment = find_pair(programme, pk).enrolment
    return pdf_response(participant_record(enrolment, at=clock.now()), f"pendampingan-peserta-{enrolment.pk}")


@programme_page()
def mentor_paper(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    rows = programme.mentors.select_related("account", "programme__organisation__region")
    mentor = get_object_or_404(rows, pk=pk)
    return pdf_response(mentor_record(mentor, at=clock.now()), f"pendamping-{mentor.pk}")


@programme_page()
def coverage(request: DeskRequest, programme: Programme) -> HttpResponse:
    at = clock.now()
    listing = figures_listing(request, programme, mentor_figures(programme, at))
    page = {"programme": programme, "listing": listing, "coverage": coverage_of(programme, at)}
    return listing.file() or render(request, "mentoring/coverage.html", page)


def figures_listing(request: HttpRequest, programme: Programme, figures: dict[int, MentorFigures]) -> Listing:
    def of(mentor: Mentor) -> MentorFigures:
        return figures.get(mentor.pk, MentorFigures())

    columns = [
        Column("nama", _("Pendamping"), lambda m: m.account.name, sort="account__name"),
        Column("sekarang", _("Mendampingi"), lambda m: m.assigned, kind="number", sort="assigned"),
        Column("kapasitas", _("Kapasitas"), lambda m: m.capacity, kind="number", sort="capacity"),
        Column("orang", _("Pasangan seluruhnya"), lambda m: of(m).people, kind="number"),
        Column("kontak", _("Kontak"), lambda m: of(m).contacts, kind="number"),
        Column("dibenarkan", _("Dibenarkan peserta"), lambda m: of(m).confirmed, kind="number"),
        Column("menit", _("Menit yang dibenarkan"), lambda m: of(m).minutes, kind="number"),
        Column("seharusnya", _("Seharusnya menurut irama"), lambda m: of(m).expected, kind="number"),
        Column("persen", _("Persen"), lambda m: of(m).rate, kind="number"),
        Column("pertama", _("Hari sampai kontak pertama (median)"), lambda m: of(m).days_to_first, kind="number"),
    ]
    return Listing(
        request,
        mentors_of(programme),
        columns,
        name="cakupan-pendampingan",
        caption=_("Kontak tiap pendamping dibanding iramanya"),
        search=("account__name",),
        empty=Empty(_("Belum ada pendamping")),
    )
