"""Desk: the papers of mentoring: records as PDF, and how well the programme accompanies, with its file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from sanggar.foundation import clock
from sanggar.foundation.documents import pdf_response
from sanggar.foundation.ui.listing import Cell, Column, Empty, Listing
from sanggar.mentoring.documents import mentor_record, participant_record
from sanggar.mentoring.models import Mentor
from sanggar.mentoring.pages.pairs import find_pair
from sanggar.mentoring.queries import MentorFigures, accompanied_before, coverage_of, mentor_figures, mentors_of
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
    figures = mentor_figures(programme, at)
    listing = figures_listing(request, programme, figures)
    if file := listing.file():
        return file
    page = {
        "programme": programme,
        "listing": listing,
        "coverage": coverage_of(programme, figures, at),
        "ended": accompanied_before(programme).count(),
    }
    return render(request, "mentoring/coverage.html", page)


def figures_listing(request: HttpRequest, programme: Programme, figures: dict[int, MentorFigures]) -> Listing:
    def of(mentor: Mentor) -> MentorFigures:
        return figures.get(mentor.pk, MentorFigures())

    def share(mentor: Mentor) -> Cell:
        rate = of(mentor).rate
        if rate is None:
            return Cell("–")
        return Cell(f"{rate}%", note=_("lebih dari yang seharusnya") if of(mentor).is_more_than_due else "")

    columns = [
        Column("nama", _("Pendamping"), lambda m: m.account.name, sort="account__name"),
        Column("sekarang", _("Mendampingi"), lambda m: m.assigned, kind="number", sort="assigned"),
        Column("kapasitas", _("Kapasitas"), lambda m: m.capacity, kind="number", sort="capacity"),
        Column("orang", _("Pasangan"), lambda m: of(m).people, kind="number"),
        Column("kontak", _("Kontak tercatat"), lambda m: of(m).contacts, kind="number"),
        Column("dibenarkan", _("Dibenarkan peserta"), lambda m: of(m).confirmed, kind="number"),
        Column("menit", _("Menit dibenarkan"), lambda m: of(m).minutes, kind="number"),
        Column("seharusnya", _("Seharusnya"), lambda m: of(m).expected, kind="number"),
        Column("persen", _("Dibenarkan dari seharusnya"), lambda m: of(m).rate, share, kind="number"),
        Column("pertama", _("Hari ke kontak pertama"), lambda m: of(m).days_to_first, kind="number"),
    ]
    return Listing(
        request,
        mentors_of(programme),
        columns,
        name="cakupan-pendampingan",
        caption=_("Kontak tiap pendamping, yang dibenarkan dibanding yang seharusnya"),
        search=("account__name",),
        empty=Empty(_("Belum ada pendamping")),
    )
