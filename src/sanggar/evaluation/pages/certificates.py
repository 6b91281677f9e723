"""Desk: the certificates of a programme, one of them, its revocation or replacement."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from sanggar.evaluation import actions
from sanggar.evaluation.models import Certificate, CertificateState
from sanggar.evaluation.pages.forms import ReissueForm, RevokeForm
from sanggar.evaluation.pages.listings import certificates_listing
from sanggar.evaluation.pages.presenters import TONES, desk_facts, event_entries, room_tabs
from sanggar.evaluation.queries import certificates_of
from sanggar.evaluation.rules import may_certify
from sanggar.foundation import clock
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme


@programme_page()
def certificates(request: DeskRequest, programme: Programme) -> HttpResponse:
    listing = certificates_listing(request, programme)
    page = {"programme": programme, "listing": listing, "tabs": room_tabs(programme, "certificates")}
    return listing.file() or render(request, "evaluation/certificates.html", page)


@programme_page()
def certificate(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    found = _find(programme, pk)
    page = {
        "programme": programme,
        "certificate": found,
        "tone": TONES[CertificateState(found.state)],
        "facts": desk_facts(found),
        "events": event_entries(found),
        "replacement": Certificate.objects.filter(replaces=found).first(),
        "certifies": may_certify(request.user, programme),
    }
    return render(request, "evaluation/certificate.html", page)


@programme_page(may_certify)
def revoke(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    found, form = _find(programme, pk), RevokeForm(request.POST or None)
    act = partial(actions.revoke_certificate, found)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Sertifikat dicabut. Halaman publiknya sudah menyatakan itu."))
        return redirect("evaluation:certificate", programme.organisation.slug, programme.slug, pk)
    page = {"programme": programme, "certificate": found, "form": form}
    return render(request, "evaluation/revoke.html", page, status=422 if form.errors else 200)


@programme_page(may_certify)
def reissue(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    found = _find(programme, pk)
    form = ReissueForm(request.POST or None, initial={"name": found.name_on_it})
    act = partial(actions.reissue_certificate, found)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Sertifikat pengganti terbit dengan nomor dan kode baru."))
        following = certificates_of(programme).filter(replaces=found).get()
        return redirect("evaluation:certificate", programme.organisation.slug, programme.slug, following.pk)
    page = {"programme": programme, "certificate": found, "form": form}
    return render(request, "evaluation/reissue.html", page, status=422 if form.errors else 200)


def _find(programme: Programme, pk: int) -> Certificate:
    return get_object_or_404(certificates_of(programme).select_related("replaces"), pk=pk)
