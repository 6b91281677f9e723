"""A page that is rendered once, with a mark wherever something of one's own stands, and then only filled in.

The marks are random and new in each process, so that nothing anybody types can be one; what is filled in is looked at
no further. They are letters and digits, which escaping and quoting leave alone.
"""

import re
import secrets
from collections.abc import Mapping
from html import escape

from django.utils.html import conditional_escape

SECRET = f"x{secrets.token_hex(12)}x"
MARK = re.compile(f"{SECRET}([a-z_0-9]+)x")


def mark(name: str) -> str:
    return f"{SECRET}{name}x"


class Holes:
    """A page cut at its marks. `beginning` stands before the first of them, the same for all."""

    def __init__(self, page: str) -> None:
        self.beginning, *self._rest = MARK.split(page)
        self._names = self._rest[::2]

    def filled(self, values: Mapping[str, object]) -> str:
        """What stands behind the beginning, with each value in its place, escaped as a template would."""
        rest = self._rest.copy()
        rest[::2] = [_escaped(values[name]) for name in self._names]
        return "".join(rest)


def _escaped(value: object) -> str:
    """Plain text, which most values are, without the detour by which Django escapes."""
    return escape(value) if type(value) is str else conditional_escape(value)  # type: ignore[arg-type]  # or a lazy one
