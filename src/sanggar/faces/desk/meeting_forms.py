"""Forms that change a meeting which is planned: typed, looked at with its consequences, sent."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.ui.forms import ActForm, ReasonForm
from sanggar.planning.meeting_forms import MeetingTimeForm, TrainerForm
from sanggar.training.models import Module


class SeenForm(ActForm):
    """`seen` is the state of the meeting that the officer had before them."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class MoveForm(SeenForm, MeetingTimeForm):
    was_held = forms.BooleanField(
        label=_("Sesi ini sudah diadakan pada waktu itu"),
        help_text=_(
            "Hanya untuk waktu yang sudah lewat; alasannya disimpan dalam riwayat. "
            "Surat tidak dikirim hanya bila waktu semula juga sudah lewat."
        ),
        required=False,
    )
    reason = forms.CharField(
        label=_("Alasan"),
        help_text=_("Dibaca peserta dan narasumber dalam surat."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
    )


class NewMeetingForm(MeetingTimeForm, TrainerForm):
    module = forms.ModelChoiceField(
        label=_("Modul yang diajarkan"),
        queryset=Module.objects.none(),
        required=False,
        empty_label=_("Belum ditentukan"),
    )
    despite_talks = forms.BooleanField(
        label=_("Tetap adakan walau ada janji pendampingan pada waktu itu"),
        help_text=_("Peserta dan pendampingnya mendapat surat dengan tautan untuk memindahkan janji."),
        required=False,
    )

    field_order = [
        *("topic", "module", "day", "start", "end", "listed_venue", "venue", "link", "trainer", "trainer_name"),
        "despite_talks",
    ]

    def __init__(self, *args: Any, modules: QuerySet[Module], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("module", modules)


class SubstituteForm(SeenForm, TrainerForm):
    reason = forms.CharField(
        label=_("Alasan"),
        help_text=_("Dibaca kedua narasumber, tidak oleh peserta."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
    )


class CancelForm(SeenForm, ReasonForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("Dibaca peserta dan narasumber dalam surat.")
