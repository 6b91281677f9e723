"""Who gets which letter about the result of a draw, shown before anything is written."""

from functools import partial

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sanggar.applications.letters import shown_before
from sanggar.foundation import clock
from sanggar.foundation.messaging.channels import reaches_phones
from sanggar.foundation.messaging.lists import held_in
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.models import Draw, DrawEntry, Outcome, without_texts
from sanggar.selection.queries import LeftOut, left_out, letters_cancelled, result_letters
from sanggar.selection.result_words import result_batch, result_moment, result_values
from sanggar.selection.rules import may_make_offers


@require_http_methods(["GET", "HEAD", "POST"])
@programme_page(may_make_offers)
def results(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    draws = Draw.objects.select_related("call__stage__programme__organisation")
    draw = get_object_or_404(draws, call__stage__programme=programme, call__slug=call)
    if not draw.is_published:
        raise Http404
    form = ConfirmForm(request.POST or None)
    if form.is_valid() and form.carry_out(partial(actions.send_results, draw), by=request.actor, at=clock.now()):
        messages.success(request, _("Pemberitahuan hasil sedang ditulis. Sesudah itu periksa dan lepaskan."))
        return redirect("selection:results", programme.organisation.slug, programme.slug, call)
    organisation = "call__stage__programme__organisation"
    at = clock.now()
    letters = result_letters(draw, at).select_related(f"application__{organisation}", f"draw__{organisation}", "offer")
    letters = without_texts(letters, "draw")
    cancelled = list(letters_cancelled(draw))
    letters = letters.exclude(pk__in=cancelled)
    sent = draw.entries.filter(letter_at__isnull=False).exclude(pk__in=cancelled).count()
    total = sent + letters.filter(letter_at=None).count()
    context = {
        "programme": programme,
        "call": draw.call,
        "draw": draw,
        "form": form,
        "previews": [each for each in _previews(letters) if each["count"] or not draw.results_sent_at],
        "left_out": _left_out(left_out(draw, at)),
        "sent": sent,
        "letters": total,
        "tone": "good" if total else "idle",
        "without": 0 if reaches_phones() else draw.entries.filter(application__email="").count(),
        "batch": result_batch(draw),
        "held": held_in(programme.shelf, result_batch(draw)).exists(),
    }
    return render(request, "selection/results.html", context, status=409 if form.errors else 200)


def _previews(letters: QuerySet[DrawEntry]) -> list[dict[str, object]]:
    """The letters of each kind: a seat to come, an offer that waits, a place among the reserves."""
    seated = Q(outcome=Outcome.SELECTED) | Q(step__isnull=False)
    offered = letters.exclude(offer=None)
    return [
        _preview(str(Outcome.SELECTED.label), letters.filter(seated, offer=None)),
        *([_preview(_("Kursi sudah ditawarkan"), offered)] if offered.exists() else []),
        _preview(str(Outcome.RESERVE.label), letters.exclude(seated).filter(offer=None)),
    ]


def _preview(label: str, letters: QuerySet[DrawEntry]) -> dict[str, object]:
    """How many get this letter, and the letter to the first of them, without the secret link."""
    first = letters.first()
    text = shown_before(first.application, result_moment(first), result_values(first)) if first else ""
    return {"label": label, "count": letters.count(), "text": text}


def _left_out(left: LeftOut) -> dict[str, object]:
    """How many are not written to, and why."""
    reasons = [
        (_("sudah menerima kursinya"), left.accepted),
        (_("sudah menolak kursinya"), left.declined),
        (_("tidak menjawab sampai batas waktunya"), left.expired),
        (_("kursinya ditarik kantor, dan sudah disurati tentang itu"), left.withdrawn),
        (_("sudah keluar dari pelatihan atau tidak datang"), left.ended),
        (_("lamarannya tidak berlaku lagi"), left.lapsed),
        (_("suratnya ditarik karena kursinya sesudah itu ditawarkan"), left.offered),
        (_("suratnya dibatalkan di Kotak pesan"), left.cancelled),
    ]
    return {"total": left.total, "reasons": [f"{count} {text}" for text, count in reasons if count]}
