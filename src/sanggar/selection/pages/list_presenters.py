"""Lists that were frozen for a draw and replaced, as everyone reads it: which, when, by whom and why."""

from itertools import pairwise
from typing import Any

from django.utils.translation import ngettext

from sanggar.selection.models import Draw, FrozenList, ObjectionState
from sanggar.selection.moments import when


def replaced_lists(draw: Draw) -> list[dict[str, Any]]:
    """Each list that no longer counts, with what took its place."""
    found = list(draw.lists.all())
    return [
        {
            "number": before.revision,
            "digest": before.list_digest,
            "when": when(after.at),
            "who": after.by_label,
            "why": _why(after),
        }
        for before, after in pairwise(found)
    ]


def _why(frozen: FrozenList) -> str:
    """How many objections were upheld, never whose; else the reason for which the procedure gave way."""
    upheld = frozen.draw.objections.filter(state=ObjectionState.UPHELD, settled_at=frozen.at).count()
    if not upheld:
        return frozen.reason
    return ngettext("%(count)s sanggahan dikabulkan", "%(count)s sanggahan dikabulkan", upheld) % {"count": upheld}
