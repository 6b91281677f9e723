"""Messages that no channel could bring: the office tells them, by telephone, WhatsApp or at the counter.

What an officer must not read (`letters_kept_from`) another one tells.
"""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from sanggar.faces.desk.channels_told import channels_told
from sanggar.faces.desk.outbox import tabs_of
from sanggar.foundation import by_hand, clock
from sanggar.foundation.messaging.envelope import Envelope, without_secrets
from sanggar.foundation.models import Message, MessageState
from sanggar.foundation.phones import format_phone, wa_me_link
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.journeys.handing import show_letter
from sanggar.mentoring.queries import letters_kept_from
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme
from sanggar.planning.rules import may_run_programme
from sanggar.selection.queries import unreached_by_letter
from sanggar.selection.rules import may_make_offers

LATEST = 20


@programme_page(may_run_programme)
def letters(request: DeskRequest, programme: Programme) -> HttpResponse:
    kept = letters_kept_from(request.user, programme)
    rows = [_row(letter) for letter in by_hand.waiting(programme.shelf, clock.now()).exclude(key__in=kept)]
    told = by_hand.told(programme.shelf).exclude(key__in=kept)[:LATEST]
    done = [(letter, by_hand.read(letter)) for letter in told]
    context = {
        "programme": programme,
        "rows": rows,
        "done": done,
        "tabs": tabs_of(programme, "by_hand"),
        **channels_told(request.user),
        "to_call": _to_call(programme) if may_make_offers(request.user, programme) else [],
    }
    return render(request, "desk/by_hand.html", context)


@require_POST
@programme_page(may_run_programme)
def told(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    own = Message.objects.exclude(key__in=letters_kept_from(request.user, programme))
    letter = get_object_or_404(own, pk=pk, shelf=programme.shelf)
    form = ConfirmForm(request.POST)
    act = partial(by_hand.mark_told, letter, place=programme.place)
    if form.is_valid() and form.carry_out(act, by=request.actor, at=clock.now()):
        messages.success(request, _("Ditandai sudah disampaikan."))
    else:
        messages.error(request, " ".join(str(error) for error in form.non_field_errors()))
    return redirect("desk:by_hand", programme.organisation.slug, programme.slug)


@require_POST
@programme_page(may_run_programme)
def show(request: DeskRequest, programme: Programme, pk: int) -> HttpResponse:
    """The letter with the secret that it holds, on this one answer alone; who looked is on record."""
    own = Message.objects.exclude(key__in=letters_kept_from(request.user, programme))
    letter = get_object_or_404(own, pk=pk, shelf=programme.shelf)
    shown = show_letter(letter, programme, by=request.actor, at=clock.now())
    words = shown.words
    place = (programme.organisation.slug, programme.slug)
    is_listed = letter.state == MessageState.BY_HAND
    context = {
        "programme": programme,
        "title": words.subject,
        "text": words.body,
        "is_code": bool(words.code),
        "is_read": shown.is_read,
        "act_link": reverse("desk:told", args=[*place, pk]),
        "act_text": _("Sudah disampaikan"),
        "back": reverse("desk:by_hand", args=place) if is_listed else reverse("desk:message", args=[*place, pk]),
        **_told_to(words),
    }
    response = render(request, "applications/link_shown.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _told_to(words: Envelope) -> dict[str, Any]:
    return {
        "name": words.name,
        "phone": format_phone(words.phone),
        "chat": wa_me_link(words.phone, words.body) if words.phone else "",
        "lines": words.body.count("\n") + 2,
        "form": ConfirmForm(auto_id=False),
    }


def _to_call(programme: Programme) -> list[tuple[str, str]]:
    """Seats offered to people whom no letter reaches: they are on the call list of their stage, not here."""
    offers = unreached_by_letter(clock.now()).filter(stage__programme=programme)
    place = (programme.organisation.slug, programme.slug)
    stages = offers.order_by("stage__ordinal").values_list("stage__ordinal", "stage__name").annotate(n=Count("pk"))
    return [(reverse("selection:calling", args=[*place, ordinal]), _untold(name, n)) for ordinal, name, n in stages]


def _untold(stage: str, count: int) -> str:
    told = ngettext(
        "%(n)s orang yang ditawari kursi di %(stage)s belum diberi tahu: hubungi dari daftar panggilan",
        "%(n)s orang yang ditawari kursi di %(stage)s belum diberi tahu: hubungi dari daftar panggilan",
        count,
    )
    return told % {"n": count, "stage": stage}


def _row(letter: Message) -> dict[str, Any]:
    """What holds a secret is shown whole, and written to WhatsApp, by an act of its own (`show`)."""
    words = by_hand.read(letter)
    assert words is not None
    is_secret = by_hand.holds_secret(words)
    row = {"letter": letter, "words": words, "body": without_secrets(words.body, words.code), "is_secret": is_secret}
    return _told_to(words) | row | ({"chat": ""} if is_secret else {})
