"""The page on which a visitor's own browser redoes a draw. The one public page with a script; it sends nothing."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from sanggar.selection.models import Draw
from sanggar.selection.pages import browser_words


@require_safe
@login_not_required
@cache_control(public=True, max_age=60)
def check_in_browser(request: HttpRequest) -> HttpResponse:
    """With `?draw=` of a published draw, its own bundle is checked at once."""
    context = {
        "draw": _asked_for(request.GET.get("draw", "")),
        "labels": browser_words.labels(),
        "sentences": browser_words.sentences(),
        "stages": len(browser_words.stages()),
    }
    return render(request, "selection/check_in_browser.html", context)


def _asked_for(public_id: str) -> Draw | None:
    if not public_id:
        return None
    try:
        validate_slug(public_id)
    except ValidationError as error:
        raise Http404 from error
    return get_object_or_404(Draw.objects.select_related("call__stage__programme"), public_id=public_id)
