"""Everybody's place in a draw as a table for a spreadsheet, with what the office's own table says of each beside it."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from sanggar.cores.lottery.draw import Outcome
from sanggar.cores.lottery.lottery import Person

FORMULA_STARTS = (
    "=",
    "+",
    "-",
    "@",
    "＝",
    "＋",
    "－",
    "＠",
    "\t",
    "\r",
    "\n",
)  # as `foundation.tabular`, which is Django's
HEADINGS = ("outcome", "position", "id", "group", "chance")


def result_table(bundle: dict[str, Any], people: Iterable[Person]) -> str:
    """Selected first, then the reserves, each group by ticket; the position counts within the group."""
    beside = {person.id: person.features for person in people}
    more = list(dict.fromkeys(name for features in beside.values() for name in features))
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(_safe(each) for each in (*HEADINGS, *more))
    kinds = bundle["lottery"]["types"]
    for place in sorted(bundle["draws"], key=_order):
        kind = kinds[place["type"]]
        group = ", ".join(f"{name} = {value}" for name, value in kind["features"].items())
        told = (place["outcome"], place["position"], place["id"], group, kind["probability"])
        known = beside.get(place["id"], {})
        table.writerow(_safe(str(each)) for each in (*told, *(known.get(name, "") for name in more)))
    return text.getvalue()


def _order(place: dict[str, Any]) -> tuple[bool, int, int]:
    return place["outcome"] != Outcome.SELECTED, place["type"], place["position"]


def _safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
