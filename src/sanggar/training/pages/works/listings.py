"""The lists of works at the desk, each as page, CSV and XLSX."""

from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sanggar.foundation import clock
from sanggar.foundation.dates import short_date
from sanggar.foundation.ui.listing import Cell, Column, Empty, Filter, Listing
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.training.models import Assignment, Enrolment, EnrolmentState, Submission, SubmissionState
from sanggar.training.pages.own.presenters import PART_WORDS, STATE_TONES, work_words
from sanggar.training.pages.works import presenters
from sanggar.training.queries import (
    BaselinePart,
    Reader,
    apart_among,
    assignments_counted,
    baseline_read,
    enrolments_of,
    lacking_baseline,
    marks_reader,
    own_marks_missing,
    parts_asked,
    with_baseline,
    with_scores,
)
from sanggar.training.queries import assignments_of as of_programme
from sanggar.training.queries import submissions_of as rounds_of_programme

LACKING, DONE = "belum", "lengkap"
LATE, FEW, APART, HELP = "terlambat", "kurang", "selisih", "penilai"


# --- assignments ------------------------------------------------------------------------------------------------------
def assignment_listing(request: HttpRequest, programme: Programme) -> Listing:
    stages = [(str(stage.pk), stage.name) for stage in programme.stages.all()]
    return Listing(
        request,
        assignments_counted(programme),
        _assignment_columns(programme),
        name="tugas",
        caption=_("Tugas"),
        search=("title",),
        filters=[Filter("tahap", _("Tahap"), stages, lambda rows, pk: rows.filter(stage=pk))],
        empty=Empty(
            _("Belum ada tugas"),
            _("Tugas memuat yang harus dibuat, tenggat, dan rubrik penilaiannya."),
            presenters.address("add_assignment", programme),
            _("Buat tugas"),
        ),
    )


def _assignment_columns(programme: Programme) -> list[Column]:
    def title(each: Assignment) -> Cell:
        note = each.track.name if each.track else _("Semua jalur")
        return Cell(each.title, link=presenters.address("assignment", programme, each.pk), note=note)

    def state(each: Assignment) -> Cell:
        words, tone = presenters.assignment_state(each)
        return Cell(words, tone=tone)

    return [
        Column("tugas", pgettext("satu tugas", "Tugas"), lambda each: each.title, title, sort="title"),
        Column("tahap", _("Tahap"), lambda each: each.stage.name, sort="stage__ordinal"),
        Column("tenggat", _("Tenggat"), lambda each: each.due_at, sort="due_at"),
        Column("sifat", _("Sifat"), presenters.kind_words, sort="is_required"),
        Column("pengirim", _("Pengirim"), lambda each: each.works, kind="number", sort="works"),
        Column("menunggu", _("Menunggu"), lambda each: each.waiting, kind="number", sort="waiting"),
        Column("diterima", _("Diterima"), lambda each: each.accepted, kind="number", sort="accepted"),
        Column("keadaan", _("Keadaan"), lambda each: presenters.assignment_state(each)[0], state),
    ]


# --- rounds -----------------------------------------------------------------------------------------------------------
def submission_listing(request: Any, programme: Programme) -> Listing:
    """Marks are left out of assignments in which the reader still has to give marks of their own."""
    shown = _shown_to(programme, request.user)
    titles = [(str(each.pk), each.title) for each in of_programme(programme)]
    return Listing(
        request,
        with_scores(rounds_of_programme(programme)),
        _submission_columns(programme, marks_reader(shown)),
        name="kiriman",
        caption=_("Kiriman"),
        search=("enrolment__person__name", "assignment__title"),
        filters=[
            Filter("tugas", pgettext("satu tugas", "Tugas"), titles, lambda rows, pk: rows.filter(assignment=pk)),
            Filter("keadaan", _("Keadaan"), SubmissionState.choices, lambda rows, state: rows.filter(state=state)),
            Filter("perhatian", _("Perlu perhatian"), _attentions(), lambda rows, key: _needing(rows, key, shown)),
        ],
        empty=Empty(
            _("Belum ada kiriman"), _("Karya yang dikumpulkan peserta muncul di sini, yang menunggu lebih dulu.")
        ),
    )


def _attentions() -> list[tuple[str, str]]:
    return [
        (LATE, _("Terlambat")),
        (HELP, _("Perlu penilai: kurang, atau berselisih")),
        (FEW, _("Kurang penilai")),
        (APART, _("Penilai berselisih")),
    ]


def _shown_to(programme: Programme, account: Account) -> list[Assignment]:
    assignments = list(of_programme(programme))
    missing = own_marks_missing(account, assignments)
    return [each for each in assignments if each.pk not in missing]


def _needing(rows: QuerySet[Submission], key: str, shown: list[Assignment]) -> QuerySet[Submission]:
    if key == LATE:
        return rows.filter(is_late=True)
    few = Q(assignment__assessors__gt=F("done") + F("pending"))
    apart = Q(pk__in=apart_among(rows, shown) if key != FEW else ())
    wanted = {FEW: few, APART: apart}.get(key, few | apart)
    return rows.filter(wanted, state=SubmissionState.WAITING)


