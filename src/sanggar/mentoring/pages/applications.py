"""Offers to be a mentor: the public form, and the office's answer."""

from datetime import timedelta
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt

from sanggar.foundation import clock, rates
from sanggar.foundation.models import Region
from sanggar.foundation.models.regions import RegionLevel
from sanggar.foundation.names import clean_name
from sanggar.foundation.phones import normalise_phone
from sanggar.foundation.ui.fields import ReadField
from sanggar.foundation.ui.forms import ActForm
from sanggar.mentoring import actions
from sanggar.mentoring.models import DayPart, Language, MentorApplication
from sanggar.mentoring.pages.care_forms import long_text, many
from sanggar.mentoring.pages.forms import MentorForm
from sanggar.mentoring.pages.presenters import Fact, labels_of
from sanggar.mentoring.queries import terms_of
from sanggar.mentoring.rules import may_arrange_mentoring
from sanggar.people.purposes import MENTOR_OFFER
from sanggar.people.queries import term_of
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme, Track
from sanggar.planning.queries import published_programmes

MOST, WINDOW = 10, timedelta(hours=1)


class OfferForm(ActForm):
    """What someone tells who offers to accompany."""

    name = ReadField(clean_name, label=gettext_lazy("Nama"))
    email = forms.EmailField(label=gettext_lazy("Email"), max_length=254)
    phone = ReadField(normalise_phone, label=gettext_lazy("Nomor WhatsApp"))
    motivation = long_text(gettext_lazy("Mengapa Anda ingin mendampingi"), rows=4)
    skills = forms.CharField(label=gettext_lazy("Keahlian"), max_length=300, required=False)
    languages = many(gettext_lazy("Bahasa"), Language.choices)
    times = many(gettext_lazy("Waktu yang biasanya ada"), DayPart.choices)
    tracks = forms.ModelMultipleChoiceField(
        Track.objects.none(),
        label=gettext_lazy("Jalur yang dapat Anda dampingi"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    districts = forms.ModelMultipleChoiceField(
        Region.objects.none(),
        label=gettext_lazy("Kecamatan yang terjangkau bagi Anda"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tracks, districts = self.fields["tracks"], self.fields["districts"]
        assert isinstance(tracks, forms.ModelMultipleChoiceField)
        assert isinstance(districts, forms.ModelMultipleChoiceField)
        tracks.queryset = programme.tracks.all()
        home = programme.organisation.region
        districts.queryset = Region.objects.filter(parent=home, level=RegionLevel.DISTRICT)


class ApproveForm(MentorForm):
    """Capacity and tracks; a new mentor receives people."""

    active = None  # type: ignore[assignment]  # Django drops a field that is None


class DeclineApplicantForm(ActForm):
    note = long_text(gettext_lazy("Pesan dalam surat jawaban"), most=500, rows=3)


@csrf_exempt
@login_not_required
def offer(request: HttpRequest, office: str, programme: str) -> HttpResponse:
    """Open while the office looks for mentors; whether an address is known already is told to nobody."""
    rows = published_programmes().filter(organisation__slug=office, slug=programme)
    found = get_object_or_404(rows)
    if not terms_of(found).takes_applications:
        raise Http404
    form = OfferForm(found, request.POST or None)
    done, wait = False, 0
    if form.is_valid():
        wait = rates.seconds_to_wait("mentor-offer", rates.client_address(request), limit=MOST, window=WINDOW)
        done = not wait and form.carry_out(partial(actions.apply_as_mentor, found), at=clock.now())
    page = {"programme": found, "form": form, "done": done, "wait": wait, "kept": _kept_for(found)}
    return render(request, "mentoring/offer.html", page, status=429 if wait else 422 if form.errors else 200)


def _kept_for(programme: Programme) -> str:
    """How long an answered offer is kept, by the office's own term."""
    return term_of(programme.organisation, MENTOR_OFFER, clock.today()).told_period


def offer_address(request: HttpRequest, programme: Programme) -> str:
    """The whole address of the public form, to be passed on."""
    return request.build_absolute_uri(reverse("mentor_offer", args=[programme.organisation.slug, programme.slug]))


@programme_page(may_arrange_mentoring)
def offers(request: DeskRequest, programme: Programme) -> HttpResponse:
    rows = MentorApplication.objects.filter(programme=programme).prefetch_related("tracks", "districts")
    rows = rows.order_by("decided_at", "-applied_at")
    waiting = [row for row in rows if row.decided_at is None]
    page = {
        "programme": programme,
        "waiting": [(row, _answers(row)) for row in waiting],
        "decided": [row for row in rows if row.decided_at],
        "is_open": terms_of(programme).takes_applications,
        "address": offer_address(request, programme),
    }
    return render(request, "mentoring/offers.html", page)


def _answers(offer: MentorApplication) -> list[Fact]:
    """What was asked and answered; what was left blank is said to be so."""
    blank = _("tidak diisi")
    return [
        (_("Jalur"), ", ".join(track.name for track in offer.tracks.all()) or blank),
        (_("Kecamatan"), ", ".join(region.name for region in offer.districts.all()) or blank),
        (_("Keahlian"), offer.skills or blank),
        (_("Bahasa"), labels_of(Language, offer.languages, none=blank)),
        (_("Waktu"), labels_of(DayPart, offer.times, none=blank)),
    ]


@programme_page(may_arrange_mentoring)
def approve(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    said = Track.objects.filter(mentor_offers=pk, programme=programme)
    form = ApproveForm(programme, request.POST or None, initial={"tracks": said})
    done = _("Disetujui. Suratnya berisi jalan masuk dan perjanjian.")
    return _answer(request, programme, pk, form, actions.approve_applicant, done)


@programme_page(may_arrange_mentoring)
def decline(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    form = DeclineApplicantForm(request.POST or None)
    return _answer(request, programme, pk, form, actions.decline_applicant, _("Jawaban dikirim."))


def _answer(request: DeskRequest, programme: Programme, pk: int, form: ActForm, act: Any, done: str) -> HttpResponse:
    found = get_object_or_404(
        MentorApplication.objects.select_related("programme__organisation"), pk=pk, programme=programme
    )
    if form.is_valid() and form.carry_out(partial(act, found), by=request.actor, at=clock.now()):
        messages.success(request, done)
        return redirect("mentoring:offers", programme.organisation.slug, programme.slug)
    page = {"programme": programme, "offer": found, "form": form}
    return render(request, "mentoring/answer_offer.html", page, status=422 if form.errors else 200)
