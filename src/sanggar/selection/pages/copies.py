"""The scans of what was signed by hand: a draw's minutes, a decree."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanggar.foundation import clock, files
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.models import Decree, Draw, SignedCopy
from sanggar.selection.pages import decree_presenters as presenters
from sanggar.selection.pages.decree_forms import SignedCopyForm
from sanggar.selection.pages.decrees import decree_at, draw_at
from sanggar.selection.queries import copies_of
from sanggar.selection.rules import may_file_signed_copies, may_see_decrees


@programme_page(may_file_signed_copies)
def upload(request: DeskRequest, programme: Programme, call: str, ordinal: int) -> HttpResponse:
    found = decree_at(programme, call, ordinal)
    back = presenters.address("decree", found)
    if found.is_draft and request.method == "GET":
        return redirect(back)
    return _upload(request, programme, found.draw, found, presenters.title_of(found), back)


@programme_page(may_file_signed_copies)
def upload_minutes(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    found = draw_at(programme, call)
    back = reverse("selection:decrees", args=[programme.organisation.slug, programme.slug, call])
    return _upload(request, programme, found, None, _("Berita acara seleksi"), back)


@require_safe
@programme_page(may_see_decrees)
def copy(request: DeskRequest, programme: Programme, call: str, pk: int) -> HttpResponseBase:
    copies = SignedCopy.objects.filter(draw__call__stage__programme=programme, draw__call__slug=call)
    return files.response(get_object_or_404(copies, pk=pk).file)


def _upload(
    request: DeskRequest, programme: Programme, draw: Draw, decree: Decree | None, title: str, back: str
) -> HttpResponse:
    replaces = copies_of(draw, decree).filter(replaced_at=None).exists()
    form = SignedCopyForm(request.POST or None, request.FILES or None, replaces=replaces)
    act = partial(actions.upload_signed_copy, draw, decree)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Salinan bertanda tangan disimpan."))
        return redirect(back)
    page = {"programme": programme, "draw": draw, "title": title, "back_url": back, "form": form}
    return render(request, "selection/upload_copy.html", page, status=422 if form.errors else 200)
