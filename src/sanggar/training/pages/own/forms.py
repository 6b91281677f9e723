"""What participants fill in about themselves and hand in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sanggar.foundation import files
from sanggar.foundation.errors import DomainError
from sanggar.foundation.typed_text import plain_line
from sanggar.foundation.ui.fields import ReadField
from sanggar.foundation.ui.forms import ActForm
from sanggar.training.actions.handed import read_handed
from sanggar.training.models import Accepts, Assignment, ChecklistReply, QuizChoice, QuizQuestion, Skill, SkillLevel
from sanggar.training.queries import ChecklistItem


class LevelForm(ActForm):
    """One skill: the level that describes someone best."""

    level = forms.ChoiceField(label=_("Mana yang paling menggambarkan Anda sekarang?"), widget=forms.RadioSelect)

    def __init__(self, skill: Skill, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.levels = {str(level.pk): level for level in skill.levels.all()}
        choices = [(pk, level.text) for pk, level in self.levels.items()]
        self.fields["level"] = forms.ChoiceField(
            label=self.fields["level"].label, choices=choices, widget=forms.RadioSelect
        )

    def clean_level(self) -> SkillLevel:
        return self.levels[self.cleaned_data["level"]]


class QuestionForm(ActForm):
    """One question of a test."""

    def __init__(self, question: QuizQuestion, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = {str(choice.pk): choice for choice in question.choices.all()}
        choices = [(pk, choice.text) for pk, choice in self.choices.items()]
        self.fields["choice"] = forms.ChoiceField(label=question.text, choices=choices, widget=forms.RadioSelect)

    def clean_choice(self) -> QuizChoice:
        return self.choices[self.cleaned_data["choice"]]


def link_field() -> forms.CharField:
    return forms.CharField(
        label=_("Tautan"),
        help_text=_("Salin alamat satu karya dari YouTube, TikTok, Instagram, Google Drive, atau situs lain."),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "autocapitalize": "none"}),
    )


def small_file_field() -> forms.FileField:
    return forms.FileField(
        label=_("Berkas"),
        help_text=_("PDF, JPEG, atau PNG, paling besar 10 MB. Video lebih baik sebagai tautan."),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": files.ACCEPTED}),
    )


class HandedForm(ActForm):
    """A link or a file, read as `work` with all the other answers, so that whatever is wrong is said at once."""

    accepts: str = Accepts.ANY

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        url, file = given.pop("url", ""), given.pop("file", None)
        if not {"url", "file"} & set(self.errors):
            try:
                given["work"] = read_handed(url, file, accepts=self.accepts)
            except DomainError as error:
                self.tell(error)
        return given

    def _ask_for_one(self) -> None:
        """Of the two, one is asked for: neither is optional by itself."""
        self.fields["url"].label = _("Tautan, atau berkas di bawah (salah satu wajib)")
        self.fields["file"].label = _("Berkas, atau tautan di atas (salah satu wajib)")
        for name in ("url", "file"):
            self.fields[name].said_above = True  # type: ignore[attr-defined]  # read by the label


class SampleForm(HandedForm):
    url = link_field()
    file = small_file_field()
    note = ReadField(
        plain_line,
        label=_("Tentang karya ini"),
        help_text=_("Misalnya kapan dibuat, dan apa yang Anda suka atau belum suka."),
        max_length=500,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ask_for_one()


class GoalForm(ActForm):
    text = ReadField(
        plain_line,
        label=_("Tujuan Anda"),
        help_text=_("Sesuatu yang hasilnya dapat dilihat, misalnya “empat video terbit sampai Maret”."),
        max_length=300,
    )
    due_on = forms.DateField(label=_("Sampai kapan"), required=False)


class HandInForm(HandedForm):
    """A round of a work: the work itself, and the answers for its content."""

    url = link_field()
    file = small_file_field()
    note = forms.CharField(
        label=_("Catatan untuk penilai"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, assignment: Assignment, items: list[ChecklistItem], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items, self.accepts = items, assignment.accepts
        if assignment.accepts == Accepts.ANY:
            self._ask_for_one()
        for name, unwanted in (("url", Accepts.FILE), ("file", Accepts.LINK)):
            if assignment.accepts == unwanted:
                del self.fields[name]
        for name in ("url", "file"):
            if name in self.fields and assignment.accepts != Accepts.ANY:
                self.fields[name].required = True
        for item in items:
            self.fields[f"check_{item.key}"] = forms.ChoiceField(
                label=item.text, choices=ChecklistReply.choices, widget=forms.RadioSelect
            )

    @property
    def work_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("url", "file", "note") if name in self.fields]

    @property
    def checklist_fields(self) -> list[forms.BoundField]:
        return [self[f"check_{item.key}"] for item in self.items]

    @property
    def linked_errors(self) -> list[tuple[str, str]]:
        """Unanswered questions of the checklist are one line, which leads to the first of them."""
        missing = [field for field in self.checklist_fields if field.errors]
        found = [(anchor, told) for anchor, told in super().linked_errors if not anchor.startswith("#id_check_")]
        if missing:
            told = ngettext(
                "%(count)d pertanyaan tentang isi belum dijawab.",
                "%(count)d pertanyaan tentang isi belum dijawab.",
                len(missing),
            )
            found.append((f"#{missing[0].auto_id}_0", told % {"count": len(missing)}))
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        checklist = {item.key: cleaned.pop(f"check_{item.key}", "") for item in self.items}
        return {**cleaned, "checklist": checklist}
