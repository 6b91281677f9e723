"""Which channels there are, in the order in which they are tried, and what each costs and allows."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from sanggar.foundation import clock
from sanggar.foundation.dates import local_date
from sanggar.foundation.messaging.dated import in_force
from sanggar.foundation.messaging.envelope import Envelope, person_of
from sanggar.foundation.messaging.segments import segments
from sanggar.foundation.models import Channel, MessageOptOut

PHONES = (Channel.WHATSAPP, Channel.SMS)


@dataclass(frozen=True, slots=True)
class Limits:
    """None: no limit. `daily` counts the different people of any 24 hours."""

    per_second: int | None
    pause: int | None
    daily: int | None


def configured() -> list[str]:
    """The channels in use here, the preferred first."""
    missing = not_set_up()
    return [channel for channel in settings.MESSAGE_CHANNELS if channel not in missing]


def not_set_up() -> list[Channel]:
    """Those of telephones that the surroundings name no provider for. Letters by e-mail go to a mail server, or stay
    here as files (`mail.is_mailbox`).
    """
    given = {Channel.WHATSAPP: settings.WHATSAPP, Channel.SMS: settings.SMS}
    return [channel for channel, values in given.items() if not values]


def reaches_phones() -> bool:
    return any(channel in PHONES for channel in configured())


def is_reached(email: str, phone: str) -> bool:
    """Whether there is any way but by hand to somebody who left this e-mail address and telephone number."""
    return bool(phone and reaches_phones()) or bool(email and Channel.EMAIL in configured())


def ways(envelope: Envelope, tried: str = "") -> list[str]:
    """By which channels this message can go to this person, the preferred first."""
    gone = tried.split(",")
    stopped = bool(envelope.phone) and has_stopped(envelope.phone)
    can = {
        Channel.EMAIL: bool(envelope.email),
        Channel.WHATSAPP: bool(envelope.phone and whatsapp_template(envelope)[0]) and not stopped,
        Channel.SMS: bool(envelope.phone and envelope.sms) and not stopped,
    }
    return [channel for channel in configured() if channel not in gone and can[Channel(channel)]]


def has_stopped(phone: str) -> bool:
    """Whether the number asked us to write no more."""
    return MessageOptOut.objects.filter(person=person_of(phone), is_out=True).exists()


def whatsapp_template(envelope: Envelope) -> tuple[str, list[str]]:
    """The approved template for it, else the general one of this installation, which says where to read on."""
    if envelope.template:
        return envelope.template, envelope.parameters
    general = settings.WHATSAPP.get("template", "") if envelope.link else ""
    return general, [envelope.name, envelope.headline, envelope.link]


def limits(channel: str, at: datetime) -> Limits:
    return Limits(*(_setting(channel, name, at) for name in ("per_second", "pause", "daily")))


def cost(channel: str, envelope: Envelope, at: datetime) -> int | None:
    """Rupiah, where a price is known."""
    price = _setting(channel, "price", at)
    if price is None:
        return None
    return price * segments(envelope.sms).parts if channel == Channel.SMS else price


def _setting(channel: str, name: str, at: datetime) -> int | None:
    given = {Channel.WHATSAPP: settings.WHATSAPP, Channel.SMS: settings.SMS}.get(Channel(channel), {})
    pairs: list[tuple[date, int]] = given.get(name, [])
    return in_force(pairs, local_date(at, clock.office_zone()))
