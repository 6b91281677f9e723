"""A message to some of the queue: to whom, which one, and what it says."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanggar.applications.actions.messages import lay_messages
from sanggar.applications.models import Application, ApplicationState
from sanggar.applications.moments import Moment
from sanggar.foundation.audit import Actor
from sanggar.foundation.errors import DomainError
from sanggar.foundation.national_id import refuse_sixteen_digits
from sanggar.foundation.ui.forms import ActForm
from sanggar.foundation.ui.wording import STALE
from sanggar.planning.models import Programme

LONGEST = 2000


class MessageForm(ActForm):
    """The words are asked for the free message alone; the other one has its own."""

    moment = forms.ChoiceField(
        label=_("Pesan"),
        choices=[
            (Moment.CHOSEN.value, Moment.CHOSEN.label),
            (Moment.CARD.value, _("KTP perlu ditunjukkan: kepada setiap lamaran yang memakai NIK yang sama")),
        ],
        widget=forms.RadioSelect,
        initial=Moment.CHOSEN.value,
    )
    subject = forms.CharField(
        label=_("Perihal"),
        max_length=150,
        required=False,
        help_text=_("Perihal dan isi wajib untuk pesan Anda sendiri; surat tentang KTP sudah punya kata-katanya."),
    )
    text = forms.CharField(label=_("Isi pesan"), max_length=LONGEST, required=False, widget=forms.Textarea({"rows": 5}))
    subject_en = forms.CharField(label=_("Perihal, bahasa Inggris"), max_length=150, required=False)
    text_en = forms.CharField(
        label=_("Pesan, bahasa Inggris"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Bila kosong, yang melamar dalam bahasa Inggris menerima teks Indonesia."),
    )
    chosen = forms.MultipleChoiceField(
        label=pgettext_lazy("pesan", "Penerima"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Pilih sekurang-kurangnya satu penerima."), "invalid_choice": STALE},
    )

    def __init__(
        self, programme: Programme, offered: Iterable[Application], *args: Any, ticked: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.programme, self.by_pk = programme, {str(one.pk): one for one in offered}
        self.fields["chosen"].choices = [(pk, _label(one)) for pk, one in self.by_pk.items()]  # type: ignore[attr-defined]  # a ChoiceField
        if ticked:
            self.fields["chosen"].initial = list(self.by_pk)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("moment") == Moment.CHOSEN:
            for name in ("subject", "text"):
                if name not in self.errors and not given.get(name):
                    self.add_error(name, _("Tulis perihal dan isi pesannya."))
        for name in ("subject", "text", "subject_en", "text_en"):
            try:
                refuse_sixteen_digits(given.get(name, ""), name)
            except DomainError as error:
                self.tell(error)
        return given

    @property
    def people(self) -> list[Application]:
        return [self.by_pk[pk] for pk in self.cleaned_data["chosen"]]

    @property
    def moment_chosen(self) -> Moment:
        return Moment(self.cleaned_data["moment"])

    @property
    def words(self) -> dict[str, dict[str, str]]:
        """By language, what goes into the fields of the moment."""
        if self.moment_chosen != Moment.CHOSEN:
            return {"id": {}, "en": {}}
        given = self.cleaned_data
        told = {"perihal": given["subject"], "pesan": given["text"]}
        english = {"perihal": given["subject_en"] or given["subject"], "pesan": given["text_en"] or given["text"]}
        return {"id": told, "en": english}

    @property
    def batch(self) -> str:
        """One form is one batch, however often it is sent."""
        return f"pesan-{self.cleaned_data['once'].hex[:12]}"

    def lay(self, *, by: Actor, at: datetime, **_typed: object) -> None:
        moment, words = self.moment_chosen, self.words
        lay_messages(self.programme, self.people, moment, words=words, batch=self.batch, by=by, at=at)


def _label(one: Application) -> str:
    return f"{one.name}, {one.receipt} · {ApplicationState(one.state).label}"
