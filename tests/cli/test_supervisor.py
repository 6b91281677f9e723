"""What the supervisor gives its processes."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from sanggar.cli.supervisor import LATER, SHARE, Process, end, start


@pytest.fixture
def processes() -> Iterator[dict[str, Process]]:
    started = {name: start(name, ["sleep", "60"]) for name in ("web", "worker", "ticker")}
    yield started
    end(list(started.values()))


def test_whoever_waits_for_a_page_comes_before_letters_and_seals(processes: dict[str, Process]) -> None:
    """Also where the kernel shares the processor between sessions, each of which these processes have to itself."""
    nice = [os.getpriority(os.PRIO_PROCESS, each.pid) for each in processes.values()]
    own = os.getpriority(os.PRIO_PROCESS, 0)
    assert nice == [own, *[min(19, own + LATER)] * 2]
    if SHARE.exists() and SHARE.read_text():  # empty where the kernel was told not to
        shares = [Path(f"/proc/{each.pid}/autogroup").read_text().rpartition(" ")[2] for each in processes.values()]
        assert list(map(int, shares)) == [0, LATER, LATER]
