"""How far the work is, told to whoever waits; the listener may raise to stop it."""

from collections.abc import Callable

Tell = Callable[[str, int, int], None]
"""Told what is being done, and how far it is (done, of)."""

STRIDE = 1 << 14
"""Rows after which it is told again."""


def silent(_doing: str, _done: int, _of: int) -> None:
    """Tells nobody."""
