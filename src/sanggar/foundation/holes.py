"""A page that is rendered once, with a mark wherever something of one's own stands, and then only filled in.

The marks are random and new in each process, so that nothing anybody types can be one; what is filled in is looked at
no further. They are letters and digits, which escaping and quoting leave alone.
"""

import re
import secrets
from collections.abc import Collection, Mapping
from html import escape

from django.utils.html import conditional_escape

SECRET = f"x{secrets.token_hex(12)}x"
ROW_BEGINS, ROW_ENDS = "\n  <div><dt>", "</dd></div>"
MARK = re.compile(f"{SECRET}([a-z_0-9]+)x")


def mark(name: str) -> str:
    return f"{SECRET}{name}x"


class Holes:
    """A page cut at its marks. `beginning` stands before the first of them, the same for all. `rows`: names that stand
    in a list of facts, whose line is left out where there is no value for them.
    """

    def __init__(self, page: str, rows: Collection[str] = ()) -> None:
        parts = MARK.split(page)
        self._rows: dict[str, str] = {}
        for at, name in enumerate(parts[1::2]):
            if name in rows:
                before, self._rows[name] = _cut(parts[2 * at])
                parts[2 * at : 2 * at + 3 : 2] = before, parts[2 * at + 2].removeprefix(ROW_ENDS)
        self.beginning, *self._rest = parts
        self._names = self._rest[::2]

    def filled(self, values: Mapping[str, object]) -> str:
        """What stands behind the beginning, with each value in its place, escaped as a template would."""
        rest = self._rest.copy()
        rest[::2] = [self._line(name, values) if name in self._rows else _escaped(values[name]) for name in self._names]
        return "".join(rest)

    def _line(self, name: str, values: Mapping[str, object]) -> str:
        return f"{self._rows[name]}{_escaped(values[name])}{ROW_ENDS}" if name in values else ""


def _cut(text: str) -> tuple[str, str]:
    """What stands before the line in which a text ends, and that line's beginning (`ui/facts.html`)."""
    at = text.rindex(ROW_BEGINS)
    return text[:at], text[at:]


def _escaped(value: object) -> str:
    """Plain text, which most values are, without the detour by which Django escapes."""
    return escape(value) if type(value) is str else conditional_escape(value)  # type: ignore[arg-type]  # or a lazy one
