"""How far the work is, told to whoever waits; the listener may raise to stop it."""

from collections.abc import Callable

from sanggar.cores.lottery.errors import DrawRefused

Tell = Callable[[str, int, int], None]
"""Told what is being done, and how far it is (done, of)."""

STRIDE = 1 << 14
"""Rows after which it is told again."""


class TooLong(DrawRefused):
    """The time that was given is over. Time can only end the work: what is found does not depend on any clock."""

    def __init__(self, seconds: int) -> None:
        super().__init__("too_long", minutes=-(-seconds // 60))


def silent(_doing: str, _done: int, _of: int) -> None:
    """Tells nobody."""


def within(seconds: int, clock: Callable[[], float], tell: Tell = silent) -> Tell:
    """The same listener, who raises `TooLong` once so many seconds are over; `clock` counts them."""
    end = clock() + seconds

    def told(doing: str, done: int, of: int) -> None:
        if clock() >= end:
            raise TooLong(seconds)
        tell(doing, done, of)

    return told
