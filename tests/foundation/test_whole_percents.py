"""Shares in whole percent."""

import pytest

from sanggar.foundation.percents import percent_of, percent_reached


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(0, 7, 0), (536, 1000, 54), (534, 1000, 53), (1, 200, 1), (999, 1000, 99), (7, 7, 100), (3, 2, 150), (1, 0, None)],
)
def test_a_share_is_rounded_and_whole_only_when_it_is(part: int, whole: int, percent: int | None) -> None:
    assert percent_of(part, whole) == percent


@pytest.mark.parametrize(
    ("part", "whole", "percent"), [(2, 3, 66), (799, 1000, 79), (4, 5, 80), (7, 7, 100), (0, 3, 0), (1, 0, None)]
)
def test_what_falls_short_of_a_threshold_is_not_rounded_up_to_it(part: int, whole: int, percent: int | None) -> None:
    assert percent_reached(part, whole) == percent
