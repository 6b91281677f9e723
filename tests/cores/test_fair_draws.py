"""What is drawn a hundred thousand times is what was published."""

from collections import Counter
from hashlib import sha256

import pytest

from sanggar.cores.lottery.draw import run
from sanggar.cores.lottery.lottery import Lottery, Person
from sanggar.cores.lottery.panels import choose_panel
from sanggar.cores.lottery.quotas import quota_lottery

DRAWS = 100_000
SIGMAS = 6
"""Of a fair draw, one count in half a thousand million strays further. Seeds are fixed: it either does or does not."""

QUOTAS = {"sex": {"P": (2, 2), "L": (1, 2)}, "track": {"tiktok": (1, 2), "youtube": (1, 3)}}
PEOPLE = [
    Person(f"p{number}", {"sex": sex, "track": track})
    for number, (sex, track) in enumerate(
        [("P", "tiktok"), ("P", "youtube"), ("P", "youtube"), ("L", "tiktok"), ("L", "tiktok"), ("L", "youtube")]
    )
]


@pytest.fixture(scope="module")
def lottery() -> Lottery:
    return quota_lottery(PEOPLE, 4, QUOTAS)


def seed(number: int) -> bytes:
    return sha256(b"frequencies %d" % number).digest()


def assert_as_often(found: int, chance: float) -> None:
    assert abs(found - DRAWS * chance) <= SIGMAS * (DRAWS * chance * (1 - chance)) ** 0.5 + 1e-6


def test_people_are_selected_as_often_as_published(lottery: Lottery) -> None:
    selected = Counter(place.id for number in range(DRAWS) for place in run(lottery, seed(number)).selected)
    assert sum(selected.values()) == DRAWS * lottery.seats
    for entry in lottery.people:
        assert_as_often(selected[entry.id], float(lottery.types[entry.type].probability))


def test_panels_are_chosen_as_often_as_they_weigh(lottery: Lottery) -> None:
    weights = [panel.weight for panel in lottery.panels]
    chosen = Counter(choose_panel(weights, seed(number)) for number in range(DRAWS))
    expected = [DRAWS * float(weight / sum(weights)) for weight in weights]
    for panel, mean in enumerate(expected):
        assert_as_often(chosen[panel], mean / DRAWS)
    far = sum((chosen[panel] - mean) ** 2 / mean for panel, mean in enumerate(expected))
    freedom = len(weights) - 1
    assert far <= freedom + SIGMAS * (2 * freedom) ** 0.5 + SIGMAS**2  # beyond: less than one in a thousand million
