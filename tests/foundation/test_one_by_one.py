"""The clock's work on many rows."""

import pytest

from sanggar.foundation.one_by_one import done_one_by_one


def test_one_that_fails_keeps_none_behind_it_waiting_and_is_told() -> None:
    done: list[int] = []

    def act(row: int) -> bool:
        if row == 2:
            raise KeyError(row)
        done.append(row)
        return True

    with pytest.raises(KeyError, match="2"):
        done_one_by_one(act, [1, 2, 3])
    assert done == [1, 3]
    assert done_one_by_one(act, [4, 5]) == 2
