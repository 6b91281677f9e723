"""The lists that were frozen for a draw: which stands now, and what brought it about."""

from sanggar.selection.models import Draw, FrozenList, ObjectionState


def list_now(draw: Draw) -> FrozenList | None:
    """None where the draw is older than such lists."""
    return draw.lists.filter(revision=draw.revision).first()


def is_by_objection(frozen: FrozenList) -> bool:
    """Whether objections that were upheld brought this list about; else the procedure was changed for it."""
    return frozen.draw.objections.filter(state=ObjectionState.UPHELD, settled_at=frozen.at).exists()
