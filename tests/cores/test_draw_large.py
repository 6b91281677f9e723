"""A million people: what one of them costs in memory, how far the work is, and stopping it while files are read."""

import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from draw_samples import DICE, SEED, bundle_of, bundles, changes, household_lottery, quota_sample

from sanggar.cli.draw import main
from sanggar.cores.lottery.bundle import light_bundle
from sanggar.cores.lottery.bundle_text import read_bundle_text
from sanggar.cores.lottery.document import light_document, lottery_document, read_lottery, read_lottery_text
from sanggar.cores.lottery.errors import DocumentRefused
from sanggar.cores.lottery.inspection import inspect
from sanggar.cores.lottery.json_text import json_parts, read_json, write_json
from sanggar.cores.lottery.lottery import plain_lottery
from sanggar.cores.lottery.table import parse_people

MANY, FEW = 16_400, 1_000
MOST_BYTES = 440
"""A person: with a million of them the whole stays under 500 MB, beside the program itself."""


@pytest.fixture(scope="module")
def table() -> bytes:
    return table_of(MANY)


def table_of(people: int) -> bytes:
    return "\n".join(["id,track", *(f"{number:016x},{number % 3}" for number in range(people))]).encode()


def peak_of(work: Callable[[], Any]) -> float:
    """Bytes per person."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1] / FEW
    finally:
        tracemalloc.stop()


def test_a_person_is_small_from_the_table_to_the_bundle(tmp_path: Path) -> None:
    table = table_of(FEW)
    people = parse_people(table).people
    text = write_json(lottery_document(plain_lottery(people, 5))).encode()
    assert peak_of(lambda: parse_people(table)) < MOST_BYTES

    def draw() -> None:
        bundle = light_bundle(read_lottery_text(text), SEED)
        with (tmp_path / "bundle.json").open("w") as file:
            file.writelines(json_parts(bundle))

    assert peak_of(draw) < MOST_BYTES


def test_a_person_is_small_in_the_check_of_a_bundle(tmp_path: Path) -> None:
    lottery, file = plain_lottery(parse_people(table_of(FEW)).people, 5), tmp_path / "bundle.json"
    file.write_text(write_json(bundle_of(lottery, DICE)))
    reports = []
    assert peak_of(lambda: reports.append(inspect(read_bundle_text(file.read_bytes())))) < MOST_BYTES
    assert [report.faults for report in reports] == [[]]


@pytest.mark.parametrize("name", ["quotas, dice", "steps", "households, steps"])
def test_a_bundle_read_small_shows_every_change_as_one_read_plainly(name: str) -> None:
    bundle = bundles()[name]
    assert inspect(read_bundle_text(write_json(bundle).encode())) == inspect(bundle)
    for _path, _done, changed in changes(bundle):
        text = json.dumps(changed).encode()
        assert inspect(read_bundle_text(text)) == inspect(read_json(text))


def test_people_made_when_they_are_looked_at_are_written_as_the_same_bytes() -> None:
    for lottery in (quota_sample(), household_lottery()):
        assert "".join(json_parts(light_document(lottery))) == write_json(lottery_document(lottery))
    whole = bundle_of(quota_sample(), None)
    assert "".join(json_parts(light_bundle(quota_sample(), SEED))) == write_json(whole)


def test_people_read_small_are_the_same_lottery() -> None:
    for lottery in (quota_sample(), household_lottery()):
        text = write_json(lottery_document(lottery)).encode()
        assert read_lottery_text(text) == read_lottery(read_json(text)) == lottery


@pytest.mark.parametrize(
    "change",
    [
        {"people": []},
        {"people": [{"id": "a", "type": 0, "household": ""}]},
        {"people": [{"id": "a", "type": 0}, {"id": "b", "type": True}]},
        {"people": [{"type": 0, "id": "a"}, 7]},
        {"types": [{"id": "a", "type": 0}]},
        {"extra": {"id": "a", "type": 0}},
        {"people": [{"id": "b", "type": 0}, {"id": "a", "type": 9}]},
    ],
)
def test_faults_are_told_as_of_any_document(change: dict[str, Any]) -> None:
    text = json.dumps(lottery_document(quota_sample()) | change).encode()
    with pytest.raises(DocumentRefused) as plain:
        read_lottery(read_json(text))
    with pytest.raises(DocumentRefused) as small:
        read_lottery_text(text)
    assert small.value.faults == plain.value.faults


def test_reading_and_writing_tell_how_far_they_are(table: bytes) -> None:
    told: list[tuple[str, int, int]] = []

    def tell(doing: str, done: int, of: int) -> None:
        told.append((doing, done, of))

    people = parse_people(table, tell=tell).people
    text = "".join(json_parts(light_document(plain_lottery(people, 5)), tell)).encode()
    read_lottery_text(text, tell)
    assert told == [
        ("reading", 0, MANY),
        ("reading", 16384, MANY),
        ("reading", MANY, MANY),
        ("writing", 16384, MANY),
        ("writing", MANY, MANY),
        ("reading", 16384, MANY),
        ("reading", MANY, MANY),
    ]


@pytest.mark.parametrize(
    ("command", "doing"),
    [("lottery --people people.csv --seats 5", "reading"), (f"run --lottery l.json --seed {SEED.hex()}", "writing")],
)
def test_stopped_while_it_reads_or_writes_nothing_is_left_behind(
    command: str, doing: str, table: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("people.csv").write_bytes(table)
    Path("l.json").write_text(write_json(lottery_document(plain_lottery(parse_people(table).people, 5))))

    def stop(now: str, *_far: int) -> None:
        if now == doing:
            raise KeyboardInterrupt

    for place in ("draw", "draw_files", "draw_inputs"):
        monkeypatch.setattr(f"sanggar.cli.{place}.tell", stop)
    assert main([*command.split(), "--out", "out.json"]) == 130
    assert sorted(path.name for path in Path().iterdir()) == ["l.json", "people.csv"]


def test_a_table_that_can_not_be_written_leaves_no_bundle_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("l.json").write_text(write_json(lottery_document(quota_sample())))
    command = f"run --lottery l.json --source dice --value {DICE.value} --out bundle.json --csv nowhere/result.csv"
    assert main(command.split()) == 2
    assert [path.name for path in Path().iterdir()] == ["l.json"]
