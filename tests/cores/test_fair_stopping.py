"""What takes too long is stopped, also within one programme, and says so; the time changes nothing that is found."""

from collections.abc import Callable
from itertools import count
from typing import Any

import numpy as np
import pytest

from sanggar.cores.lottery.errors import Fault
from sanggar.cores.lottery.fair.explain import explain
from sanggar.cores.lottery.fair.lottery import fair_lottery
from sanggar.cores.lottery.fair.numbered import numbered_lottery
from sanggar.cores.lottery.fair.pool import pool_of
from sanggar.cores.lottery.fair.programme import Programme
from sanggar.cores.lottery.progress import TooLong, within


class Stopped(Exception):
    pass


def stop_at(number: int) -> Callable[[], None]:
    asked = count(1)

    def ask() -> None:
        if next(asked) >= number:
            raise Stopped

    return ask


def market() -> np.ndarray[Any, Any]:
    found: np.ndarray[Any, Any] = np.floor(np.abs(np.sin(np.arange(30 * 60))) * 100).reshape(30, 60)
    return found


def hard_programme() -> Programme:
    """A market to be split in half for thirty products at once (Cornuéjols and Dawande): hours, as far as we know."""
    sales = market()
    halves = sales.sum(axis=1) // 2
    return Programme(np.zeros(60), np.zeros(60), np.ones(60), sales, halves, halves, whole=True)


def test_a_programme_that_would_not_end_is_stopped_within() -> None:
    programme = hard_programme()
    for _again in range(2):  # what was stopped can be asked again
        with pytest.raises(Stopped):
            programme.solve(stop_at(5))


def test_a_programme_of_parts_is_stopped_within_too() -> None:
    sales = market()
    whole = Programme(-np.ones(60), np.zeros(60), np.ones(60), sales, np.zeros(30), sales.sum(axis=1) / 2)
    with pytest.raises(Stopped):
        whole.solve(stop_at(3))


def test_the_time_that_is_given_changes_nothing_of_what_is_found() -> None:
    pool, _ = pool_of({"sex": ["P"] * 5 + ["L"] * 7, "age": ["a", "b", "c"] * 4}, QUOTAS, 3)
    patient = within(30, count().__next__, lambda *_news: None)
    with pytest.raises(TooLong) as refused:
        fair_lottery(pool, tell=patient)
    assert Fault("", refused.value.code, refused.value.params).sentence.startswith("this is not found within 1 minutes")
    for clock in (lambda: 0.0, count().__next__):
        tell = within(10**6, clock)
        lottery = fair_lottery(pool, tell=tell)
        assert lottery == fair_lottery(pool)
        assert numbered_lottery(pool, lottery, 10, tell=tell) == numbered_lottery(pool, lottery, 10)


def test_looking_for_what_clashes_is_stopped_as_well() -> None:
    pool, _ = pool_of({"sex": ["P", "L"]}, {"sex": {"P": (2, 2), "L": (0, 0)}}, 2)
    with pytest.raises(TooLong):
        explain(pool, within(0, lambda: 0.0))


QUOTAS = {"sex": {"P": (2, 2), "L": (1, 1)}, "age": {"a": (0, 1), "b": (1, 2), "c": (0, 2)}}
