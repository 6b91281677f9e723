"""That the lotteries were the fairest, which follows from nothing else in a bundle."""

from typing import Any

import pytest
from draw_samples import DICE, bundle_of, bundles, rigged

from sanggar.cores.lottery.bundle import standing_of, with_step
from sanggar.cores.lottery.fairness import fairness_faults
from sanggar.cores.lottery.inspection import verify
from sanggar.cores.lottery.lottery import Person
from sanggar.cores.lottery.quotas import quota_lottery
from sanggar.cores.lottery.steps import take_step

WHOLE = [name for name in bundles() if not name.startswith("sealed")]


@pytest.mark.parametrize("name", WHOLE)
def test_what_the_engine_made_is_found_fairest(name: str) -> None:
    bundle = bundles()[name]
    if "lottery" in bundle:
        assert fairness_faults(bundle) == []


def test_a_step_whose_lottery_was_made_for_a_friend_follows_and_is_found_here() -> None:
    people = [Person(f"p{number:02}", {"sex": "PL"[number % 2], "track": "YTY"[number % 3]}) for number in range(18)]
    quotas = {"sex": {"P": (2, 3), "L": (2, 3)}, "track": {"Y": (2, 4), "T": (1, 2)}}
    bundle = bundle_of(quota_lottery(people, 5, quotas), DICE)
    before = standing_of(bundle)
    left = sorted(before.seated)[:2]
    after = before.without(left)
    lottery = quota_lottery(after.pool(), after.free, after.quotas())
    assert len(lottery.panels) > 1
    forged: dict[str, Any] = with_step(bundle, take_step(before, left, rigged(lottery)))
    assert verify(forged) == []
    [fault] = fairness_faults(forged)
    assert (fault.path, fault.code) == ("$.steps[0].lottery.types", "not_fairest")
    assert "the fairest lottery gives" in fault.sentence
    honest = with_step(bundle, take_step(before, left, lottery))
    assert fairness_faults(honest) == []
