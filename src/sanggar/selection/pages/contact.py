"""How an officer reaches someone: telephone, WhatsApp with the text ready, and the mark that it worked."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from sanggar.foundation.names import initials
from sanggar.foundation.phones import PhoneNotUnderstood, format_phone, wa_me_link
from sanggar.foundation.ui.forms import ConfirmForm
from sanggar.selection.models import Offer
from sanggar.selection.moments import when
from sanggar.selection.pages.columns import address


@dataclass(frozen=True, slots=True)
class Contact:
    """One person of the call list. The message with the secret link is shown by an act of its own (`show_message`)."""

    offer: Offer
    initials: str
    phone: str
    call_link: str
    has_chat: bool
    message_link: str
    deadline: str
    reached: str
    form: ConfirmForm
    act_link: str

    @property
    def is_reached(self) -> bool:
        return self.offer.reached_at is not None


def contact_of(offer: Offer) -> Contact:
    application = offer.application
    act = "unreach" if offer.reached_at else "reach"
    return Contact(
        offer=offer,
        initials=initials(application.name),
        phone=format_phone(application.phone),
        call_link=f"tel:{application.phone}",
        has_chat=bool(_chat_link(offer, "")),
        message_link=address("show_message", offer.stage.programme, offer.pk),
        deadline=when(offer.deadline),
        reached=_reached(offer),
        form=ConfirmForm(auto_id=False),
        act_link=address(act, offer.stage.programme, offer.pk),
    )


def message_text(offer: Offer) -> str:
    """What the person reads, in the language they applied in."""
    with translation.override(offer.application.language):
        return _(
            "Halo %(name)s. Anda ditawari kursi di %(programme)s, %(stage)s. Jawab paling lambat %(deadline)s lewat "
            "halaman Anda: %(link)s (jangan berikan tautan ini kepada orang lain)."
        ) % {
            "name": offer.application.name,
            "programme": offer.stage.programme.name,
            "stage": offer.stage.name,
            "deadline": when(offer.deadline),
            "link": f"{settings.PUBLIC_ADDRESS}{offer.application.own_path}",
        }


def message_shown(offer: Offer) -> dict[str, Any]:
    """What the page of the message has: the words, and where they go."""
    contact, text = contact_of(offer), message_text(offer)
    return {
        "title": _("Pesan untuk %(name)s") % {"name": offer.application.name},
        "name": offer.application.name,
        "phone": contact.phone,
        "text": text,
        "is_read": True,
        "lines": len(text) // 50 + 2,
        "chat": _chat_link(offer, text),
        "form": contact.form,
        "act_link": contact.act_link,
        "act_text": _("Hapus tanda") if contact.is_reached else _("Tandai terhubung"),
        "back": address("offer", offer.stage.programme, offer.pk),
    }


def _chat_link(offer: Offer, text: str) -> str:
    """Empty for a number that WhatsApp can not have."""
    try:
        return wa_me_link(offer.application.phone, text)
    except PhoneNotUnderstood:
        return ""


def _reached(offer: Offer) -> str:
    if offer.reached_at is None:
        return ""
    return _("Terhubung %(when)s, oleh %(who)s") % {"when": when(offer.reached_at), "who": offer.reached_by}
