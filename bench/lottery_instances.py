"""Pools for the bench of the lottery, and one measured run: `python lottery_instances.py NAME` prints it as JSON.

A process for each, so that its peak memory is its own. Seconds are medians of the wall clock, from columns in memory to
the lottery with everybody's type and the exact chances.
"""

import gc
import json
import math
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable
from operator import attrgetter
from pathlib import Path
from typing import Any

import numpy as np

from sanggar.cores.lottery.digest import list_digest, lottery_digest
from sanggar.cores.lottery.document import light_document
from sanggar.cores.lottery.fair.leximin import relaxed_chances
from sanggar.cores.lottery.fair.lottery import FairLottery, fair_lottery
from sanggar.cores.lottery.fair.numbered import numbered_lottery
from sanggar.cores.lottery.fair.pool import Pool, pool_of
from sanggar.cores.lottery.progress import TooLong, silent, within
from sanggar.cores.lottery.quotas import column_lottery
from sanggar.cores.lottery.table import read_people

HERE = Path(__file__).parent / "instances"
FILES = ("200", "1000", "20000")
GENERATED = ("100000", "1000000")
HOMES, WIDE, TIGHT, TIGHTER = "1000-homes", "20000-wide", "20000-tight", "20000-tighter"
LIMIT = 120
SHARES = {
    "gender": {"male": 0.65, "female": 0.35},
    "district": {"Blimbing": 0.2, "Lowokwaru": 0.3, "Sukun": 0.15, "Klojen": 0.25, "Kedungkandang": 0.1},
    "age": {"18-24": 0.42, "25-34": 0.33, "35-49": 0.17, "50+": 0.08},
    "education": {"basic": 0.16, "secondary": 0.5, "diploma": 0.12, "degree": 0.22},
    "disability": {"yes": 0.05, "no": 0.95},
}
"""Of the large instance in the files; larger ones are generated with them, each feature by itself."""

Quotas = dict[str, dict[str, tuple[int, int]]]
Columns = dict[str, list[str]]


def quotas_of_files() -> Quotas:
    read = json.loads((HERE / "quotas.json").read_text())["quotas"]
    return {name: {value: (least, most) for value, (least, most) in values.items()} for name, values in read.items()}


def instance(name: str) -> tuple[Columns, Quotas, int, list[str] | None]:
    """Columns, quotas, seats and households."""
    if name in (WIDE, TIGHT, TIGHTER):
        return *wide((WIDE, TIGHT, TIGHTER).index(name)), None
    number = int(name.partition("-")[0])
    quotas = quotas_of_files()
    if name in GENERATED:
        return generated(SHARES, number), quotas, 50, None
    people = read_people((HERE / f"people_{number}.csv").read_bytes())
    homes = [f"h{index * 7 % 850}" for index in range(number)] if name == HOMES else None
    return {feature: [person.features[feature] for person in people] for feature in quotas}, quotas, 50, homes


def generated(shares: dict[str, dict[str, float]], number: int) -> Columns:
    chance = random.Random(number)
    return {name: chance.choices(list(values), list(values.values()), k=number) for name, values in shares.items()}


def wide(binding: int) -> tuple[Columns, Quotas, int]:
    """20,000 people, 8 features, 57 kelurahan one of them, 500 seats; quotas a fifth below and above the share, so that
    all may have the same chance. Where one feature is to bind, half of the seats are for women, who are a third; where
    two are, civil servants get at least eighty too, where fifty would be their share.
    """
    shares = SHARES | {
        "kelurahan": {f"kelurahan {index:02}": 1 + index % 5 for index in range(57)},
        "track": {"video": 0.4, "photo": 0.3, "writing": 0.3},
        "category": {"public": 0.8, "civil servant": 0.1, "community group": 0.1},
    }
    quotas = {}
    for name, values in shares.items():
        whole = sum(values.values())
        mean = {value: 500 * share / whole for value, share in values.items()}
        quotas[name] = {value: (int(seats * 0.8), int(seats * 1.2) + 1) for value, seats in mean.items()}
    if binding > 0:
        quotas["gender"] = {"male": (240, 260), "female": (240, 260)}
    if binding > 1:
        quotas["category"] = {"public": (0, 500), "civil servant": (80, 120), "community group": (0, 500)}
    return generated(shares, 20000), quotas, 500


def median(work: Callable[[], Any], times: int) -> tuple[float, Any]:
    return timed(work, times)[1:]


def timed(work: Callable[[], Any], times: int) -> tuple[float, float, Any]:
    """Medians of the processor's time and of the clock, and what was made."""
    spent, seconds, made = [], [], None
    for _ in range(times):
        begun, cpu = time.perf_counter(), time.process_time()
        made = work()
        seconds.append(time.perf_counter() - begun)
        spent.append(time.process_time() - cpu)
    return statistics.median(spent), statistics.median(seconds), made


def measured(name: str, times: int) -> dict[str, Any]:
    columns, quotas, seats, homes = instance(name)
    before = _memory()
    counting, (pool, _) = median(lambda: pool_of(columns, quotas, seats, homes), times)
    told = {"types": len(pool.sizes), "counting": counting, "before": before}
    try:
        spent, whole, lottery = timed(lambda: _found(columns, quotas, seats, homes), times)
    except TooLong:
        return told | {"seconds": None, "memory": _memory()}
    told |= {
        "panels": len(lottery.panels),
        "seconds": whole,
        "cpu": spent,
        "gap": float(lottery.gap),
        "memory": _memory(),
    }
    relaxing, _ = median(lambda: relaxed_chances(pool, silent), times)
    told |= {"relaxing": relaxing, "tight": _tight(pool, lottery)}
    if name in (WIDE, TIGHT, TIGHTER):  # no numbers are wanted of it
        return told
    if name in GENERATED:
        chance = random.Random(7)
        ids = [f"{chance.getrandbits(64):016x}" for _ in next(iter(columns.values()))]
        gc.disable()  # as the command does: there are no circles to be looked for
        told["publishing_cpu"], told["publishing"], _ = timed(lambda: published(ids, columns, quotas, seats), 1)
        gc.enable()
        told["published"] = _memory()
    try:
        numbering, numbered = median(lambda: numbered_lottery(pool, lottery, tell=within(LIMIT, time.monotonic)), 1)
    except TooLong:
        return told | {"numbering": math.inf, "moved": math.nan}
    return told | {"numbering": numbering, "moved": float(numbered.moved)}


def published(ids: list[str], columns: Columns, quotas: Quotas, seats: int) -> tuple[str, str]:
    """From columns in memory to what is published: the document of the lottery over the list, and both digests."""
    lottery = column_lottery(ids, columns, seats, quotas)
    return list_digest(map(attrgetter("id"), lottery.people)), lottery_digest(light_document(lottery))


def _found(columns: Columns, quotas: Quotas, seats: int, homes: list[str] | None) -> FairLottery:
    return fair_lottery(pool_of(columns, quotas, seats, homes)[0], tell=within(LIMIT, time.monotonic))


def _tight(pool: Pool, lottery: FairLottery) -> int:
    """How many quotas bind: on average over the lottery there is not a hundredth of a seat to spare."""
    reached = pool.rows @ (np.array([float(chance) for chance in lottery.chances]) * pool.sizes)
    return int((np.minimum(reached - pool.least, pool.most - reached) < 0.01).sum())


def _memory() -> int:
    """The most so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    print(json.dumps(measured(sys.argv[1], int(sys.argv[2]))))