def _submission_columns(programme: Programme, marks: Reader) -> list[Column]:
    def person(each: Submission) -> Cell:
        link = presenters.address("submission", programme, each.pk)
        return Cell(each.enrolment.person.name, link=link, note=each.enrolment.cohort.name)

    def work(each: Submission) -> Cell:
        return Cell(each.assignment.title, note=_("kiriman %(number)s") % {"number": each.number})

    def handed(each: Submission) -> Cell:
        day = short_date(each.handed_at, clock.office_zone())
        return Cell(day, tone="bad", note=_("terlambat")) if each.is_late else Cell(day)

    def state(each: Submission) -> Cell:
        return Cell(each.get_state_display(), tone=STATE_TONES[SubmissionState(each.state)])

    def corrected(each: Submission) -> Cell:
        return Cell(presenters.figure(marks(each).corrected))

    return [
        Column("peserta", _("Peserta"), lambda e: e.enrolment.person.name, person, sort="enrolment__person__name"),
        Column("kelas", _("Kelas"), lambda e: e.enrolment.cohort.name, on_page=False),
        Column("tugas", pgettext("satu tugas", "Tugas"), lambda e: e.assignment.title, work, sort="assignment__title"),
        Column("putaran", _("Kiriman ke"), lambda e: e.number, kind="number", on_page=False),
        Column("karya", _("Karya"), lambda e: e.url or work_words(e), on_page=False),
        Column("dikirim", _("Dikirim"), lambda e: e.handed_at, handed, sort="handed_at"),
        Column("terlambat", _("Terlambat"), lambda e: _("ya") if e.is_late else "", on_page=False),
        Column("penilaian", _("Dinilai"), lambda e: f"{e.done}/{e.done + e.pending}", sort="done"),
        Column("nilai", _("Rata-rata"), lambda e: marks(e).raw, lambda e: presenters.marks_cell(marks(e))),
        Column("terkoreksi", _("Terkoreksi"), lambda e: marks(e).corrected, corrected),
        Column("selisih", _("Selisih"), lambda e: marks(e).disagreement, on_page=False),
        Column("keadaan", _("Keadaan"), lambda e: e.get_state_display(), state, sort="state"),
    ]


# --- baselines --------------------------------------------------------------------------------------------------------
def baseline_listing(request: HttpRequest, programme: Programme) -> Listing:
    asked = parts_asked(programme)
    rows = with_baseline(enrolments_of(programme).filter(state=EnrolmentState.ACTIVE))
    stages = [(str(stage.pk), stage.name) for stage in programme.stages.all()]
    return Listing(
        request,
        rows,
        _baseline_columns(programme, asked),
        name="titik-awal",
        caption=_("Titik awal peserta"),
        search=("person__name", "cohort__name"),
        filters=[
            Filter("tahap", _("Tahap"), stages, lambda rows, pk: rows.filter(stage=pk)),
            Filter(
                "keadaan",
                _("Keadaan"),
                [(LACKING, _("Belum lengkap")), (DONE, _("Lengkap"))],
                lambda rows, key: _by_baseline(rows, key, asked),
            ),
        ],
        empty=Empty(_("Belum ada peserta"), _("Peserta mengisi titik awalnya di halaman mereka sebelum sesi pertama.")),
    )


def _by_baseline(rows: Any, key: str, asked: tuple[str, ...]) -> Any:
    lacking = lacking_baseline(rows, asked)
    return lacking if key == LACKING else rows.exclude(pk__in=lacking.order_by().values("pk"))


def _baseline_columns(programme: Programme, asked: tuple[str, ...]) -> list[Column]:
    def name(enrolment: Enrolment) -> Cell:
        link = presenters.address("progress", programme, enrolment.pk)
        return Cell(enrolment.person.name, link=link, note=f"{enrolment.stage.name}, {enrolment.cohort.name}")

    columns = [
        Column("nama", _("Nama"), lambda e: e.person.name, name, sort="person__name"),
        Column("tahap", _("Tahap"), lambda e: e.stage.name, on_page=False),
        Column("kelas", _("Kelas"), lambda e: e.cohort.name, on_page=False),
        Column("sesi-pertama", _("Sesi pertama"), lambda e: e.begins_at, sort="begins_at"),
    ]
    return columns + [_part_column(key, asked) for key in asked]


def _part_column(key: str, asked: tuple[str, ...]) -> Column:
    def part(enrolment: Enrolment) -> BaselinePart:
        return next(each for each in baseline_read(enrolment, asked).parts if each.key == key)

    def cell(enrolment: Enrolment) -> Cell:
        found = part(enrolment)
        if found.done_at is None:
            return Cell(_("Belum"), tone="warn")
        late = _("sesudah sesi pertama") if found.is_late else ""
        return Cell(short_date(found.done_at, clock.office_zone()), note=late)

    return Column(key, PART_WORDS[key][0], lambda e: part(e).done_at, cell, sort=f"{key}_at")
