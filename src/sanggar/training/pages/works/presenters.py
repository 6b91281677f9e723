"""What the pages of works say to officers and assessors."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from sanggar.foundation import clock
from sanggar.foundation.dates import clock_time, plain_date
from sanggar.foundation.ui.listing import Cell
from sanggar.foundation.ui.values import rounded
from sanggar.planning.models import Programme
from sanggar.training.models import (
    AssessmentState,
    Assignment,
    AssignmentCriterion,
    Submission,
    SubmissionState,
    WorkAssessment,
)
from sanggar.training.pages.own.presenters import STATE_TONES, due_words, work_link, work_words
from sanggar.training.queries import Handed, RoundMarks, Strictness, marks_of_round

PARTS = ("assignments", "submissions", "baselines", "skills", "questions", "quiz_results")
ASSESSMENT_TONES = {AssessmentState.ASSIGNED: "now", AssessmentState.DONE: "good", AssessmentState.WITHDRAWN: "idle"}


def address(name: str, programme: Programme, *args: str | int) -> str:
    return reverse(f"training:{name}", args=[programme.organisation.slug, programme.slug, *args])


def tabs(programme: Programme, here: str) -> list[tuple[str, str, bool]]:
    labels = (_("Tugas"), _("Kiriman"), _("Titik awal"), _("Keterampilan"), _("Bank soal"), _("Hasil tes"))
    return [(label, address(name, programme), name == here) for name, label in zip(PARTS, labels, strict=True)]


def moment(at: Any) -> str:
    zone = clock.office_zone()
    return f"{plain_date(at, zone)}, {clock_time(at, zone)}"


def figure(value: float | None) -> str:
    """`93,75`, in English `93.75`, as it was reckoned, so that what is told in several places adds up; a dash for what
    is unknown.
    """
    return "–" if value is None else rounded(value)


def signed(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{'−' if value < 0 else '+'}{rounded(abs(value))}"


def task_line(found: WorkAssessment) -> dict[str, Any]:
    submission = found.submission
    return {
        "task": found,
        "title": submission.assignment.title,
        "person": submission.enrolment.person.name,
        "round": _("Kiriman %(number)s") % {"number": submission.number},
        "state": found.get_state_display(),
        "tone": ASSESSMENT_TONES[AssessmentState(found.state)],
        "since": plain_date(found.assigned_at, clock.office_zone()),
        "is_late": submission.is_late,
        "is_begun": found.drafted_at is not None and not found.is_done,
    }


def work_page(submission: Submission) -> dict[str, Any]:
    """A round as assessors and officers see it: the work, what was asked, what the participant answered for."""
    return {
        "submission": submission,
        "assignment": submission.assignment,
        "person": submission.enrolment.person,
        "state": submission.get_state_display(),
        "tone": STATE_TONES[SubmissionState(submission.state)],
        "link": work_link(submission),
        "work": work_words(submission),
        "facts": _facts(submission),
        "checklist": [(each.text, each.get_reply_display()) for each in submission.checklist_answers.all()],
        "earlier": _earlier(submission),
    }


def _facts(submission: Submission) -> list[tuple[str, str]]:
    handed = moment(submission.handed_at)
    if submission.is_late:
        handed = _("%(moment)s (terlambat)") % {"moment": handed}
    return [
        (pgettext("satu tugas", "Tugas"), submission.assignment.title),
        (_("Putaran"), str(submission.number)),
        (_("Dikirim"), handed),
        (_("Tenggat"), due_words(submission.assignment)),
    ]


def _earlier(submission: Submission) -> list[dict[str, Any]]:
    rows = Submission.objects.filter(
        assignment=submission.assignment, enrolment=submission.enrolment, number__lt=submission.number
    )
    return [
        {
            "at": each.handed_at,
            "title": _("Kiriman %(number)s: %(state)s")
            % {"number": each.number, "state": each.get_state_display().lower()},
            "text": each.answer,
            "by": each.decided_by,
        }
        for each in rows.order_by("-number")
    ]


def assessment_cards(submission: Submission, own: WorkAssessment | None = None) -> list[dict[str, Any]]:
    """What each assessor found, one's own first. Named to officers; to an assessor the others are numbered."""
    marks = marks_of_round(submission)
    rows = submission.assessments.exclude(state=AssessmentState.WITHDRAWN).select_related("account")
    some = sorted(rows.prefetch_related("scores__criterion", "scores__level"), key=lambda each: each != own)
    if own is not None:
        some = [each for each in some if each.is_done]
    return [_card(each, _title(each, own, place), marks.get(each.pk)) for place, each in enumerate(some)]


