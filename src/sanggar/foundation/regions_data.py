"""Wilayah as reference data: official codes and names, read from `data/`.

Names are for reading, codes for storing: five names of Kota Malang are both a kecamatan and a kelurahan, and "Malang"
alone is three different places.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

from sanggar.foundation.typed_text import plain_number_line

Level = Literal["provinsi", "kabupaten", "kota", "kecamatan", "kelurahan", "desa"]
DATA = Path(__file__).parent / "data"
MALANG = DATA / "malang_wilayah.csv"


@dataclass(frozen=True, slots=True)
class RegionRow:
    code: str
    """Kemendagri code with dots: `35.73.05.1004`."""
    level: Level
    name: str
    parent: str
    """The code one level up; empty for a province."""
    postal_code: str
    """A hint only; empty where unknown."""


@cache
def region_rows(path: Path = MALANG) -> tuple[RegionRow, ...]:
    """All rows of a region file, parents before their children."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            RegionRow(row["code"], cast("Level", row["level"]), row["name"], row["parent"], row["postal_code"])
            for row in csv.DictReader(file)
        )


@cache
def province_names() -> dict[str, str]:
    """The province codes a NIK may begin with, and what the provinces are called."""
    with (DATA / "provinsi.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


def match_region_name(
    name: str, *, level: Level | None = None, within: str = "", rows: Iterable[RegionRow] | None = None
) -> tuple[str, ...]:
    """The codes of every region so called, in code order: none when unknown, two for "Sukun" without a level.

    Case, spaces and hyphens do not matter ("Pisang Candi" is Pisangcandi); nothing else is guessed.
    `within` is a code: only it and what lies in it count.
    """
    wanted = _bare(name)
    return tuple(
        sorted(
            row.code
            for row in (region_rows() if rows is None else rows)
            if _bare(row.name) == wanted and level in (None, row.level) and _is_within(row.code, within)
        )
    )


def _is_within(code: str, within: str) -> bool:
    return not within or f"{code}.".startswith(f"{within}.")


def _bare(name: str) -> str:
    return plain_number_line(name).lower().replace(" ", "").replace("-", "")
