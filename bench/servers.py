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

from factories.clusters import family
from factories.installations import words_of

POSTGRES = os.environ.get("SANGGAR_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432/postgres")
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    port: int
    process: subprocess.Popen[bytes]
    environment: dict[str, str]

    def cpu_seconds(self) -> float:
        """User and system time of the web server so far."""
        return sum(map(cpu_seconds, self._children("sanggar web")))

    def background_cpu_seconds(self) -> float:
        """That of the worker, which writes the letters, and the ticker, which seals the record."""
        return sum(map(cpu_seconds, self._children("sanggar worker", "sanggar ticker")))

    def _children(self, *marks: str) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [int(pid) for pid in children if any(mark in words_of(int(pid)) for mark in marks)]


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


def cpu_seconds(root: int) -> float:
    """User and system time of a process, of all that descend from it, and of those that have ended."""
    return sum(_cpu_of(pid) for pid in family(root))


def machine_cpu_seconds() -> float:
    """What every process of the machine used so far; what neither we nor the load used, others did."""
    user, nice, system, _idle, _wait, irq, soft, *_ = map(
        int, Path("/proc/stat").read_text().split("\n")[0].split()[1:]
    )
    return (user + nice + system + irq + soft) / TICKS


def _cpu_of(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / TICKS


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
