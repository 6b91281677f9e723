"""The two buttons beside a lottery that is being computed: stop, and start again."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanggar.foundation import clock
from sanggar.foundation.errors import DomainError
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.models import Draw
from sanggar.selection.rules import may_run_draw


@require_POST
@programme_page(may_run_draw)
def cancel(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    return _act(request, programme, call, actions.cancel_lottery, _("Penghitungan dibatalkan."))


@require_POST
@programme_page(may_run_draw)
def restart(request: DeskRequest, programme: Programme, call: str) -> HttpResponse:
    return _act(request, programme, call, actions.restart_lottery, _("Undian dihitung lagi."))


def _act(request: DeskRequest, programme: Programme, call: str, act: Any, done: str) -> HttpResponse:
    """A second click is refused by the act itself, and told."""
    draws = Draw.objects.filter(work__isnull=False)
    draw = get_object_or_404(draws, call__stage__programme=programme, call__slug=call)
    try:
        act(draw, by=request.actor, at=clock.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("selection:draw", programme.organisation.slug, programme.slug, call)
