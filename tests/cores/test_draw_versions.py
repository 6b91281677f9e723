"""Draws of version 1 are checked and finished by the rules they began with; since then nobody draws a step anew."""

import json
from itertools import chain, combinations
from typing import Any

import pytest
from draw_samples import DICE, ROUND_1000, VERSION_1, bundle_of, bundles, changes, household_lottery, quota_sample

from sanggar.cores.lottery import verify as single_file
from sanggar.cores.lottery.bundle import standing_of, with_step
from sanggar.cores.lottery.digest import list_digest, lottery_digest
from sanggar.cores.lottery.document import read_lottery
from sanggar.cores.lottery.inspection import verify
from sanggar.cores.lottery.json_text import read_json, write_json
from sanggar.cores.lottery.lottery import BY_LIST, BY_POOL
from sanggar.cores.lottery.quotas import quota_lottery
from sanggar.cores.lottery.sealed import opening_faults, sealed_document
from sanggar.cores.lottery.steps import Step, step_seed, take_step
from sanggar.cores.lottery.tickets import ticket

SEALED = [name for name in VERSION_1 if name.startswith("sealed")]
STEPPED = ["steps", "households, steps"]


def found_by_both(document: Any) -> list[str]:
    """The paths of the faults, which both verifiers must name alike."""
    ours = sorted(fault.path for fault in verify(json.loads(json.dumps(document))))
    told = single_file.report(single_file.read(json.dumps(document).encode()))
    assert ours == sorted(fault["path"] for fault in told["faults"])
    return ours


def next_step(bundle: dict[str, Any], left: list[str]) -> Step:
    before = standing_of(bundle)
    after = before.without(left)
    return take_step(before, left, quota_lottery(after.pool(), after.free, after.quotas()))


# --- version 1 -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", VERSION_1)
def test_what_was_published_in_version_1_stays_valid(name: str) -> None:
    assert (VERSION_1[name]["version"], found_by_both(VERSION_1[name])) == (BY_POOL, [])


@pytest.mark.parametrize("name", SEALED)
def test_the_inspector_opens_a_sealed_draw_of_version_1(name: str) -> None:
    by_beacon = bundle_of(read_lottery(VERSION_1["quotas, dice"]["lottery"]), ROUND_1000)
    whole = VERSION_1["steps"] if "steps" in name else json.loads(write_json(by_beacon))
    assert opening_faults(VERSION_1[name], whole) == []
    pair = (single_file.read(json.dumps(each).encode()) for each in (whole, VERSION_1[name]))
    assert single_file.opened(*pair)["valid"]


@pytest.mark.parametrize("name", [name for name in VERSION_1 if "lottery" in VERSION_1[name]])
def test_a_lottery_of_version_1_is_drawn_in_version_1_as_it_was(name: str) -> None:
    """One that was frozen before and is drawn only now: its digest was published."""
    known = VERSION_1[name]
    randomness = DICE if known["source"] == "dice" else ROUND_1000
    made = json.loads(write_json(bundle_of(read_lottery(known["lottery"]), randomness)))
    assert made == {part: value for part, value in known.items() if part not in ("steps", "seated")}


@pytest.mark.parametrize("name", STEPPED)
def test_a_draw_of_version_1_goes_on_in_version_1(name: str) -> None:
    """Its first step again, from the draw alone: byte for byte what was published."""
    known = VERSION_1[name]
    start = {part: value for part, value in known.items() if part not in ("steps", "seated")}
    step = next_step(start, known["steps"][0]["left"])
    again = read_json(write_json(with_step(start, step)).encode())
    assert again["steps"] == known["steps"][:1]


@pytest.mark.parametrize("name", ["steps", "sealed, steps", "sealed, steps, one that told of a hidden quota"])
def test_both_verifiers_find_every_change_in_the_steps_of_version_1(name: str) -> None:
    """But for those within the lottery of a step, which is read as in version 2."""
    part = {field: VERSION_1[name][field] for field in ("version", "steps", "seated")}
    for path, done, changed in changes(part):
        if path and isinstance(changed, dict) and ("lottery" not in path[:-2] or path[-1] == "version"):
            whole = {field: value for field, value in VERSION_1[name].items() if field not in part} | changed
            assert found_by_both(whole), (path, done)


def test_a_sealed_draw_is_sealed_in_the_version_of_its_lottery() -> None:
    assert json.loads(write_json(sealed_document(VERSION_1["steps"], ["sex"]))) == VERSION_1["sealed, steps"]
    assert sealed_document(bundles()["steps"], ["sex"])["version"] == BY_LIST


