"""The shape of published documents: small checks that are put together into the form of a whole document.

A check looks at a value at a JSON path and returns all that is wrong with it; it never raises, whatever the value.
"""

import json
import re
from collections.abc import Callable

from sanggar.cores.lottery import decimals
from sanggar.cores.lottery.errors import Fault
from sanggar.cores.lottery.json_text import Rows

Check = Callable[[object, str], list[Fault]]

SURROGATE = re.compile("[\ud800-\udfff]")
TEXT = re.compile(r"[^\x00-\x1f\x7f\ud800-\udfff]{0,200}")
"""Control characters would break lines of the list; half a surrogate pair has no UTF-8 bytes."""

HEX = re.compile(r"[0-9a-f]+")
POWERS = tuple(10**dice for dice in range(1, 7))
PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def is_text(value: object) -> bool:
    return isinstance(value, str) and TEXT.fullmatch(value) is not None


def is_draw_id(value: object) -> bool:
    return is_text(value) and value != ""


def is_whole(value: object, minimum: int = 0) -> bool:
    """True and False are no numbers, and neither is 50.0 a whole one."""
    return isinstance(value, int) and decimals.exact(value) is not None and value >= minimum


def text(value: object, path: str) -> list[Fault]:
    return [] if is_text(value) else [Fault(path, "not_text")]


def string(value: object, path: str) -> list[Fault]:
    """Text whose form something else checks. Half a surrogate pair is none: it has no bytes that could be hashed."""
    return [] if isinstance(value, str) and not SURROGATE.search(value) else [Fault(path, "not_text")]


def draw_id(value: object, path: str) -> list[Fault]:
    return [] if is_draw_id(value) else [Fault(path, "not_id")]


def number(value: object, path: str) -> list[Fault]:
    return [] if decimals.exact(value) is not None else [Fault(path, "not_number")]


def positive(value: object, path: str) -> list[Fault]:
    return number(value, path) or ([] if decimals.exact(value) else [Fault(path, "not_positive")])


def whole(minimum: int) -> Check:
    return lambda value, path: [] if is_whole(value, minimum) else [Fault(path, "not_whole", {"minimum": minimum})]


def power_of_ten(value: object, path: str) -> list[Fault]:
    """From 10 to a million: as many numbers as one to six ten-sided dice can show."""
    return [] if is_whole(value, 1) and value in POWERS else [Fault(path, "not_power_of_ten")]


def hexadecimal(*lengths: int) -> Check:
    """Lowercase hex of one of these numbers of characters."""

    def check(value: object, path: str) -> list[Fault]:
        fits = isinstance(value, str) and len(value) in lengths and HEX.fullmatch(value)
        return [] if fits else [Fault(path, "not_hex", {"length": " or ".join(map(str, lengths))})]

    return check


digest = hexadecimal(64)


def constant(expected: str | int) -> Check:
    def check(value: object, path: str) -> list[Fault]:
        fits = type(value) is type(expected) and value == expected
        return [] if fits else [Fault(path, "differs", {"expected": expected, "found": value})]

    return check


def items(check: Check) -> Check:
    def check_all(value: object, path: str) -> list[Fault]:
        if not isinstance(value, list | Rows):
            return [Fault(path, "not_list")]
        return [fault for index, item in enumerate(value) for fault in check(item, f"{path}[{index}]")]

    return check_all


def named(check: Check) -> Check:
    """An object whose field names are free."""

    def check_all(value: object, path: str) -> list[Fault]:
        if not isinstance(value, dict):
            return [Fault(path, "not_object")]
        faults = []
        for name, item in value.items():
            place = member(path, name)
            faults += check(item, place) if is_draw_id(name) else [Fault(place, "not_text")]
        return faults

    return check_all


def bounds(value: object, path: str) -> list[Fault]:
    """The least and the most, as a list of two."""
    fits = isinstance(value, list) and len(value) == 2 and all(map(is_whole, value)) and value[0] <= value[1]  # noqa: PLR2004 - a pair
    return [] if fits else [Fault(path, "quota_invalid")]


quotas = named(named(bounds))
texts = named(text)


def fields(required: dict[str, Check], optional: dict[str, Check] | None = None) -> Check:
    """An object with exactly these fields: what is not checked has no place in a document that claims to be checked."""
    known = required | (optional or {})

    def check(value: object, path: str) -> list[Fault]:
        if not isinstance(value, dict):
            return [Fault(path, "not_object")]
        faults = [Fault(member(path, key), "missing") for key in required if key not in value]
        for key, item in value.items():
            place = member(path, key)
            faults += known[key](item, place) if key in known else [Fault(place, "unknown")]
        return faults

    return check


def versioned(forms: dict[int, Check]) -> Check:
    """By the version that the object states; what states none that is known is held against the newest."""

    def check(value: object, path: str) -> list[Fault]:
        stated = value.get("version") if isinstance(value, dict) else None
        form = forms.get(stated) if type(stated) is int else None
        return (form or forms[max(forms)])(value, path)

    return check


def member(path: str, key: object) -> str:
    """The path of a field; an unusual name is quoted, in ASCII."""
    name = str(key)
    return f"{path}.{name}" if PLAIN_KEY.fullmatch(name) else f"{path}[{json.dumps(name)}]"
