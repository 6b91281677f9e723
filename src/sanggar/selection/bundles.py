"""What of a draw is given out, as JSON texts: to everyone, and to the inspector."""

from typing import Any

from sanggar.cores.lottery.digest import list_digest
from sanggar.cores.lottery.json_text import read_json, write_json
from sanggar.cores.lottery.sealed import public_quotas, sealed_document, sealed_people
from sanggar.foundation.remembered import Remembered
from sanggar.selection.models import Draw

SEALED: Remembered[tuple[Any, ...], str] = Remembered(seconds=600, most=4)
"""What was made for everyone of a sealed draw, by all that it follows from. It takes seconds with many people, and is
asked for by a crowd: one makes it, without the next reading even what it is made of.
"""


def public_bundle(draw: Draw) -> str:
    """The bundle, byte for byte as it is stored, or what may be public of it."""
    if not draw.is_sealed:
        return draw.bundle
    made = (draw.pk, draw.list_digest, draw.lottery_digest, draw.seed, draw.taken_steps.count())
    return SEALED.get(made, lambda _: write_json(sealed_document(read_json(draw.bundle.encode()), draw.hidden)))


def public_list(draw: Draw) -> str:
    """The lottery, byte for byte as it is stored, or the commitments that stand in its place."""
    if not draw.is_sealed:
        return draw.lottery
    return SEALED.get((draw.pk, draw.list_digest, draw.lottery_digest), lambda _: _sealed_list(draw))


def _sealed_list(draw: Draw) -> str:
    lottery = read_json(draw.lottery.encode())
    people = sealed_people(lottery, draw.hidden)
    document: dict[str, Any] = {
        "format": "sanggar-list-sealed",
        "version": lottery["version"],
        "hidden": draw.hidden,
        "seats": draw.seats,
        "quotas": public_quotas(lottery, draw.hidden),
        "people": people,
        "people_digest": list_digest(row["commitment"] for row in people),
        "list_digest": draw.list_digest,
        "lottery_digest": draw.lottery_digest,
    }
    return write_json(document)
