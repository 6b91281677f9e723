"""The code on the screen: changes every thirty seconds, and counts while it or the one after it is shown.

It is derived from the house's token key, the meeting and the half minute, so nothing is stored and nothing can be
made up. Once on a phone it becomes a ticket bound to that phone, which leaves time to sign in. What a code proves is
that its holder had what the screen showed within the last minute; that they sat before it, only the people in the room
can say, or, where the screen keeps to its network, whoever is on that.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sanggar.foundation.links import ALPHABET, is_link_token, link_token
from sanggar.planning.models import Meeting

STEP = 30
"""Seconds for which one code is shown."""
TICKET = timedelta(minutes=10)
"""From the moment a phone read a code until its owner has signed in and pressed the button."""
DIGITS = 6
REMEMBERED = 20
"""Codes by which a typed one is still told from a made-up one: ten minutes."""
SHOWN, DEVICE, NETWORK = "screen-code", "screen-device", "screen-network"


@dataclass(frozen=True, slots=True)
class SeenCode:
    """A code of our own making: its half minute, and when a phone read it."""

    window: int
    seen_at: datetime

    @property
    def was_fresh(self) -> bool:
        return is_shown(self.window, self.seen_at)


def window_of(at: datetime) -> int:
    return int(at.timestamp()) // STEP


def ends_at(window: int) -> datetime:
    """When the screen shows the next one."""
    return datetime.fromtimestamp((window + 1) * STEP, tz=UTC)


def is_shown(window: int, at: datetime) -> bool:
    """Whether a code is on the screen, or was until the last change."""
    return window_of(at) - window in (0, 1)


def screen_token(meeting: Meeting, window: int) -> str:
    return link_token(SHOWN, str(meeting.pk), window)


def is_screen_token(meeting: Meeting, window: int, token: str) -> bool:
    return is_link_token(token, SHOWN, str(meeting.pk), window)


def screen_digits(meeting: Meeting, window: int) -> str:
    """Six digits, for who types."""
    number = 0
    for mark in link_token(f"{SHOWN}-digits", str(meeting.pk), window):
        number = number * len(ALPHABET) + ALPHABET.index(mark)
    return f"{number % 10**DIGITS:0{DIGITS}}"


def code_typed(meetings: Iterable[Meeting], digits: str, at: datetime) -> tuple[Meeting, SeenCode] | None:
    """Which meeting's code this is, also one that is over since a few minutes; None for what was never shown."""
    now = window_of(at)
    for meeting in meetings:
        for window in range(now, now - REMEMBERED, -1):
            if screen_digits(meeting, window) == digits:
                return meeting, SeenCode(window, at)
    return None


def device_mark(meeting: Meeting, device: str) -> str:
    """What a meeting keeps of a device: the same within the meeting, another at the next, useless without the key."""
    return link_token(DEVICE, f"{meeting.pk}\0{device}", 1)


def network_mark(meeting: Meeting, network: str) -> str:
    return link_token(NETWORK, f"{meeting.pk}\0{network}", 1)
