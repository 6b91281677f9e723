"""Wilayah as reference data: official codes and names, read from `data/`.

Names are for reading, codes for storing: five names of Kota Malang are both a kecamatan and a kelurahan, and "Malang"
alone is three different places.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

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
