"""What a participant's own pages say."""

from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanggar.foundation import clock
from sanggar.foundation.dates import clock_time, long_date
from sanggar.training.models import AssessmentState, Assignment, Enrolment, Submission, SubmissionState, Where
from sanggar.training.queries import GOALS, QUIZ, SAMPLE, SKILLS, Baseline, Task

STATE_TONES = {
    SubmissionState.WAITING: "now",
    SubmissionState.REVISE: "warn",
    SubmissionState.ACCEPTED: "good",
    SubmissionState.WITHDRAWN: "idle",
}
PART_WORDS: dict[str, tuple[Promise, Promise]] = {
    SKILLS: (
        gettext_lazy("Nilai diri"),
        gettext_lazy("Pilih tingkat yang menggambarkan Anda, per keterampilan."),
    ),
    QUIZ: (gettext_lazy("Tes awal"), gettext_lazy("Beberapa soal pilihan. Tidak ada yang lulus atau gagal.")),
    SAMPLE: (gettext_lazy("Satu contoh karya"), gettext_lazy("Karya yang sudah ada, sesederhana apa pun.")),
    GOALS: (gettext_lazy("Tujuan Anda"), gettext_lazy("Apa yang ingin Anda capai, dan kapan.")),
}
PART_PAGES = {SKILLS: "own_skills", QUIZ: "own_quiz", SAMPLE: "own_sample", GOALS: "own_goals"}


def part_link(enrolment: Enrolment, key: str) -> str:
    more = ["pre"] if key == QUIZ else []
    return reverse(PART_PAGES[key], args=[enrolment.pk, *more])


def baseline_lines(enrolment: Enrolment, baseline: Baseline) -> list[dict[str, Any]]:
    return [
        {
            "title": PART_WORDS[part.key][0],
            "text": PART_WORDS[part.key][1],
            "link": part_link(enrolment, part.key),
            "part": part,
        }
        for part in baseline.parts
    ]


def due_words(assignment: Assignment) -> str:
    zone = clock.office_zone()
    return f"{long_date(assignment.due_at, zone)}, {clock_time(assignment.due_at, zone)}"


def task_line(task: Task) -> dict[str, Any]:
    """One assignment with where it stands and how urgent it is."""
    latest, assignment = task.latest, task.assignment
    if latest:
        state, tone = latest.get_state_display(), STATE_TONES[SubmissionState(latest.state)]
    elif not assignment.is_open:
        state, tone = _("Sudah ditutup"), "idle"
    elif clock.now() > assignment.due_at:
        state, tone = _("Lewat tenggat, masih diterima"), "bad"
    else:
        state, tone = _("Belum dikumpulkan"), "idle"
    return {"assignment": assignment, "state": state, "tone": tone, "due": due_words(assignment)}


def work_link(submission: Any) -> str:
    """The address of a work on its platform; empty for a file, which needs a right."""
    return "" if submission.where == Where.FILE else submission.url


def work_words(submission: Any) -> str:
    """`YouTube`, or the name of the file."""
    if submission.where == Where.FILE:
        return submission.file.name if submission.file else ""
    return str(Where(submission.where).label)


def round_card(submission: Submission) -> dict[str, Any]:
    """One round as the participant sees it: what assessors found appears with the answer, without their names."""
    assessments = [] if submission.is_waiting else _found(submission)
    return {
        "submission": submission,
        "title": _("Kiriman %(number)s") % {"number": submission.number},
        "state": submission.get_state_display(),
        "tone": STATE_TONES[SubmissionState(submission.state)],
        "link": work_link(submission),
        "work": work_words(submission),
        "found": assessments,
    }


def _found(submission: Submission) -> list[dict[str, Any]]:
    done = submission.assessments.filter(state=AssessmentState.DONE)
    rows = done.prefetch_related("scores__criterion", "scores__level")
    return [
        {
            "title": _("Penilai %(number)s") % {"number": number},
            "feedback": assessment.feedback,
            "lines": [(score.criterion.name, score.level.text, score.note) for score in assessment.scores.all()],
        }
        for number, assessment in enumerate(rows, start=1)
    ]