# --- never two in one ------------------------------------------------------------------------------------------------
def in_version(document: Any, version: int) -> Any:
    """Every field `version` says so."""
    if isinstance(document, list):
        return [in_version(each, version) for each in document]
    if not isinstance(document, dict):
        return document
    found = {name: in_version(part, version) for name, part in document.items()}
    return found | {"version": version} if "version" in found else found


@pytest.mark.parametrize("name", STEPPED)
def test_two_versions_in_one_bundle_are_found(name: str) -> None:
    first, second = VERSION_1[name], bundles()[name]
    paths = [f"$.steps[{number}].lottery.version" for number in range(len(second["steps"]))]
    assert found_by_both(second | {"steps": first["steps"]}) == paths
    assert found_by_both(first | {"steps": second["steps"]}) == paths
    assert found_by_both(second | {"lottery": first["lottery"]}) == ["$.lottery.version"]
    assert found_by_both(first | {"lottery": second["lottery"]}) == ["$.lottery.version"]
    assert found_by_both(second | {"version": BY_POOL}) == ["$.lottery.version", *paths]


@pytest.mark.parametrize("name", STEPPED)
def test_a_step_by_the_rules_of_the_other_version_is_found(name: str) -> None:
    """Every version says the same, and the digests of the lotteries are made to fit."""
    for known, version in ((VERSION_1[name], BY_LIST), (json.loads(json.dumps(bundles()[name])), BY_POOL)):
        forged = in_version(known, version)
        forged["lottery_digest"] = lottery_digest(forged["lottery"])
        assert found_by_both(forged)[:1] == ["$.steps[0].lottery_digest"]
        assert "$.steps[0].seed" in found_by_both(forged)


def test_a_sealed_file_of_the_other_version_does_not_open() -> None:
    whole = {BY_POOL: VERSION_1["steps"], BY_LIST: bundles()["steps"]}
    sealed = {version: sealed_document(bundle, ["sex"]) for version, bundle in whole.items()}
    for version, other in ((BY_POOL, BY_LIST), (BY_LIST, BY_POOL)):
        assert "$.version" in {fault.path for fault in opening_faults(sealed[other], whole[version])}
        pair = (single_file.read(json.dumps(each).encode()) for each in (whole[version], sealed[other]))
        assert "$.version" in {fault["path"] for fault in single_file.opened(*pair)["faults"]}


@pytest.mark.parametrize("version", [0, 3, True, "2", 2.0, None])
def test_no_other_version_is_known(version: Any) -> None:
    assert found_by_both(bundles()["quotas, dice"] | {"version": version}) == ["$.version"]
    assert found_by_both(bundles()["sealed"] | {"version": version})[:1] == ["$.version"]


# --- nobody draws a step anew ----------------------------------------------------------------------------------------
def leavings(bundle: dict[str, Any]) -> list[list[str]]:
    """One who was seated leaves, and with that person every group of those who wait."""
    standing = standing_of(bundle)
    waiting, seated = sorted(standing.waiting)[:4], min(standing.seated)
    groups = chain.from_iterable(combinations(waiting, size) for size in range(4))
    return [sorted([seated, *group]) for group in groups]


def test_whoever_waits_and_leaves_beforehand_moves_neither_the_seed_nor_anyone_s_ticket() -> None:
    bundle = bundle_of(quota_sample(), DICE)
    first = bytes.fromhex(bundle["seed"])
    steps = [next_step(bundle, left) for left in leavings(bundle)]
    assert {step.seed for step in steps} == {step_seed(bundle["list_digest"], 1, first)}
    tickets = {(place.id, place.ticket) for step in steps for place in step.draw.places}
    assert tickets == {(each, ticket(first, each).number) for each, _ in tickets}
    assert len({each for each, _ in tickets}) == len(tickets) > 4
    pools = {list_digest(place.id for place in step.draw.places) for step in steps}
    assert len(pools) == len(steps)  # each of which was a seed of its own in version 1


def test_the_seeds_of_all_steps_stand_with_the_first() -> None:
    """However people leave: the second seed follows from the first, not from who was there."""
    seeds = []
    for left in leavings(bundle_of(quota_sample(), DICE))[:3]:
        bundle = bundle_of(quota_sample(), DICE)
        bundle = with_step(bundle, next_step(bundle, left))
        seeds.append(standing_of(bundle).next_seed())
    assert len(set(seeds)) == 1


def test_where_households_are_kept_apart_each_step_has_tickets_of_its_own() -> None:
    """Who was passed over for the household had a low ticket: with the first seed it would count twice."""
    bundle = bundle_of(household_lottery(), DICE)
    steps = [next_step(bundle, left) for left in leavings(bundle)]
    [seed] = {step.seed for step in steps}
    assert {place.ticket == ticket(seed, place.id).number for step in steps for place in step.draw.places} == {True}
