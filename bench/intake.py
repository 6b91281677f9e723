"""Accepted applications per second through the whole form path, beside the database's own durable single-row commits.

Client and server share the machine, so the client's CPU time is printed too. Every request is a full POST with
step=send of a new person; an application counts when its answer is the 303 to its receipt. Both databases in turn.
"""

import http.client
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

import psycopg

from servers import Server, serving, throwaway_postgres

SECONDS = 10.0
CLIENTS = 8
PROCESSES = 2
ROUNDS = 3
SETUP = Path(__file__).with_name("open_call.py")


def main() -> None:
    ratios = {}
    with serving("") as server:
        ratios["sqlite"] = measure("SQLite", server, sqlite_commits)
    try:
        with throwaway_postgres() as url, serving(url) as server:
            ratios["pgbench"] = measure("PostgreSQL", server, lambda: postgres_commits(url))
    except (OSError, psycopg.OperationalError) as error:
        print(f"PostgreSQL left out: {type(error).__name__}")
    for name, ratio in ratios.items():
        print(f"ratio to {name}: {ratio:.2f}")


def measure(title: str, server: Server, own_commits: Callable[[], float]) -> float:
    limit = own_commits()
    slug = open_call(server)
    rates, per_cpu = [], []
    for number in range(ROUNDS):
        before = server.cpu_seconds()
        accepted, refused, seconds, client_cpu = pour(server.port, slug, number)
        cpu = server.cpu_seconds() - before
        rates.append(accepted / seconds)
        per_cpu.append(accepted / cpu)
        print(
            f"{title} round {number + 1}: {accepted} accepted, {refused} not, {accepted / seconds:.0f}/s, "
            f"{accepted / cpu:.0f} per server CPU-second (client used {client_cpu:.1f} CPU-s of {seconds:.1f} s)"
        )
    rate = median(rates)
    print(
        f"{title}: median {rate:.0f} accepted/s, {median(per_cpu):.0f} per CPU-second; "
        f"durable single-row commits {limit:.0f}/s; load {os.getloadavg()[0]:.2f}"
    )
    return rate / limit


def open_call(server: Server) -> str:
    """Make an office, a programme and an open call in the server's database; the call's slug."""
    done = subprocess.run(
        [sys.executable, SETUP], env=server.environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout.strip()


def pour(port: int, slug: str, number: int) -> tuple[int, int, float, float]:
    """Send from several processes for SECONDS: accepted, not accepted, wall seconds, client CPU seconds."""
    began = time.monotonic()
    with ProcessPoolExecutor(PROCESSES) as pool:
        jobs = [pool.submit(send_for, port, slug, number * PROCESSES + p) for p in range(PROCESSES)]
        parts = [job.result() for job in jobs]
    seconds = time.monotonic() - began
    return sum(p[0] for p in parts), sum(p[1] for p in parts), seconds, sum(p[2] for p in parts)


def send_for(port: int, slug: str, part: int) -> tuple[int, int, float]:
    from concurrent.futures import ThreadPoolExecutor

    until = time.monotonic() + SECONDS
    threads = CLIENTS // PROCESSES
    with ThreadPoolExecutor(threads) as pool:
        results = list(pool.map(lambda t: _send_until(until, port, slug, part * threads + t), range(threads)))
    return sum(r[0] for r in results), sum(r[1] for r in results), time.process_time()


def _send_until(until: float, port: int, slug: str, lane: int) -> tuple[int, int]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    accepted = refused = number = 0
    while time.monotonic() < until:
        number += 1
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Forwarded-For": f"10.{lane}.{number // 250 % 250}.{number % 250}",
        }
        connection.request("POST", f"/daftar/{slug}/", urlencode(person(lane, number)), headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status == 303:
            accepted += 1
        else:
            refused += 1
    connection.close()
    return accepted, refused


def person(lane: int, number: int) -> dict[str, str]:
    """A synthetic applicant, different for every lane and number (serials from 9000 on)."""
    day, month, serial = 1 + number % 28, 1 + number // 28 % 12, 9000 + number // 336 % 1000
    return {
        "submission_id": str(uuid.uuid4()),
        "name": f"Warga Uji {lane}-{number}",
        "nik": f"357305{day:02d}{month:02d}{60 + lane % 40:02d}{serial:04d}",
        "birth_date": f"19{60 + lane % 40}-{month:02d}-{day:02d}",
        "sex": "L",
        "kelurahan": "35.73.05.1004",
        "phone": f"0812000{lane:02d}{number % 1000:03d}",
        "email": "",
        "track": "youtube",
        "category": "public",
        "disability_need": "",
        "channel_url": "",
        "motivation": "Ingin belajar membuat video yang berguna bagi kampung saya.",
        "notice": "on",
        "step": "send",
    }


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


def postgres_commits(url: str) -> float:
    """Durable single-row inserts a second by pgbench with as many clients as we use."""
    if not shutil.which("pgbench"):
        raise OSError("pgbench is not installed")
    address = url.replace("postgres://", "postgresql://", 1)
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "insert.sql"
        script.write_text("INSERT INTO bench_limit (v) VALUES ('x');\n")
        subprocess.run(
            ["psql", "-q", address, "-c", "CREATE TABLE bench_limit (id bigserial PRIMARY KEY, v text)"], check=True
        )
        command = ["pgbench", "-n", "-f", str(script), "-c", str(CLIENTS), "-j", "2", "-T", "5", address]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    line = next(line for line in done.stdout.splitlines() if line.startswith("tps"))
    return float(line.split()[2])


if __name__ == "__main__":
    main()
