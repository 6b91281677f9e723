"""The words of a review's pages."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.applications.models import Application, Call
from sanggar.selection.models import Criterion, ReplacedScore, ReviewTask, Rubric, Score, TaskState
from sanggar.selection.pages.merit.blinding import code_of
from sanggar.selection.queries import (
    ApplicationScore,
    CallScores,
    ReviewerSeverity,
    Sharing,
    corrections_of,
    current_tasks,
    is_review_open,
    marks_count,
    reviewers_of,
    task_marks,
)

TASK_TONES = {
    TaskState.ASSIGNED: "idle",
    TaskState.BEGUN: "now",
    TaskState.DONE: "good",
    TaskState.WITHDRAWN: "idle",
}
COMPLETE, WAITING, DISPUTED = "lengkap", "berjalan", "selisih"


def figure(value: float | None) -> str:
    """`83,33`, or a dash where nothing is known."""
    return "–" if value is None else number_format(value, 2)


def signed(value: float | None) -> str:
    """`+2,50`: which way a reviewer leans."""
    if value is None:
        return "–"
    return f"+{number_format(value, 2)}" if value > 0 else number_format(value, 2).replace("-", "−")


def leaning(row: ReviewerSeverity) -> str:
    """What the number means, in words."""
    if row.severity is None or not row.severity:
        return ""
    return _("lebih longgar") if row.severity > 0 else _("lebih ketat")


# --- rubric ----------------------------------------------------------------------------------------------------------
def rubric_facts(rubric: Rubric) -> list[tuple[str, str]]:
    state = _("Rancangan")
    if rubric.is_locked:
        state = _("Terkunci: penilaian sudah dimulai")
    elif rubric.is_published:
        state = _("Diterbitkan, masih dapat diubah sampai nilai pertama")
    return [
        (_("Keadaan"), state),
        (_("Penilai untuk tiap lamaran"), str(rubric.readers)),
        (_("Penilai ketiga bila selisih"), _("%(n)s poin atau lebih") % {"n": rubric.threshold}),
        (_("Alamat kanal"), _("ditampilkan kepada penilai") if rubric.shows_link else _("tidak ditampilkan")),
    ]


@dataclass(frozen=True, slots=True)
class CriterionCard:
    criterion: Criterion
    share: str
    levels: list[tuple[int, str]]


def criterion_cards(rubric: Rubric) -> list[CriterionCard]:
    criteria = list(rubric.criteria.all())
    whole = sum(each.weight for each in criteria)
    return [
        CriterionCard(
            each,
            _("bobot %(weight)s, %(percent)s%% dari nilai")
            % {"weight": each.weight, "percent": round(100 * each.weight / whole)},
            [(level.points, level.text) for level in each.levels.all()],
        )
        for each in criteria
    ]


# --- scores ----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One application in the table of marks."""

    application: Application
    score: ApplicationScore
    state: str

    @property
    def receipt(self) -> str:
        return self.application.receipt

    @property
    def track(self) -> str:
        return self.application.track.name

    @property
    def raw(self) -> float | None:
        return self.score.raw

    @property
    def corrected(self) -> float | None:
        return self.score.corrected

    @property
    def error(self) -> float | None:
        return self.score.error

    @property
    def reviews(self) -> int:
        return self.score.reviews

    @property
    def disagreement(self) -> float | None:
        return self.score.disagreement if self.reviews > 1 else None


def score_rows(applications: list[Application], scores: CallScores, waiting: set[int]) -> list[ScoreRow]:
    """What needs someone first, then by what was found."""
    rows = [
        ScoreRow(each, scores.applications[each.pk], state_of(scores.applications[each.pk], each.pk in waiting))
        for each in applications
    ]
    found = {row: row.raw if row.corrected is None else row.corrected for row in rows}
    return sorted(rows, key=lambda row: (list(STATE_TONES).index(row.state), -(found[row] or 0.0), row.receipt))


def state_of(score: ApplicationScore, is_waiting: bool) -> str:  # noqa: FBT001 - one of two words
    if score.needs_third:
        return DISPUTED
    return WAITING if is_waiting or not score.reviews else COMPLETE


def state_choices() -> list[tuple[str, str]]:
    return [
        (DISPUTED, _("Perlu penilai ketiga")),
        (WAITING, _("Belum selesai dinilai")),
        (COMPLETE, _("Selesai dinilai")),
    ]


STATE_TONES = {DISPUTED: "bad", COMPLETE: "good", WAITING: "idle"}
"""In the order of the table: what needs someone, what is there, what is still to come."""


