"""What must not stand in the repository: loose ends, machine paths, addresses in locks, words of the workshop."""

import re
from pathlib import Path

from tree import ROOT, lines_of, sources, tracked

HERE = Path(__file__).resolve()
LOOSE_ENDS = ("TO" + "DO", "FIX" + "ME", "X" * 3, "HA" + "CK", "NotImplemented" + "Error")
UNFINISHED = re.compile(rf"\b({'|'.join(LOOSE_ENDS)})\b")
PLACEHOLDERS = re.compile("lorem " + "ipsum|coming " + "soon|segera " + "hadir", re.IGNORECASE)
MACHINE_PATHS = re.compile("/" + "work/|/" + "root/|/home/[a-z]|/" + "tmp/")
PRINTING = re.compile(r"^\s*print\(")
PRINTERS = {"src/sanggar/cores/lottery/verify.py"}  # a program by itself


def _found(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return [f"{where} {line.strip()[:80]}" for where, line in lines_of(paths) if pattern.search(line)]


def test_nothing_is_left_unfinished() -> None:
    """What others wrote stays as they wrote it, in a folder of its own."""
    ours = [path for path in tracked() if path.suffix not in (".svg", ".woff2", ".txt") and "vendor" not in path.parts]
    assert _found(UNFINISHED, ours) == []


def test_no_placeholder_stands_where_a_text_should() -> None:
    assert _found(PLACEHOLDERS, tracked()) == []


def test_no_file_names_a_place_on_somebody_s_machine() -> None:
    assert _found(MACHINE_PATHS, [path for path in tracked() if path.suffix != ".svg"]) == []


def test_the_program_speaks_through_its_log_and_its_command_line_only() -> None:
    printing = [found for found in _found(PRINTING, sources()) if found.partition(":")[0] not in PRINTERS]
    assert printing == []


def test_locks_and_requirements_hold_no_address() -> None:
    paths = tracked("requirements")
    assert (len(paths) >= 6, _found(re.compile("https?://|index-url|find-links"), paths)) == (True, [])


def test_every_locked_package_is_pinned_by_digest() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = re.sub(r"\\\n\s+", " ", lock.read_text())
        loose = [line for line in text.splitlines() if re.match(r"[A-Za-z0-9]", line) and "--hash=sha256:" not in line]
        assert loose == []


def test_every_check_that_is_switched_off_says_why() -> None:
    """A `noqa` or `type: ignore` names its rule; where the rule does not explain itself, a reason stands beside it."""
    bare = re.compile(r"#\s*(noqa(?!:)|type:\s*ignore(?!\[))")
    assert _found(bare, [path for path in tracked("*.py") if path != HERE]) == []
