"""Nothing accepted is lost: the web server is killed again and again while applications pour in.

Given a call that is open on a real installation, when the whole web server is SIGKILLed three times or more in the
middle of the flood, then every receipt that anybody was shown is there after the restart, and the record is intact.
"""

import http.client
import os
import signal
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from threading import Event, Lock
from urllib.parse import urlencode

import pytest

from factories.databases import drop_database, migrated_installation
from factories.installations import Installation, Running, eventually, is_healthy

ROUNDS = int(os.environ.get("SANGGAR_KILL_ROUNDS", "3"))  # `make soak` takes more
SENDERS = 6
FLOOD = 2.0  # seconds of sending before each kill
OPEN_A_CALL = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parents[1])!r})
from factories.applications import make_call
from factories.people import make_office
from factories.planning import make_programme
make_call(make_programme(make_office()))
"""
RECEIPTS = """
from sanggar.applications.models import Application
print("\\n".join(application.own_path for application in Application.objects.all()))
"""


@pytest.fixture
def installation(tmp_path: Path, free_port: int) -> Iterator[Installation]:
    made = migrated_installation(tmp_path / "here", PORT=str(free_port))
    made.python(OPEN_A_CALL)
    yield made
    drop_database(made.database)


@pytest.fixture
def running(installation: Installation, free_port: int) -> Iterator[Running]:
    started = Running(installation.start("run"), free_port)
    started.line()
    yield started
    started.end()


class Flood:
    """Many residents who apply at once, and the addresses of the receipts they were shown."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.shown: list[str] = []
        self.over = Event()
        self._numbers, self._lock = count(1), Lock()

    def send(self) -> None:
        while not self.over.is_set():
            with self._lock:
                number = next(self._numbers)
            try:
                location = self._apply(number)
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)  # nobody answered: this resident saw no receipt
                continue
            with self._lock:
                self.shown.append(location)

    def _apply(self, number: int) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
            connection.request("POST", "/daftar/tahap-1/", urlencode(_answers(number)), headers)
            answer = connection.getresponse()
            answer.read()
        finally:
            connection.close()
        if answer.status == 303:
            return answer.headers["Location"]
        if answer.status == 503:
            raise OSError
        raise AssertionError(f"application {number} got {answer.status}")


def _answers(number: int) -> dict[str, str]:
    """A resident of their own for every number: born in 1990, serial 9xxx."""
    day, month, serial = 1 + number % 28, 1 + number // 28 % 12, 9000 + number // 336 % 1000
    return {
        "submission_id": str(uuid.uuid4()),
        "name": f"Pelamar Uji {number}",
        "nik": f"357302{day:02}{month:02}90{serial}",
        "birth_date": f"1990-{month:02}-{day:02}",
        "sex": "L",
        "kelurahan": "35.73.02.1003",
        "phone": f"0812{number:08}",
        "track": "youtube",
        "category": "public",
        "motivation": "Ingin memasarkan keripik tempe buatan ibu.",
        "notice": "on",
        "step": "send",
    }


def test_every_receipt_that_was_shown_exists_after_the_web_server_was_killed(
    installation: Installation, running: Running, free_port: int
) -> None:
    flood = Flood(free_port)
    with ThreadPoolExecutor(SENDERS) as pool:
        senders = [pool.submit(flood.send) for _ in range(SENDERS)]
        shown = [_kill_in_the_middle(running, flood) for _ in range(ROUNDS)]
        flood.over.set()
        for sender in senders:
            sender.result()
    assert all(before < after for before, after in zip([0, *shown], [*shown, len(flood.shown)], strict=True))

    kept = set(installation.python(RECEIPTS).splitlines())
    assert set(flood.shown) - kept == set()
    assert len(set(flood.shown)) == len(flood.shown)
    assert {running.get(path).status for path in flood.shown[::50]} == {200}
    assert installation.sanggar("audit", "verify").returncode == 0


def _kill_in_the_middle(running: Running, flood: Flood) -> int:
    """Let applications pour in, kill the web server with all its processes, wait for it; receipts shown until then."""
    time.sleep(FLOOD)
    web = running.children()["web"]
    os.killpg(web, signal.SIGKILL)
    shown = len(flood.shown)
    assert eventually(lambda: running.children().get("web", web) != web and is_healthy(running))
    assert eventually(lambda: len(flood.shown) > shown + SENDERS)
    return shown
