"""`sanggar draw` for who has only a spreadsheet: ten thousand faults, a full disk, a closed pipe, Ctrl-C."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from sanggar.cli import draw as command
from sanggar.cli.draw import main

EXACT = {"k": 1, "quotas": {"track": {"YouTube": [0, 1], "TikTok": [0, 1]}}}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("people.csv").write_text("id,track\na,YouTube\nb,TikTok\n")
    Path("quotas.json").write_text(json.dumps(EXACT))
    return tmp_path


def lottery(out: str = "lottery.json", quotas: str = "quotas.json", *more: str) -> int:
    return main(["lottery", "--people", "people.csv", "--quotas", quotas, "--out", out, *more])


def test_ten_thousand_faults_are_told_in_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [f"p{number:05},You\x07Tube" for number in range(6000)] + [",TikTok"] * 4000 + ["z", "=1+1,TikTok"]
    Path("people.csv").write_text("\n".join(["id,track", *rows]))
    assert lottery() == 2
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == (
        'people.csv: line 2, column track: "You\\u0007Tube" is not text of at most 200 characters without control '
        "characters"
    )
    assert lines[10:12] == [
        "people.csv: and 5990 more lines like this, column track",
        "people.csv: line 6002, column id: the draw id is blank",
    ]
    assert lines[21:] == [
        "people.csv: and 3990 more lines like this, column id",
        "people.csv: line 10002: must have 2 cells, and has 1",
        (
            "people.csv: lines 2, 3, 4, 5, 6 and 5995 more: there is no quota for track = You\\u0007Tube; "
            "did you mean YouTube?"
        ),
    ]


@pytest.mark.parametrize(
    ("quotas", "told"),
    [
        ("[]", "quotas.json: $: must be an object"),
        ('{"k": "1", "quotas": {}}', "quotas.json: $.k: is 1; must be a whole number of at least 1"),
        ('{"k": 1.5, "quotas": {}}', "quotas.json: $.k: is 1.5; must be a whole number of at least 1"),
        ('{"k": true, "quotas": {}}', "quotas.json: $.k: is True; must be a whole number of at least 1"),
        ('{"k": NaN, "quotas": {}}', "quotas.json: is not JSON: NaN is not a number of JSON"),
        ('{"k": 1, "k": 2, "quotas": {}}', "quotas.json: the field k occurs twice in one object"),
        ('{"k": 1, "quotas": {"track": {"YouTube": [1, 0], "TikTok": [0, 1]}}}', "quotas.json: $.quotas.track.YouTube"),
        ('{"k": 1, "quotas": {"track": {"YouTube": [-1, 1], "TikTok": [0, 1]}}}', "quotas.json: $.quotas.track"),
        (
            '{"k": 1, "quotas": {"trak": {"YouTube": [0, 1]}}}',
            "no column trak in the table of people; did you mean track",
        ),
        ('{"k": 1, "quotas": {"track": {"Youtube": [0, 1], "TikTok": [0, 1]}}}', "line 2: there is no quota for track"),
        ('{"k": 3, "quotas": {"track": {"YouTube": [0, 3], "TikTok": [0, 3]}}}', "there are 2 people for 3 seats"),
    ],
)
def test_quotas_that_can_not_be_meant_are_named(quotas: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("quotas.json").write_text(quotas)
    assert lottery() == 2
    assert told in capsys.readouterr().err
    assert not Path("lottery.json").exists()


def test_a_file_that_can_not_be_written_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    Path("taken").mkdir()
    for out in ("nowhere/lottery.json", "taken"):
        assert lottery(out) == 2
        assert capsys.readouterr().err.startswith(f"{out}: ")


def test_stopping_leaves_the_old_file_and_no_half_of_a_new_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lottery() == 0
    before, files = Path("lottery.json").read_bytes(), sorted(Path().iterdir())

    def stop(*_given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", stop)
    assert lottery("lottery.json", "quotas.json", "--force") == 130
    assert "nothing was written" in capsys.readouterr().err
    assert (Path("lottery.json").read_bytes(), sorted(Path().iterdir())) == (before, files)


def test_a_pipe_is_written_to_as_it_comes() -> None:
    os.mkfifo("pipe")
    reader = subprocess.Popen(
        [sys.executable, "-c", "import sys; print(len(open('pipe').read()))"], stdout=subprocess.PIPE
    )
    assert lottery("pipe") == 0
    assert int(reader.communicate()[0]) > 0
    assert stat.S_ISFIFO(Path("pipe").stat().st_mode)


def test_who_reads_may_stop_reading(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    read, write = os.pipe()
    os.close(read)
    with open(write, "w") as closed:  # noqa: PTH123 - a number of a file
        monkeypatch.setattr(command.sys, "stdout", closed)
        assert lottery() == 0
    assert (Path("lottery.json").exists(), capfd.readouterr().err) == (True, "")
