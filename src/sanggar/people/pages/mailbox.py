"""The mailbox of a demo installation, where letters stay in the house instead of leaving by SMTP."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render

from sanggar.foundation import mail
from sanggar.people.access import DeskRequest
from sanggar.people.models import Organisation
from sanggar.people.queries import letters_at
from sanggar.people.rules import mailbox_offices, may_read_mailbox


def letters(request: DeskRequest) -> HttpResponse:
    own = _open(request)
    sought = request.GET.get("q", "").strip().lower()[:100]
    found = [each for each in letters_at(own, mail.letters()) if sought in f"{each.to} {each.subject}".lower()]
    return render(request, "people/mailbox.html", {"letters": found, "sought": sought})


def letter(request: DeskRequest, name: str) -> HttpResponse:
    """`name` is a slug, so it names a file of the mailbox and nothing elsewhere."""
    own = _open(request)
    path = settings.MAIL_FOLDER / f"{name}.eml"
    found = letters_at(own, [mail.read_letter(path)] if path.exists() else [])
    if not found:
        raise Http404
    return render(request, "people/letter.html", {"letter": found[0]})


def _open(request: DeskRequest) -> list[Organisation]:
    """The offices whose letters may be read."""
    if not mail.is_read_at_desk():
        raise Http404
    if not may_read_mailbox(request.user):
        raise PermissionDenied
    return list(mailbox_offices(request.user))
