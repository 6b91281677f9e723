"""What is said of a contact: to the office, to the mentor, to the participant."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.foundation.dates import short_date
from sanggar.mentoring.models import Answer, Contact

ENDS = (".", "!", "?", "…")


def contact_kind(contact: Contact) -> str:
    minutes = ngettext("%(count)d menit", "%(count)d menit", contact.minutes) % {"count": contact.minutes}
    return f"{contact.get_how_display()}, {minutes}"


def contact_title(contact: Contact) -> str:
    title = contact_kind(contact)
    if contact.counts and contact.answer:
        return f"{title} · {contact.get_answer_display()}"
    if contact.counts:
        return _("%(title)s · menunggu dibenarkan peserta") % {"title": title}
    return _("%(title)s (dicoret)") % {"title": title}


def contact_text(contact: Contact, *, tells_dispute: bool = True) -> str:
    """What was said and what comes next; for a voided entry, why it does not count. With what words it was disputed
    only the office and the participant read, voided or not.
    """
    if not contact.counts:
        if tells_dispute and contact.answer == Answer.DISPUTED:
            return _("%(summary)s Disanggah: %(word)s Dicoret: %(reason)s") % {
                "summary": as_sentence(contact.told),
                "word": as_sentence(contact.answer_word),
                "reason": contact.void_reason,
            }
        return _("%(summary)s Dicoret: %(reason)s") % {
            "summary": as_sentence(contact.told),
            "reason": contact.void_reason,
        }
    told = _with_next_step(contact)
    if contact.answer_word and (tells_dispute or not contact.is_disputed):
        given = {"summary": as_sentence(told), "word": contact.answer_word}
        if contact.answer == Answer.CONFIRMED:
            return _("%(summary)s Dibenarkan: %(word)s") % given
        return _("%(summary)s Disanggah: %(word)s") % given
    return told


def _with_next_step(contact: Contact) -> str:
    if not (contact.next_step or contact.next_on):
        return contact.told
    day = f" ({short_date(contact.next_on)})" if contact.next_on else ""
    step = f"{contact.next_step}{day}".strip()
    return _("%(summary)s Berikutnya: %(step)s") % {"summary": as_sentence(contact.told), "step": step}


def as_sentence(text: str) -> str:
    """With a stop at its end, for something follows."""
    text = text.strip()
    return text if text.endswith(ENDS) else f"{text}."


def contact_entry(contact: Contact, *, tells_dispute: bool = True) -> dict[str, Any]:
    tone = "good" if contact.is_evidence else "warn" if contact.answer else "now"
    tone = tone if contact.counts else "idle"
    by = contact.mentorship.mentor.account.name
    return {
        "at": contact.held_on,
        "title": contact_title(contact),
        "text": contact_text(contact, tells_dispute=tells_dispute),
        "by": by,
        "tone": tone,
    }
