"""The draw for everyone: what was fixed before, what came out, and how to check it. No session, no cookie, no names."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from sanggar.cores.lottery import bundle
from sanggar.foundation.names import initials
from sanggar.selection.bundles import public_bundle, public_list
from sanggar.selection.features import TRACK
from sanggar.selection.models import Draw, DrawEntry, Procedure
from sanggar.selection.pages import presenters
from sanggar.selection.pages.list_presenters import replaced_lists
from sanggar.selection.pages.merit.change_presenters import all_changes
from sanggar.selection.pages.procedure_presenters import (
    procedure_facts,
    public_criteria,
    public_quotas,
    rule_sentences,
)
from sanggar.selection.queries import (
    dice_progress,
    people_without_chance,
    published_reserves,
    published_selected,
    since_selected,
)
from sanggar.selection.status import postponement_told
from sanggar.selection.strata import SHARED
from sanggar.selection.widening import reason_told, widened_told

PLACE = "call__stage__programme__organisation__region"
SHOWN = (
    *("draw", "stratum", "application__receipt", "application__name", "application__track__name"),
    *("application__village__name", "application__village__parent__name"),
)
RESERVES_A_PAGE = 200
AWAITED, SETTLED = 5, 60
"""For how many seconds a page may be kept."""
VERIFIER = Path(bundle.__file__).with_name("verify.py")


@require_safe
@login_not_required
def draw(request: HttpRequest, public_id: str) -> HttpResponse:
    found = Draw.objects.select_related(PLACE).filter(public_id=public_id).first()
    if found is None:
        return _procedure_alone(request, public_id)
    programme = found.call.stage.programme
    context = {
        "draw": found,
        "programme": programme,
        "home": f"/{programme.organisation.slug}/{programme.slug}/",
        "facts": presenters.facts_of(found),
        "digests": presenters.digests_of(found),
        "has_list": found.lists.filter(revision=found.revision).exclude(document="").exists(),
        "differing": dice_progress(found).differing if found.seed else [],
        "when": presenters.draw_time(found),
        "postponement": postponement_told(found),
        "lists_before": replaced_lists(found),
        "steps": _steps(found),
        "without_chance": people_without_chance(found),
        **_procedure_parts(Procedure.objects.select_related(PLACE).filter(call=found.call).first()),
    }
    if found.is_published:
        context["since"] = since_selected(found)
        context["selected"] = _rows(published_selected(found).only(*SHOWN))
        context["reserves"] = page = reserves_page(found, request.GET.get("cadangan", ""))
        context["reserve_rows"] = _rows(page)
        context["last_reserve"] = context["reserve_rows"][-1]["receipt"] if context["reserve_rows"] else ""
        context["is_page_asked"] = "cadangan" in request.GET
    return _kept(render(request, "selection/public_draw.html", context), found)


@require_safe
@login_not_required
@cache_control(public=True, max_age=60)
def bundle_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """The bundle as it was stored; sealed where it uses data that nobody may learn."""
    found = _draw(public_id)
    if not found.is_published:
        raise Http404
    return json_file(public_bundle(found), found.bundle_name)


@require_safe
@login_not_required
def list_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """What was fixed before the seed could exist: the lottery over the list, or of a sealed draw its commitments."""
    found = _draw(public_id)
    if not found.lottery_digest:
        raise Http404
    return _kept(json_file(public_list(found), f"daftar-{public_id}.json"), found)


@require_safe
@login_not_required
def frozen_list(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who takes part, as it was frozen: draw ids and public features, or commitments."""
    found = _draw(public_id)
    document = found.lists.values_list("document", flat=True).get(revision=found.revision)
    if not document:
        raise Http404  # frozen before such lists were kept
    return _kept(json_file(document, f"peserta-{public_id}.json"), found)


def _kept(response: HttpResponse, found: Draw | None = None) -> HttpResponse:
    """As long as people wait for list, chance and result, a copy is a few seconds old at most:
    a proxy still answers a whole hall with one page. Once the result is out, a minute.
    """
    patch_cache_control(response, public=True, max_age=SETTLED if found and found.is_published else AWAITED)
    return response


def json_file(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@login_not_required
@cache_control(public=True, max_age=60)
def verifier(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(VERIFIER.read_bytes(), content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="verify.py"'
    return response


def _draw(public_id: str) -> Draw:
    return get_object_or_404(Draw.objects.select_related(PLACE), public_id=public_id)


def _steps(draw: Draw) -> list[dict[str, Any]]:
    """Each later step with the quotas that gave way in it, and why."""
    widened = widened_told(draw)
    return [
        {"step": step, "widened": widened.get(step.number, []), "reason": reason_told(draw, step)}
        for step in draw.taken_steps.all()
    ]


def _procedure_alone(request: HttpRequest, public_id: str) -> HttpResponse:
    """Before the list is frozen the procedure is all there is to see."""
    published = Procedure.objects.filter(published_at__isnull=False, call__published_at__isnull=False)
    found = get_object_or_404(published.select_related(PLACE), call__slug=public_id)
    programme = found.call.stage.programme
    context = {
        "call": found.call,
        "programme": programme,
        "home": f"/{programme.organisation.slug}/{programme.slug}/",
        **_procedure_parts(found),
    }
    return _kept(render(request, "selection/public_procedure.html", context))


def _procedure_parts(found: Procedure | None) -> dict[str, Any]:
    if found is None:
        return {}
    return {
        "procedure_facts": procedure_facts(found),
        "sentences": rule_sentences(found),
        "quotas": public_quotas(found),
        "changes": all_changes(found, is_public=True),
        "criteria": public_criteria(found),
    }


def reserves_page(found: Draw, number: str) -> Page[DrawEntry]:
    """Thousands may wait: by registration number, page by page. A number beyond the last page is the last."""
    return Paginator(published_reserves(found).only(*SHOWN), RESERVES_A_PAGE).get_page(number or 1)


def _rows(entries: Iterable[DrawEntry]) -> list[dict[str, str]]:
    """Nothing is read of anybody but what is shown."""
    return [_row(entry) for entry in entries]


def _is_by_track(entry: DrawEntry) -> bool:
    """Whether the seats, or a quota, went by track."""
    return TRACK in entry.draw.quotas if entry.draw.is_by_type else entry.stratum != SHARED


def _row(entry: DrawEntry) -> dict[str, str]:
    """All that is public about a person: nothing here tells the draw id, the name, or why somebody needs what."""
    application = entry.application
    return {
        "receipt": application.receipt,
        "initials": initials(application.name),
        "district": application.district.name,
        "track": application.track.name if _is_by_track(entry) else "",
    }
