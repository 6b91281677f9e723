"""What stands at the head of an office's papers: for its administrator, with a sample to look at."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from sanggar.foundation import clock, emblem, files
from sanggar.foundation.documents import pdf_response
from sanggar.foundation.errors import as_validation_error
from sanggar.foundation.ui.fields import ReadFileField
from sanggar.foundation.ui.forms import ActForm
from sanggar.people import actions
from sanggar.people.access import DeskRequest, office_page
from sanggar.people.documents.letterhead_sample import letterhead_sample
from sanggar.people.models import Organisation, Role
from sanggar.people.rules import may_set_letterhead, offices_where


class ArmsField(ReadFileField):
    """A PNG alone: what is none is told so, without the other kinds that may be uploaded elsewhere."""

    def clean(self, data: Any, initial: Any = None) -> files.Read | None:
        if data and data.size:
            start = data.read(len(emblem.SIGNATURE))
            data.seek(0)
            if start != emblem.SIGNATURE:
                raise as_validation_error(emblem.EmblemNotPng())
        return super().clean(data, initial)


class LetterheadForm(ActForm):
    """`has_arms`: whether there is a coat of arms that can be taken away."""

    letterhead = forms.CharField(
        label=gettext_lazy("Alamat di bawah nama"),
        help_text=gettext_lazy("Alamat, telepon, laman, email, kode pos; setiap baris menjadi satu baris di kop."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=400,
        required=False,
    )
    arms = ArmsField(
        label=gettext_lazy("Lambang"),
        help_text=gettext_lazy(
            "PNG, sisi terpanjang 150 sampai 2000 titik dan paling banyak tiga kali sisi pendeknya, paling besar "
            "300 KB. Tercetak di kiri, paling tinggi 2,1 cm. Bila tidak dipilih, lambang yang ada tetap dipakai."
        ),
        required=False,
    )
    without_arms = forms.BooleanField(label=gettext_lazy("Lepas lambang yang ada"), required=False)

    def __init__(self, *args: object, has_arms: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["arms"].widget.attrs["accept"] = emblem.ACCEPTED
        if not has_arms:
            del self.fields["without_arms"]


def offices(request: DeskRequest) -> HttpResponse:
    """With a single office, straight to it."""
    seen = list(offices_where(request.user, Role.ADMINISTRATOR))
    if not seen:
        raise PermissionDenied
    if len(seen) == 1:
        return redirect("people:letterhead", seen[0].slug)
    return render(request, "people/letterheads.html", {"offices": seen})


@office_page(may_set_letterhead)
def letterhead(request: DeskRequest, office: Organisation) -> HttpResponse:
    form = LetterheadForm(
        request.POST or None,
        request.FILES or None,
        has_arms=office.arms is not None,
        initial={"letterhead": office.letterhead},
    )
    if form.is_valid() and form.carry_out(partial(actions.set_letterhead, office), by=request.actor, at=clock.now()):
        messages.success(request, _("Kop surat disimpan. Surat yang dicetak mulai sekarang memakainya."))
        return redirect("people:letterhead", office.slug)
    page = {"office": office, "form": form}
    return render(request, "people/letterhead.html", page, status=422 if form.errors else 200)


@require_safe
@office_page(may_set_letterhead)
def arms(request: DeskRequest, office: Organisation) -> HttpResponse:
    if office.arms is None:
        raise Http404
    return HttpResponse(files.content_of(office.arms.digest), content_type=emblem.ACCEPTED)


@require_safe
@office_page(may_set_letterhead)
def sample(request: DeskRequest, office: Organisation) -> HttpResponse:
    return pdf_response(letterhead_sample(office, at=clock.now()), f"contoh-kop-{office.slug}")
