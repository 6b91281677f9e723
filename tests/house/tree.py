"""Where things stand, for the house tests."""

import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "sanggar"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def rooms_in_order() -> list[str]:
    """As the direction contract has them: the latest first."""
    (contract,) = [each for each in PROJECT["tool"]["importlinter"]["contracts"] if each["type"] == "layers"]
    return list(contract["layers"])


def tracked(*patterns: str) -> list[Path]:
    """The files of the repository that are there."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", *patterns], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def sources() -> list[Path]:
    return [path for path in SOURCE.rglob("*.py") if "__pycache__" not in path.parts]


def templates() -> list[Path]:
    return sorted(SOURCE.glob("**/templates/**/*.html"))


def lines_of(paths: list[Path]) -> Iterator[tuple[str, str]]:
    """("src/sanggar/x.py:12", line) of every text line."""
    for path in paths:
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            yield f"{path.relative_to(ROOT)}:{number}", line
