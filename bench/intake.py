"""The opening minute: how many applications are accepted, how fast, and what each costs the machine.

Every request goes the full way: real validation, rate limit, encryption, audit row, receipt, and an answer only after
the commit. Beside each figure stands what the machine can do (pgbench's durable single-row commits in the same run),
and how much of it others used meanwhile. CPU time per flow is what noise touches least.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from applicants import Crowd
from factories.clusters import Cluster, own_postgres
from load import Tally, pour, rain
from servers import Server, cpu_seconds, machine_cpu_seconds, serving
from slowest import looking, told_slowest

SHORT = os.environ.get("SHORT") == "yes"
SECONDS, ROUNDS = (4.0, 1) if SHORT else (10.0, 3)
OPEN_SECONDS, RATE = 10.0 if SHORT else 60.0, int(os.environ.get("RATE", "1333"))
PROFILE_SECONDS = min(20.0, OPEN_SECONDS)
CONNECTIONS, MOST = 128, 6_000
ADVISED = ("min_wal_size=1GB", "max_wal_size=4GB", "checkpoint_timeout=15min")
"""What the deployment guide advises for a rush; `PLAIN=yes` measures PostgreSQL as it comes, to compare."""
STOCK = "SELECT pg_logical_emit_message(false, 'stock', ''), pg_switch_wal() FROM generate_series(1, 60)"
"""What it advises before the first one, with a `CHECKPOINT` after it: segments that are there to be used again."""
PLAIN = os.environ.get("PLAIN") == "yes"
EXTRA = os.environ.get("EXTRA", "").split()
"""Further settings of PostgreSQL, to try them: `EXTRA="wal_compression=lz4"`."""
WARM, WARM_SECONDS = 4_000, 4.0  # visits before the measuring begins
SETUP = Path(__file__).with_name("open_call.py")


@dataclass
class Side:
    """One installation under load: its call, its costs."""

    title: str
    server: Server
    crowd: Crowd
    database_cpu: Callable[[], float]

    def cpu(self) -> float:
        return self.server.cpu_seconds() + self.database_cpu()


def main() -> None:
    with installation("SQLite", "", lambda: 0.0) as side:
        limit = sqlite_commits()
        print(f"SQLite: durable single-row commits of one writer {limit:.0f}/s")
        sqlite_rate = closed(side, "sends", side.crowd.sends)
        print(f"ratio to sqlite: {sqlite_rate / limit:.2f}")
        verdict("SQLite accepted POSTs/s", sqlite_rate, at_least=500)
    try:
        with (
            own_postgres(*(() if PLAIN else ADVISED), *EXTRA) as cluster,
            installation("PostgreSQL", cluster.url, _cpu_of(cluster)) as side,
        ):
            if not PLAIN:
                asked(cluster.url, STOCK)
                asked(cluster.url, "CHECKPOINT")
            postgres(side, cluster.url)
    except OSError as error:
        print(f"PostgreSQL left out: {error}")


def postgres(side: Side, url: str) -> None:
    flows = closed(side, "visits", side.crowd.visits)
    limits = [pgbench(url, clients=16)]
    rate = closed(side, "sends", side.crowd.sends)
    limits.append(pgbench(url, clients=16))
    limit = median(limits)
    told_limits = ", ".join(f"{each:.0f}" for each in limits)
    print(f"PostgreSQL: pgbench durable single-row commits {told_limits}/s; {flows:.0f} flows/s")
    before = asked(url, WAL)
    p99 = opened(side, OPEN_SECONDS)
    print(f"write-ahead log, before and after: {before} | {asked(url, WAL)}")
    is_fast = verdict("accepted POSTs/s", rate, at_least=1_800)
    is_even = verdict("open loop p99 ms", p99, at_most=50)
    is_lean = verdict("share of pgbench", rate / limit, at_least=0.10)
    print(f"ratio to pgbench: {rate / limit:.2f}")
    if not (is_fast and is_even and is_lean):
        profiled(side, url)


def profiled(side: Side, url: str) -> None:
    """Once more, for what missed: on what PostgreSQL waits, and the processor's time of each part."""
    print("profile of what missed, while everybody comes at once, and then at the open loop's rate:")
    for load in (partial(closed, side, "sends", side.crowd.sends, rounds=1), partial(opened, side, PROFILE_SECONDS)):
        with looking(url) as seen:
            load()
        print("\n".join(seen))


def closed(side: Side, kind: str, made: Callable[[int], Iterator], *, rounds: int = ROUNDS) -> float:
    """Median accepted per second of some rounds; for whole visits the CPU of each, web and database together."""
    rates, costs = [], []
    for number in range(rounds):
        flows = made(int(SECONDS * MOST / (4 if kind == "visits" else 1)))
        spent, used = _weighed(side, partial(pour, side.server.port, flows, connections=CONNECTIONS, seconds=SECONDS))
        rates.append(spent.statuses[303] / spent.seconds)
        costs.append(1000 * used.ours / max(1, spent.done))
        print(f"{side.title} closed loop, {kind}, round {number + 1}: {told(spent)}; {used}")
        print(f"    {used.of_each(spent.done)}")
    print(f"{side.title} {kind}: median {median(rates):.0f} accepted/s, {median(costs):.2f} CPU-ms each")
    if kind == "visits":
        verdict("CPU-ms per completed flow", median(costs), at_most=4.4)
    return median(rates)


