"""The mentor's own pages about themself: the agreement that comes before the first participant, and the profile."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanggar.foundation import clock
from sanggar.foundation.errors import DomainError
from sanggar.foundation.models import Region
from sanggar.foundation.models.regions import RegionLevel
from sanggar.foundation.phones import format_phone, normalise_phone
from sanggar.foundation.ui.fields import ReadField
from sanggar.foundation.ui.forms import ActForm
from sanggar.mentoring import actions
from sanggar.mentoring.agreement_words import agreement_digest, agreement_text, parts_of
from sanggar.mentoring.models import AGREEMENT_VERSION, DayPart, Language, Mentor, MentorKind, Topic
from sanggar.mentoring.pages.care_forms import long_text, many
from sanggar.mentoring.pages.slots import own_place
from sanggar.mentoring.pages.wish_forms import MentorWishForm, mentor_wish_initial
from sanggar.mentoring.refusals import AgreementOutdated
from sanggar.people.models import Organisation
from sanggar.planning.access import DeskRequest


class ConflictsForm(ActForm):
    conflicts_told = long_text(
        gettext_lazy("Adakah peserta yang keluarga Anda, satu tempat kerja, atau sebaiknya tidak Anda dampingi?"),
        gettext_lazy("Tulis namanya dan sebabnya, atau kosongkan. Dibaca pengelola program."),
        required=False,
        most=1000,
        rows=3,
    )


class AgreementForm(ConflictsForm):
    """Names the text that was read, so that no other is accepted."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    read = forms.BooleanField(label=gettext_lazy("Saya sudah membaca, dan menyetujui perjanjian serta kode etik ini"))

    def clean(self) -> dict[str, Any]:
        given = dict(super().clean() or self.cleaned_data)
        given.pop("read", None)
        if given.get("digest") != self.initial["digest"]:
            self.tell(AgreementOutdated())
        return given

    def tell(self, error: DomainError) -> None:
        """A text that has changed meanwhile is to be read, and ticked, anew."""
        super().tell(error)
        if isinstance(error, AgreementOutdated):
            data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
            data[self.add_prefix("digest")] = self.initial["digest"]
            data.pop(self.add_prefix("read"), None)
            self.data = data


class ProfileForm(ActForm):
    """What pairs are made by; where nothing is chosen, anything goes."""

    phone = ReadField(
        normalise_phone,
        label=gettext_lazy("Nomor WhatsApp"),
        help_text=gettext_lazy("Supaya kantor dapat menelepon Anda; peserta tidak melihatnya."),
        required=False,
    )
    topics = many(gettext_lazy("Saya dapat membantu dalam"), Topic.choices)
    skills = forms.CharField(
        label=gettext_lazy("Keahlian lain"),
        help_text=gettext_lazy("Dengan kata-kata Anda sendiri; dibaca pengelola."),
        max_length=300,
        required=False,
    )
    languages = many(gettext_lazy("Bahasa"), Language.choices)
    times = many(gettext_lazy("Waktu yang biasanya ada"), DayPart.choices)
    kinds = many(
        gettext_lazy("Saya…"), MentorKind.choices, gettext_lazy("Ada peserta yang mengharapkan pendamping seperti itu.")
    )
    districts = forms.ModelMultipleChoiceField(
        Region.objects.none(),
        label=gettext_lazy("Kecamatan yang terjangkau"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, office: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        districts = self.fields["districts"]
        assert isinstance(districts, forms.ModelMultipleChoiceField)
        districts.queryset = Region.objects.filter(parent=office.region, level=RegionLevel.DISTRICT)


def profile_of(mentor: Mentor) -> dict[str, Any]:
    return {
        "phone": format_phone(mentor.phone) if mentor.phone else "",
        "topics": mentor.topics,
        "skills": mentor.skills,
        "kinds": mentor.kinds,
        "languages": mentor.languages,
        "times": mentor.times,
        "districts": mentor.districts.all(),
    }


def agreement(request: DeskRequest, mentor: int) -> HttpResponse:
    """Before the first participant the mentor agrees; afterwards they may still say whom they should not accompany."""
    place = own_place(request, mentor)
    start = {"digest": agreement_digest(agreement_text(place)), "conflicts_told": place.conflicts_told}
    kind = ConflictsForm if place.has_agreed else AgreementForm
    act = actions.tell_conflicts if place.has_agreed else actions.accept_agreement
    done = _("Tersimpan; pengelola program membacanya.")
    if not place.has_agreed:
        done = _("Terima kasih. Sekarang peserta dapat diberikan kepada Anda.")
    form = kind(request.POST or None, initial=start)
    if form.is_valid() and form.carry_out(partial(act, place), by=request.actor, at=clock.now()):
        messages.success(request, done)
        return redirect("my_pairs")
    kept = place.agreements.filter(version=AGREEMENT_VERSION).last() if place.has_agreed else None
    page = {"mentor": place, "form": form, "version": AGREEMENT_VERSION, "kept": parts_of(kept.text) if kept else []}
    return render(request, "mentoring/agreement.html", page, status=422 if form.errors else 200)


def profile(request: DeskRequest, mentor: int) -> HttpResponse:
    place = own_place(request, mentor)
    form = ProfileForm(place.programme.organisation, request.POST or None, initial=profile_of(place))
    if form.is_valid() and form.carry_out(partial(actions.describe_mentor, place), by=request.actor, at=clock.now()):
        messages.success(request, _("Profil disimpan."))
        return redirect("my_pairs")
    page = {"mentor": place, "form": form}
    return render(request, "mentoring/profile.html", page, status=422 if form.errors else 200)


def wishes(request: DeskRequest, mentor: int) -> HttpResponse:
    place = own_place(request, mentor)
    form = MentorWishForm(place.programme, request.POST or None, initial=mentor_wish_initial(place))
    if form.is_valid() and form.carry_out(partial(actions.tell_mentor_wishes, place), by=request.actor, at=clock.now()):
        messages.success(request, _("Terima kasih, harapan Anda dicatat."))
        return redirect("my_pairs")
    page = {"mentor": place, "form": form}
    return render(request, "mentoring/mentor_wishes.html", page, status=422 if form.errors else 200)
