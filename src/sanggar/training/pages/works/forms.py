"""What officers and assessors fill in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.errors import DomainError
from sanggar.foundation.typed_text import plain_line
from sanggar.foundation.ui.fields import ReadField, WholeNumberField
from sanggar.foundation.ui.forms import ActForm
from sanggar.people.models import Account
from sanggar.planning.models import Programme, Stage, Track
from sanggar.training.actions import AssignmentCriterionText, AssignmentText, Draft, GivenLevel
from sanggar.training.models import (
    Accepts,
    Assignment,
    AssignmentCriterion,
    QuizQuestion,
    QuizUse,
    Skill,
    Submission,
    SubmissionState,
)
from sanggar.training.queries import free_assessors

POINTS = (4, 3, 2, 1, 0)
"""The levels that the pages offer; what comes another way may have up to ten."""
CHOICES = (1, 2, 3, 4, 5)


class LevelsForm(ActForm):
    """A name, a hint and anchored levels; hands on `levels`, points → text."""

    name = ReadField(plain_line, label=_("Nama"), max_length=80)
    hint = ReadField(
        plain_line,
        label=_("Petunjuk"),
        max_length=300,
        required=False,
        help_text=_("Apa yang dilihat, dalam satu kalimat."),
    )

    def __init__(self, *args: Any, standing: Skill | AssignmentCriterion | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": _standing(standing), **kwargs})
        for points in POINTS:
            self.fields[f"level_{points}"] = forms.CharField(
                label=_("Tingkat %(points)s berarti") % {"points": points},
                max_length=300,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.fields["level_4"].help_text = _("Isi paling sedikit dua tingkat. Tingkat yang kosong tidak ditawarkan.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        texts = {points: plain_line(cleaned.pop(f"level_{points}", "")) for points in POINTS}
        return {**cleaned, "levels": {points: text for points, text in texts.items() if text}}


def _standing(standing: Skill | AssignmentCriterion | None) -> dict[str, Any]:
    if standing is None:
        return {"weight": 1}
    levels = {f"level_{level.points}": level.text for level in standing.levels.all()}
    own = {"weight": standing.weight, "skill": standing.skill_id} if isinstance(standing, AssignmentCriterion) else {}
    return {"name": standing.name, "hint": standing.hint, **own, **levels}


class SkillForm(LevelsForm):
    """A skill of the programme."""


class AssignmentCriterionForm(LevelsForm):
    """A criterion of an assignment; hands on `text`."""

    weight = WholeNumberField(
        label=_("Bobot"),
        min_value=1,
        max_value=100,
        help_text=_("Dibandingkan dengan bobot kriteria lain: bobot 2 berarti dihitung dua kali bobot 1."),
    )
    skill = forms.ModelChoiceField(
        label=_("Menunjukkan keterampilan"),
        queryset=Skill.objects.none(),
        required=False,
        empty_label=_("Tidak satu pun"),
        help_text=_("Hasilnya muncul pada kemajuan keterampilan itu."),
    )
    field_order = ["name", "hint", "weight", "skill"]

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["skill"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = programme.skills.all()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        once = cleaned.pop("once", None)
        return {"once": once} if self.errors else {"once": once, "text": AssignmentCriterionText(**cleaned)}


class AssignmentForm(ActForm):
    """An assignment; hands on `stage` and `text`."""

    stage = forms.ModelChoiceField(label=_("Tahap"), queryset=Stage.objects.none(), empty_label=_("Pilih tahap"))
    track = forms.ModelChoiceField(
        label=_("Jalur"), queryset=Track.objects.none(), required=False, empty_label=_("Semua jalur")
    )
    title = ReadField(plain_line, label=_("Judul"), max_length=120)
    brief = forms.CharField(label=_("Yang harus dibuat"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))
    accepts = forms.ChoiceField(label=_("Dikumpulkan sebagai"), choices=Accepts.choices, widget=forms.RadioSelect)
    due_at = forms.DateTimeField(
        label=_("Tenggat"), help_text=_("Kiriman sesudahnya ditandai terlambat, tetapi tetap diterima.")
    )
    is_required = forms.BooleanField(label=_("Tugas wajib"), required=False)
    takes_samples = forms.BooleanField(
        label=_("Untuk menilai contoh karya awal"),
        help_text=_(
            "Peserta tidak diminta mengumpulkan apa pun: contoh karya dari sebelum pelatihan dinilai dengan rubrik "
            "ini, dan menjadi titik pertama kemajuannya."
        ),
        required=False,
    )
    assessors = WholeNumberField(
        label=_("Penilai untuk tiap karya"),
        min_value=1,
        max_value=5,
        help_text=_("Dua atau lebih menunjukkan selisih."),
    )
    threshold = WholeNumberField(
        label=_("Selisih yang memerlukan satu penilai lagi"),
        min_value=1,
        max_value=100,
        help_text=_("Dalam skala 100. Biasanya 25."),
    )

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("stage", programme.stages.all()), ("track", programme.tracks.all())):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows

    @staticmethod
    def standing(assignment: Assignment | None) -> dict[str, Any]:
        if assignment is None:
            return {"accepts": Accepts.LINK, "is_required": True, "assessors": 2, "threshold": 25}
        plain = ("title", "brief", "accepts", "due_at", "is_required", "takes_samples", "assessors", "threshold")
        known = {name: getattr(assignment, name) for name in plain}
        return known | {"stage": assignment.stage_id, "track": assignment.track_id}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        once, stage = cleaned.pop("once", None), cleaned.pop("stage", None)
        if self.errors:
            return {"once": once}
        return {"once": once, "stage": stage, "text": AssignmentText(**cleaned)}


class QuizQuestionForm(ActForm):
    """A question with its choices; hands on `choices` and the place of the right one."""

    text = ReadField(plain_line, label=_("Soal"), max_length=500)
    use = forms.ChoiceField(label=_("Dipakai untuk"), choices=QuizUse.choices, widget=forms.RadioSelect)
    right = forms.ChoiceField(
        label=_("Jawaban yang benar"),
        choices=lambda: [(str(place), _("Pilihan %(place)s") % {"place": place}) for place in CHOICES],  # as it is read
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, question: QuizQuestion | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": self.standing(question), **kwargs})
        for place in CHOICES:
            self.fields[f"choice_{place}"] = ReadField(
                plain_line,
                label=_("Pilihan %(place)s") % {"place": place},
                max_length=300,
                required=place <= 2,  # noqa: PLR2004 - a choice needs two
            )
        self.order_fields(["text", *(f"choice_{place}" for place in CHOICES), "right", "use"])

    @staticmethod
    def standing(question: QuizQuestion | None) -> dict[str, Any]:
        if question is None:
            return {"use": QuizUse.BOTH}
        choices = list(question.choices.all())
        right = next((str(place) for place, each in enumerate(choices, start=1) if each.is_right), None)
        texts = {f"choice_{place}": each.text for place, each in enumerate(choices, start=1)}
        return {"text": question.text, "use": question.use, "right": right, **texts}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        typed = {place: cleaned.pop(f"choice_{place}", "") for place in CHOICES}
        places = [place for place in CHOICES if typed[place]]
        marked = int(cleaned.get("right") or 0)
        right = places.index(marked) if marked in places else -1
        return {**cleaned, "choices": [typed[place] for place in places], "right": right}


class AskAssessorForm(ActForm):
    """One of those who could look at a round, whose turn it is first."""

    account = forms.ModelChoiceField(label=_("Penilai"), queryset=Account.objects.none(), empty_label=None)

    def __init__(self, submission: Submission, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = free_assessors(submission)
        field = self.fields["account"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Account.objects.filter(pk__in=[each.pk for each in free])
        self.initial["account"] = free[0].pk if free else None


class AnswerForm(ActForm):
    """The answer to a round."""

    to_mend = (SubmissionState.REVISE, _("Perlu diperbaiki; peserta mengirim lagi"))
    state = forms.ChoiceField(
        label=_("Putusan"),
        choices=[to_mend, (SubmissionState.ACCEPTED, _("Diterima"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Tanggapan untuk peserta"),
        help_text=_("Bila perlu diperbaiki: apa, dan bagaimana. Dibaca peserta bersama nilai dari semua penilai."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, against: DomainError | None = None, **kwargs: Any) -> None:
        """`against`: why the round can not be accepted now, which is then told and not offered."""
        super().__init__(*args, **kwargs)
        if against:
            state = self.fields["state"]
            assert isinstance(state, forms.ChoiceField)
            state.choices = [self.to_mend]
            state.help_text = str(against)


class AssessForm(ActForm):
    """For each criterion a level and a note, and a word on the whole. Half-filled is enough to keep it for now."""

    feedback = forms.CharField(
        label=_("Umpan balik untuk peserta"),
        help_text=_("Satu hal yang sudah baik, satu hal yang perlu dicoba."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self, assignment: Assignment, *args: Any, draft: Draft | None = None, is_whole: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = list(assignment.criteria.prefetch_related("levels"))
        for each in self.criteria:
            choices = [(str(level.pk), f"{level.points} · {level.text}") for level in each.levels.all()]
            self.fields[f"level_{each.ordinal}"] = forms.ChoiceField(
                label=each.name, help_text=each.hint, choices=choices, widget=forms.RadioSelect, required=is_whole
            )
            self.fields[f"note_{each.ordinal}"] = forms.CharField(
                label=_("Catatan tentang %(criterion)s") % {"criterion": each.name.lower()},
                required=False,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        if draft:
            self._begin_with(draft)

    def _begin_with(self, draft: Draft) -> None:
        """A level that the rubric has no longer is chosen anew."""
        self.initial["feedback"] = draft.feedback
        for each in self.criteria:
            self.initial[f"level_{each.ordinal}"] = str(draft.levels.get(each.pk, ""))
            self.initial[f"note_{each.ordinal}"] = draft.notes.get(each.pk, "")

    @property
    def groups(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"level_{each.ordinal}"], self[f"note_{each.ordinal}"]) for each in self.criteria]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        given = [self._given(each, cleaned) for each in self.criteria]
        return {"once": cleaned.get("once"), "feedback": cleaned.get("feedback", ""), "given": given}

    def _given(self, criterion: AssignmentCriterion, cleaned: dict[str, Any]) -> GivenLevel:
        levels = {str(level.pk): level for level in criterion.levels.all()}
        chosen = levels.get(cleaned.get(f"level_{criterion.ordinal}") or "")
        return GivenLevel(criterion, chosen, plain_line(cleaned.get(f"note_{criterion.ordinal}") or ""))
