"""For the inspector: which draw id is which person, and the draw done again from its bundle."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from sanggar.foundation.documents import pdf_response
from sanggar.foundation.ui.listing import Empty, Listing
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.selection.checking import check_draw
from sanggar.selection.documents.minutes import minutes
from sanggar.selection.models import Draw
from sanggar.selection.pages import columns
from sanggar.selection.pages.public import json_file
from sanggar.selection.rules import may_see_draw_links


@programme_page(may_see_draw_links)
def entries(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    draw = _draw(programme, call)
    listing = Listing(
        request,
        draw.entries.select_related("application__track", "application__village__parent"),
        columns.ENTRY_COLUMNS,
        name=f"peserta-{draw.file_word}",
        caption=_("Nomor dan orangnya"),
        search=("number", "application__receipt", "application__name"),
        filters=columns.ENTRY_FILTERS,
        empty=Empty(_("Daftar kosong")),
    )
    return listing.file() or render(
        request, "selection/entries.html", {"programme": programme, "draw": draw, "listing": listing}
    )


@programme_page()
def check(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    """Everyone at the desk may redo the draw: it shows whether it holds, never who is who."""
    draw = _draw(programme, call)
    if not draw.drawn_at:
        raise Http404
    checks = check_draw(draw)
    context = {
        "programme": programme,
        "draw": draw,
        "checks": checks,
        "holds": all(each.holds is not False for each in checks),
        "is_whole": all(each.holds is not None for each in checks),
    }
    return render(request, "selection/check.html", context)


@programme_page(may_see_draw_links)
def whole_bundle(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    """For the inspector: everything, so that a sealed draw can be opened and redone."""
    draw = _draw(programme, call)
    if not draw.drawn_at:
        raise Http404
    return json_file(draw.bundle, draw.bundle_name.replace(".json", "-utuh.json"))


@programme_page()
def minutes_pdf(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    draw = _draw(programme, call)
    return pdf_response(minutes(draw), f"berita-acara-{draw.file_word}-{draw.public_id}")


def _draw(programme: Programme, call: str) -> Draw:
    draws = Draw.objects.select_related("call__stage__programme__organisation")
    return get_object_or_404(draws, call__stage__programme=programme, call__slug=call)
