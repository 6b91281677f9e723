"""What `sanggar draw` prints, in the words of `verify.py`. Words from files in ASCII and cut short, so that no file can
steer a terminal.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, cast

from sanggar.cores.lottery.draw import Outcome
from sanggar.cores.lottery.inspection import Report
from sanggar.cores.lottery.lottery import Lottery
from sanggar.cores.lottery.verify import chances, in_both, origin_words, proofs, verdict


def fields(report: Report) -> dict[str, Any]:
    """The same as `verify.py --json`."""
    faults = [{"path": fault.path, "message": fault.sentence} for fault in report.faults]
    origin = str(report.origin)
    return {"valid": not report.faults, "beacon": report.beacon_words, "origin": origin, "faults": faults}


def words(report: Report, bundle: dict[str, Any]) -> Iterator[str]:
    yield from (f"{fault.path}: {in_both(fault.sentence)}" for fault in report.faults)
    if not report.faults:
        yield from proofs(bundle)
    yield f"beacon: {report.beacon_words}"
    if report.faults:
        yield f"TIDAK SAH: kesalahan yang ditemukan: {len(report.faults)}."
        yield f"INVALID: faults found: {len(report.faults)}."
        return
    yield from origin_words(report.origin)
    yield from chances(bundle)
    yield from (f"only the inspector can check {each}" for each in report.unchecked)
    yield from verdict(bundle, report.origin)


def rows(bundle: dict[str, Any]) -> list[dict[str, Any]]:
    """One for each person."""
    found = next(bundle[name] for name in ("draws", "people", "places") if name in bundle)
    return cast("list[dict[str, Any]]", found)


def selected(bundle: dict[str, Any]) -> int:
    return sum(row["outcome"] == Outcome.SELECTED for row in rows(bundle))


def households(lottery: Lottery) -> list[str]:
    """How many live together, so that a column read wrongly shows at once."""
    if lottery.households is None:
        return []
    sharing = Counter(entry.household for entry in lottery.people if entry.household)
    largest = max(sharing.values(), default=1)
    return [f"households of several: {len(sharing)}, {sharing.total()} people, the largest of {largest}"]


def free_seats(lottery: Lottery) -> list[str]:
    free = lottery.seats - sum(lottery.panels[0].counts)
    return [f"seats that stay free, for want of people: {free}"] if free else []


def fairness(lottery: Lottery) -> list[str]:
    """How equal the chances are; whom the quotas leave without any is named."""
    reached = [kind.probability for kind in lottery.types if kind.probability]
    without = [kind for kind in lottery.types if not kind.probability]
    return [
        f"panels: {len(lottery.panels)}",
        f"chances: {float(min(reached)):.6f} to {float(max(reached)):.6f}, gap {float(lottery.gap):.0e}",
        *(f"no chance under these quotas: {kind.count} people with {shown(kind.features)}" for kind in without),
    ]


def shown(features: Mapping[str, str]) -> str:
    return ", ".join(f"{name} = {json.dumps(value)[1:-1][:100]}" for name, value in features.items())
