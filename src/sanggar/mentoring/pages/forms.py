"""Forms of mentoring."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.names import clean_name
from sanggar.foundation.phones import normalise_phone
from sanggar.foundation.ui.fields import ReadField
from sanggar.foundation.ui.forms import ActForm, ReasonForm
from sanggar.foundation.ui.picker import narrowed
from sanggar.foundation.ui.wording import STALE
from sanggar.mentoring.models import OPEN, ConflictKind, Mentor
from sanggar.mentoring.pages.kept_apart import offered_mentors
from sanggar.planning.models import Programme, Track
from sanggar.training.models import Enrolment
from sanggar.training.queries import enrolments_of

NOTE_LETTERS = 4000


class MentorForm(ActForm):
    """Capacity and tracks of a mentor who is there already."""

    capacity = forms.IntegerField(
        label=_("Kapasitas"),
        help_text=_("Paling banyak berapa peserta sekaligus."),
        min_value=1,
        max_value=200,
        initial=10,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    tracks = forms.ModelMultipleChoiceField(
        Track.objects.none(),
        label=_("Jalur yang didampingi"),
        help_text=_("Kosongkan bila pendamping ini mendampingi semua jalur."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    active = forms.BooleanField(label=_("Menerima peserta baru"), required=False, initial=True)

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tracks = self.fields["tracks"]
        assert isinstance(tracks, forms.ModelMultipleChoiceField)
        tracks.queryset = programme.tracks.all()


class NewMentorForm(MentorForm):
    """Someone who becomes a mentor, with or without an account."""

    active = None  # type: ignore[assignment]  # a new mentor receives people
    email = forms.EmailField(
        label=_("Email"),
        max_length=254,
        help_text=_("Bila email ini belum punya akun, akun dibuka dan tautan kata sandi dikirim ke alamat ini."),
    )
    name = ReadField(clean_name, label=_("Nama"), help_text=_("Dipakai bila akunnya baru."))
    phone = ReadField(normalise_phone, label=_("Nomor WhatsApp"), required=False)
    field_order = ["email", "name", "phone", "capacity", "tracks"]


class PhoneForm(ActForm):
    """The number as the mentor says it; empty takes it away."""

    phone = ReadField(normalise_phone, label=_("Nomor WhatsApp"), required=False)


class ReadConflictsForm(ActForm):
    """Names what was read."""

    edition = forms.CharField(widget=forms.HiddenInput, max_length=40)


class PlaceOf(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic only in the stubs
    """A mentor, said with the places that are left."""

    def label_from_instance(self, obj: Mentor) -> str:
        return _("%(name)s (sisa %(free)s dari %(capacity)s)") % {
            "name": obj.account.name,
            "free": obj.free,
            "capacity": obj.capacity,
        }


class AssignForm(ActForm):
    """Which mentor; those with room in the participant's track who may accompany them, the emptiest first."""

    mentor = PlaceOf(Mentor.objects.none(), label=_("Pendamping"), widget=forms.RadioSelect, empty_label=None)
    ask_first = forms.BooleanField(
        label=_("Tanyakan dulu kepada pendamping"),
        help_text=_("Pendampingan dimulai setelah pendampingnya bersedia."),
        required=False,
    )

    def __init__(self, enrolment: Enrolment, *args: Any, asked: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = self.fitting(enrolment)
        self.picker = narrowed(self, "mentor", rows, names=["account__name"], asked=asked)

    @property
    def has_mentors(self) -> bool:
        """Whether there is anybody to choose; with an error the form stays, so that it is read."""
        return bool(self.errors) or bool(self.picker.total)

    def fitting(self, enrolment: Enrolment) -> QuerySet[Mentor]:
        return offered_mentors(enrolment)


class FixedForm(ActForm):
    """Names what was shown, so that nothing else is carried out, and what of it the officer had fixed."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    fixed = forms.CharField(widget=forms.HiddenInput, max_length=100_000, required=False)

    def clean(self) -> dict[str, Any]:
        given = dict(super().clean() or self.cleaned_data)
        pairs = [key.split(":") for key in str(given.get("fixed") or "").split(",") if key]
        if any(len(pair) != 2 or not all(part.isdecimal() for part in pair) for pair in pairs):  # noqa: PLR2004 - a pair is two
            raise forms.ValidationError(STALE)
        given["fixed"] = {int(who): int(whom) for who, whom in pairs}
        return given


class ProposalForm(FixedForm):
    ask_first = forms.BooleanField(
        label=_("Tanyakan dulu kepada pendamping"),
        help_text=_("Pendampingan dimulai setelah pendampingnya bersedia."),
        required=False,
    )


class RematchForm(FixedForm):
    """Names what was shown, with the word that goes along to the next mentors."""

    shifts = forms.BooleanField(widget=forms.HiddenInput, required=False)
    note = forms.CharField(
        label=_("Catatan serah terima"),
        help_text=_("Dibaca pendamping baru dari peserta yang dialihkan, dengan nama Anda."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=NOTE_LETTERS,
    )


class HandOverForm(AssignForm):
    """Another mentor, and what the one who leaves tells them. It begins at once, so that nobody is without one."""

    ask_first = None  # type: ignore[assignment]  # Django's way to leave out an inherited field
    note = forms.CharField(
        label=_("Catatan serah terima"),
        help_text=_("Apa yang sudah dicapai, apa yang perlu diperhatikan. Dibaca oleh pendamping yang baru."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
    )

    def fitting(self, enrolment: Enrolment) -> QuerySet[Mentor]:
        return super().fitting(enrolment).exclude(mentorships__in=enrolment.mentorships.filter(state__in=OPEN))


class InsteadForm(HandOverForm):
    """Another mentor in the stead of one who has not answered: nothing is handed over, it is only said why."""

    note = forms.CharField(
        label=_("Mengapa pertanyaannya ditarik"),
        help_text=_("Dibaca pengelola program."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
    )


class PersonOf(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic only in the stubs
    """A participant, said with their cohort and the number of their application, so that no two are said alike."""

    def label_from_instance(self, obj: Enrolment) -> str:
        return f"{obj.person.name}, {obj.cohort.name} · {obj.application.receipt}"


class ConflictForm(ActForm):
    """Who must not be paired with a mentor, and why."""

    enrolment = PersonOf(Enrolment.objects.none(), label=_("Peserta"), widget=forms.RadioSelect, empty_label=None)
    kind = forms.ChoiceField(label=_("Sebab"), choices=ConflictKind.choices, widget=forms.RadioSelect)

    def __init__(self, programme: Programme, *args: Any, asked: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = ["person__name", "cohort__name"]
        self.picker = narrowed(self, "enrolment", enrolments_of(programme).seated(), names=names, asked=asked)


class ShortReasonForm(ReasonForm):
    """As long as the column that keeps it."""

    reason = forms.CharField(label=_("Alasan"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500)
