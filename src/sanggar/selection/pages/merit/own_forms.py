"""What reviewers fill in: their declaration, a review, a conflict they recognise while reading."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.typed_text import plain_line
from sanggar.foundation.ui.forms import ActForm
from sanggar.selection.actions.merit import Given
from sanggar.selection.models import Criterion, Level, ReviewTask

SAVE, FINISH = "simpan", "selesai"
MOST_NAMES = 50


class DeclarationForm(ActForm):
    names = forms.CharField(
        label=_("Siapa yang dekat dengan Anda dan mungkin melamar?"),
        help_text=_(
            "Keluarga, teman dekat, rekan kerja atau usaha. Satu nama per baris; boleh kosong. Bila ada yang melamar, "
            "lamarannya tidak diberikan kepada Anda, dan Anda tidak diberi tahu siapa yang melamar."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=3000,
        required=False,
    )
    declared = forms.BooleanField(
        label=_("Saya menilai dengan jujur menurut rubrik, dan melapor bila mengenali pelamar atau punya kepentingan.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned.pop("declared", None)  # asked of the reviewer, not told to the action
        lines = [plain_line(line) for line in cleaned.get("names", "").splitlines()]
        return {**cleaned, "names": [line for line in lines if line][:MOST_NAMES]}


class OwnConflictForm(ActForm):
    reason = forms.CharField(
        label=_("Apa hubungan Anda?"),
        help_text=_("Cukup singkat, misalnya “tetangga” atau “kanal ini saya kenal”. Dibaca oleh pengelola."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=300,
    )


class MarksForm(ActForm):
    """For each criterion a level and a note, as they stand."""

    def __init__(self, task: ReviewTask, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        criteria = Criterion.objects.filter(rubric__call=task.reviewer.call)
        self.criteria = list(criteria.prefetch_related("levels"))
        standing = {score.criterion_id: score for score in task.scores.all()}
        for criterion in self.criteria:
            score = standing.get(criterion.pk)
            level = _level_field(criterion, score.level_id if score else None)
            level.required = self.needs_levels
            self.fields[f"level_{criterion.ordinal}"] = level
            self.fields[f"note_{criterion.ordinal}"] = _note_field(criterion, score.note if score else "")

    @property
    def needs_levels(self) -> bool:
        return True

    @property
    def groups(self) -> list[tuple[Criterion, forms.BoundField, forms.BoundField]]:
        """Each criterion with its two fields."""
        return [(each, self[f"level_{each.ordinal}"], self[f"note_{each.ordinal}"]) for each in self.criteria]

    def given(self, cleaned: dict[str, Any]) -> list[Given]:
        return [self._given(criterion, cleaned) for criterion in self.criteria]

    def _given(self, criterion: Criterion, cleaned: dict[str, Any]) -> Given:
        levels: dict[str, Level] = {str(level.pk): level for level in criterion.levels.all()}
        chosen = levels.get(cleaned.get(f"level_{criterion.ordinal}") or "")
        return Given(criterion, chosen, plain_line(cleaned.get(f"note_{criterion.ordinal}") or ""))


class ReviewForm(MarksForm):
    """`act` is the button that was pressed; a draft may have gaps."""

    act = forms.ChoiceField(choices=((SAVE, SAVE), (FINISH, FINISH)))

    @property
    def needs_levels(self) -> bool:
        return self.data.get("act") != SAVE

    @property
    def finishes(self) -> bool:
        return self.data.get("act") == FINISH

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        return {"once": cleaned.get("once"), "given": self.given(cleaned)}


class CorrectionForm(MarksForm):
    """The marks as they stand, to be mended; `standing` tells which corrections the page already showed."""

    standing = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Mengapa diperbaiki?"),
        help_text=_("Misalnya “salah pilih tingkat”. Dibaca pengelola dan inspektorat bersama nilai yang lama."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=300,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        return {**{name: cleaned.get(name) for name in ("once", "standing", "reason")}, "given": self.given(cleaned)}


def _level_field(criterion: Criterion, chosen: int | None) -> forms.ChoiceField:
    choices = [(str(level.pk), f"{level.points} · {level.text}") for level in criterion.levels.all()]
    return forms.ChoiceField(
        label=criterion.name,
        help_text=criterion.hint,
        choices=choices,
        widget=forms.RadioSelect,
        initial=str(chosen) if chosen else None,
    )


def _note_field(criterion: Criterion, note: str) -> forms.CharField:
    label = _("Catatan tentang %(criterion)s") % {"criterion": criterion.name.lower()}
    return forms.CharField(
        label=label, initial=note, required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
