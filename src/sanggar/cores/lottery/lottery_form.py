"""The form of a lottery document, whole or as a step of a draw holds it, in each version.

The version says what the seeds of later steps follow from, so it is fixed with the lottery, before the seed exists; a
bundle and all of its steps are of the version of its lottery.
"""

from sanggar.cores.lottery import shape
from sanggar.cores.lottery.lottery import VERSIONS

FORMAT = "sanggar-lottery"

TYPE = shape.fields({"features": shape.texts, "count": shape.whole(0), "probability": shape.number})
PANEL = shape.fields({"weight": shape.positive, "counts": shape.items(shape.whole(0))})
ENTRY = shape.fields({"id": shape.draw_id, "type": shape.whole(0)}, optional={"household": shape.draw_id})
HOUSEHOLDS = shape.named(shape.whole(1))


def lottery_form(version: int) -> shape.Check:
    optional = {"numbered": shape.power_of_ten, "households": HOUSEHOLDS}
    return shape.fields(_fields(version) | {"people": shape.items(ENTRY)}, optional)


def step_lottery_form(version: int) -> shape.Check:
    """Without its people, who follow from the draw before it."""
    return shape.fields(_fields(version), {"households": HOUSEHOLDS})


def _fields(version: int) -> dict[str, shape.Check]:
    return {
        "format": shape.constant(FORMAT),
        "version": shape.constant(version),
        "seats": shape.whole(1),
        "quotas": shape.quotas,
        "types": shape.items(TYPE),
        "panels": shape.items(PANEL),
        "gap": shape.number,
    }


LOTTERY = shape.versioned({version: lottery_form(version) for version in VERSIONS})
