"""Several web servers on one database give the promises of one, and are renewed one after the other.

Given two installations that share a PostgreSQL server and a key file, when people apply at both, some with one and
the same NIK at both at once, and each server is restarted in turn, then everybody is shown a receipt in the end, and of
each NIK one application lives.
"""

import http.client
import os
import signal
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Event
from urllib.parse import urlencode

import pytest
from django.db import connection
from test_kill import OPEN_A_CALL, answers_of

from factories.clusters import Cluster, own_postgres
from factories.installations import SLOW_MACHINE, Installation, Running, eventually, free_ports, is_healthy

SENDERS, PEOPLE = 4, 12
STATES = """
from sanggar.applications.models import Application
print("\\n".join(f"{a.nik_lookup} {a.state} {a.own_path}" for a in Application.objects.all()))
"""
pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite stays on one machine")


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    with own_postgres() as made:
        yield made


@pytest.fixture
def servers(tmp_path: Path, cluster: Cluster) -> Iterator[list[tuple[Installation, Running]]]:
    made = []
    with ExitStack() as stack:
        for place, port in enumerate(free_ports(2)):
            shared = {"DATABASE_URL": cluster.url, "SANGGAR_KEYS_FILE": str(tmp_path / "keys.json")}
            installation = Installation(tmp_path / str(place), "", {"PORT": str(port)} | shared)
            made.append((installation, started(installation, port, stack)))
        yield made


def started(installation: Installation, port: int, stack: ExitStack) -> Running:
    running = Running(installation.start("run"), port)
    running.line(3 * SLOW_MACHINE)
    stack.callback(lambda: running.process.poll() is None and running.end())
    return running


def test_two_servers_give_the_promises_of_one_through_a_rolling_restart(
    servers: list[tuple[Installation, Running]],
) -> None:
    (first, _), (second, _) = servers
    first.python(OPEN_A_CALL)
    ports = [running.port for _installation, running in servers]
    over = Event()
    with ThreadPoolExecutor(2 * SENDERS) as pool:
        senders = [pool.submit(keep_sending, ports, lane, over) for lane in range(2 * SENDERS)]
        try:
            for _installation, running in servers:
                restart_web(running)
        finally:
            over.set()
        shown = [place for sender in senders for place in sender.result()]

    rows = [line.split() for line in second.python(STATES).splitlines()]
    kept = {place: state for _nik, state, place in rows}
    live = Counter(nik for nik, state, _place in rows if state == "submitted")
    assert (len(set(shown)), set(shown) - set(kept)) == (len(shown), set())
    assert set(live.values()) == {1}
    assert set(live) == {nik for nik, _state, _place in rows}
    assert "contested" in kept.values()
    assert second.sanggar("audit", "verify").returncode == 0


def restart_web(running: Running) -> None:
    """SIGTERM, as an administrator restarts a service: what is under way is finished."""
    web = running.children()["web"]
    os.kill(web, signal.SIGTERM)
    assert eventually(lambda: running.children().get("web", web) != web and is_healthy(running), SLOW_MACHINE)


def keep_sending(ports: list[int], lane: int, over: Event) -> list[str]:
    """One after the other; two lanes share their people, and each lane begins at a server of its own."""
    shown = []
    number = 0
    while not over.is_set() or number < PEOPLE:
        form = answers_of(1 + lane % SENDERS + SENDERS * number)
        shown.append(receipt_of(form, ports if lane < SENDERS else ports[::-1]))
        number += 1
    return shown


def receipt_of(form: dict[str, str], ports: list[int]) -> str:
    """From whichever server answers; where the line is lost, the same form is sent to the other one."""
    for turn in range(1_000):
        try:
            return sent(form, ports[turn % len(ports)])
        except (OSError, http.client.HTTPException):
            Event().wait(0.02)
    raise AssertionError("no server answers")


def sent(form: dict[str, str], port: int) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", "/daftar/tahap-1/", urlencode(form), headers)
        answer = connection.getresponse()
        answer.read()
    finally:
        connection.close()
    assert answer.status == 303, answer.status
    return answer.headers["Location"]
