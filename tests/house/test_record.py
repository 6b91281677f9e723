"""No act stands in the record without the office whose books it belongs to, unless it belongs to none."""

import ast
from collections.abc import Iterator

from tree import SOURCE, sources

RECORDING = {"record", "register_person", "update_person", "open_account"}
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
