"""Who takes part: the list, and one participant with presence and history."""

from django.db.models import F, Q, QuerySet
from django.db.models.lookups import LessThan
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.models import Region
from sanggar.foundation.phones import format_phone
from sanggar.foundation.ui.listing import Cell, Column, Empty, Filter, Listing
from sanggar.people.models import Account
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.meeting_words import elsewhere_words, other_words
from sanggar.planning.models import Cohort, Programme
from sanggar.planning.rules import programmes_seen_by
from sanggar.training.attendance_asked import attendance_asked
from sanggar.training.badges import badge_svg
from sanggar.training.models import Enrolment, EnrolmentState
from sanggar.training.pages import presenters
from sanggar.training.participant_lines import lines_of
from sanggar.training.queries import (
    attendance_rate,
    enrolments_of,
    meetings_of_enrolment,
    own_overlaps,
    rate_of,
    with_attendance,
)
from sanggar.training.rules import may_run_training, may_see_training

LOW = "rendah"


@programme_page(may_see_training)
def participants(request: DeskRequest, programme: Programme) -> HttpResponse:
    listing = participant_listing(request, programme)
    page = {
        "programme": programme,
        "listing": listing,
        "tabs": presenters.room_tabs(programme, "participants"),
        "cohorts": _cohorts(programme),
        "may_run": may_run_training(request.user, programme),
    }
    return listing.file() or render(request, "training/participants.html", page)


@programme_page(may_see_training)
def participant(request: DeskRequest, programme: Programme, enrolment: int) -> HttpResponse:
    found = get_object_or_404(enrolments_of(programme).select_related("application"), pk=enrolment)
    may_run = may_run_training(request.user, programme)
    rate = attendance_rate(found)
    page = {
        "programme": programme,
        "enrolment": found,
        "facts": presenters.person_facts(found),
        "lines": [presenters.tasks_line(found), *lines_of(found)],
        "state_tone": presenters.STATE_TONES[EnrolmentState(found.state)],
        "rate": rate,
        "rate_text": presenters.rate_text(rate),
        "rate_tone": presenters.rate_tone(rate, attendance_asked(programme)),
        "meetings": [presenters.meeting_line(*pair) for pair in meetings_of_enrolment(found)],
        "history": presenters.history(found),
        "twice": _twice(programme, found, request.user),
        "badge": badge_svg(found) if may_run and found.is_seated else "",
        "may_run": may_run,
        "may_change": may_run and found.state == EnrolmentState.ACTIVE,
    }
    return render(request, "training/participant.html", page)


def _twice(programme: Programme, enrolment: Enrolment, reader: Account) -> list[tuple[str, str]]:
    """When they are expected at two places at once: at which of this programme's meetings, and where else."""
    found = own_overlaps(enrolment, clock.now())
    seen = set(programmes_seen_by(reader).values_list("pk", flat=True)) if found else set()
    name = enrolment.person.name
    return [(other_words(programme, one), elsewhere_words(programme, name, other, seen)) for one, other in found]


def participant_listing(request: HttpRequest, programme: Programme) -> Listing:
    """By name, however it is narrowed: nobody is put before or behind anybody by how often they came."""
    asked = attendance_asked(programme)
    return Listing(
        request,
        with_attendance(enrolments_of(programme)),
        _columns(programme, asked),
        name="peserta",
        caption=_("Peserta"),
        search=("person__name", "application__receipt", "person__village__name"),
        filters=_filters(programme, asked),
        empty=Empty(
            _("Belum ada peserta"),
            _("Orang menjadi peserta saat menerima penawaran kursi setelah seleksi."),
            presenters.offers_address(programme),
            _("Buka penawaran"),
        ),
    )


def _columns(programme: Programme, asked: int) -> list[Column]:
    def name(enrolment: Enrolment) -> Cell:
        link = presenters.address("participant", programme, enrolment.pk)
        return Cell(enrolment.person.name, link=link, note=enrolment.person.village.name)

    def rate(enrolment: Enrolment) -> Cell:
        found = rate_of(enrolment)
        return Cell(presenters.rate_text(found), tone=presenters.rate_tone(found, asked))

    def state(enrolment: Enrolment) -> Cell:
        return Cell(enrolment.get_state_display(), tone=presenters.STATE_TONES[EnrolmentState(enrolment.state)])

    return [
        Column("nama", _("Nama"), lambda e: e.person.name, name, sort="person__name"),
        Column("tahap", _("Tahap"), lambda e: e.stage.name, on_page=False),
        Column("kelas", _("Kelas"), lambda e: e.cohort.name, _cohort, sort="cohort__name"),
        Column("jalur", _("Jalur"), lambda e: e.track.name, sort="track__name"),
        Column("kecamatan", _("Kecamatan"), _district, sort="person__village__parent__name"),
        Column("kelurahan", _("Kelurahan"), lambda e: e.person.village.name, on_page=False),
        Column("jenis-kelamin", _("L/P"), lambda e: e.person.sex, on_page=False),
        Column("ponsel", _("Ponsel"), lambda e: format_phone(e.person.phone), on_page=False),
        Column("kehadiran", _("Kehadiran"), lambda e: rate_of(e).percent, rate),
        Column("hadir", _("Hadir"), lambda e: rate_of(e).present, kind="number", on_page=False),
        Column("sesi", _("Sesi terlaksana"), lambda e: rate_of(e).held, kind="number", on_page=False),
        Column("keadaan", _("Keadaan"), lambda e: e.get_state_display(), state, sort="state"),
    ]


def _cohort(enrolment: Enrolment) -> Cell:
    return Cell(enrolment.cohort.name, note=enrolment.stage.name)


def _district(enrolment: Enrolment) -> str:
    village = enrolment.person.village
    return village.parent.name if village.parent else village.name


def _filters(programme: Programme, asked: int) -> list[Filter]:
    tracks = [(str(track.pk), track.name) for track in programme.tracks.all()]
    cohorts = [(str(cohort.pk), f"{cohort.stage.name}, {cohort.name}") for cohort in _cohorts(programme)]
    homes = Region.objects.filter(children__residents__enrolments__stage__programme=programme).distinct()
    below = _("Di bawah syarat kelulusan (%(percent)d%%)") % {"percent": asked}
    presence = Filter("kehadiran", _("Kehadiran"), [(LOW, below)], lambda rows, _low: rows.filter(*_under(asked)))
    return [
        Filter("kelas", _("Kelas"), cohorts, lambda rows, pk: rows.filter(cohort=pk)),
        Filter("jalur", _("Jalur"), tracks, lambda rows, pk: rows.filter(track=pk)),
        Filter(
            "kecamatan",
            _("Kecamatan"),
            [(home.code, home.name) for home in homes],
            lambda rows, code: rows.filter(person__village__parent=code),
        ),
        *([presence] if asked else []),
        Filter("keadaan", _("Keadaan"), EnrolmentState.choices, lambda rows, state: rows.filter(state=state)),
    ]


def _under(asked: int) -> tuple[Q, ...]:
    """Whose percentage, rounded down as it is shown, is less than asked."""
    return Q(held__gt=0), Q(LessThan(F("present") * 100, F("held") * asked))


def _cohorts(programme: Programme) -> QuerySet[Cohort]:
    return Cohort.objects.filter(stage__programme=programme).select_related("stage").order_by("stage__ordinal", "name")
