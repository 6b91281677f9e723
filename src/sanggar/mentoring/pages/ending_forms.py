"""Forms at the end of a pair and after it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.ui.forms import ActForm
from sanggar.mentoring.models import Mentorship, Outcome, Publishing
from sanggar.mentoring.pages.care_forms import long_text
from sanggar.mentoring.pages.entry_forms import date_input
from sanggar.mentoring.refusals import NoClosingTalk, NothingNext
from sanggar.training.models import GoalResult

FOR_FINISHED = ("held_on", "why_no_talk", "what_next")


class CloseForm(ActForm):
    """How a pair ends: stopping is no failure. Each open goal gets its result."""

    outcome = forms.ChoiceField(
        label=_("Hasil"),
        choices=[
            (Outcome.FINISHED, _("Selesai: pendampingan sampai pada akhirnya")),
            (Outcome.STOPPED, _("Berhenti: peserta tidak melanjutkan, dan itu boleh")),
            (Outcome.UNREACHABLE, _("Tidak dapat dihubungi: sudah dicoba dengan berbagai cara")),
        ],
        widget=forms.RadioSelect,
    )
    reason = long_text(_("Alasan atau catatan penutup"), rows=3)
    held_on = forms.DateField(
        label=_("Tanggal bicara penutup"),
        help_text=_("Untuk yang selesai: isi, atau tulis di bawah mengapa tidak ada."),
        widget=date_input(),
        required=False,
    )
    why_no_talk = forms.CharField(label=_("Mengapa tidak ada bicara penutup"), max_length=300, required=False)
    what_next = long_text(
        _("Apa selanjutnya bagi peserta"), _("Wajib untuk yang selesai; dibaca peserta."), required=False, rows=3
    )

    def __init__(self, mentorship: Mentorship, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in FOR_FINISHED:
            self.fields[name].said_above = True  # type: ignore[attr-defined]  # when they are needed: the help text says it
        self.goals = {f"goal_{goal.pk}": goal for goal in mentorship.enrolment.goals.filter(settled_at=None)}
        for name, goal in self.goals.items():
            label = _("Tujuan: %(goal)s") % {"goal": goal.text}
            self.fields[name] = forms.ChoiceField(label=label, choices=GoalResult.choices, widget=forms.RadioSelect)

    def clean(self) -> dict[str, Any]:
        given = dict(super().clean() or self.cleaned_data)
        results = {goal: given.pop(name) for name, goal in self.goals.items() if name in given}
        if given.get("outcome") == Outcome.FINISHED:
            self._require_finished(given)
        return {**given, "results": results}

    def _require_finished(self, given: dict[str, Any]) -> None:
        """As the act does, but with whatever else is to be mended, not one after the other."""
        if not (given.get("held_on") or given.get("why_no_talk")) and "held_on" not in self.errors:
            self.add_error("held_on", str(NoClosingTalk.message))
        if not given.get("what_next") and "what_next" not in self.errors:
            self.add_error("what_next", str(NothingNext.message))


class NewsForm(ActForm):
    publishing = forms.ChoiceField(
        label=_("Masih membuat karya?"), choices=Publishing.choices, widget=forms.RadioSelect
    )
    works_a_month = forms.IntegerField(
        label=_("Kira-kira berapa karya sebulan"),
        min_value=0,
        max_value=500,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
        required=False,
    )
    earns = forms.TypedChoiceField(
        label=_("Sudah menghasilkan uang dari karya?"),
        choices=[("yes", _("Sudah")), ("no", _("Belum")), ("", _("Tidak ingin menjawab"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
        required=False,
    )
    word = long_text(_("Cerita atau saran"), required=False, most=1000, rows=3)
    needs_help = forms.BooleanField(label=_("Saya ingin dihubungi karena perlu bantuan"), required=False)
