"""Where the desk pages of one call's review are, and how each is opened."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sanggar.applications.models import Call
from sanggar.applications.queries import calls_of
from sanggar.planning.models import Programme
from sanggar.selection.queries import is_review_open, marks_count

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


def tabs(call: Call, here: str) -> list[tuple[str, str, bool]]:
    """(label, address, is it here) of the pages of a review, in the order of the work."""
    labels = (_("Ringkasan"), _("Rubrik"), pgettext("semuanya", "Penilai"), _("Pembagian"), _("Nilai lamaran"))
    return [(label, address(name, call), name == here) for name, label in zip(PARTS, labels, strict=True)]


def page(call: Call, here: str, **more: object) -> dict[str, object]:
    """What every page of a review is rendered with."""
    told = {"marks_count": marks_count(call), "is_over": not is_review_open(call)}
    return {"programme": call.programme, "call": call, "tabs": tabs(call, here), **told, **more}
