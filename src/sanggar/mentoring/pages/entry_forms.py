"""Forms for what is written down while a pair runs: goals, contacts, corrections, follow-ups."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanggar.foundation import clock
from sanggar.foundation.dates import plain_date
from sanggar.foundation.errors import DomainError
from sanggar.foundation.ui.forms import ActForm
from sanggar.mentoring.models import Answer, Contact, How, Mentorship, Topic
from sanggar.mentoring.refusals import ContactAnsweredMeanwhile, ContactThere
from sanggar.training.models import GoalResult

USUAL_MINUTES = 15
LENGTHS = (5, 10, 15, 20, 30, 45, 60, 90)


def date_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class GoalForm(ActForm):
    text = forms.CharField(
        label=_("Tujuan"),
        help_text=_("Satu hal yang dapat dilihat hasilnya: “terbit satu video tiap minggu”."),
        max_length=300,
    )
    due_on = forms.DateField(label=_("Dicapai paling lambat"), widget=date_input(), required=False)


class MilestoneForm(ActForm):
    text = forms.CharField(
        label=pgettext_lazy("tujuan", "Tahap"),
        help_text=_("Satu langkah yang dapat dilihat: “video kedua terbit”."),
        max_length=300,
    )
    due_on = forms.DateField(label=_("Dicapai paling lambat"), widget=date_input(), required=False)


class ReachForm(ActForm):
    reached_on = forms.DateField(label=_("Tercapai pada"), widget=date_input(), initial=clock.today)


class SettleGoalForm(ActForm):
    """How a goal came out; not reaching it is no failure, and nothing is chosen beforehand: outcomes are counted."""

    result = forms.ChoiceField(label=_("Hasil"), choices=GoalResult.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Catatan"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000, required=False
    )


class SettleFollowUpForm(ActForm):
    how = forms.CharField(
        label=_("Apa yang dilakukan"),
        help_text=_("Satu kalimat: siapa dihubungi, apa hasilnya."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
    )


class ContactForm(ActForm):
    """A contact in half a minute: today, by message, a quarter of an hour, unless said otherwise."""

    summary = forms.CharField(
        label=_("Apa yang dibahas"),
        help_text=_("Dibaca juga oleh peserta, yang lalu membenarkannya."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=4000,
    )
    held_on = forms.DateField(label=_("Tanggal"), widget=date_input(), initial=clock.today)
    how = forms.ChoiceField(label=_("Cara"), choices=How.choices, initial=How.CHAT)
    minutes = forms.IntegerField(
        label=_("Lama (menit)"),
        min_value=1,
        max_value=600,
        initial=USUAL_MINUTES,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    next_step = forms.CharField(label=_("Langkah berikutnya"), max_length=300, required=False)
    next_on = forms.DateField(label=_("Tanggal langkah berikutnya"), widget=date_input(), required=False)
    is_another = forms.BooleanField(label=_("Ya, ini percakapan lain"), required=False)

    is_there = False
    """Refused, for it is noted already."""

    def tell(self, error: DomainError) -> None:
        super().tell(error)
        self.is_there = isinstance(error, ContactThere)

    @property
    def asks_again(self) -> bool:
        """Whether the last field is shown: only once it was asked for, and then for as long as the form is mended."""
        return bool(self["is_another"].errors or self["is_another"].value())


class OwnContactForm(ContactForm):
    """The mentor's own: taps instead of typing, and room for what nobody else reads. What was spoken of is ticked or
    said in own words, or both.
    """

    topics = forms.MultipleChoiceField(
        label=_("Yang dibahas"),
        help_text=_("Ketuk, tulis di bawah, atau keduanya."),
        choices=Topic.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    summary = forms.CharField(
        label=_("Dengan kata-kata Anda"),
        help_text=_("Dibaca juga oleh peserta, yang lalu membenarkannya."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=3500,
        required=False,
    )
    how = forms.ChoiceField(label=_("Cara"), choices=How.choices, initial=How.CHAT, widget=forms.RadioSelect)
    minutes = forms.TypedChoiceField(  # type: ignore[assignment]  # a tap for the usual lengths
        label=_("Lama (menit)"),
        choices=[(length, str(length)) for length in LENGTHS],
        initial=USUAL_MINUTES,
        coerce=int,
        widget=forms.RadioSelect,
    )

    private_note = forms.CharField(
        label=_("Catatan pribadi"),
        help_text=_("Hanya Anda yang dapat membaca. Tidak ikut diserahkan kepada pendamping lain."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("topics", "summary"):
            self.fields[name].said_above = True  # type: ignore[attr-defined]  # one of both is needed

    def clean(self) -> dict[str, Any]:
        given = dict(super().clean() or self.cleaned_data)
        said = given.get("topics") or given.get("summary")
        if not said and not self.errors.keys() & {"topics", "summary"}:
            self.add_error("topics", _("Pilih yang dibahas, atau tulis dengan kata-kata Anda."))
        return given


class EntryOf(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic only in the stubs
    """A contact, said by its day, what was spoken of and how it was answered."""

    def label_from_instance(self, obj: Contact) -> str:
        parts = [plain_date(obj.held_on), obj.get_how_display(), obj.told, obj.get_answer_display()]
        return " · ".join(str(part) for part in parts if part)


class VoidForm(ActForm):
    """Which entry was a mistake, and why; with `unconfirmed` only what the participant has not confirmed. `seen`
    carries the answers that stood on the page, `12=mark,13=mark`; an entry that is not among them had none.
    """

    contact = EntryOf(
        Contact.objects.none(), label=_("Catatan yang keliru"), widget=forms.RadioSelect, empty_label=None
    )
    reason = forms.CharField(label=_("Apa yang keliru"), max_length=300)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, mentorship: Mentorship, *args: Any, unconfirmed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        contact = self.fields["contact"]
        assert isinstance(contact, EntryOf)
        rows = mentorship.contacts.filter(voided_at=None).select_related("mentorship__mentor__programme")
        contact.queryset = self._shown = rows.exclude(answer=Answer.CONFIRMED) if unconfirmed else rows
        self.initial["seen"] = self._marks()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        marks = dict(part.split("=", 1) for part in given.get("seen", "").split(",") if "=" in part)
        contact = given.get("contact")
        return given | {"seen": marks.get(str(contact.pk), "") if contact else ""}

    def tell(self, error: DomainError) -> None:
        """Once told of a newer answer, which now stands at the entry, the person decides anew."""
        super().tell(error)
        if isinstance(error, ContactAnsweredMeanwhile):
            data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict or a dict
            data[self.add_prefix("seen")] = self._marks()
            self.data = data

    def _marks(self) -> str:
        return ",".join(f"{each.pk}={each.answer_mark}" for each in self._shown.all() if each.answer)


class HeardForm(ActForm):
    word = forms.CharField(
        label=_("Bagaimana peserta menyampaikannya"),
        help_text=_("Misalnya: lewat telepon, di loket. Terbaca di riwayat."),
        max_length=300,
    )


class DisputeForm(ActForm):
    word = forms.CharField(
        label=_("Apa yang tidak benar"),
        help_text=_("Satu kalimat sudah cukup. Dibaca kantor penyelenggara saja."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=300,
    )


class ConcernForm(ActForm):
    detail = forms.CharField(
        label=_("Apa yang perlu diperhatikan"),
        help_text=_("Dibaca pendamping dan pengelola, sampai ada yang menulis apa yang dilakukan."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AskForm(ActForm):
    """What the office wants to know of a mentor whose note is disputed."""

    question = forms.CharField(
        label=_("Pertanyaan kepada pendamping"),
        help_text=_("Dibaca pendamping di halaman peserta ini. Jangan kutip kata-kata peserta."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
    )


class PauseForm(ActForm):
    """Until when, and why; both are read by the participant's next mentor too, should one come."""

    resumes_on = forms.DateField(label=_("Dilanjutkan pada"), widget=date_input())
    reason = forms.CharField(label=_("Alasan jeda"), widget=forms.Textarea(attrs={"rows": 2}), max_length=500)


class DeclineForm(ActForm):
    reason = forms.CharField(
        label=_("Alasan"),
        help_text=_("Dibaca pengelola program, tidak oleh peserta."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
    )
