"""The quotas of `sanggar draw`, from JSON, a workbook or a CSV: as far as they can be read, beside all that is wrong.

What can not be read of one quota hides nothing of the others, nor of what the table says of them.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from sanggar.cli.draw_workbook import WHOLE, is_workbook, quota_rows
from sanggar.cores.lottery.errors import DocumentRefused, DrawRefused, Fault
from sanggar.cores.lottery.json_text import read_json
from sanggar.cores.lottery.lottery import Quotas
from sanggar.cores.lottery.quotas import QUOTAS
from sanggar.cores.lottery.shape import bounds as bounds_faults
from sanggar.cores.lottery.shape import is_draw_id, is_whole, member

VALUE_TOLD = {"quota_invalid": "bounds_unread", "not_whole": "seats_unread"}
"""Faults of a published document, and what is told of one that somebody has written by hand: with its value."""


class Quoted(NamedTuple):
    """`seats` is the number that the quotas are for, None where they say none that can be read. A quota whose bounds
    can not be read stands in `names` alone.
    """

    seats: int | None
    quotas: Quotas
    names: dict[str, set[str]]
    faults: list[Fault]


NO_QUOTAS = Quoted(None, {}, {}, [])


def quotas_of(seats: int | None) -> Callable[[bytes], Quoted]:
    """Reads JSON, or a table, which does not say the number of seats. Raises `DrawRefused` for what is neither."""
    return lambda data: quoted(read_json(data)) if _is_json(data) else quoted_rows(data, seats)


def _is_json(data: bytes) -> bool:
    """Of quotas: an object. Whatever is not text is told by who reads texts."""
    return not is_workbook(data) and data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[", b"")


def relaxed_of(data: bytes) -> Quotas:
    """Quotas that give way in a step, for any number of seats. Raises `DocumentRefused` with all that is wrong."""
    found = quotas_of(1)(data)
    if found.faults:
        raise DocumentRefused(found.faults)
    return found.quotas


def quoted(document: Any) -> Quoted:
    written = {} if not isinstance(document, dict) else document
    seats, features = written.get("k"), written.get("quotas")
    known = (
        {name: values for name, values in features.items() if isinstance(values, dict)}
        if isinstance(features, dict)
        else {}
    )
    values = {"$.k": seats} | {
        member(member("$.quotas", name), value): bounds
        for name, each in known.items()
        for value, bounds in each.items()
    }
    faults = [_with_value(fault, values) for fault in QUOTAS(document, "$")]
    names = {name: set(each) for name, each in known.items()}
    sound = {
        name: {value: (bounds[0], bounds[1]) for value, bounds in each.items()}
        for name, each in known.items()
        if not any(bounds_faults(bounds, "") for bounds in each.values())
    }
    return Quoted(seats if is_whole(seats, 1) else None, sound, names, faults)


def _with_value(fault: Fault, values: dict[str, Any]) -> Fault:
    if fault.code not in VALUE_TOLD or fault.path not in values:
        return fault
    return Fault(fault.path, VALUE_TOLD[fault.code], {"value": _written(values[fault.path])})


def _written(value: Any) -> str:
    return f"[{', '.join(map(_written, value))}]" if isinstance(value, list) else str(value)


def quoted_rows(data: bytes, seats: int | None) -> Quoted:
    """Of a table with a row for each value. Raises `DrawRefused` without the number of seats."""
    if seats is None:
        raise DrawRefused("quotas_without_k")
    faults: list[Fault] = []
    quotas: dict[str, dict[str, tuple[int, int]]] = {}
    names: dict[str, set[str]] = {}
    for line, (name, value, *bounds) in quota_rows(data, faults):
        wrong = _row_faults(line, name, bounds)
        if value in names.get(name, ()):
            wrong.append(Fault(f"line {line}", "quota_twice", {"feature": name, "value": value}))
        faults += wrong
        names.setdefault(name, set()).add(value)
        if not wrong:
            least, most = map(int, bounds)
            quotas.setdefault(name, {})[value] = (least, most)
    sound = {name: values for name, values in quotas.items() if set(values) == names[name]}
    return Quoted(seats, sound, {name: values for name, values in names.items() if is_draw_id(name)}, faults)


def _row_faults(line: int, name: str, bounds: list[str]) -> list[Fault]:
    faults = [] if is_draw_id(name) else [Fault(f"line {line}, column feature", "quota_unnamed")]
    for column, bound in zip(("least", "most"), bounds, strict=True):
        if not WHOLE.fullmatch(bound):
            faults.append(Fault(f"line {line}, column {column}", "bound_not_whole", {"value": bound}))
    if all(map(WHOLE.fullmatch, bounds)) and int(bounds[0]) > int(bounds[1]):
        faults.append(Fault(f"line {line}", "bounds_reversed", {"least": int(bounds[0]), "most": int(bounds[1])}))
    return faults
