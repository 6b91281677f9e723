"""JSON as text, read so strictly that two programs can not read it differently, and written the same every time."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from sanggar.cores.lottery.errors import DrawRefused


def read_json(data: bytes) -> Any:
    """UTF-8, with or without byte order mark; decimals become `Decimal`.

    Raises `DrawRefused` for anything that is not JSON, for NaN and infinity, and for a field that occurs twice.
    """
    try:
        return json.loads(
            data.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_refuse, object_pairs_hook=_unique
        )
    except UnicodeDecodeError as error:
        raise DrawRefused("not_utf8") from error
    except RecursionError as error:
        raise DrawRefused("json_broken", reason="nested too deeply") from error
    except (ValueError, ArithmeticError) as error:  # a broken text, and numbers beyond Python's own limits
        raise DrawRefused("json_broken", reason=str(error)) from error


def write_json(value: object) -> str:
    """For people and for comparing versions: what holds only plain values stands on one line."""
    return "".join(json_parts(value))


def json_parts(value: object) -> Iterator[str]:
    """The same bit by bit: of a million people the whole text is too much to hold at once."""
    yield from _parts(value, "")
    yield "\n"


def _parts(value: object, indent: str) -> Iterator[str]:
    inner = indent + " "
    if isinstance(value, dict) and _nested(value.values()):
        before = "{\n"
        for key, item in value.items():
            yield f"{before}{inner}{_line(key)}: "
            yield from _parts(item, inner)
            before = ",\n"
        yield f"\n{indent}}}"
    elif isinstance(value, list) and _nested(value):
        before = "[\n"
        for item in value:
            yield before + inner
            yield from _parts(item, inner)
            before = ",\n"
        yield f"\n{indent}]"
    else:
        yield _line(value)


def _nested(items: Any) -> bool:
    return any(isinstance(item, dict | list) for item in items)


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, default=_number)


def _number(value: object) -> int | float:
    """A decimal that was read from a document is written as it stood there: no more digits than a float keeps."""
    assert isinstance(value, Decimal)
    return int(value) if value == value.to_integral_value() else float(value)


def _refuse(name: str) -> object:
    raise ValueError(f"{name} is not a number of JSON")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for key, value in pairs:
        if key in fields:
            raise DrawRefused("json_twice", field=key)
        fields[key] = value
    return fields
