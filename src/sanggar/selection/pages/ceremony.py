"""The draw on a projector: large, without controls, kept up to date by itself while everyone waits."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.selection.models import Draw, DrawState, SourceKind
from sanggar.selection.pages import presenters
from sanggar.selection.queries import dice_progress

REFRESH = 5  # seconds


@programme_page()
def stage(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    draws = Draw.objects.select_related("call__stage__programme__organisation")
    draw = get_object_or_404(draws, call__stage__programme=programme, call__slug=call)
    is_dice = draw.source_kind == SourceKind.DICE
    context = {
        "programme": programme,
        "call": draw.call,
        "draw": draw,
        "told": _told(draw),
        "digits": _grouped(draw.source_value) if is_dice else "",
        "panel": draw.source_value[:3] if is_dice and draw.numbered and draw.source_value else "",
        "facts": presenters.facts_of(draw),
        "digests": presenters.digests_of(draw),
        "refresh": REFRESH if not draw.is_published else None,
        "address": settings.PUBLIC_ADDRESS + reverse("draw", args=[draw.public_id]),
    }
    return render(request, "selection/ceremony.html", context)


def _told(draw: Draw) -> str:
    """Where the draw stands, for a hall."""
    told = {
        DrawState.PUBLISHED: _("Hasil sudah diumumkan."),
        DrawState.DRAWN: _("Peserta sudah terpilih. Hasilnya segera diumumkan."),
        DrawState.SEEDED: _("Angka acak sudah tercatat. Sekarang undian dijalankan."),
    }
    return told.get(DrawState(draw.state)) or _told_before(draw)


def _told_before(draw: Draw) -> str:
    if draw.is_lottery and not draw.lottery_digest:
        return _("Undian sedang dihitung.")
    if draw.source_kind == SourceKind.DICE:
        waiting = dice_progress(draw).waiting
        if waiting:
            return _("Orang pertama sudah mengisi. Orang kedua membaca dadu dan mengisi sendiri.")
        return _("Dadu dilempar sekarang. Dua orang mencatat angkanya masing-masing.")
    return _("Menunggu putaran drand yang sudah ditetapkan.")


def _grouped(digits: str) -> str:
    """In fives, as they are read out."""
    return " ".join(digits[start : start + 5] for start in range(0, len(digits), 5))
