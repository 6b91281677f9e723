"""The lists that were frozen for a draw: which stands now, and why one took the place of another."""

from dataclasses import dataclass
from itertools import pairwise

from sanggar.selection.models import Draw, FrozenList, ObjectionState


@dataclass(frozen=True, slots=True)
class Replaced:
    """A list that another one took the place of."""

    old: FrozenList
    new: FrozenList
    is_by_objection: bool


def list_now(draw: Draw) -> FrozenList | None:
    """None where the draw is older than such lists."""
    return draw.lists.filter(revision=draw.revision).first()


def replaced_lists(draw: Draw) -> list[Replaced]:
    found = list(draw.lists.all())
    return [Replaced(old, new, is_by_objection(new)) for old, new in pairwise(found)]


def is_by_objection(frozen: FrozenList) -> bool:
    """Whether objections that were upheld brought this list about; else the procedure was changed for it."""
    return frozen.draw.objections.filter(state=ObjectionState.UPHELD, settled_at=frozen.at).exists()
