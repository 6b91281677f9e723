"""Who gets which letter about the result of a draw, shown before anything is written."""

from functools import partial

from django.contrib import messages
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
from sanggar.selection.letters import result_batch, result_moment, result_values
from sanggar.selection.models import Draw, Outcome, without_texts
from sanggar.selection.queries import result_letters
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
    letters = result_letters(draw).select_related(f"application__{organisation}", f"draw__{organisation}")
    letters = without_texts(letters, "draw")
    sent = draw.entries.filter(letter_at__isnull=False).count()
    context = {
        "programme": programme,
        "call": draw.call,
        "draw": draw,
        "form": form,
        "previews": [_preview(letters, outcome) for outcome in (Outcome.SELECTED, Outcome.RESERVE)],
        "sent": sent,
        "letters": sent + letters.filter(letter_at=None).count(),
        "without": 0 if reaches_phones() else draw.entries.filter(application__email="").count(),
        "batch": result_batch(draw),
        "held": held_in(programme.shelf, result_batch(draw)).exists(),
    }
    return render(request, "selection/results.html", context, status=409 if form.errors else 200)


def _preview(letters: object, outcome: Outcome) -> dict[str, object]:
    """How many get this letter, and the letter to the first of them, without the secret link."""
    of_outcome = letters.filter(outcome=outcome)  # type: ignore[attr-defined]
    first = of_outcome.first()
    if first is None:
        return {"label": outcome.label, "count": 0, "text": ""}
    text = shown_before(first.application, result_moment(first), result_values(first))
    return {"label": outcome.label, "count": of_outcome.count(), "text": text}
