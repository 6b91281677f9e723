"""What officers fill in: the source of a draw, its numbers, the deadline of offers."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanggar.foundation import clock
from sanggar.foundation.errors import DomainError
from sanggar.foundation.ui.fields import WholeNumberField
from sanggar.foundation.ui.forms import ActForm
from sanggar.selection.actions.filling import LEAST_TO_ANSWER
from sanggar.selection.models import DrawEntry
from sanggar.selection.pages.hours import civil_hour
from sanggar.selection.pages.seen import renew, seen_field
from sanggar.selection.queries import mark_of_asked
from sanggar.selection.refusals import AskedChangedMeanwhile, CallingUpEndsTooSoon, DeadlineTooSoon

NUMBERS = {"autocomplete": "off", "inputmode": "numeric", "spellcheck": "false"}
HEX = {"autocomplete": "off", "spellcheck": "false", "rows": 2}


class FreezeForm(ActForm):
    """All that a freeze needs stands in the published procedure; the tick is asked for and kept nowhere."""

    understood = forms.BooleanField(
        label=_(
            "Saya tahu: daftar, jumlah kursi, dan cara memilih menjadi tetap, dan pembekuan tidak dapat dibatalkan"
        ),
        error_messages={"required": _("Centang dulu bahwa Anda tahu apa yang menjadi tetap, lalu bekukan.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned.pop("understood", None)
        return cleaned


class DiceForm(ActForm):
    may_hold_nik = frozenset({"digits"})  # a NIK can turn up among dice
    digits = forms.CharField(
        label=_("Angka dadu menurut urutan lemparan"),
        help_text=_("Angka 0 sampai 9, paling sedikit 20. Spasi boleh, misalnya 40719 33852 06471 29953."),
        max_length=400,
        widget=forms.TextInput(attrs=NUMBERS),
    )


class ReplaceDiceForm(DiceForm):
    """Anew, by who mistyped the first entry."""

    replaces = forms.BooleanField(widget=forms.HiddenInput, initial=True)

    def clean(self) -> None:
        """It only tells the page which act is meant."""
        super().clean()
        self.cleaned_data.pop("replaces", None)


class RandomnessForm(ActForm):
    """For a machine without internet: the numbers as another computer shows them."""

    may_hold_nik = frozenset({"randomness", "signature"})
    randomness = forms.CharField(
        label=_("Angka acak (randomness)"), max_length=100, widget=forms.Textarea(attrs=HEX), required=False
    )
    signature = forms.CharField(label=_("Tanda tangan (signature)"), max_length=200, widget=forms.Textarea(attrs=HEX))


class OpenOffersForm(ActForm):
    """`seen` marks those whom the page counts. Refused because they changed, the form may be sent again as it is."""

    seen = seen_field()
    deadline = forms.DateTimeField(label=_("Batas waktu menjawab"), validators=[civil_hour])
    reserve_hours = WholeNumberField(
        label=_("Waktu menjawab untuk cadangan (jam)"),
        min_value=1,
        max_value=720,
        help_text=_(
            "Berlaku bagi cadangan yang dipanggil setelah ada kursi kosong. Bila habis di malam hari, berlaku terus "
            "sampai pukul 08.00. Hanya menjelang akhir pemanggilan waktunya dapat lebih pendek."
        ),
    )
    call_up_until = forms.DateTimeField(
        label=_("Cadangan dipanggil sampai"),
        validators=[civil_hour],
        help_text=_("Biasanya awal sesi pertama. Setelah itu cadangan hanya dipanggil untuk pengganti di tempat."),
    )

    def __init__(self, *args: Any, asked: Callable[[], list[DrawEntry]], **kwargs: Any) -> None:
        self._asked = asked
        kwargs["initial"] = {**kwargs["initial"], "seen": mark_of_asked(asked())}
        super().__init__(*args, **kwargs)

    def tell(self, error: DomainError) -> None:
        if isinstance(error, AskedChangedMeanwhile):
            renew(self, seen=mark_of_asked(self._asked()))
        super().tell(error)

    def clean(self) -> dict[str, Any]:
        """What the act would refuse, beside what was mistyped: all of it at once."""
        cleaned = super().clean() or {}
        deadline, until = cleaned.get("deadline"), cleaned.get("call_up_until")
        if deadline and deadline < clock.now() + LEAST_TO_ANSWER:
            self.tell(DeadlineTooSoon(field="deadline", hours=round(LEAST_TO_ANSWER / timedelta(hours=1))))
        if deadline and until and until < deadline:
            self.tell(CallingUpEndsTooSoon(field="call_up_until"))
        return cleaned
