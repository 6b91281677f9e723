"""What `sanggar draw` prints, in the words of `verify.py`. Words from files in ASCII and cut short, so that no file can
steer a terminal.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, cast

from sanggar.cli.draw_language import decimal, text
from sanggar.cores.lottery import indonesian
from sanggar.cores.lottery.draw import Outcome
from sanggar.cores.lottery.errors import Fault, sentence
from sanggar.cores.lottery.inspection import Report
from sanggar.cores.lottery.lottery import Lottery
from sanggar.cores.lottery.verify import beacon_words, in_both, proofs, result_words

MADE_AGAIN = (
    "setiap undian dihitung ulang: peluangnya yang paling adil",
    "every lottery was made again: its chances are the fairest",
)


NOTHING_TO_MAKE = (
    "tanpa kuota tidak ada yang dihitung ulang: cocokkan kursi tiap kelompok dengan yang diumumkan",
    "without quotas nothing is made again: compare the seats of each group with what was published",
)


def is_made_by_quotas(bundle: dict[str, Any]) -> bool:
    """Whether its lottery was a choice among many, so that making it again tells something."""
    return bool(bundle["lottery"]["quotas"] or bundle["lottery"].get("households"))


def fields(report: Report) -> dict[str, Any]:
    """The same as `verify.py --json`."""
    faults = [{"path": fault.path, "message": fault.sentence} for fault in report.faults]
    origin = str(report.origin)
    return {"valid": not report.faults, "beacon": report.beacon_words, "origin": origin, "faults": faults}


def words(report: Report, bundle: dict[str, Any], *, is_redone: bool) -> Iterator[str]:
    yield from (f"{fault.path}: {_in_both(fault)}" for fault in report.faults)
    if not report.faults:
        yield from proofs(bundle)
    yield from beacon_words(report.beacon_words)
    if report.faults:
        yield f"TIDAK SAH: kesalahan yang ditemukan: {len(report.faults)}."
        yield f"INVALID: faults found: {len(report.faults)}."
        return
    redone = () if not is_redone else MADE_AGAIN if is_made_by_quotas(bundle) else NOTHING_TO_MAKE
    yield from result_words(bundle, report.origin, redone)


def _in_both(fault: Fault) -> str:
    """In the words of `verify.py`, which knows most; else in the package's own."""
    told = in_both(fault.sentence)
    own = sentence(fault.code, fault.params, indonesian.SENTENCES)
    return told if told != fault.sentence else f"{own} / {fault.sentence}"


def proof_lines(bundle: dict[str, Any]) -> list[str]:
    """What is to be compared with what was published, by the names that the fields have in the file."""
    parts = (line.partition(": ") for line in proofs(bundle))
    return [f"{text(name)}: {value}" for name, _, value in parts]


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
    said = "households of several: {homes}, {people} people, the largest of {largest}"
    return [text(said, homes=len(sharing), people=sharing.total(), largest=largest)]


def free_seats(lottery: Lottery) -> list[str]:
    free = lottery.seats - sum(lottery.panels[0].counts)
    return [text("seats that stay free, for want of people: {free}", free=free)] if free else []


def fairness(lottery: Lottery) -> list[str]:
    """How equal the chances are; whom the quotas leave without any is named."""
    reached = [kind.probability for kind in lottery.types if kind.probability]
    without = [kind for kind in lottery.types if not kind.probability]
    least, most = (decimal(f"{float(each):.6f}") for each in (min(reached), max(reached)))
    gap = f"{float(lottery.gap):.0e}" if lottery.gap else "0"
    none = "no chance under these quotas: {count} people with {what}"
    return [
        text("panels: {count}", count=len(lottery.panels)),
        text("chances: {least} to {most}, gap {gap}", least=least, most=most, gap=gap),
        *(text(none, count=kind.count, what=shown(kind.features)) for kind in without),
    ]


def shown(features: Mapping[str, str]) -> str:
    return ", ".join(f"{name} = {json.dumps(value)[1:-1][:100]}" for name, value in features.items())
