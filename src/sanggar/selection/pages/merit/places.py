"""Where the desk pages of one call's review are, and how each is opened."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sanggar.applications.models import Call
from sanggar.applications.queries import calls_of
from sanggar.people.access import DeskRequest
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.selection.queries import is_review_open, marks_count
from sanggar.selection.rules import may_see_decisions

PARTS = ("merit", "rubric", "reviewers", "sharing", "scores")


def call_of(programme: Programme, slug: str) -> Call:
    """A published call of the programme; 404 where there is none."""
    found: Call = get_object_or_404(calls_of(programme).filter(published_at__isnull=False), slug=slug)
    return found


def address(name: str, call: Call, *args: str | int) -> str:
    programme = call.programme
    return reverse(f"selection:{name}", args=[programme.organisation.slug, programme.slug, call.slug, *args])


def back(name: str, call: Call, *args: str | int) -> HttpResponse:
    return redirect(address(name, call, *args))


def tabs(call: Call, here: str, account: Account) -> list[tuple[str, str, bool]]:
    """(label, address, is it here) of the pages of a review, in the order of the work; of marks for who may see any."""
    labels = (_("Ringkasan"), _("Rubrik"), pgettext("semuanya", "Penilai"), _("Pembagian"), _("Nilai lamaran"))
    shown = PARTS if may_see_decisions(account, call.programme) else PARTS[:-1]
    return [(label, address(name, call), name == here) for name, label in zip(shown, labels, strict=False)]


def page(request: DeskRequest, call: Call, here: str, **more: object) -> dict[str, object]:
    """What every page of a review is rendered with."""
    told = {"marks_count": marks_count(call), "is_over": not is_review_open(call)}
    return {"programme": call.programme, "call": call, "tabs": tabs(call, here, request.user), **told, **more}
