"""Forms that change a meeting which is planned: typed, looked at with its consequences, sent."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.ui.forms import ReasonForm
from sanggar.planning.meeting_forms import MeetingTimeForm, TrainerForm


class MoveForm(MeetingTimeForm):
    """`seen` is the state of the meeting that the officer had before them."""

    reason = forms.CharField(
        label=_("Alasan"),
        help_text=_("Dibaca peserta dan narasumber dalam surat."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class SubstituteForm(TrainerForm):
    reason = forms.CharField(
        label=_("Alasan"),
        help_text=_("Dibaca kedua narasumber, tidak oleh peserta."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
    )


class CancelForm(ReasonForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("Dibaca peserta dan narasumber dalam surat.")
