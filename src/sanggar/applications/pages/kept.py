"""Typed answers that must not be lost: carried through the check page, and kept when nothing can be stored now.

Everything here comes from what was posted; nothing asks the database, for it may be away.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial, wraps
from html import escape
from math import ceil
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from sanggar.applications.models import NAMED, Category
from sanggar.applications.pages.draft_typed import DROP_CARD
from sanggar.applications.pages.fields import CONSENT
from sanggar.applications.pages.uploads import unkept
from sanggar.applications.questions import LABELS, QUESTIONS
from sanggar.foundation.regions_data import region_rows
from sanggar.people.models import Sex

CARRIED = frozenset({*QUESTIONS, "submission_id", "notice", "draft_version", "revision", DROP_CARD})
AWAY_SECONDS = 30
KEPT_AS = re.compile(r"(?P<status>429|503) (?P<seconds>[0-9]{1,5}) (?P<step>[a-z]{0,10})", re.ASCII)
LONG = 90  # seconds that nobody counts any more


def carried(posted: Iterable[tuple[str, Sequence[Any]]]) -> SafeString:
    """What the next page must send again, as hidden fields: the form's own as they were typed, nothing else. Of what
    was sent more than once the last counts, save where several choices may be made.
    """
    named = ((name, values) for name, values in posted if name in CARRIED or name.startswith((CONSENT, NAMED)))
    kept = ((name, value) for name, values in named for value in (values if name.startswith(NAMED) else values[-1:]))
    fields = [f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in kept]
    return SafeString("".join(fields))


def typed(posted: QueryDict) -> list[tuple[str, str]]:
    """The answers as they were typed, with their questions, for reading."""
    return [(str(LABELS[name]), _worded(name, str(posted.get(name, "")))) for name in QUESTIONS if posted.get(name)]


def step_again(request: HttpRequest) -> str:
    """What the button sends: the same step once more, or back to the form where a file has to be chosen again."""
    return "change" if unkept(request) else request.POST.get("step", "")


def keeps_answers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Where the database goes away, a page keeps what was posted to the view (`foundation.middleware`). That page asks
    for itself in another language by a button: nothing is sent then, and nothing asked of the database.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            request.kept_page = partial(kept_page, request)  # type: ignore[attr-defined]  # read by foundation.middleware
            if told := KEPT_AS.fullmatch(request.POST.get("kept", "")):
                return kept_page(request, status=int(told["status"]), seconds=int(told["seconds"]), step=told["step"])
        return view(request, *args, **kwargs)

    return answered


def kept_page(
    request: HttpRequest, *, status: int = 503, seconds: int = AWAY_SECONDS, step: str | None = None
) -> HttpResponse:
    """The typed answers and a button that sends them once more: too many came (429), or the database is away (503)."""
    step = step_again(request) if step is None else step
    page = {
        "too_many": status == 429,  # noqa: PLR2004 - too many requests
        "wait": _wait_told(seconds),
        "typed": typed(request.POST),
        "carried": carried(request.POST.lists()),
        "lost": unkept(request),
        "step": step,
        "kept_as": f"{status} {seconds} {step}",
    }
    response = render(request, "applications/kept.html", page, status=status)
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response


def _wait_told(seconds: int) -> str:
    """A long time in minutes, and rather one too many."""
    if seconds <= LONG:
        return ngettext("%(count)s detik", "%(count)s detik", seconds) % {"count": seconds}
    minutes = ceil(seconds / 60)
    return ngettext("%(count)s menit", "%(count)s menit", minutes) % {"count": minutes}


def _worded(name: str, value: str) -> str:
    """A code in words, where the words are known without the database."""
    known: dict[str, dict[str, str]] = {
        "sex": {code: str(label) for code, label in Sex.choices},
        "category": {code: str(label) for code, label in Category.choices},
        "kelurahan": _village_names() if name == "kelurahan" else {},
    }
    return known.get(name, {}).get(value, value)


@cache
def _village_names() -> dict[str, str]:
    return {row.code: row.name for row in region_rows()}
