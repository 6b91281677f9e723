"""The draw on a projector: large, without controls, kept up to date by itself while everyone waits."""

from datetime import datetime

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.selection.models import Draw, DrawState, SourceKind
from sanggar.selection.moments import when
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
        "told": _told(draw, clock.now()),
        "digits": _grouped(draw.source_value) if is_dice else "",
        "panel": draw.source_value[:3] if is_dice and draw.numbered and draw.source_value else "",
        "facts": presenters.facts_of(draw),
        "digests": presenters.digests_of(draw),
        "refresh": REFRESH if not draw.is_published else None,
        "address": settings.PUBLIC_ADDRESS + reverse("draw", args=[draw.public_id]),
    }
    return render(request, "selection/ceremony.html", context)


def _told(draw: Draw, at: datetime) -> str:
    """Where the draw stands, for a hall."""
    told = {
        DrawState.PUBLISHED: _("Hasil sudah diumumkan."),
        DrawState.DRAWN: _("Peserta sudah terpilih. Hasilnya segera diumumkan."),
        DrawState.SEEDED: _("Angka acak sudah tercatat. Sekarang undian dijalankan."),
    }
    return told.get(DrawState(draw.state)) or _told_before(draw, at)


def _told_before(draw: Draw, at: datetime) -> str:
    """While the list stands and chance has not fallen: what everyone waits for."""
    if draw.is_lottery and not draw.lottery_digest:
        return _("Undian sedang dihitung.")
    objections = presenters.objections_of(draw, at)
    if objections["until"]:
        ends = _("Masa sanggah berlaku sampai %(until)s.") % {"until": objections["until"]}
        return f"{ends} {_told_time(draw, at)}".strip()
    if objections["waiting"]:
        return _("Sanggahan sedang dijawab. Undian dilanjutkan sesudahnya.")
    if not draw.is_lottery:
        return _("Daftar sudah dibekukan. Peserta segera ditentukan.")
    if draw.source_kind == SourceKind.DICE:
        return _told_time(draw, at) or _told_dice(draw)
    return _("Menunggu putaran drand yang sudah ditetapkan.")


def _told_time(draw: Draw, at: datetime) -> str:
    """When dice are to be thrown, where that was announced and is still ahead."""
    if draw.source_kind != SourceKind.DICE or draw.announced_for is None or at >= draw.announced_for:
        return ""
    return _("Dadu dilempar %(when)s.") % {"when": when(draw.announced_for)}


def _told_dice(draw: Draw) -> str:
    if dice_progress(draw).waiting:
        return _("Orang pertama sudah mengisi. Orang kedua membaca dadu dan mengisi sendiri.")
    return _("Dadu dilempar sekarang. Dua orang mencatat angkanya masing-masing.")


def _grouped(digits: str) -> str:
    """In fives, as they are read out."""
    return " ".join(digits[start : start + 5] for start in range(0, len(digits), 5))
