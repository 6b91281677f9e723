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

import lottery_command
from lottery_instances import FILES, GENERATED, HERE, HOMES, LIMIT, TIGHT, TIGHTER, WIDE

REPEATS = {"100000": 5, "1000000": 3, WIDE: 1, TIGHT: 1, TIGHTER: 1}
STRETCH = 30
PEER = HERE.parent.parent / ".venv-peer" / "bin" / "python"
PEER_LIMIT = 300
HEAD = "    people  types panels seconds     CPU    MB     gap  counting relaxing | a thousand numbers: seconds, moved"
ROW = (
    "{name:>10} {types:6} {panels:6} {seconds:7.3f} {cpu:7.3f} {memory:5} {gap:7.0e} {counting:9.3f} {relaxing:8.3f}"
    " | {numbering:.2f} {moved:.1e}"
)
COMPARED = ("200", "1000")
"""With 2,000 people it already takes longer than the limit."""


def main() -> None:
    print(HEAD)
    ours: dict[str, dict[str, Any]] = {}
    for name in (*FILES, *GENERATED, HOMES):
        found = run(name)
        ours[name] = found
        print(f"{name:>10} {too_long(found)}" if found["seconds"] is None else ROW.format(name=name, **found))
    for name in [name for name in GENERATED if ours[name]["seconds"] is not None]:
        print(
            f"{name} people, from columns to lottery, document and digests: {ours[name]['publishing']:.2f} s, "
            f"{ours[name]['publishing_cpu']:.2f} s CPU, "
            f"{ours[name]['published']} MB"
        )
    print("MB is the peak of the process; the relaxation alone is the least that any such search has to solve.")
    stretch()
    lottery_command.main()
    compare(ours)


def stretch() -> None:
    """Where equal chances meet the quotas, and where one or two features bind: panels are taken off one by one."""
    kinds = {WIDE: "equal chances meet the quotas", TIGHT: "one feature binds", TIGHTER: "two features bind"}
    for name, quotas in kinds.items():
        found = run(name)
        head = f"k = 500, 8 features, 20,000 people, {quotas}: {found['types']} types, "
        if found["seconds"] is None:
            print(head + too_long(found))
            continue
        print(
            f"{head}{found['tight']} quotas tight, {found['panels']} panels in {found['seconds']:.2f} s "
            f"of at most {STRETCH} ({found['cpu']:.2f} s CPU), of which counting {found['counting']:.2f} s, relaxation "
            f"{found['relaxing']:.2f} s; gap {found['gap']:.0e}, {found['memory']} MB"
        )


def too_long(found: dict[str, Any]) -> str:
    return f"not found within {LIMIT} s, {found['memory']} MB"


def run(name: str) -> dict[str, Any]:
    command = [sys.executable, str(Path(__file__).parent / "lottery_instances.py"), name, str(REPEATS.get(name, 7))]
    found: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return found


def compare(ours: dict[str, dict[str, Any]]) -> None:
    if os.environ.get("PEER") == "no" or not PEER.exists():
        print("peer left out")
        return
    for name in [name for name in COMPARED if ours[name]["seconds"] is not None]:
        found = peer_run(name)
        if found is None:
            print(f"peer, maximin only, {name} people: more than {PEER_LIMIT} s, so the ratio is at least this")
            print(f"ratio to peer: {PEER_LIMIT / ours[name]['seconds']:.0f}")
            continue
        print(f"peer, maximin only, {name} people: {found['seconds']:.1f} s, {found['cpu']:.1f} s CPU")
        print(f"ratio of processor time: {found['cpu'] / ours[name]['cpu']:.0f}")
        print(f"ratio to peer: {found['seconds'] / ours[name]['seconds']:.0f}")


def peer_run(name: str) -> dict[str, float] | None:
    """None when it takes longer than the limit."""
    script = Path(__file__).parent / "lottery_peer.py"
    command = [str(PEER), str(script), str(HERE / f"people_{name}.csv"), str(HERE / "quotas.json")]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=PEER_LIMIT)
    except subprocess.TimeoutExpired:
        return None
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found
