"""Forms by which the office decides. Each carries the revision and the state that were on the screen."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanggar.applications import actions
from sanggar.applications.models import Application, ApplicationState, Call, Verdict
from sanggar.foundation.audit import Actor
from sanggar.foundation.dates import plain_date
from sanggar.foundation.ui.fields import WholeNumberField
from sanggar.foundation.ui.forms import ActForm, ReasonForm, ToldReasonForm
from sanggar.foundation.ui.wording import STALE
from sanggar.people.models import Account

LAST_DAY = _("Sampai pukul 23.59 hari itu; paling lambat %(day)s, karena sesudahnya daftar harus siap untuk undian.")


def _revision() -> forms.IntegerField:
    return forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, max_value=32767, error_messages={"required": STALE, "invalid": STALE}
    )


def _state() -> forms.ChoiceField:
    return forms.ChoiceField(
        widget=forms.HiddenInput,
        choices=ApplicationState.choices,
        error_messages={"required": STALE, "invalid_choice": STALE},
    )


class AcceptForm(ActForm):
    revision = _revision()
    state = _state()


class DecisionForm(ReasonForm):
    revision = _revision()
    state = _state()


class ToldDecisionForm(ToldReasonForm):
    """A decision whose reason the applicant reads."""

    revision = _revision()
    state = _state()


class AskForm(ToldDecisionForm):
    """A correction, with the day by which it is due."""

    due_on = forms.DateField(
        label=_("Tenggat"),
        required=False,
        help_text=_("Sampai pukul 23.59 hari itu. Bila kosong, sesuai aturan pendaftaran."),
    )

    def __init__(self, call: Call, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if call.last_correction_day:
            self.fields["due_on"].help_text = LAST_DAY % {"day": plain_date(call.last_correction_day)}


class NoteForm(ActForm):
    text = forms.CharField(
        label=_("Catatan"),
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
        help_text=_("Hanya dibaca kantor. Tulis yang perlu diketahui rekan, bukan pendapat tentang orangnya."),
    )


class OpinionForm(ActForm):
    """Whom to ask, and what."""

    of = forms.ChoiceField(label=_("Rekan"))
    question = forms.CharField(
        label=_("Pertanyaan"), widget=forms.Textarea({"rows": 3}), max_length=1000, required=False
    )

    def __init__(self, colleagues: Iterable[Account], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = {str(each.pk): each for each in colleagues}
        self.fields["of"].choices = [(pk, each.name) for pk, each in self.colleagues.items()]  # type: ignore[attr-defined]  # a ChoiceField

    def clean_of(self) -> Account:
        return self.colleagues[self.cleaned_data["of"]]


class VerdictForm(ActForm):
    verdict = forms.ChoiceField(label=_("Pendapat Anda"), choices=Verdict.choices, widget=forms.RadioSelect)
    text = forms.CharField(label=_("Penjelasan"), widget=forms.Textarea({"rows": 3}), max_length=1000, required=False)


class ViewForm(ActForm):
    """A name for the queue as it is narrowed now; the address comes along in the address."""

    name = forms.CharField(label=_("Nama tampilan"), max_length=60)
    shared = forms.BooleanField(label=_("Untuk semua rekan di program ini"), required=False)


class TermsForm(ActForm):
    """How a call is screened."""

    correction_days = WholeNumberField(
        label=_("Hari untuk memperbaiki"),
        max_value=60,
        help_text=_("Tenggat yang diusulkan saat meminta perbaikan; setiap kali dapat diubah."),
    )
    two_refuse = forms.BooleanField(
        label=_("Menolak perlu dua orang: pendapat rekan “sebaiknya ditolak” harus ada lebih dulu."), required=False
    )
    guardian_first = forms.BooleanField(
        label=_("Pelamar di bawah umur baru memenuhi syarat setelah walinya menyetujui."),
        required=False,
        help_text=_("UU 27/2022 ps. 25. Tanpa centang, persetujuan wali tetap diminta dan terlihat di sini."),
    )


class CardForm(ActForm):
    """An act at the counter."""

    card_shown = forms.BooleanField(label=_("KTP asli sudah ditunjukkan, dan nama serta NIK-nya cocok."))

    def clean(self) -> dict[str, Any]:
        self.cleaned_data.pop("card_shown", None)  # asked of the officer, not told to the action
        return self.cleaned_data


class SettleForm(CardForm):
    """Which of the applications with one NIK is the card owner's own."""

    winner = forms.ChoiceField(label=_("Lamaran milik pemegang KTP"), widget=forms.RadioSelect)
    field_order = ("winner", "card_shown")

    def __init__(self, rivals: Iterable[Application], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rivals = {rival.receipt: rival for rival in rivals}
        choices = [(receipt, f"{receipt} · {rival.name}") for receipt, rival in self.rivals.items()]
        self.fields["winner"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def settle(self, *, winner: str, by: Actor, at: datetime) -> None:
        actions.settle_contest(self.rivals[winner], by=by, at=at)
