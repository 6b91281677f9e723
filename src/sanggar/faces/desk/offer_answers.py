"""An answer to an offer that came by telephone or at the counter. It enrols the person too, hence here."""

from functools import partial

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanggar.foundation import clock
from sanggar.foundation.ui.forms import FEWEST_WORDS, ActForm
from sanggar.journeys import record_answer
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.selection.models import Offer, OfferState
from sanggar.selection.queries import offers_of
from sanggar.selection.rules import may_make_offers


class OfferAnswerForm(ActForm):
    accepts = forms.TypedChoiceField(
        label=gettext_lazy("Jawaban orang ini"),
        choices=[("ya", gettext_lazy("Menerima kursi")), ("tidak", gettext_lazy("Tidak dapat ikut"))],
        coerce=lambda value: value == "ya",
        widget=forms.RadioSelect,
    )
    how = forms.CharField(
        label=gettext_lazy("Bagaimana jawaban itu diberikan?"),
        help_text=gettext_lazy("Misalnya lewat telepon pukul 10.15, atau di loket dengan KTP. Dibaca orang itu juga."),
        widget=forms.Textarea(attrs={"rows": 2}),
        min_length=FEWEST_WORDS,
        max_length=500,
    )


@programme_page(may_make_offers)
def record(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    offers = offers_of(programme).select_related("stage__programme__organisation", "application__call__stage")
    found = get_object_or_404(offers, pk=pk)
    form = OfferAnswerForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(record_answer, found), by=request.actor, at=clock.now()):
        messages.success(request, _told(Offer.objects.get(pk=pk), accepts=form.cleaned_data["accepts"]))
        return redirect("selection:offer", programme.organisation.slug, programme.slug, pk)
    context = {"programme": programme, "offer": found, "form": form}
    return render(request, "desk/offer_answer.html", context, status=422 if form.errors else 200)


def _told(offer: Offer, *, accepts: bool) -> str:
    if offer.state == OfferState.ACCEPTED:
        return _("Jawaban dicatat: kursinya diterima.")
    if not accepts:
        return _("“Tidak dapat ikut” dicatat, dan berlaku setelah ditegaskan orang kedua dengan akunnya sendiri.")
    return _("Jawaban dicatat. Belum ada kelas dengan kursi kosong; kursinya tetap disimpan untuk orang ini.")
