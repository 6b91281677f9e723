"""What the participant's own pages say."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.dates import long_date, time_range
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.mentoring.models import Contact, Slot, Talk
from sanggar.mentoring.pages.contact_words import contact_kind, contact_text
from sanggar.mentoring.pages.doors import Door


def slot_words(slot: Slot) -> str:
    zone = clock.office_zone()
    return f"{long_date(slot.starts_at, zone)}, {time_range(slot.starts_at, slot.ends_at, zone)}"


def slot_rows(door: Door, slots: Iterable[Slot], talk: Talk | None) -> list[dict[str, Any]]:
    text = _("Pindah ke sini") if talk else _("Pilih waktu ini")
    return [
        {
            "when": slot_words(slot),
            "place": slot.place,
            "form": ConfirmForm(auto_id=False),
            "url": door.to("book_slot", slot.pk),
            "text": text,
        }
        for slot in slots
    ]


def to_answer_rows(door: Door, contacts: Iterable[Contact]) -> list[dict[str, Any]]:
    return [
        {
            "contact": contact,
            "title": contact_kind(contact),
            "text": contact_text(contact),
            "mentor": contact.mentorship.mentor.account.name,
            "form": ConfirmForm(auto_id=False),
            "confirm": door.to("confirm_contact", contact.pk),
            "dispute": door.to("dispute_contact", contact.pk),
        }
        for contact in contacts
    ]