def opened(side: Side, seconds: float) -> float:
    flows = side.crowd.sends(int(seconds * RATE) + CONNECTIONS)
    spent, used = _weighed(
        side, partial(rain, side.server.port, flows, connections=2 * CONNECTIONS, seconds=seconds, rate=RATE)
    )
    print(f"{side.title} open loop, {RATE}/s for {seconds:.0f} s: {told(spent)}; {used}")
    print("\n".join([f"    {used.of_each(spent.done)}", *told_slowest(spent)]))
    return spent.milliseconds(0.99)


@dataclass
class Used:
    """CPU-seconds during a measurement."""

    ours: float
    database: float
    background: float
    client: float
    others: float
    seconds: float

    def __str__(self) -> str:
        cores = (os.cpu_count() or 1) * self.seconds
        return (
            f"CPU-s: web {self.ours - self.database:.1f}, database {self.database:.1f}, letters and seals "
            f"{self.background:.1f}, load generator {self.client:.1f}, others {self.others:.1f} of {cores:.0f}"
        )

    def of_each(self, done: int) -> str:
        """Where the processor's time of each flow goes, and how many that allows when nobody else is there."""
        parts = {
            "web": self.ours - self.database,
            "database": self.database,
            "letters and seals": self.background,
            "load generator": self.client,
        }
        each = ", ".join(f"{name} {1e6 * spent / max(1, done):.0f}" for name, spent in parts.items())
        allowed = (os.cpu_count() or 1) * done / sum(parts.values())
        return f"CPU-us of each: {each}; all cores by themselves could do {allowed:.0f}/s"


def _weighed(side: Side, load: Callable[[], Tally]) -> tuple[Tally, Used]:
    meters = (side.cpu, side.database_cpu, side.server.background_cpu_seconds, machine_cpu_seconds)
    before = [meter() for meter in meters]
    spent = load()
    ours, database, background, machine = (meter() - was for meter, was in zip(meters, before, strict=True))
    others = max(0.0, machine - ours - background - spent.client_cpu)
    return spent, Used(ours, database, background, spent.client_cpu, others, spent.seconds)


def told(spent: Tally) -> str:
    answers = ", ".join(f"{count} × {status}" for status, count in sorted(spent.statuses.items()))
    times = f"p50 {spent.milliseconds(0.5):.1f} ms, p99 {spent.milliseconds(0.99):.1f} ms"
    return f"{answers} in {spent.seconds:.1f} s ({spent.statuses[303] / spent.seconds:.0f} accepted/s), {times}"


def verdict(name: str, value: float, *, at_least: float | None = None, at_most: float | None = None) -> bool:
    is_met = value >= at_least if at_least is not None else value <= (at_most or 0)
    bound = f"≥ {at_least:g}" if at_least is not None else f"≤ {at_most:g}"
    print(f"{'met   ' if is_met else 'MISSED'} {name}: {value:.2f} ({bound})")
    return is_met


@contextmanager
def installation(title: str, url: str, database_cpu: Callable[[], float]) -> Iterator[Side]:
    with serving(url) as server:
        done = subprocess.run(
            [sys.executable, SETUP], env=server.environment, check=True, stdout=subprocess.PIPE, text=True
        )
        side = Side(title, server, Crowd(f"/daftar/{done.stdout.strip()}/"), database_cpu)
        pour(server.port, side.crowd.visits(WARM), connections=CONNECTIONS, seconds=WARM_SECONDS)
        yield side


def _cpu_of(cluster: Cluster) -> Callable[[], float]:
    return lambda: cpu_seconds(cluster.postmaster)


def sqlite_commits() -> float:
    """Durable single-row commits a second of one writer, as this project opens SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        base = sqlite3.connect(Path(folder) / "limit.sqlite3", isolation_level=None)
        base.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)"
        )
        count, until = 0, time.monotonic() + 5
        while time.monotonic() < until:
            base.execute("INSERT INTO t (v) VALUES ('x')")
            count += 1
        base.close()
    return count / 5


WAL = (
    "SELECT format('%s segments, newest %s, %s MB, %s full pages', (SELECT count(*) FROM pg_ls_waldir()), "
    "pg_walfile_name(pg_current_wal_insert_lsn()), round(wal_bytes / 1e6), wal_fpi) FROM pg_stat_wal"
)
"""More segments than before means that commits waited while one was filled with zeros (docs/decisions/0089)."""


def asked(url: str, statement: str) -> str:
    """What PostgreSQL 14 or later answers to one statement."""
    address = url.replace("postgres://", "postgresql://", 1)
    done = subprocess.run(["psql", "-qAt", address, "-c", statement], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def pgbench(url: str, *, clients: int) -> float:
    """Durable single-row inserts a second."""
    if not shutil.which("pgbench"):
        raise OSError("pgbench is not installed")
    address = url.replace("postgres://", "postgresql://", 1)
    table = "CREATE TABLE IF NOT EXISTS bench_limit (id bigserial PRIMARY KEY, v text)"
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "insert.sql"
        script.write_text("INSERT INTO bench_limit (v) VALUES ('x');\n")
        subprocess.run(["psql", "-q", address, "-c", table], check=True, stderr=subprocess.DEVNULL)
        command = ["pgbench", "-n", "-f", str(script), "-c", str(clients), "-j", "2", "-T", "5", address]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    line = next(line for line in done.stdout.splitlines() if line.startswith("tps"))
    return float(line.split()[2])


if __name__ == "__main__":
    main()
