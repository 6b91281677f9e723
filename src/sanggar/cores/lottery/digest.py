"""Digests published before the seed can be known: they bind the list of people and the lottery over it.

Canonical JSON is RFC 8785 with two simplifications that leave no room for doubt: object keys are sorted by their UTF-8
bytes, and numbers are written in plain digits (`decimals.plain`). Numbers outside the form of `decimals` have no
canonical text and are refused.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from json.encoder import encode_basestring

from sanggar.cores.lottery import decimals
from sanggar.cores.lottery.errors import DrawRefused
from sanggar.cores.lottery.json_text import Rows
from sanggar.cores.lottery.progress import STRIDE

quoted = encode_basestring
"""A text as JSON writes it, in quotes; what is not ASCII stands as it is."""

LITERALS = {None: "null", True: "true", False: "false"}


def list_digest(ids: Iterable[str]) -> str:
    """SHA-256, lowercase hex, over the draw ids sorted by their UTF-8 bytes, each followed by a line feed."""
    digest, lines = hashlib.sha256(), sorted(ids)  # texts stand in the order of their bytes
    for start in range(0, len(lines), STRIDE):
        digest.update(("\n".join(lines[start : start + STRIDE]) + "\n").encode())
    return digest.hexdigest()


def lottery_digest(document: Mapping[str, object]) -> str:
    """SHA-256, lowercase hex, of the canonical JSON of a lottery document; fixes seats, types, panels and people."""
    digest = hashlib.sha256()
    for part in _parts(document):
        digest.update(part.encode())
    return digest.hexdigest()


def _parts(document: Mapping[str, object]) -> Iterator[str]:
    """Its canonical JSON bit by bit: of a million people the whole text is too much to hold at once."""
    before = "{"
    for key in sorted(document):
        value = document[key]
        yield f"{before}{quoted(key)}:"
        if isinstance(value, list | Rows) and value:
            texts = value.texts(canonical_json) if isinstance(value, Rows) else map(canonical_json, value)
            opening = "["
            while several := ",".join(islice(texts, STRIDE)):
                yield opening + several
                opening = ","
            yield "]"
        else:
            yield canonical_json(value)
        before = ","
    yield "}" if document else "{}"


def canonical_json(value: object) -> str:
    """The one text of a JSON value. Raises `DrawRefused("not_number")` for a number that has none."""
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{quoted(key)}:{canonical_json(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list | tuple | Rows):
        return "[" + ",".join(map(canonical_json, value)) + "]"
    if isinstance(value, str):
        return quoted(value)
    if value is None or isinstance(value, bool):
        return LITERALS[value]
    if isinstance(value, int) and 0 <= value < decimals.WHOLE_LIMIT:
        return str(value)  # as `plain` would write it, for the millions of them
    number = decimals.exact(value)
    if number is None:
        raise DrawRefused("not_number")
    return decimals.plain(number)
