"""The profile beside a figure that missed what it must be: where the slowest were kept, and on what PostgreSQL waited.

It is taken in a load of its own, after the measured one: whoever looks takes time too.
"""

import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from load import Tally

EACH = 0.05
"""Seconds between two looks at what every backend of PostgreSQL does."""
LOOK = (
    "SELECT backend_type, coalesce(wait_event_type || ' ' || wait_event, 'computes') FROM pg_stat_activity "
    "WHERE state = 'active' AND pid <> pg_backend_pid() OR backend_type IN ('autovacuum worker', 'checkpointer', "
    "'walwriter') AND wait_event_type IS DISTINCT FROM 'Activity'"
)
SHARES = (0.5, 0.9, 0.99, 0.999)
SHOWN = 8


def told_slowest(spent: Tally) -> list[str]:
    """What the slowest of a hundred have in common: when they were meant to begin, and who kept them."""
    ordered = sorted(spent.flows, key=lambda flow: flow.took)
    slowest = ordered[int(0.99 * len(ordered)) :]
    if not slowest:
        return []
    seconds = Counter(int(flow.intended) for flow in slowest)
    crowded = ", ".join(f"{second} ({count})" for second, count in seconds.most_common(SHOWN))
    shares = ", ".join(f"p{100 * share:g} {spent.milliseconds(share):.1f}" for share in SHARES)
    held = [flow.late / flow.took for flow in slowest if flow.took]
    lates = sorted(flow.late for flow in spent.flows)
    kept = 100 * sum(held) / max(1, len(held))
    late = 1000 * lates[int(0.99 * len(lates))]
    return [
        f"    ms: {shares}, longest {1000 * ordered[-1].took:.1f}",
        f"    the slowest {len(slowest)} began in {len(seconds)} seconds of the run; second (how many): {crowded}",
        f"    {kept:.0f} % of their time passed before the load generator sent them (its p99: {late:.1f} ms late)",
    ]


@contextmanager
def looking(url: str) -> Iterator[list[str]]:
    """What PostgreSQL did meanwhile, each kind with its share of all looks; filled when the block ends."""
    address = url.replace("postgres://", "postgresql://", 1)
    found: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        seen = Path(folder) / "seen"
        with seen.open("w") as out:
            watcher = subprocess.Popen(
                ["psql", "-qAtX", "-F", ": ", address], stdin=subprocess.PIPE, stdout=out, stderr=subprocess.DEVNULL
            )
            assert watcher.stdin
            watcher.stdin.write(f"{LOOK} \\watch {EACH}\n".encode())
            watcher.stdin.flush()
            try:
                yield found
            finally:
                watcher.terminate()
                watcher.wait()
        lines = [line for line in seen.read_text().splitlines() if ": " in line]
    counts = Counter(lines)
    found += [
        f"    PostgreSQL, share of {len(lines)} looks: {count / len(lines):.0%} {line}"
        for line, count in counts.most_common(SHOWN)
    ]
