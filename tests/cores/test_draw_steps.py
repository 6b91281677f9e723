"""Reserves under quotas: each step a draw of its own, in one chain of proof; and panels that dice choose."""

from collections import Counter
from dataclasses import replace
from hashlib import sha256

import pytest
from draw_samples import DICE, bundle_of, numbered_lottery, quota_sample, stepped_bundle
from fair_samples import VALUES
from hypothesis import given
from hypothesis import strategies as st

from factories.examples import trying
from sanggar.cores.lottery.bundle import standing_of, with_step
from sanggar.cores.lottery.digest import list_digest
from sanggar.cores.lottery.errors import DocumentRefused, DrawRefused
from sanggar.cores.lottery.inspection import verify
from sanggar.cores.lottery.lottery import Person
from sanggar.cores.lottery.panels import rolled_panel
from sanggar.cores.lottery.quotas import quota_lottery
from sanggar.cores.lottery.seed import Randomness
from sanggar.cores.lottery.steps import remaining_quotas, take_step

QUOTAS = {"sex": {"P": (2, 4), "L": (2, 4)}, "track": {"youtube": (2, 4), "tiktok": (2, 4)}}


def crowd(count: int) -> list[Person]:
    """Every mix of sex and track, in turns."""
    return [
        Person(f"p{number:03}", {"sex": VALUES["sex"][number % 2], "track": VALUES["track"][number // 2 % 2]})
        for number in range(count)
    ]


@trying(16)
@given(st.data())
def test_however_people_leave_the_seated_keep_the_quotas_and_nobody_comes_back(data: st.DataObject) -> None:
    features = {person.id: person.features for person in crowd(24)}
    bundle = bundle_of(quota_lottery(crowd(24), 6, QUOTAS), DICE)
    gone: set[str] = set()
    for _ in range(3):
        before = standing_of(bundle)
        leaver = data.draw(st.sampled_from(sorted(before.seated)))
        others = data.draw(st.sets(st.sampled_from(sorted(before.seated | before.waiting)), max_size=2))
        left = sorted(others | {leaver})
        after = before.without(left)
        try:
            lottery = quota_lottery(after.pool(), after.free, after.quotas())
        except DocumentRefused:  # nobody is left who could keep a quota
            break
        bundle = with_step(bundle, take_step(before, left, lottery))
        gone |= set(left)
        seated = standing_of(bundle).seated
        assert (len(seated), seated & gone) == (6, set())
        for name, values in QUOTAS.items():
            reached = Counter(features[each][name] for each in seated)
            assert all(least <= reached[value] <= most for value, (least, most) in values.items())
    assert verify(bundle) == []


def test_the_seed_of_a_step_can_be_redone_in_a_shell() -> None:
    bundle = stepped_bundle()
    seed = bundle["seed"]
    for number, step in enumerate(bundle["steps"], 1):
        seed = sha256(f"sanggar-draw-v1\0{bundle['list_digest']}\0step:{number}\0{seed}".encode()).hexdigest()
        assert step["seed"] == seed


def test_the_list_of_a_step_holds_who_was_never_drawn_and_has_not_left() -> None:
    bundle = stepped_bundle()
    selected = {place["id"] for place in bundle["draws"] if place["outcome"] == "selected"}
    everyone = {place["id"] for place in bundle["draws"]}
    first, second = bundle["steps"]
    waiting = everyone - selected - set(first["left"])
    assert first["list_digest"] == list_digest(waiting)
    assert second["list_digest"] == list_digest(waiting - set(first["selected"]) - set(second["left"]))


def test_who_is_not_there_can_not_leave() -> None:
    standing = standing_of(bundle_of(quota_sample(), DICE))
    with pytest.raises(DrawRefused, match="neither seated nor waiting"):
        standing.without(["somebody else"])
    gone = standing.without([min(standing.seated)])
    with pytest.raises(DrawRefused, match="neither seated nor waiting"):
        gone.without([min(standing.seated)])


def test_what_is_left_of_quotas_never_falls_below_nothing() -> None:
    seated = [{"sex": "P"}, {"sex": "P"}, {"sex": "L"}]
    assert remaining_quotas({"sex": {"P": (1, 1), "L": (2, 3)}}, seated) == {"sex": {"P": (0, 0), "L": (1, 2)}}


@pytest.mark.parametrize(("first_die", "panel"), [(0, 0), (4, 0), (5, 1), (7, 1), (8, 2), (9, 2)])
def test_the_first_dice_choose_the_panel_that_has_their_number(first_die: int, panel: int) -> None:
    lottery = numbered_lottery()
    value = f"{first_die}{DICE.value}"
    assert rolled_panel(lottery, Randomness("dice", value)) == panel
    assert bundle_of(lottery, Randomness("dice", value))["panel"] == panel


def test_three_dice_tell_a_thousand_numbers_apart() -> None:
    lottery = numbered_lottery()
    panels = tuple(replace(panel, weight=panel.weight * 100) for panel in lottery.panels)
    thousand = replace(lottery, panels=panels, numbered=1000)
    chosen = [rolled_panel(thousand, Randomness("dice", f"{number:03}" + "0" * 20)) for number in range(1000)]
    assert Counter(chosen) == {0: 500, 1: 300, 2: 200}


def test_no_dice_choose_where_there_are_none() -> None:
    assert rolled_panel(numbered_lottery(), None) is None
    assert rolled_panel(numbered_lottery(), Randomness("drand:" + "0" * 64 + ":1", "9" * 64)) is None
    assert rolled_panel(quota_sample(), DICE) is None


def test_a_numbered_lottery_whose_numbers_do_not_add_up_is_refused() -> None:
    lottery = replace(numbered_lottery(), numbered=100)
    with pytest.raises(DocumentRefused) as refused:
        bundle_of(lottery, DICE)
    assert [(fault.path, fault.sentence) for fault in refused.value.faults] == [
        ("$.lottery.numbered", "expected 10, found 100")
    ]


@trying(16)
@given(st.data())
def test_however_people_leave_no_two_who_live_together_are_seated(data: st.DataObject) -> None:
    homes = data.draw(st.lists(st.sampled_from(["", *"abcdefgh"]), min_size=20, max_size=20))
    listed = [person._replace(household=home) for person, home in zip(crowd(20), homes, strict=True)]
    home_of = {person.id: person.household for person in listed if person.household}
    wide = {"sex": {"P": (0, 4), "L": (0, 4)}}
    for quotas in (wide, {}):
        try:
            bundle = bundle_of(quota_lottery(listed, 4, quotas), DICE)
        except DrawRefused:  # fewer households than seats
            continue
        gone: set[str] = set()
        for _ in range(3):
            before = standing_of(bundle)
            left = [data.draw(st.sampled_from(sorted(before.seated | before.waiting)))]
            after = before.without(left)
            if not after.free:
                continue
            lottery = quota_lottery(after.pool(), after.free, after.quotas())
            bundle = with_step(bundle, take_step(before, left, lottery))
            gone |= set(left)
            seated = standing_of(bundle).seated
            together = [home_of[each] for each in seated if each in home_of]
            assert (len(together), seated & gone) == (len(set(together)), set())
        assert verify(bundle) == []


def test_who_lives_with_someone_seated_waits_and_may_be_drawn_once_that_one_has_left() -> None:
    couple = [Person("a", {}, "h"), Person("b", {}, "h"), Person("c", {}, "")]
    bundle = bundle_of(quota_lottery(couple, 2, {}), DICE)
    before = standing_of(bundle)
    [seated] = before.seated - {"c"}
    [other] = {"a", "b"} - {seated}
    assert (before.free, before.pool(), before.waiting) == (0, [], {other})
    after = before.without([seated])
    assert (after.free, [each.id for each in after.pool()]) == (1, [other])
    step = take_step(before, [seated], quota_lottery(after.pool(), after.free, after.quotas()))
    assert (step.selected, verify(with_step(bundle, step))) == ((other,), [])


def test_a_step_that_seats_a_housemate_of_someone_seated_is_found() -> None:
    """A forged step over everyone who waits, as if nobody lived with anyone, in a bundle that keeps them apart."""
    couple = [Person(each, {}, home) for each, home in zip("abcde", "hhii ", strict=True)]
    couple[-1] = Person("e", {}, "")
    bundle = bundle_of(quota_lottery(couple, 2, {}), DICE)
    before = standing_of(bundle)
    left = sorted(before.seated)[:1]
    honest = before.without(left)
    everyone = [Person(each.id, {}, "") for each in honest.lottery.people if each.id in honest.waiting]
    forged = with_step(bundle, take_step(before, left, quota_lottery(everyone, 1, {})))
    assert verify(forged)
