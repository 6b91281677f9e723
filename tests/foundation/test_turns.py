"""Groups of several processes go to an SQLite file one after the other, and nobody is left waiting."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from sanggar.foundation.turns import our_turn, turn_at

ASKS = """
import pathlib, sys, time
from sanggar.foundation.turns import turn_at

with turn_at(pathlib.Path(sys.argv[1])):
    print("came", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def asking_for(database: Path, *, seconds: float = 0) -> subprocess.Popen[str]:
    """A process that keeps its turn for so long."""
    command = [sys.executable, "-c", ASKS, str(database), str(seconds)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_another_process_waits_until_the_turn_is_over(tmp_path: Path) -> None:
    with turn_at(tmp_path / "db.sqlite3"):
        other = asking_for(tmp_path / "db.sqlite3")
        with pytest.raises(subprocess.TimeoutExpired):
            other.wait(timeout=2)
        assert asking_for(tmp_path / "elsewhere.sqlite3").communicate()[0] == "came\n"
    assert other.communicate()[0] == "came\n"


def test_the_turn_of_a_killed_process_is_over(tmp_path: Path) -> None:
    killed = asking_for(tmp_path / "db.sqlite3", seconds=60)
    assert killed.stdout
    assert killed.stdout.readline() == "came\n"
    killed.kill()
    killed.communicate()
    assert asking_for(tmp_path / "db.sqlite3").communicate()[0] == "came\n"


def test_where_the_database_is_no_file_nobody_waits(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(connection.settings_dict, "NAME", "file:memory?mode=memory")
    with our_turn(), our_turn():
        assert list(tmp_path.iterdir()) == []
    monkeypatch.setitem(connection.settings_dict, "NAME", str(tmp_path / "db.sqlite3"))
    with our_turn():
        assert [each.name for each in tmp_path.iterdir()] == ["db.sqlite3-turn"] * (connection.vendor == "sqlite")
