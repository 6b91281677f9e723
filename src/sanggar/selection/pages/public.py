"""The draw for everyone: what was fixed before, what came out, and how to check it. No session, no cookie, no names."""

from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from sanggar.cores.lottery import bundle
from sanggar.foundation.names import initials
from sanggar.selection.models import Draw, DrawEntry, Outcome
from sanggar.selection.pages import presenters
from sanggar.selection.queries import dice_progress, published_places
from sanggar.selection.strata import SHARED

VERIFIER = Path(bundle.__file__).with_name("verify.py")


@require_safe
@login_not_required
@cache_control(public=True, max_age=60)
def draw(request: HttpRequest, public_id: str) -> HttpResponse:
    found = _draw(public_id)
    programme = found.call.stage.programme
    context = {
        "draw": found,
        "programme": programme,
        "home": f"/{programme.organisation.slug}/{programme.slug}/",
        "facts": presenters.facts_of(found),
        "digests": presenters.digests_of(found),
        "differing": dice_progress(found).differing if found.seed else [],
        "when": presenters.draw_time(found),
    }
    if found.is_published:
        context["lists"] = [_rows(found, outcome) for outcome in (Outcome.SELECTED, Outcome.RESERVE)]
    return render(request, "selection/public_draw.html", context)


@require_safe
@login_not_required
@cache_control(public=True, max_age=60)
def bundle_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """The bundle, byte for byte as it was stored when the draw was run."""
    found = _draw(public_id)
    if not found.is_published:
        raise Http404
    response = HttpResponse(found.bundle, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="undian-{public_id}.json"'
    return response


@require_safe
@login_not_required
@cache_control(public=True, max_age=60)
def verifier(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(VERIFIER.read_bytes(), content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="verify.py"'
    return response


def _draw(public_id: str) -> Draw:
    return get_object_or_404(Draw.objects.select_related("call__stage__programme__organisation"), public_id=public_id)


def _rows(found: Draw, outcome: Outcome) -> list[dict[str, str]]:
    return [_row(entry) for entry in published_places(found, outcome)]


def _row(entry: DrawEntry) -> dict[str, str]:
    """All that is public about a person: nothing here tells the draw id, the name, or why somebody needs what."""
    application = entry.application
    return {
        "receipt": application.receipt,
        "initials": initials(application.name),
        "district": application.district.name,
        "track": "" if entry.stratum == SHARED else application.track.name,
    }