def _title(each: WorkAssessment, own: WorkAssessment | None, place: int) -> str:
    if own is None:
        return each.account.name
    return _("Penilaian Anda") if each == own else _("Penilai lain %(number)s") % {"number": place}


def _card(each: WorkAssessment, title: str, mark: float | None) -> dict[str, Any]:
    return {
        "assessment": each,
        "is_awaited": each.state == AssessmentState.ASSIGNED,
        "title": title,
        "state": each.get_state_display(),
        "tone": ASSESSMENT_TONES[AssessmentState(each.state)],
        "mark": figure(mark) if mark is not None else "",
        "is_further": each.is_further,
        "feedback": each.feedback,
        "lines": [(score.criterion.name, score.level.text, score.note) for score in each.scores.all()],
    }


def criterion_card(criterion: AssignmentCriterion, whole: int) -> dict[str, Any]:
    share = _("bobot %(weight)s dari %(whole)s") % {"weight": criterion.weight, "whole": whole}
    levels = [(level.points, level.text) for level in criterion.levels.all()]
    return {"criterion": criterion, "share": share, "levels": levels}


def assignment_facts(assignment: Assignment) -> list[tuple[str, str]]:
    return [
        (_("Tahap"), assignment.stage.name),
        (_("Jalur"), assignment.track.name if assignment.track else _("Semua jalur")),
        (_("Dikumpulkan sebagai"), assignment.get_accepts_display()),
        (_("Tenggat"), due_words(assignment)),
        (_("Sifat"), kind_words(assignment)),
        (_("Penilai untuk tiap karya"), str(assignment.assessors)),
        (_("Selisih yang memerlukan satu penilai lagi"), str(assignment.threshold)),
    ]


def handed_words(found: Handed) -> str:
    """`Dari 25 peserta: 12 sudah diterima, 3 menunggu penilaian, 4 diminta memperbaiki, 6 belum mengumpulkan.`"""
    people = ngettext("%(count)d peserta", "%(count)d peserta", found.people) % {"count": found.people}
    words = _(
        "Dari %(people)s: %(accepted)d sudah diterima, %(waiting)d menunggu penilaian, %(revise)d diminta memperbaiki, "
        "%(missing)d belum mengumpulkan."
    )
    counts = {"accepted": found.accepted, "waiting": found.waiting, "revise": found.revise, "missing": found.missing}
    return words % {"people": people, **counts}


def assignment_state(assignment: Assignment) -> tuple[str, str]:
    if assignment.closed_at:
        return _("Ditutup"), "idle"
    if assignment.published_at:
        return pgettext("tugas", "Terbit"), "good"
    return _("Rancangan"), "warn"


def severity_rows(found: Strictness) -> list[tuple[str, int, str, str, str]]:
    return [
        (each.name, each.works, figure(each.mean), signed(each.severity), figure(each.error))
        for each in found.assessors
    ]


def kind_words(assignment: Assignment) -> str:
    if assignment.takes_samples:
        return _("Contoh karya awal")
    return _("Wajib") if assignment.is_required else _("Pilihan")


def marks_cell(found: RoundMarks) -> Cell:
    """`62,5`, with what is to be done about it."""
    if not found.values:
        return Cell("–")
    if found.needs_another:
        note = _("selisih %(points)s; perlu satu penilai lagi") % {"points": figure(found.disagreement)}
        return Cell(figure(found.raw), tone="warn", note=note)
    return Cell(figure(found.raw))
