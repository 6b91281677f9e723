"""Writing a file whole or not at all: who stops a draw with Ctrl-C finds the old file, or none, never half of one."""

import os
from collections.abc import Iterable
from pathlib import Path


def write_whole(path: Path, parts: Iterable[str]) -> None:
    """UTF-8, lines as they stand. What is no file (`/dev/stdout`, a pipe) is written to as it comes."""
    if path.exists() and not path.is_file():
        _write(path, parts)
        return
    target = path.resolve()
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        _write(part, parts)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _write(path: Path, parts: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(parts)
