"""The draft's own address, `/daftar/<call>/draf/<number>/<token>/`: the form goes on where it was left.

The secret address is the right, as with an application's own page. Checking and sending are the form's own steps
(`pages.apply`); here they begin with keeping what was typed, in the version that the page was opened with.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from sanggar.applications import actions, queries
from sanggar.applications.access import link_not_found, shielded
from sanggar.applications.models import DRAFT_LINK, Application, Call, Draft
from sanggar.applications.pages import presenters
from sanggar.applications.pages.application_form import ApplicationForm
from sanggar.applications.pages.apply import (
    as_initial,
    check,
    closed_page,
    form_page,
    receipt,
    saved_page,
    see_other,
    take_step,
)
from sanggar.applications.pages.draft_typed import differing, kept_typed, shown_again, unreadable
from sanggar.applications.pages.invited import seconds_until_next_try
from sanggar.applications.pages.kept import carried, keeps_answers, kept_page, typed
from sanggar.applications.pages.sending_limits import draft_seconds_to_wait
from sanggar.applications.pages.trap import is_trapped, trapped_page
from sanggar.applications.pages.uploads import FormRequest, take_uploads
from sanggar.foundation import clock
from sanggar.foundation.links import is_link_token

REVIEW = "periksa"
"""What the address of the check page ends with."""
MOST_DIGITS = 9
"""Of a version."""
SENT_A_MOMENT_AGO = timedelta(hours=1)
"""How long a repeated sending is answered with the receipt; afterwards its holder finds it as everyone does."""


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_answers
def draft(request: FormRequest, slug: str, number: str, token: str) -> HttpResponse:
    """As `apply.apply`; 409 where another device saved meanwhile, 410 once the draft is gone or the call is closed."""
    call = get_object_or_404(queries.public_calls(), slug=slug)
    if not is_link_token(token, DRAFT_LINK, number, 1):
        return shielded(link_not_found(request))
    return shielded(_answered(request, call, number, clock.now()))


def _answered(request: FormRequest, call: Call, number: str, at: datetime) -> HttpResponse:
    held = Draft.objects.filter(call=call, number=number).first()
    if held is None:
        return _gone(request, call, number, at)
    held.call = call
    if request.POST.get("step") in ("forget", "forget_now"):
        return _forget(request, held, at)
    if not call.is_open_at(at):
        return closed_page(request, call, held)
    if request.method != "POST":
        if REVIEW in request.GET:
            return _reviewed(request, held, at)
        return form_page(request, ApplicationForm(call, initial=as_initial(shown_again(held)), draft=held))
    return _taken_on(request, held, at)


def _taken_on(request: FormRequest, held: Draft, at: datetime) -> HttpResponse:
    call, number = held.call, held.number
    request.refused_uploads = take_uploads(request, call, at)
    if is_trapped(request, at):
        return trapped_page(request, call, at)
    try:
        return STEPS.get(request.POST.get("step", ""), _saved_first)(request, held, at)
    except actions.DraftGone:
        return _gone(request, call, number, at)
    except actions.DraftChanged as error:
        return _overtaken(request, held, error)


def _save(request: FormRequest, held: Draft, at: datetime) -> Draft | HttpResponse:
    """The draft as it is kept now, or the page that says why it is not."""
    posted, refused = request.POST, request.refused_uploads
    if refused:
        return form_page(request, ApplicationForm(held.call, posted, refused_uploads=refused, draft=held))
    if wait := draft_seconds_to_wait(request, at) or seconds_until_next_try(request, held.call):
        return kept_page(request, status=429, seconds=wait)
    fresh = kept_typed(posted.lists(), held)
    try:
        return actions.save_draft(held, fresh, seen=_seen(posted), by=held.actor, at=at)
    except actions.DraftTooLong as error:
        form = ApplicationForm(held.call, initial=as_initial(dict(posted.lists())), draft=held)
        return form_page(request, form, refused=error, status=422)


def _only_saved(request: FormRequest, held: Draft, at: datetime) -> HttpResponse:
    saved = _save(request, held, at)
    return saved_page(request, saved) if isinstance(saved, Draft) else saved


def _saved_first(request: FormRequest, held: Draft, at: datetime) -> HttpResponse:
    """Check what was just kept under an address of its own, which Back, another language and refreshing find again; a
    number that can not be read is not kept and stays on this page.
    """
    saved = _save(request, held, at)
    if not isinstance(saved, Draft):
        return saved
    wrong = unreadable(request.POST)
    return _checked(request, saved, at, wrong) if wrong else see_other(f"{saved.path}?{REVIEW}")


def _reviewed(request: FormRequest, held: Draft, at: datetime) -> HttpResponse:
    """Of what is kept, so that reading it again is no try of a code: that was counted when it was kept."""
    request.refused_uploads = {}
    return _checked(request, held, at, {})


def _checked(request: FormRequest, saved: Draft, at: datetime, unkept: Mapping[str, str]) -> HttpResponse:
    given = QueryDict(mutable=True)
    for name, values in shown_again(saved).items():
        given.setlist(name, values)
    given.update({**unkept, "draft_version": str(saved.version)})
    request.POST = given  # type: ignore[assignment]  # as a form that was posted
    return check(request, saved.call, at, saved)


def _step(request: FormRequest, held: Draft, at: datetime) -> HttpResponse:
    if request.POST["step"] == "send" and _seen(request.POST) != held.version:
        raise actions.DraftChanged
    return take_step(request, held.call, at, held)


def _overtaken(request: HttpRequest, held: Draft, error: actions.DraftChanged) -> HttpResponse:
    """What was typed here stays in the form, beside what was saved elsewhere; saving once more replaces that."""
    held.refresh_from_db(fields=["version", "typed_sealed", "saved_at"])
    given = kept_typed(request.POST.lists(), held)
    form = ApplicationForm(held.call, initial=as_initial(dict(request.POST.lists())), draft=held)
    form.initial["draft_version"] = held.version
    pairs = presenters.two_versions(form, held.typed, given, differing(held.typed, given))
    return form_page(request, form, refused=error, two_versions=pairs, status=409)


def _forget(request: HttpRequest, held: Draft, at: datetime) -> HttpResponse:
    if request.POST["step"] == "forget":
        return render(request, "applications/draft_forget.html", {"call": held.call, "draft": held})
    actions.remove_draft(held, by=held.actor, at=at)
    page = {"call": held.call, "is_open": held.call.is_open_at(at), "was_removed": True}
    return render(request, "applications/draft_gone.html", page)


def _gone(request: HttpRequest, call: Call, number: str, at: datetime) -> HttpResponse:
    """The receipt, where this very form was sent a moment ago; else what is left: what stands on the page."""
    if sent := _sent_from(call, number, request.POST, at):
        return receipt(call, sent)
    page = {
        "call": call,
        "is_open": call.is_open_at(at),
        "typed": typed(request.POST),
        "carried": carried(request.POST.lists()),
    }
    return render(request, "applications/draft_gone.html", page, status=410)


def _sent_from(call: Call, number: str, posted: QueryDict, at: datetime) -> Application | None:
    try:
        submission_id = UUID(posted.get("submission_id", ""))
    except ValueError:
        return None
    if posted.get("step") != "send" or Draft.number_for(submission_id) != number:
        return None
    since = at - SENT_A_MOMENT_AGO
    found = Application.objects.filter(call=call, submission_id=submission_id, link_version=1, submitted_at__gte=since)
    return found.filter(erased_at=None).first()


def _seen(posted: QueryDict) -> int:
    version = posted.get("draft_version", "")
    return int(version) if version.isascii() and version.isdigit() and len(version) <= MOST_DIGITS else 0


STEPS: dict[str, Callable[[FormRequest, Draft, datetime], HttpResponse]] = {
    "draft": _only_saved,
    "check": _saved_first,
    "change": _step,
    "send": _step,
}
