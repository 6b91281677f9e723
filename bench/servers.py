"""A real `sanggar` on a throw-away folder and database, and what its processes cost."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

POSTGRES = os.environ.get("SANGGAR_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432/postgres")
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    port: int
    process: subprocess.Popen[bytes]
    environment: dict[str, str]

    def cpu_seconds(self) -> float:
        """User and system time of the process group so far."""
        return sum(_cpu_of(pid) for pid in _family(self.process.pid))


@contextmanager
def serving(database_url: str, *arguments: str) -> Iterator[Server]:
    """Run `sanggar run` until the block ends."""
    with tempfile.TemporaryDirectory(prefix="sanggar-bench-") as folder:
        port = _free_port()
        environment = os.environ | {
            "SANGGAR_VAR": folder,
            "PORT": str(port),
            "SANGGAR_TRUSTED_PROXIES": "127.0.0.1",
            "DATABASE_URL": database_url or f"sqlite:///{folder}/sanggar.sqlite3",
        }
        command = [sys.executable, "-m", "sanggar", "run", *arguments]
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
        try:
            assert process.stdout
            for line in process.stdout:
                if line.startswith(b"READY"):
                    break
            else:
                raise SystemExit("the server did not start")
            yield Server(port, process, environment)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)


@contextmanager
def throwaway_postgres() -> Iterator[str]:
    """The URL of a fresh PostgreSQL database, dropped afterwards."""
    import psycopg

    name = f"sanggar_bench_{uuid.uuid4().hex[:8]}"
    admin = psycopg.connect(POSTGRES.replace("postgres://", "postgresql://", 1), autocommit=True)
    admin.execute(f"CREATE DATABASE {name}")
    try:
        yield f"{POSTGRES.rpartition('/')[0]}/{name}"
    finally:
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
        admin.close()


def _family(root: int) -> set[int]:
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(") ")[2].split()
        except OSError:
            continue
        parents[int(stat.parent.name)] = int(fields[1])
    family = {root}
    while True:
        grown = family | {pid for pid, parent in parents.items() if parent in family}
        if grown == family:
            return family
        family = grown


def _cpu_of(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
