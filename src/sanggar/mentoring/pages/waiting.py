"""The mentor's page of contacts that wait for the participant's word: whom to remind, and of what."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from sanggar.foundation.dates import plain_date
from sanggar.foundation.phones import wa_me_link
from sanggar.mentoring.models import Contact, Mentorship
from sanggar.mentoring.pages.contact_words import contact_kind
from sanggar.mentoring.pages.naming import told_apart
from sanggar.mentoring.pages.paging import shown_page
from sanggar.mentoring.queries import waiting_contacts
from sanggar.planning.access import DeskRequest


def my_waiting(request: DeskRequest) -> HttpResponse:
    """Exactly those that "so many contacts wait" counts, by person, who waits longest first."""
    contacts = list(waiting_contacts(request.user))
    names = told_apart(contact.mentorship.enrolment for contact in contacts)
    firsts = {contact.mentorship_id: contact.held_on for contact in reversed(contacts)}
    contacts.sort(
        key=lambda contact: (firsts[contact.mentorship_id], contact.mentorship_id, contact.held_on, contact.pk)
    )
    rows = [
        _row(request, list(group), names) for _pk, group in groupby(contacts, key=lambda contact: contact.mentorship_id)
    ]
    return render(request, "mentoring/my_waiting.html", {"rows": shown_page(request, rows, "halaman")})


def _row(request: HttpRequest, contacts: list[Contact], names: dict[int, str]) -> dict[str, Any]:
    """Who is accompanied no more is not written to by who did it: no telephone, and no words of what was said."""
    pair = contacts[0].mentorship
    lines = [f"{plain_date(each.held_on)}: {contact_kind(each)}." for each in contacts]
    if pair.is_open:
        lines = [f"{line} {each.told}" for line, each in zip(lines, contacts, strict=True)]
    chat = _reminder(request, pair, contacts) if pair.is_open else ""
    return {"pair": pair, "name": names[pair.enrolment_id], "chat": chat, "lines": lines}


def _reminder(request: HttpRequest, pair: Mentorship, contacts: list[Contact]) -> str:
    """A message ready to be sent, with the days, in the language of who reads it. The page it leads to
    asks for a login. Empty without a telephone.
    """
    person = pair.enrolment.person
    if not person.phone:
        return ""
    with translation.override(pair.enrolment.application.language):
        days = ", ".join(plain_date(contact.held_on) for contact in contacts)
        words = _("Halo, %(name)s. Mohon benarkan catatan kontak kita tanggal %(days)s di halaman Anda: %(page)s")
    page = request.build_absolute_uri(reverse("mine:today"))
    return wa_me_link(person.phone, words % {"name": person.name, "days": days, "page": page})
