"""The tests themselves: each asserts something, none is switched off, none watches calls."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tree import ROOT, lines_of

TESTS = ROOT / "tests"
SPEAKING = re.compile(r"^(then|given|when|expect|must|check|verify|assert)_?")  # helpers that assert by their name


def _test_functions() -> Iterator[tuple[Path, ast.FunctionDef]]:
    for path in sorted(TESTS.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield path, node


def _asserts(function: ast.FunctionDef) -> bool:
    return any(
        isinstance(node, ast.Assert)
        or (isinstance(node, ast.Attribute) and (node.attr in ("raises", "fail") or SPEAKING.match(node.attr)))
        or (isinstance(node, ast.Name) and SPEAKING.match(node.id))
        for node in ast.walk(function)
    )


def test_every_test_asserts_something() -> None:
    idle = [
        f"{path.relative_to(ROOT)} {function.name}" for path, function in _test_functions() if not _asserts(function)
    ]
    assert idle == []


def test_no_two_tests_of_a_file_share_a_name() -> None:
    """The second would silently replace the first."""
    names = [(path, function.name) for path, function in _test_functions()]
    assert [f"{path} {name}" for path, name in set(names) if names.count((path, name)) > 1] == []


def test_no_test_is_switched_off() -> None:
    """But for what one of the two databases can not do, with its reason."""
    off = re.compile(r"pytest\.(mark\.)?(skip|skipif|xfail)\b|unittest\.skip|importorskip")
    reasoned = re.compile(r"skipif\(connection\.vendor (!=|==) \"\w+\", reason=\".{10,}\"\)")
    here = Path(__file__).resolve()
    found = lines_of([path for path in TESTS.rglob("*.py") if path != here])
    assert [where for where, line in found if off.search(line) and not reasoned.search(line)] == []


def test_no_test_watches_calls_instead_of_outcomes() -> None:
    watching = re.compile(r"assert_called|assert_not_called|call_count|from unittest.mock|import mock\b|MagicMock")
    here = Path(__file__).resolve()
    found = lines_of([path for path in TESTS.rglob("*.py") if path != here])
    assert [where for where, line in found if watching.search(line)] == []
