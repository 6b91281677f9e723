"""A page that is rendered once, with a mark wherever something of one's own stands, and then only filled in.

The marks are random and new in each process, so that nothing anybody types can be one; what is filled in is looked at
no further. They are letters and digits, which escaping and quoting leave alone.
"""

import re
import secrets
from collections.abc import Mapping
from typing import cast

from django.utils.html import conditional_escape

SECRET = f"x{secrets.token_hex(12)}x"
MARK = re.compile(f"{SECRET}([a-z_0-9]+)x")


def mark(name: str) -> str:
    return f"{SECRET}{name}x"


class Holes:
    """A page cut at its marks."""

    def __init__(self, page: str) -> None:
        self._parts = MARK.split(page)
        self._names = self._parts[1::2]

    def filled(self, values: Mapping[str, object]) -> str:
        """The page with each value in its place, escaped as a template would."""
        parts = self._parts.copy()
        parts[1::2] = [conditional_escape(cast("str", values[name])) for name in self._names]
        return "".join(parts)
