"""Item statistics against figures worked out by hand, and against numpy on tables of any shape."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanggar.cores.items import FEW_ITEMS, FEW_PEOPLE, NO_SPREAD, Reliability, item_statistics, reliability

# A perfect Guttman scale of three items. p = 3/4, 1/2, 1/4; sum pq = 0.625; totals 3, 2, 1, 0 with variance 1.25.
GUTTMAN = ((1, 1, 1), (1, 1, 0), (1, 0, 0), (0, 0, 0))

tables = st.integers(2, 8).flatmap(
    lambda width: st.lists(st.lists(st.booleans(), min_size=width, max_size=width), min_size=2, max_size=20)
)


def test_a_guttman_scale_has_the_figures_worked_out_by_hand() -> None:
    found = item_statistics(GUTTMAN)
    assert [each.difficulty for each in found] == [0.75, 0.5, 0.25]
    assert found[0].discrimination == pytest.approx(0.75 / (0.75 * 2.75) ** 0.5)
    assert found[1].discrimination == pytest.approx(1.0 / (1.0 * 2.0) ** 0.5)
    assert reliability(GUTTMAN) == Reliability(pytest.approx(1.5 * (1 - 0.625 / 1.25)))


@given(tables)
def test_figures_are_those_of_numpy(table: list[list[bool]]) -> None:
    marks = np.array(table, dtype=float)
    totals = marks.sum(axis=1)
    for item, found in enumerate(item_statistics(table)):
        assert found.difficulty == pytest.approx(marks[:, item].mean())
        rest = totals - marks[:, item]
        if marks[:, item].std() and rest.std():
            assert found.discrimination == pytest.approx(np.corrcoef(marks[:, item], rest)[0, 1])
        else:
            assert found.discrimination is None
    k, whole = marks.shape[1], reliability(table)
    if totals.var():
        assert whole.value == pytest.approx(k / (k - 1) * (1 - marks.var(axis=0).sum() / totals.var()))
    else:
        assert whole == Reliability(None, NO_SPREAD)


@pytest.mark.parametrize(
    ("table", "reason"),
    [([], FEW_PEOPLE), ([[1, 0]], FEW_PEOPLE), ([[1], [0]], FEW_ITEMS), ([[1, 0], [0, 1]], NO_SPREAD)],
)
def test_what_can_not_be_computed_says_why(table: list[list[bool]], reason: str) -> None:
    assert reliability(table) == Reliability(None, reason)


def test_an_incomplete_table_is_refused() -> None:
    with pytest.raises(ValueError, match="same items"):
        item_statistics([[True], [True, False]])
