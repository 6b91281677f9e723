"""The legal bases that a fresh draft proposes under Mengingat: dated data in `legal_bases.csv`.

`since` is the day a basis (or its latest amendment) came into force, `until` the day it stopped standing in this form.
They are a proposal that the office edits in each draft; local regulations are added there, and by a row here once
they are the same every year.
"""

import csv
from datetime import date
from functools import cache
from pathlib import Path

DATA = Path(__file__).with_name("legal_bases.csv")


def legal_bases_on(day: date) -> list[str]:
    """Those in force on a day, in the order of the hierarchy in which they are cited."""
    return [text for since, until, text in _rows() if since <= day and (until is None or day < until)]


@cache
def _rows() -> tuple[tuple[date, date | None, str], ...]:
    with DATA.open(encoding="utf-8", newline="") as file:
        return tuple(
            (date.fromisoformat(row["since"]), date.fromisoformat(row["until"]) if row["until"] else None, row["text"])
            for row in csv.DictReader(file)
        )
