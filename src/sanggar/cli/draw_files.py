"""Reading what is brought, and writing a file whole or not at all: Ctrl-C leaves the old file, or none, never half."""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sanggar.cli.draw_language import fault_text, place_text, refusal_text, system_text, text
from sanggar.cores.lottery.errors import DocumentRefused, DrawRefused
from sanggar.cores.lottery.json_text import json_parts

T = TypeVar("T")


class InputRefused(Exception):
    """A file or option can not be used; one line for each reason."""

    def __init__(self, *lines: str) -> None:
        super().__init__(*lines)
        self.lines = lines


@contextmanager
def naming(place: str) -> Iterator[None]:
    """Refusals are told with the file or option to which they belong."""
    try:
        yield
    except DocumentRefused as refusal:
        told = (f"{place}: {place_text(fault.path)}: {fault_text(fault)}" for fault in refusal.faults)
        raise InputRefused(*told) from None
    except DrawRefused as refusal:
        raise InputRefused(f"{place}: {refusal_text(refusal)}") from None
    except OSError as error:
        raise InputRefused(f"{place}: {system_text(error)}") from None


def read(path: str, understood: Callable[[bytes], T]) -> T:
    with naming(path):
        return understood(Path(path).read_bytes())


def spare_files(
    options: argparse.Namespace, inputs: tuple[str, ...], outputs: tuple[str, ...], grown: str | None = None
) -> None:
    """Refuses to write over what is read, twice to one file, or over any file without `--force`: the office may have
    no other copy. `grown` is the input that `--out` may stand in the place of.
    """
    taken: dict[Path, str] = {}
    for name in (*inputs, *outputs):
        given = getattr(options, name)
        if given is None or (Path(given).exists() and not Path(given).is_file()):  # a pipe may be both
            continue
        path = Path(given).resolve()
        if name in outputs and not (name == "out" and grown and taken.get(path) == grown):
            _spare(f"--{name} {given}", path, taken.get(path), may_replace=options.force)
        taken.setdefault(path, name)


def _spare(place: str, path: Path, other: str | None, *, may_replace: bool) -> None:
    if other:
        also = text("is also {option}, and would be lost; name another file", option=f"--{other}")
        raise InputRefused(f"{place}: {also}")
    if path.exists() and not may_replace:
        raise InputRefused(f"{place}: {text('is there already; name another file, or add --force to replace it')}")


def attempt(refused: list[str], done: Callable[[], T]) -> T | None:
    """None where it was refused; its lines are kept, so that what else is wrong is found in the same round."""
    try:
        return done()
    except InputRefused as refusal:
        refused += refusal.lines
        return None


def write(path: str, document: dict[str, Any]) -> None:
    with naming(path):
        write_whole(Path(path), json_parts(document, tell))


_told: list[str] = [""]


def tell(doing: str, done: int, of: int) -> None:
    """Progress, for whoever waits at a terminal. The same is told many times, and written once."""
    if not sys.stderr.isatty():
        return
    line = f"\r{text(doing)}: {done}/{of}\x1b[K" + ("\n" if done == of else "")
    if line != _told[0]:
        _told[0] = line
        sys.stderr.write(line)


def write_whole(path: Path, parts: Iterable[str]) -> None:
    with whole(path, parts):
        pass


@contextmanager
def whole(path: Path, parts: Iterable[str]) -> Iterator[None]:
    """Stands in its place once the block is done: of two files written one around the other there are both or none.

    UTF-8, lines as they stand. What is no file (`/dev/stdout`, a pipe) is written to as it comes.
    """
    if path.exists() and not path.is_file():
        _fill(path, parts)
        yield
        return
    target = path.resolve()
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        _fill(part, parts)
        yield
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _fill(path: Path, parts: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(parts)
