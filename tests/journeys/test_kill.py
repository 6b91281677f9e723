"""Nothing accepted is lost: web server and database are killed again and again while applications pour in.

Given a call that is open on a real installation, when the web server, the database or both are SIGKILLed in the middle
of the flood, then everyone gets an answer or loses the line, whoever sends the same form again gets in once, every
receipt that anybody was shown is there afterwards, and the record is intact. On SQLite the database is the web server's
own; PostgreSQL is a server of the test's own.
"""

import http.client
import os
import random
import signal
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import count, cycle, islice
from pathlib import Path
from threading import Event, Lock
from urllib.parse import urlencode

import pytest

from factories.clusters import Cluster, own_postgres
from factories.databases import migrated_installation
from factories.installations import ON_POSTGRES, Installation, Running, eventually, is_healthy

ROUNDS = int(os.environ.get("SANGGAR_KILL_ROUNDS", "3"))  # `make soak` takes more
TARGETS = ("web", "database", "both") if ON_POSTGRES else ("web",)
SENDERS = 12
FLOOD = 1.5  # seconds of sending before each kill, on average
IS_ALONE = "SANGGAR_KILL_ROUNDS" in os.environ
PATIENCE = 2.0 if IS_ALONE else 4.0  # seconds for an answer while the database is away; other tests may run beside
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
print("\\n".join(f"{application.state} {application.own_path}" for application in Application.objects.all()))
"""


@pytest.fixture
def cluster() -> Iterator[Cluster | None]:
    with ExitStack() as stack:
        yield stack.enter_context(own_postgres()) if ON_POSTGRES else None


@pytest.fixture
def installation(tmp_path: Path, free_port: int, cluster: Cluster | None) -> Installation:
    made = _installed(tmp_path / "here", str(free_port), cluster)
    made.python(OPEN_A_CALL)
    return made


def _installed(folder: Path, port: str, cluster: Cluster | None) -> Installation:
    """On a database of its own, which on PostgreSQL is a whole server: it gets killed."""
    if cluster is None:
        return migrated_installation(folder, PORT=port)
    made = Installation(folder, "", {"PORT": port, "DATABASE_URL": cluster.url})
    done = made.sanggar("manage", "migrate", "-v0")
    assert done.returncode == 0, done.stderr
    return made


@pytest.fixture
def running(installation: Installation, free_port: int) -> Iterator[Running]:
    started = Running(installation.start("run"), free_port)
    started.line()
    yield started
    started.end()


class Flood:
    """Many residents who apply at once and send the same form again until they are shown a receipt."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.shown: list[str] = []
        self.answers: Counter[str] = Counter()
        self.longest = 0.0
        self.over = Event()
        self._numbers, self._lock = count(1), Lock()

    def send(self) -> None:
        while not self.over.is_set():
            with self._lock:
                form = answers_of(next(self._numbers))
            while not self.over.is_set() and not self._is_shown(form):
                self.over.wait(0.05)

    def _is_shown(self, form: dict[str, str]) -> bool:
        began = time.monotonic()
        try:
            status, location = self._apply(form)
        except (OSError, http.client.HTTPException):
            status, location = 0, ""  # nobody answered, so nothing was promised
        with self._lock:
            self.answers[str(status)] += 1
            if status == 503:
                self.longest = max(self.longest, time.monotonic() - began)
            if location:
                self.shown.append(location)
        return bool(location)

    def _apply(self, form: dict[str, str]) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
            connection.request("POST", "/daftar/tahap-1/", urlencode(form), headers)
            answer = connection.getresponse()
            page = answer.read().decode()
        finally:
            connection.close()
        if answer.status == 503:
            assert answer.headers["Retry-After"]
            assert form["submission_id"] in page
            assert form["motivation"] in page
        elif answer.status != 303:
            raise AssertionError(f"{form['name']} got {answer.status}")
        return answer.status, answer.headers["Location"] or ""


def answers_of(number: int) -> dict[str, str]:
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


def test_every_receipt_that_was_shown_exists_once_whatever_was_killed(
    installation: Installation, running: Running, cluster: Cluster | None, free_port: int
) -> None:
    flood, chance = Flood(free_port), random.Random(os.environ.get("SANGGAR_KILL_SEED", "1"))
    with ThreadPoolExecutor(SENDERS) as pool:
        senders = [pool.submit(flood.send) for _ in range(SENDERS)]
        try:
            for target in islice(cycle(TARGETS), ROUNDS):
                flood.over.wait(FLOOD * 2 * chance.random())
                _kill_and_wait(target, running, cluster, flood, chance)
        finally:
            flood.over.set()
        for sender in senders:
            sender.result()
    print(f"{ROUNDS} kills; answers {dict(flood.answers)}; longest 503 {flood.longest:.1f} s")  # noqa: T201 - soak's report

    kept = dict(reversed(line.split()) for line in installation.python(RECEIPTS).splitlines())
    assert set(flood.shown) - set(kept) == set()
    assert len(set(flood.shown)) == len(flood.shown)
    assert set(kept.values()) == {"submitted"}  # one of each person: sending again never made a second one
    assert len(kept) <= len(flood.shown) + SENDERS
    assert {running.get(path).status for path in flood.shown[::50]} == {200}
    assert installation.sanggar("audit", "verify").returncode == 0
    assert flood.longest < PATIENCE
    assert flood.answers["503"] > 0 or not ON_POSTGRES


def _kill_and_wait(target: str, running: Running, cluster: Cluster | None, flood: Flood, chance: random.Random) -> None:
    """Until both are back by themselves and new receipts are shown."""
    web = running.children()["web"]
    if target in ("web", "both"):
        os.killpg(web, signal.SIGKILL)
    if target in ("database", "both"):
        assert cluster
        cluster.kill()
        flood.over.wait(0.3 + chance.random())
        cluster.start()
    shown = len(flood.shown)
    if target in ("web", "both"):
        assert eventually(lambda: running.children().get("web", web) != web)
    assert eventually(lambda: is_healthy(running))
    assert eventually(lambda: len(flood.shown) > shown + SENDERS)
