"""The lists that were frozen for a draw: which stands now, and what brought it about."""

from sanggar.selection.models import Draw, FrozenList, ObjectionState


def list_now(draw: Draw) -> FrozenList | None:
    """None where the draw is older than such lists."""
    return draw.lists.filter(revision=draw.revision).first()


def document_digest_of(draw: Draw) -> str:
    """Of the file of the list that stands; empty where nothing of it is published."""
    found = draw.lists.filter(revision=draw.revision).values_list("document_digest", flat=True).first()
    return found or ""


def is_by_objection(frozen: FrozenList) -> bool:
    """Whether objections that were upheld brought this list about; else the procedure was changed for it."""
    return frozen.draw.objections.filter(state=ObjectionState.UPHELD, settled_at=frozen.at).exists()
