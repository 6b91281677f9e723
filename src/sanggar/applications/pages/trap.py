"""A field that no person sees, and a pause for whoever filled it in (docs/decisions/0039).

It stops programs that fill in whatever they find. A browser that fills in forms by itself may be caught too, so nobody
is turned away: the page says what happened, keeps the answers, and takes them after a few seconds.
"""

from datetime import UTC, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sanggar.applications.models import Call
from sanggar.applications.pages.kept import carried, step_again, typed
from sanggar.applications.pages.uploads import unkept
from sanggar.foundation.languages import OTHER_LANGUAGE
from sanggar.foundation.links import is_link_token, link_token

TRAP, PAUSE = "website", "pause"
LEAST, MOST = timedelta(seconds=5), timedelta(hours=1)


def is_trapped(request: HttpRequest, at: datetime) -> bool:
    """Whether the hidden field was filled in, or the pause for that is not over. Who wants the page that asks for it in
    another language goes no further by that.
    """
    posted = request.POST
    if posted.get(TRAP, ""):
        return True
    if PAUSE not in posted:
        return False
    return OTHER_LANGUAGE in request.GET or not _is_over(str(posted[PAUSE]), posted.get("submission_id", ""), at)


def trapped_page(request: HttpRequest, call: Call, at: datetime) -> HttpResponse:
    page = {
        "call": call,
        "seconds": int(LEAST.total_seconds()),
        "typed": typed(request.POST),
        "carried": carried(request.POST.lists()),
        "pause": _signed(int(at.timestamp()), request.POST.get("submission_id", "")),
        "lost": unkept(request),
        "step": step_again(request),
    }
    return render(request, "applications/trapped.html", page, status=422)


def _signed(moment: int, submission_id: str) -> str:
    """The moment from which the pause counts, for this form alone."""
    return f"{moment}.{link_token(PAUSE, submission_id, moment)}"


def _is_over(signed: str, submission_id: str, at: datetime) -> bool:
    moment, _, token = signed.partition(".")
    if not (moment.isascii() and moment.isdigit() and len(moment) <= len(str(2**40))):
        return False
    if not is_link_token(token, PAUSE, submission_id, int(moment)):
        return False
    return LEAST <= at - datetime.fromtimestamp(int(moment), tz=UTC) <= MOST
