"""What the tests of `sanggar draw` share: its words at the shell, and files to give it."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from draw_samples import DICE

from sanggar.cli.draw import main

SEED = "00" * 31 + "2a"
INSTANCES = Path(__file__).parent.parent.parent / "bench" / "instances"
POOL, POOL_QUOTAS = INSTANCES / "people_200.csv", INSTANCES / "quotas.json"
BOUNDS = "must be [least, most], two whole numbers from 0, the first not above the second"
EXACT = {"k": 5, "quotas": {"track": {"YouTube": [3, 3], "TikTok": [2, 2]}}}
CARDS = ["3573010101010001", " 3573010101010001", "", "3573010101010002", "3573010101010002"]


def draw(command: str) -> int:
    return main(command.split())


def prepare(options: str = "--quotas quotas.json --seats 5") -> int:
    return draw(f"lottery --people people.csv {options} --out lottery.json --force")


def read(name: str) -> Any:
    return json.loads(Path(name).read_text())


def people_with_cards(cards: list[str]) -> None:
    rows = [f"p{number},YouTube,{card}" for number, card in enumerate(cards)]
    Path("people.csv").write_text("\n".join(["id,track,kk", *rows, ""]))


def drawn_under_quotas() -> list[str]:
    """A bundle of the pool of 200; who is seated."""
    draw(f"lottery --people {POOL} --quotas {POOL_QUOTAS} --seats 50 --out lottery.json")
    draw(f"run --lottery lottery.json --source dice --value {DICE.value} --out bundle.json")
    return [place["id"] for place in read("bundle.json")["draws"] if place["outcome"] == "selected"]


def refused(people: str, quotas: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    Path("people.csv").write_text(people)
    Path("quotas.json").write_text(quotas)
    assert draw("lottery --people people.csv --quotas quotas.json --seats 5 --out lottery.json") == 2
    return capsys.readouterr().err.splitlines()


def table_of(name: str) -> list[dict[str, str]]:
    with Path(name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
