"""The draw on a projector: large, kept up to date by itself while everyone waits. Its one control takes the dice."""

from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sanggar.foundation import clock
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.models import Draw, DrawState, SourceKind
from sanggar.selection.moments import when
from sanggar.selection.pages import presenters
from sanggar.selection.pages.dice import entered, forms_of, turn_of
from sanggar.selection.pages.forms import DiceForm
from sanggar.selection.queries import dice_progress, published_selected
from sanggar.selection.rules import may_enter_dice, may_run_draw

REFRESH = 5  # seconds


@require_http_methods(["GET", "HEAD", "POST"])
@programme_page()
def stage(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    """Everyone of the desk may show it; who may read the dice enters them right here, each signed in as themselves."""
    draws = Draw.objects.select_related("call__stage__programme__organisation")
    draw = get_object_or_404(draws, call__stage__programme=programme, call__slug=call)
    refused = None
    if request.method == "POST":
        if not may_enter_dice(request.user, programme):
            raise PermissionDenied
        refused = entered(request, draw)
        if refused is None:
            return redirect("selection:ceremony", programme.organisation.slug, programme.slug, call)
        draw.refresh_from_db()
    context = _context(request, programme, draw, refused)
    return render(request, "selection/ceremony.html", context, status=422 if refused else 200)


@require_POST
@programme_page(may_run_draw)
def run(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    """Run the draw before everyone: what comes of it is shown on the same screen."""
    draws = Draw.objects.select_related("call__stage__programme__organisation")
    draw = get_object_or_404(draws, call__stage__programme=programme, call__slug=call)
    form = ConfirmForm(request.POST)
    if form.is_valid():
        form.carry_out(partial(actions.run_draw, draw), by=request.actor, at=clock.now())
    for fault in form.non_field_errors():
        messages.error(request, str(fault))
    return redirect("selection:ceremony", programme.organisation.slug, programme.slug, call)


def _context(request: DeskRequest, programme: Programme, draw: Draw, refused: DiceForm | None) -> dict[str, Any]:
    is_dice, at = draw.source_kind == SourceKind.DICE, clock.now()
    turn = turn_of(draw, request.user, at)
    address = settings.PUBLIC_ADDRESS + reverse("draw", args=[draw.public_id])
    here = reverse("selection:ceremony", args=[programme.organisation.slug, programme.slug, draw.call.slug])
    return {
        "programme": programme,
        "call": draw.call,
        "draw": draw,
        "told": _told(draw, at),
        "digits": _grouped(draw.source_value) if is_dice else "",
        "panel": draw.source_value[:3] if is_dice and draw.numbered and draw.source_value else "",
        "before": _told_panels(draw),
        "turn": turn,
        **forms_of(refused, is_first_person=turn is not None and turn.is_first_person),
        "turn_key": turn.key if turn else draw.state,
        "may_run_now": _may_run_now(request, programme, draw),
        "confirm_form": ConfirmForm(),
        "chosen": _chosen(draw),
        "facts": presenters.facts_of(draw),
        "digests": presenters.digests_of(draw),
        "refresh": REFRESH if not draw.is_published else None,
        "address": address,
        "address_code": _code(address),
        "here_code": _code(settings.PUBLIC_ADDRESS + here),
        "here": settings.PUBLIC_ADDRESS + here,
        "sign_in": f"{reverse('account_login')}?{urlencode({'next': here})}",
    }


def _may_run_now(request: DeskRequest, programme: Programme, draw: Draw) -> bool:
    """Whether running the draw is what comes next, and this account may do it."""
    return draw.state == DrawState.SEEDED and may_run_draw(request.user, programme)


def _chosen(draw: Draw) -> list[dict[str, str]]:
    """Who was selected as the public page tells it, once it is published: no name, no draw id."""
    people = (entry.application for entry in published_selected(draw))
    return [{"receipt": each.receipt, "initials": each.initials} for each in people]


def _code(address: str) -> SafeString:
    """A QR code, so that nobody in a hall types an address."""
    return mark_safe(segno.make(address, error="m").svg_inline(scale=5, border=2))  # noqa: S308 - segno's own drawing


def _told(draw: Draw, at: datetime) -> str:
    """Where the draw stands, for a hall."""
    told = {
        DrawState.PUBLISHED: _("Hasil sudah diumumkan."),
        DrawState.DRAWN: _("Peserta sudah terpilih. Hasilnya segera diumumkan."),
        DrawState.SEEDED: _("Angka acak sudah tercatat. Sekarang undian dijalankan.")
        if draw.is_lottery
        else _("Angka acak sudah tercatat. Sekarang peserta ditentukan."),
    }
    return told.get(DrawState(draw.state)) or _told_before(draw, at)


def _told_before(draw: Draw, at: datetime) -> str:
    """While the list stands and chance has not fallen: what everyone waits for."""
    if draw.awaits_lottery:
        return _("Undian sedang dihitung.")
    objections = presenters.objections_of(draw, at)
    if objections["until"]:
        ends = _("Masa sanggah berlaku sampai %(until)s.") % {"until": objections["until"]}
        return f"{ends} {_told_time(draw, at)}".strip()
    if objections["hold"]:
        return _told_objections(objections)
    if not draw.has_seed:
        return _("Daftar sudah dibekukan. Peserta segera ditentukan.")
    if draw.source_kind == SourceKind.DICE:
        return _told_time(draw, at) or _told_dice(draw)
    return _("Menunggu putaran drand yang sudah ditetapkan.")


def _told_objections(objections: dict[str, Any]) -> str:
    if objections["waiting"]:
        return _("Sanggahan sedang dijawab. Hasilnya menunggu.")
    return _("Sanggahan dikabulkan. Lamarannya dinilai dahulu.")


def _told_time(draw: Draw, at: datetime) -> str:
    """When dice are to be thrown, where that was announced and is still ahead."""
    if draw.source_kind != SourceKind.DICE or draw.announced_for is None or at >= draw.announced_for:
        return ""
    return _("Dadu dilempar %(when)s.") % {"when": when(draw.announced_for)}


def _told_dice(draw: Draw) -> str:
    progress = dice_progress(draw)
    if progress.waiting:
        who = {"who": progress.waiting.account}
        return _("Isian pertama sudah ada, oleh %(who)s. Orang kedua membaca dadu dan mengisi sendiri.") % who
    if progress.differing:
        return _("Kedua isian berbeda. Dadu dibaca sekali lagi, dan keduanya mengisi ulang.")
    return _("Dadu dilempar sekarang. Dua orang mencatat angkanya masing-masing.")


def _told_panels(draw: Draw) -> str:
    """What the dice will mean, said before they fall."""
    if not draw.numbered or draw.source_kind != SourceKind.DICE or draw.source_value:
        return ""
    return _("Tiga dadu pertama menunjuk susunan peserta, nomor 000 sampai 999. Semua susunan sudah diumumkan.")


def _grouped(digits: str) -> str:
    """In fives, as they are read out."""
    return " ".join(digits[start : start + 5] for start in range(0, len(digits), 5))
