"""A seat is free and nobody left keeps the quotas: which give way. The worker has found what would help, and draws."""

from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.foundation.errors import DomainError
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.selection import actions, procedure_refusals, refusals
from sanggar.selection.models import CANCELLED, FAILED, Draw, Relaxation
from sanggar.selection.moments import when
from sanggar.selection.pages.relaxing import RelaxForm, clash_words
from sanggar.selection.pages.searching import search_line
from sanggar.selection.queries import WayOut, way_out_of
from sanggar.selection.queries.proposals import ELSEWHERE
from sanggar.selection.rules import may_make_offers

REFUSALS = (
    refusals.ProposalOvertaken,
    refusals.QuotasStillClash,
    refusals.RelaxedTooLong,
    procedure_refusals.NoSeatFell,
    procedure_refusals.CallingUpEnded,
)
"""What may come in between from the wish to its lottery."""
FAILED_TEXT = gettext_lazy(
    "Penghitungannya gagal karena kesalahan program; rinciannya ada di log server. Dalam 6 jam dicoba lagi; dapat juga "
    "dicari sekarang. Bila gagal lagi, hubungi administrator."
)


@require_http_methods(["GET", "HEAD", "POST"])
@programme_page(may_make_offers)
def relax(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    """Accept or edit the proposal; then how far the lottery is, and how it ended if nothing gave way. A click too late
    finds how it stands by now.
    """
    draw = _draw(programme, call)
    line, found = search_line(draw, clock.now()), way_out_of(draw)
    if not line.is_running and found is None and not _has_failed(draw):
        messages.info(request, _("Tidak ada yang perlu dilonggarkan lagi."))
        return redirect("selection:offers", programme.organisation.slug, programme.slug)
    can_answer = found is not None and found.proposal is not None and found.holds and not line.is_running
    form = RelaxForm(request.POST or None, draw=draw, found=found) if can_answer and found else None
    if request.method == "POST" and form is None:
        messages.info(request, _("Sementara itu keadaannya berubah. Beginilah sekarang; belum ada yang Anda ubah."))
        return _again(programme, draw)
    if form and form.is_valid() and form.carry_out(partial(_ask, form, draw), by=request.actor, at=clock.now()):
        messages.success(request, _("Dicatat. Cadangannya diundi dengan kuota itu, di latar belakang."))
        return _again(programme, draw)
    context = {"programme": programme, "call": draw.call, "form": form, "search": line, "may_make_offers": True}
    context |= _told(draw, found, is_running=line.is_running) | {"confirm_form": ConfirmForm(auto_id=False)}
    return render(request, "selection/relax.html", context, status=422 if form and form.errors else 200)


@require_POST
@programme_page(may_make_offers)
def take_back(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    """A second click is refused by the act itself, and told."""
    draw = _draw(programme, call)
    try:
        actions.take_back_relaxation(draw, by=request.actor, at=clock.now())
    except DomainError as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, _("Ditarik. Tidak ada kuota yang dilonggarkan."))
    return _again(programme, draw)


def _ask(form: RelaxForm, draw: Draw, *, seen: str, reason: str, by: Actor, at: datetime, **_quotas: Any) -> None:
    actions.ask_to_relax(draw, quotas=form.quotas(), reason=reason, seen=seen, by=by, at=at)


def _has_failed(draw: Draw) -> bool:
    """Whether there is to be told why what was asked for last made nothing give way."""
    last = draw.relaxations.last()
    return last is not None and last.fault not in {"", CANCELLED}


def _told(draw: Draw, found: WayOut | None, *, is_running: bool) -> dict[str, Any]:
    last = found.last if found else draw.relaxations.last()
    told: dict[str, Any] = {"search_form": ConfirmForm(auto_id=False)}
    if last and last.ended_at is None:
        told["asked"] = _("%(who)s, %(when)s: %(reason)s") % _who(last)
    elif last and last.fault and not is_running:
        told["refused"] = _refused(last)
    if found is None or is_running:
        return told
    if found.proposal and found.seats and found.holds:
        words = clash_words(draw.call, found.seats, lacks_classes=found.proposal.lacks_classes)
        return told | {"clash": words}
    return told | {"why_none": _why_none(found)}


def _who(last: Relaxation) -> dict[str, str]:
    return {"who": last.by_label, "when": when(last.asked_at), "reason": last.reason}


def _refused(last: Relaxation) -> str:
    """Why the last wish made nothing give way."""
    if last.fault == CANCELLED:
        return _("Ditarik oleh %(who)s.") % {"who": last.cancelled_by}
    if last.fault == FAILED:
        return str(FAILED_TEXT)
    return str(next(each.message for each in REFUSALS if each.code == last.fault))


def _why_none(found: WayOut) -> str:
    if not found.holds:
        return _("Sejak usulannya dihitung ada yang berubah: orang, kursi, atau kelas. Cari sekarang, lalu buka lagi.")
    if found.fault == ELSEWHERE:
        return _("Kursinya dijanjikan kepada daftar lain dari tahap ini. Tidak ada kuota yang perlu dilonggarkan.")
    if found.fault == FAILED:
        return str(FAILED_TEXT)
    return _("Penghitungannya tidak selesai dalam waktunya. Dalam 6 jam dicoba lagi; dapat juga dicari sekarang.")


def _draw(programme: Programme, call: str) -> Draw:
    """One whose seats were offered, and for which somebody has searched."""
    draws = Draw.objects.filter(offers_opened_at__isnull=False, search__isnull=False)
    draws = draws.select_related("call__stage__programme__organisation", "search")
    return get_object_or_404(draws, call__stage__programme=programme, call__slug=call)


def _again(programme: Programme, draw: Draw) -> HttpResponse:
    return redirect("selection:relax", programme.organisation.slug, programme.slug, draw.call.slug)
