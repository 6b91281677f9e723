"""JSON as text, read so strictly that two programs can not read it differently, and written the same every time."""

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, Protocol

from sanggar.cores.lottery.errors import DrawRefused
from sanggar.cores.lottery.progress import STRIDE, Tell, silent


class Listed(Protocol):
    """What Rows are made of."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Any]: ...


class Rows:
    """A list of objects that are made when they are looked at: a million of them at once would fill the memory.

    Each holds plain values only. `texts_of` gives their canonical texts (`digest`), where that is quicker than to look
    at every object.
    """

    def __init__(
        self,
        fields_of: Callable[[Any], dict[str, Any]],
        items: Listed,
        texts_of: Callable[[Listed], Iterator[str]] | None = None,
    ) -> None:
        self._fields_of, self.items, self._texts_of = fields_of, items, texts_of

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return map(self._fields_of, self.items)

    def texts(self, text_of: Callable[[Any], str]) -> Iterator[str]:
        """The canonical text of each, by `text_of` where it must be made from the object."""
        return map(text_of, self) if self._texts_of is None else self._texts_of(self.items)


def unique(pairs: list[tuple[str, Any]]) -> Any:
    """The object of these fields. Raises `DrawRefused` where one occurs twice."""
    fields: dict[str, Any] = {}
    for key, value in pairs:
        if key in fields:
            raise DrawRefused("json_twice", field=key)
        fields[key] = value
    return fields


def read_json(data: bytes, object_of: Callable[[list[tuple[str, Any]]], Any] = unique) -> Any:
    """UTF-8, with or without byte order mark; decimals become `Decimal`, objects what `object_of` makes of them.

    Raises `DrawRefused` for anything that is not JSON, for NaN and infinity, and for a field that occurs twice.
    """
    return parse_json(json_text(data), object_of)


def json_text(data: bytes) -> str:
    """Raises `DrawRefused` for what is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DrawRefused("not_utf8") from error


def parse_json(text: str, object_of: Callable[[list[tuple[str, Any]]], Any] = unique) -> Any:
    """`read_json` from the text on: who has let go of the bytes holds a large file once only."""
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_refuse, object_pairs_hook=object_of)
    except RecursionError as error:
        raise DrawRefused("json_broken", reason="nested too deeply") from error
    except (ValueError, ArithmeticError) as error:  # a broken text, and numbers beyond Python's own limits
        raise DrawRefused("json_broken", reason=str(error)) from error


def write_json(value: object) -> str:
    """For people and for comparing versions: what holds only plain values stands on one line."""
    return "".join(json_parts(value))


def json_parts(value: object, tell: Tell = silent) -> Iterator[str]:
    """The same bit by bit: of a million people the whole text is too much to hold at once."""
    yield from _parts(value, "", tell)
    yield "\n"


def _parts(value: object, indent: str, tell: Tell) -> Iterator[str]:
    inner = indent + " "
    if isinstance(value, dict) and _nested(value.values()):
        before = "{\n"
        for key, item in value.items():
            yield f"{before}{inner}{_line(key)}: "
            yield from _parts(item, inner, tell)
            before = ",\n"
        yield f"\n{indent}}}"
    elif isinstance(value, list | Rows) and _nested(value):
        before, is_plain = "[\n", isinstance(value, Rows)
        for index, item in enumerate(value, 1):
            if is_plain:
                yield f"{before}{inner}{_line(item)}"
            else:
                yield before + inner
                yield from _parts(item, inner, tell)
            before = ",\n"
            if index % STRIDE == 0 or index == len(value) > STRIDE:
                tell("writing", index, len(value))
        yield f"\n{indent}]"
    else:
        yield _line(list(value) if isinstance(value, Rows) else value)


def _nested(items: Any) -> bool:
    return any(isinstance(item, dict | list) for item in items)


def _number(value: object) -> int | float:
    """A decimal that was read from a document is written as it stood there: no more digits than a float keeps."""
    assert isinstance(value, Decimal)
    return int(value) if value == value.to_integral_value() else float(value)


_line = json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=_number).encode


def _refuse(name: str) -> object:
    raise ValueError(f"{name} is not a number of JSON")
