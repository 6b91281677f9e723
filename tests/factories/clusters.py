"""A PostgreSQL server of one's own, for what must not be done to the shared one: killing it, and weighing it.

It listens on a socket in a temporary folder alone, with the durability of a real one. The server refuses to run as
root, so root hands it over to the account `postgres`.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
SETTINGS = ("fsync=on", "synchronous_commit=on", "max_connections=200", "shared_buffers=256MB", "listen_addresses=")
PATIENCE = 60.0


class Cluster:
    """`url` is that of its database `postgres`, by the socket in `folder`."""

    def __init__(self, folder: Path, *more: str) -> None:
        """`more`: settings of the server beside ours."""
        self.folder = folder
        self.settings = (*SETTINGS, *more)
        self.data = folder / "data"
        self.server: subprocess.Popen[bytes] | None = None
        self._run("initdb", "-D", str(self.data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")

    @property
    def url(self) -> str:
        return f"postgres://postgres@{str(self.folder).replace('/', '%2F')}/postgres"

    def start(self) -> None:
        """Return when it takes connections; after a kill that is when it has recovered."""
        settings = [
            part for setting in (*self.settings, f"unix_socket_directories={self.folder}") for part in ("-c", setting)
        ]
        command = [*_as_postgres(), str(PROGRAMS[-1] / "postgres"), "-D", str(self.data), *settings]
        with (self.folder / "log").open("ab") as log:
            self.server = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        deadline = time.monotonic() + PATIENCE
        while self._is_silent():
            if time.monotonic() > deadline:
                raise RuntimeError((self.folder / "log").read_text()[-2000:])
            time.sleep(0.05)

    def kill(self) -> None:
        """SIGKILL for the server and every process of it, as when the power goes."""
        assert self.server
        for pid in family(self.server.pid):
            _signal(pid, signal.SIGKILL)
        self.server.wait()

    def end(self) -> None:
        """Fast shutdown; harmless when it does not run."""
        if self.server and self.server.poll() is None:
            os.kill(self.postmaster, signal.SIGINT)
            self.server.wait(timeout=PATIENCE)

    @property
    def postmaster(self) -> int:
        return int((self.data / "postmaster.pid").read_text().split()[0])

    def _is_silent(self) -> bool:
        ready = subprocess.run([PROGRAMS[-1] / "pg_isready", "-q", "-h", self.folder], check=False)
        return ready.returncode != 0

    def _run(self, program: str, *arguments: str) -> None:
        command = [*_as_postgres(), str(PROGRAMS[-1] / program), *arguments]
        subprocess.run(command, check=True, capture_output=True)


@contextmanager
def own_postgres(*more: str) -> Iterator[Cluster]:
    """A running server, gone with all its data when the block ends."""
    if not PROGRAMS:
        raise OSError("PostgreSQL's programs are not installed")
    folder = Path(tempfile.mkdtemp(prefix="sanggar-postgres-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        cluster = Cluster(folder, *more)
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.end()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def family(root: int) -> set[int]:
    """A process and all that descend from it."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(") ")[2].split()
        except OSError:
            continue
        parents[int(stat.parent.name)] = int(fields[1])
    found = {root}
    while True:
        grown = found | {pid for pid, parent in parents.items() if parent in found}
        if grown == found:
            return found
        found = grown


def _as_postgres() -> Sequence[str]:
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []


def _signal(pid: int, number: int) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return
