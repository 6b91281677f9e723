"""Everybody's place in a draw as a table for a spreadsheet, with what the office's own table says of each beside it."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from sanggar.cli.draw_beside import Beside
from sanggar.cli.draw_language import decimal, text
from sanggar.cores.lottery.decimals import exact, plain
from sanggar.cores.lottery.draw import Outcome

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
LEFT = "left"
"""Whoever has left, in the place of an outcome."""
HEADINGS = ("outcome", "position_in_group", "id", "group", "chance")


def result_table(bundle: dict[str, Any], beside_it: Beside) -> Iterator[str]:
    """Line by line: selected first, then the reserves, each group by ticket; the position counts within the group."""
    beside = {person.id: person.features for person in beside_it.people}
    more = list(dict.fromkeys(name for features in beside.values() for name in features))
    table = csv.writer(_Line(), delimiter=beside_it.style.delimiter)
    yield "\ufeff" if beside_it.style.begins_with_mark else ""
    yield table.writerow(_safe(each) for each in (*map(text, HEADINGS), *more))
    kinds = [(_group(kind["features"]), _chance(kind["probability"])) for kind in bundle["lottery"]["types"]]
    outcomes = {outcome: text(outcome) for outcome in (*map(str, Outcome), LEFT)}
    for place in _standing_first(bundle) if bundle.get("steps") else _selected_first(bundle):
        told = (outcomes[place["outcome"]], place["position"], place["id"], *kinds[place["type"]])
        known = beside.get(place["id"], {})
        yield table.writerow(_safe(str(each)) for each in (*told, *(known.get(name, "") for name in more)))


def _group(features: dict[str, str]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in features.items())


def _chance(written: Any) -> str:
    """In plain digits, however small."""
    return decimal(plain(exact(written) or Fraction(0)))


class _Line:
    """What `csv` writes to, so that `writerow` returns the line itself."""

    def write(self, line: str) -> str:
        return line


def _selected_first(bundle: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Places stand by type, then by position: looked through once for each outcome they need no sorting."""
    for outcome in Outcome:
        yield from (place for place in bundle["draws"] if place["outcome"] == outcome)


def _standing_first(bundle: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """After steps: who is seated now, who waits, and who has left. Each group by the tickets of the draw."""
    left = {person for step in bundle["steps"] for person in step["left"]}
    seated, found = set(bundle["seated"]), defaultdict[str, list[dict[str, Any]]](list)
    for place in sorted(bundle["draws"], key=_by_ticket):
        stands = LEFT if place["id"] in left else Outcome.SELECTED if place["id"] in seated else Outcome.RESERVE
        found[stands].append(place)
    for stands in (Outcome.SELECTED, Outcome.RESERVE, LEFT):
        counted: Counter[int] = Counter()
        for place in found[stands]:
            counted[place["type"]] += 1
            yield {**place, "outcome": str(stands), "position": counted[place["type"]]}


def _by_ticket(place: dict[str, Any]) -> tuple[int, bool, int]:
    """Within a type whoever was selected has the lower tickets."""
    return place["type"], place["outcome"] != Outcome.SELECTED, place["position"]


def _safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