def score_facts(score: ApplicationScore) -> list[tuple[str, str]]:
    return [
        (_("Nilai mentah"), figure(score.raw)),
        (_("Nilai terkoreksi"), figure(score.corrected)),
        (_("Galat baku"), figure(score.error)),
        (_("Selisih terbesar"), figure(score.disagreement) if score.reviews > 1 else "–"),
    ]


Line = tuple[str, str, str]
"""A criterion, the level that was chosen, the note."""


@dataclass(frozen=True, slots=True)
class CorrectionLines:
    """What a correction replaced, and how many others' marks could be read by then."""

    at: datetime
    reason: str
    followed: int
    before: list[Line]


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """One review as it is read by others: who or which, the mark, and what was chosen, noted and mended."""

    title: str
    task: ReviewTask
    mark: str
    lines: list[Line]
    corrections: list[CorrectionLines] = field(default_factory=list)

    @property
    def tag(self) -> str:
        return self.task.get_state_display()

    @property
    def tone(self) -> str:
        return TASK_TONES[TaskState(self.task.state)]

    @property
    def is_unbegun(self) -> bool:
        return self.task.state == TaskState.ASSIGNED


def review_card(task: ReviewTask, title: str, mark: float | None) -> ReviewCard:
    scores = task.scores.select_related("criterion", "level") if task.is_done else []
    lines = [_line(score) for score in scores]
    return ReviewCard(title, task, figure(mark) if task.is_done else "", lines, _corrections(task))


def _corrections(task: ReviewTask) -> list[CorrectionLines]:
    return [
        CorrectionLines(each.at, each.reason, each.others_done, [_line(old) for old in each.replaced.all()])
        for each in corrections_of(task)
    ]


def _line(score: Score | ReplacedScore) -> Line:
    chosen = f"{score.level.points} · {score.level.text}" if score.level else "–"
    return score.criterion.name, chosen, score.note


def others_cards(task: ReviewTask, call: Call) -> list[ReviewCard]:
    """What others found, without who they are or what they mended, for who has finished their own."""
    others = ReviewTask.objects.filter(application=task.application_id, revision=task.revision, state=TaskState.DONE)
    marks = task_marks(call, task.application_id)
    return [
        replace(
            review_card(other, _("Penilai lain %(number)s") % {"number": number}, marks.get(other.pk)), corrections=[]
        )
        for number, other in enumerate(others.exclude(pk=task.pk).order_by("pk"), start=1)
    ]


# --- sharing ---------------------------------------------------------------------------------------------------------
def sharing_words(given: int, taken_back: int) -> list[str]:
    told = ngettext("%(n)s penilaian dibagikan.", "%(n)s penilaian dibagikan.", given) % {"n": given}
    moved = ngettext(
        "%(n)s penilaian yang belum dimulai atau sudah usang ditarik kembali.",
        "%(n)s penilaian yang belum dimulai atau sudah usang ditarik kembali.",
        taken_back,
    )
    return [told, *([moved % {"n": taken_back}] if taken_back else [])]


def sharing_rows(call: Call, sharing: Sharing) -> list[dict[str, Any]]:
    """A line for each reviewer: what they hold now, what comes and goes, and what it would be."""
    given = Counter(reviewer for _application, reviewer in sharing.pairs)
    gone = Counter(task.reviewer_id for task in sharing.taken_back)
    held = Counter(current_tasks(call).values_list("reviewer", flat=True))
    loads = sharing.loads or held
    return [
        {
            "reviewer": each,
            "now": held[each.pk],
            "given": given[each.pk],
            "gone": gone[each.pk],
            "after": loads.get(each.pk, 0),
        }
        for each in reviewers_of(call)
    ]


# --- one's own -------------------------------------------------------------------------------------------------------
def own_rows(tasks: list[ReviewTask]) -> list[dict[str, Any]]:
    return [
        {
            "task": task,
            "code": code_of(task),
            "note": f"{task.application.track.name} · {task.application.category_name}",
            "state": task.get_state_display(),
            "tone": TASK_TONES[TaskState(task.state)],
        }
        for task in tasks
    ]


def unused_told(call: Call, left: int) -> str:
    """That what a reviewer has yet to do, or did, is not used any more; empty while it is."""
    if not is_review_open(call):
        over = _("Daftar sudah dibekukan, jadi penilaian sudah ditutup. Tidak ada yang perlu Anda lakukan.")
        text = ngettext(
            "%(n)s penilaian Anda yang belum selesai tidak dipakai lagi.",
            "%(n)s penilaian Anda yang belum selesai tidak dipakai lagi.",
            left,
        )
        return f"{over} {text % {'n': left}}" if left else over
    if not marks_count(call):
        return _("Tata cara yang diumumkan tidak memakai nilai. Tidak ada yang perlu Anda lakukan.")
    return ""
