"""The button for whoever does not want to wait for the background: who comes next is found at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from sanggar.foundation import clock
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.models import Draw
from sanggar.selection.queries import waits_for_office
from sanggar.selection.rules import may_make_offers


@require_POST
@programme_page(may_make_offers)
def find_reserves(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    """Outside any transaction, as the worker does it; a second click finds no seat free, and so does no harm."""
    draws = Draw.objects.filter(offers_opened_at__isnull=False).select_related("call__stage__programme__organisation")
    draw = get_object_or_404(draws, call__stage__programme=programme, call__slug=call)
    offers = actions.call_up_reserves(draw, by=request.actor, at=clock.now())
    if offers:
        text = ngettext("%(n)d cadangan ditawari kursi.", "%(n)d cadangan ditawari kursi.", len(offers))
        messages.success(request, text % {"n": len(offers)})
    elif waits_for_office(draw):
        messages.warning(request, _("Tidak ada cadangan yang menjaga sisa kuota; kuotanya perlu diputuskan."))
    else:
        messages.info(request, _("Tidak ada kursi kosong yang dapat ditawarkan sekarang."))
    return redirect("selection:offers", programme.organisation.slug, programme.slug)
