"""Forms about a mentor's time."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.ui.forms import ActForm
from sanggar.mentoring.pages.entry_forms import date_input

WEEKS = [
    (1, _("Sekali saja")),
    (4, _("Tiap minggu, 4 kali")),
    (8, _("Tiap minggu, 8 kali")),
    (12, _("Tiap minggu, 12 kali")),
]
LENGTHS = [(15, _("15 menit")), (30, _("30 menit")), (45, _("45 menit")), (60, _("1 jam"))]


class SlotForm(ActForm):
    """One slot or a series: the same hour of several weeks."""

    day = forms.DateField(label=_("Hari pertama"), widget=date_input())
    time = forms.TimeField(label=_("Mulai pukul"), widget=forms.TimeInput(attrs={"type": "time"}))
    minutes = forms.TypedChoiceField(label=_("Lama"), choices=LENGTHS, initial=30, coerce=int)
    weeks = forms.TypedChoiceField(label=_("Berulang"), choices=WEEKS, initial=1, coerce=int)
    place = forms.CharField(
        label=_("Di mana"), help_text=_("Tempat, nomor telepon, atau tautan panggilan video."), max_length=200
    )


class CancelTalkForm(ActForm):
    """Who cancels is not there at that hour, unless they say so."""

    reason = forms.CharField(
        label=_("Pesan untuk peserta"), help_text=_("Dibaca peserta dalam surat pembatalan."), max_length=300
    )
    keeps_slot = forms.BooleanField(
        label=_("Jam ini tetap terbuka"),
        help_text=_("Beri tanda bila peserta lain boleh memilih jam ini. Tanpa tanda, jamnya ikut ditarik."),
        required=False,
    )
