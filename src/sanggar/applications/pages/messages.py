"""Desk: a message to some of the queue. Chosen, then shown who will get what, then laid into the outbox, held."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sanggar.applications import queries
from sanggar.applications.actions.messages import MOST, receivers
from sanggar.applications.letters import has_a_way, shown_before
from sanggar.applications.pages.listings import offered_again, queue_listing, walk_query
from sanggar.applications.pages.message_forms import MessageForm
from sanggar.applications.rules import may_screen
from sanggar.foundation import clock
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.models import Programme

TYPED = ("moment", "subject", "text", "subject_en", "text_en")
CARRIED = ("once", *TYPED, "chosen")


@require_http_methods(["GET", "HEAD", "POST"])
@programme_page(may_screen)
def tell_some(request: DeskRequest, programme: Programme) -> HttpResponse:
    """`step=preview` writes nothing; `step=apply` lays the messages into the outbox, from where they are released;
    `step=change` goes back to choosing, with everything that was typed.
    """
    listed = queue_listing(request, programme).found[:MOST]
    if request.method != "POST":
        return _page(request, programme, MessageForm(programme, listed, ticked=request.GET.get("pilih") == "semua"))
    wanted = [pk for pk in request.POST.getlist("chosen")[:MOST] if pk.isascii() and pk.isdigit() and len(pk) < 19]  # noqa: PLR2004 - the digits of a key
    offered = offered_again(queries.applications_of(programme).filter(pk__in=wanted), listed)
    if request.POST.get("step") == "change":
        typed: dict[str, Any] = {name: request.POST.get(name, "") for name in TYPED}
        return _page(request, programme, MessageForm(programme, offered, initial=typed | {"chosen": wanted}))
    form = MessageForm(programme, offered, request.POST)
    if not form.is_valid():
        return _page(request, programme, form)
    if request.POST.get("step") != "apply":
        return _preview(request, programme, form)
    if not form.carry_out(form.lay, by=request.actor, at=clock.now()):
        return _page(request, programme, form)
    messages.success(request, _("Pesan disiapkan di kotak keluar. Periksa, lalu lepaskan."))
    return redirect("desk:message_batch", programme.organisation.slug, programme.slug, form.batch)


def _page(request: DeskRequest, programme: Programme, form: MessageForm) -> HttpResponse:
    page = {"programme": programme, "form": form, "query": walk_query(request), "most": MOST}
    return render(request, "applications/tell_some.html", page, status=422 if form.errors else 200)


def _preview(request: DeskRequest, programme: Programme, form: MessageForm) -> HttpResponse:
    told, without = receivers(form.moment_chosen, form.people)
    first_of = {one.language: one for one in reversed(told)}
    page: dict[str, Any] = {
        "programme": programme,
        "moment": form.moment_chosen.label,
        "told": [(one, has_a_way(one)) for one in told],
        "by_hand": sum(not has_a_way(one) for one in told),
        "left_out": [(one, without[one.pk]) for one in form.people if one.pk in without],
        "letters": [
            (language, shown_before(one, form.moment_chosen, form.words[language]))
            for language, one in sorted(first_of.items(), reverse=True)
        ],
        "carried": [(name, value) for name in CARRIED for value in request.POST.getlist(name)],
        "query": walk_query(request),
    }
    return render(request, "applications/tell_some_preview.html", page)
