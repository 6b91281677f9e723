"""The fair lottery under quotas: seconds, memory and optimality gap from 200 to a million people, and beside a peer.

The peer, `sortition-algorithms`, runs in an environment of its own (`make bench` sets it up; `PEER=no` leaves it out).
It finds maximin, which raises the lowest chance only; we find leximin. Five minutes are given to it.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from lottery_instances import FILES, GENERATED, HERE, HOMES, WIDE

REPEATS = {"100000": 5, "1000000": 3, WIDE: 1}
PEER = HERE.parent.parent / ".venv-peer" / "bin" / "python"
PEER_LIMIT = 300
COMPARED = ("200", "1000", "20000")


def main() -> None:
    print(
        f"{'people':>10} {'types':>6} {'panels':>6} {'seconds':>8} {'MB':>5} {'gap':>8}   of which counting, relaxation"
    )
    ours = {}
    for name in (*FILES, *GENERATED, HOMES):
        found = run(name)
        ours[name] = found["seconds"]
        print(
            f"{name:>10} {found['types']:6} {found['panels']:6} {found['seconds']:8.3f} {found['memory']:5} "
            f"{found['gap']:8.1e}   {found['counting']:.3f}, {found['relaxing']:.3f}"
            f"   a thousand numbers: {found['numbering']:.2f} s, moved {found['moved']:.1e}"
        )
    print("MB is the peak of the process; the relaxation alone is the least that any such search has to solve.")
    stretch()
    compare(ours)


def stretch() -> None:
    """Not reached: a lottery needs as many panels as there are types, several times as many to choose them from."""
    found = run(WIDE)
    print(
        f"k = 500, 8 features, 20,000 people: {found['types']} types; counting {found['counting']:.2f} s, relaxation "
        f"{found['relaxing']:.2f} s, {found['per_panel'] * 1000:.1f} ms for each random panel, so "
        f"{found['per_panel'] * found['types'] * 4:.0f} s for four per type, before weights; {found['memory']} MB"
    )


def run(name: str) -> dict[str, Any]:
    command = [sys.executable, str(Path(__file__).parent / "lottery_instances.py"), name, str(REPEATS.get(name, 7))]
    found: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return found


def compare(ours: dict[str, float]) -> None:
    if os.environ.get("PEER") == "no" or not PEER.exists():
        print("peer left out")
        return
    seconds = {name: peer_seconds(name) for name in COMPARED}
    for name, taken in seconds.items():
        said = f"more than {PEER_LIMIT}" if taken is None else f"{taken:.1f}"
        print(f"peer, maximin only, {name} people: {said} s")
    if taken := seconds["1000"]:
        print(f"ratio to peer: {taken / ours['1000']:.0f}")


def peer_seconds(name: str) -> float | None:
    """None when it takes longer than the limit."""
    script = Path(__file__).parent / "lottery_peer.py"
    command = [str(PEER), str(script), str(HERE / f"people_{name}.csv"), str(HERE / "quotas.json")]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=PEER_LIMIT)
    except subprocess.TimeoutExpired:
        return None
    return float(json.loads(done.stdout.splitlines()[-1])["seconds"])
