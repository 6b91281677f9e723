"""Each act stands in the record with its office, unless it belongs to none, and is told in words."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tree import SOURCE, sources

from sanggar.people.pages.verbs import VERBS

RECORDING = {"record", "register_person", "correct_person", "update_person", "open_account"}
NOWHERE = {"cli", "foundation"}  # the installation's own acts, by whoever has its machine


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for path in sources():
        parts = path.relative_to(SOURCE).parts
        if parts[0] not in NOWHERE and "migrations" not in parts:
            for node in ast.walk(ast.parse(path.read_text())):
                name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
                if name in RECORDING:
                    assert isinstance(node, ast.Call)
                    yield f"{'/'.join(parts)}:{node.lineno}", node


def test_every_act_that_a_page_can_lead_to_names_its_place() -> None:
    calls = list(_calls())
    without = [where for where, call in calls if "place" not in {keyword.arg for keyword in call.keywords}]
    assert (len(calls) > 50, without) == (True, [])


def test_every_act_is_told_in_words_and_not_by_its_code() -> None:
    """Those that are written as `record("room.act", …)`, and those that a helper is told: `_record("act", …)`."""
    verbs = {verb for path in sources() if "migrations" not in path.parts for verb in _verbs(path)}
    assert (len(verbs) > 250, sorted(verbs - VERBS.keys())) == (True, [])


def _verbs(path: Path) -> Iterator[str]:
    """In this file. A helper's callers name the act, with or without the room that the helper adds."""
    room = path.relative_to(SOURCE).parts[0]
    tree = ast.parse(path.read_text())
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        if re.fullmatch(r"_?record(_\w+)?|entry_of|_settle|_stop", name):
            words = {node.value for arg in call.args[:3] for node in ast.walk(arg) if isinstance(node, ast.Constant)}
            acts = {word for word in words if isinstance(word, str) and re.fullmatch(r"(\w+\.)?[a-z]+_[a-z_]+", word)}
            yield from (act if "." in act else f"{room}.{act}" for act in acts)
