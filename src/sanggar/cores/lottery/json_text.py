"""JSON as text, read so strictly that two programs can not read it differently, and written the same every time."""

import json
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
    return _lines(value, "") + "\n"


def _lines(value: object, indent: str) -> str:
    inner = indent + " "
    if isinstance(value, dict) and _nested(value.values()):
        members = (f"{inner}{_line(key)}: {_lines(item, inner)}" for key, item in value.items())
        return "{\n" + ",\n".join(members) + f"\n{indent}}}"
    if isinstance(value, list) and _nested(value):
        return "[\n" + ",\n".join(inner + _lines(item, inner) for item in value) + f"\n{indent}]"
    return _line(value)


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
