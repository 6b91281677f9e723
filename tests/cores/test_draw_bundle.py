"""A bundle proves itself: both verifiers find every change in it, and they find it at the same place."""

import copy
import json
import re
from functools import lru_cache
from typing import Any

import pytest
from draw_samples import DICE, ROUND_1000, SEED, bundle_of, bundles, changes, people, track_lottery

from sanggar.cores.beacon.signature import verify_round
from sanggar.cores.lottery import verify as single_file
from sanggar.cores.lottery.bundle import make_bundle
from sanggar.cores.lottery.digest import list_digest, lottery_digest
from sanggar.cores.lottery.document import lottery_document, read_lottery
from sanggar.cores.lottery.draw import run
from sanggar.cores.lottery.errors import DocumentRefused
from sanggar.cores.lottery.inspection import Beacon, Origin, inspect, is_bundle, verify
from sanggar.cores.lottery.json_text import read_json, write_json
from sanggar.cores.lottery.lottery import plain_lottery
from sanggar.cores.lottery.seed import BeaconRound, Randomness, derive_seed

BUNDLES = bundles()
QUOTAS_UNTOLD = {"$.lottery.quotas.sex.L[n]", "$.lottery.quotas.sex.P[n]", "$.lottery.quotas.track.T[n]"}
QUOTAS_UNTOLD |= {"$.lottery.quotas.track.Y[n]"}
SEALED_PERSON = "$.people[n].commitment"
GOES_ON_FROM = {"steps": "quotas, dice", "households, steps": "households, dice"}
"""The same draw before its steps, where every one of its own fields is changed already."""


@lru_cache
def check_round(number: BeaconRound, signature: str) -> bool:
    return verify_round(number.number, signature)


@pytest.fixture(autouse=True)
def _signatures_are_computed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(single_file, "is_signed", IS_SIGNED)


IS_SIGNED = lru_cache(single_file.is_signed)


def single_report(bundle: Any) -> dict[str, Any]:
    return single_file.report(single_file.read(json.dumps(bundle).encode()))


def paths_of_single_file(bundle: Any) -> list[str]:
    return [fault["path"] for fault in single_report(bundle)["faults"]]


@pytest.mark.parametrize("name", BUNDLES)
def test_a_bundle_is_valid_for_both_verifiers(name: str) -> None:
    assert verify(BUNDLES[name], check_round) == []
    assert paths_of_single_file(BUNDLES[name]) == []


@pytest.mark.parametrize("name", BUNDLES)
def test_a_bundle_that_went_through_a_file_is_still_valid(name: str) -> None:
    text = write_json(BUNDLES[name])
    assert verify(read_json(text.encode())) == []
    assert write_json(json.loads(text)) == text


@pytest.mark.parametrize("name", BUNDLES)
def test_both_verifiers_find_every_change_of_a_single_field_at_the_same_places(name: str) -> None:
    """Without its signature a round's value may be made up: nothing is wrong, and it is valid no more."""
    seen = 0
    before = BUNDLES.get(GOES_ON_FROM.get(name, ""), {})
    assert {field: BUNDLES[name][field] for field in before} == before
    known = set(before) - {"version"}
    for path, done, changed in changes(BUNDLES[name]):
        if not is_bundle(changed) or known.intersection(path[:1]):
            continue
        report, single = inspect(json.loads(json.dumps(changed)), check_round), single_report(changed)
        found = sorted(fault.path for fault in report.faults)
        assert found or (report.origin, path) == (Origin.NOT_SHOWN, ["signature"]), (path, done)
        assert (sorted(fault["path"] for fault in single["faults"]), single["origin"]) == (found, report.origin)
        seen += 1
    assert seen > 150


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        (["list_digest"], "0" * 64, ["$.list_digest"]),
        (["lottery_digest"], "0" * 64, ["$.lottery_digest"]),
        (["panel"], 1, ["$.panel"]),
        (["value"], DICE.value[::-1], ["$.value"]),
        (["seed"], "0" * 64, ["$.seed"]),
        (["value"], "123", ["$.value"]),
        (["source"], "coin", ["$.source"]),
        (["signature"], ROUND_1000.signature, ["$.signature"]),
        (["draws", 3, "ticket"], "0" * 64, ["$.draws[3].ticket"]),
        (["draws", 3, "outcome"], "selected", ["$.draws[3].outcome"]),
        (["draws", 3, "position"], 4, ["$.draws[3].position"]),
        (["lottery", "gap"], 0.5, ["$.lottery_digest"]),
        (["lottery", "seats"], 2, ["$.lottery.panels[0].counts"]),
        (["lottery", "types", 0, "probability"], 1, ["$.lottery.types[0].probability"]),
        (["lottery", "people", 2, "id"], "p001a", ["$.list_digest", "$.lottery.people[2].id", "$.lottery_digest"]),
    ],
)
def test_a_change_is_named_where_it_was_made(path: list[Any], value: Any, named: list[str]) -> None:
    changed = copy.deepcopy(BUNDLES["plain, dice"])
    place: Any = changed
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert [fault.path for fault in verify(changed)][: len(named)] == named


def named(bundle: Any, done: str) -> dict[str, bool]:
    """Of every field that was changed so: whether it is named itself, or the pair or object in which it stands."""
    told: dict[str, bool] = {}
    for path, what, changed in changes(bundle):
        if what != done:
            continue
        here = "$" + "".join(f"[{each}]" if isinstance(each, int) else single_file.member("", each) for each in path)
        places = {here, here.rpartition("[")[0] if here.endswith("]") else here.rpartition(".")[0]} - {"$"}
        shape = re.sub(r"\[\d+\]", "[n]", here)
        told[shape] = told.get(shape, True) and not places.isdisjoint(paths_of_single_file(changed))
    return told


@pytest.mark.parametrize(
    ("name", "numbers", "texts"),
    [
        ("plain, dice", {"$.lottery.gap", "$.lottery.panels[n].weight"}, set()),
        ("quotas, dice", QUOTAS_UNTOLD | {"$.lottery.gap", "$.lottery.panels[n].weight"}, set()),
        ("merit, dice", {"$.places[n].value"}, set()),
        ("sealed", {"$.quotas.track.T[n]", "$.quotas.track.Y[n]"}, {"$.hidden[n]", "$.lottery_digest", SEALED_PERSON}),
    ],
)
def test_what_is_changed_is_named_but_for_what_nothing_else_was_made_from(
    name: str, numbers: set[str], texts: set[str]
) -> None:
    """These are told at the digest over them, or at what no longer follows from them."""
    for done, untold in (("one more", numbers), ("one character", texts)):
        told = named(BUNDLES[name], done)
        assert (len(told) > 2, {place for place, is_told in told.items() if not is_told}) == (True, untold)


def test_seating_a_friend_is_found_even_when_the_digests_are_made_to_fit() -> None:
    """The last reserve changes places with the last selected, and everything around is adjusted."""
    forged = copy.deepcopy(BUNDLES["plain, dice"])
    draws = forged["draws"]
    draws[2]["id"], draws[8]["id"] = draws[8]["id"], draws[2]["id"]
    draws[2]["ticket"], draws[8]["ticket"] = draws[8]["ticket"], draws[2]["ticket"]
    found = [fault.path for fault in verify(forged)]
    assert found == ["$.draws[2].id", "$.draws[2].ticket", "$.draws[8].id", "$.draws[8].ticket"]


def test_a_seed_chosen_to_please_does_not_follow_from_the_dice() -> None:
    """The tickets are those of the seed, so that the dice are named: whichever of both is false, they do not fit."""
    lottery = plain_lottery(people(9), 3)
    forged = make_bundle(lottery, SEED) | {"source": DICE.source, "value": DICE.value}
    assert [fault.path for fault in verify(forged)] == ["$.value"]
    assert paths_of_single_file(forged) == ["$.value"]


def test_a_list_changed_after_it_was_published_shows_in_its_digest() -> None:
    """Whoever changes list, digests and result alike makes a sound bundle, but not with the published digest."""
    published = BUNDLES["plain, dice"]
    later = bundle_of(plain_lottery(people(10), 3), DICE)
    assert verify(later) == []
    assert later["list_digest"] != published["list_digest"]


def test_randomness_made_up_for_a_round_is_found_by_its_signature() -> None:
    lottery = track_lottery()
    digest = list_digest(entry.id for entry in lottery.people)
    made_up = "0" * 64
    forged = make_bundle(
        lottery, derive_seed(digest, ROUND_1000.source, made_up), Randomness(ROUND_1000.source, made_up)
    )
    report = inspect(forged, check_round)  # without a signature nothing speaks against it, and nothing for it
    assert (report.faults, report.origin) == ([], Origin.NOT_SHOWN)
    forged["signature"] = ROUND_1000.signature
    assert [fault.path for fault in verify(forged, check_round)] == ["$.signature"]


@pytest.mark.parametrize(
    ("randomness", "beacon", "reason", "origin"),
    [
        (ROUND_1000, Beacon.VERIFIED, "", Origin.VERIFIED),
        (
            Randomness(ROUND_1000.source, ROUND_1000.value),
            Beacon.UNCHECKED,
            "the bundle holds no signature of a beacon",
            Origin.NOT_SHOWN,
        ),
        (DICE, Beacon.UNCHECKED, "the bundle holds no signature of a beacon", Origin.DICE),
        (None, Beacon.UNCHECKED, "the bundle holds no signature of a beacon", Origin.NOT_SHOWN),
    ],
)
def test_what_is_known_of_beacon_and_origin_is_said(
    randomness: Randomness | None, beacon: Beacon, reason: str, origin: Origin
) -> None:
    bundle = bundle_of(track_lottery(), randomness)
    report, single = inspect(bundle, check_round), single_report(bundle)
    assert (report.faults, report.beacon, report.reason, report.origin) == ([], beacon, reason, origin)
    assert (single["beacon"], single["origin"]) == (report.beacon_words, origin)


def test_the_signature_of_another_round_is_wrong() -> None:
    other = Randomness(ROUND_1000.source.replace(":1000", ":1001"), ROUND_1000.value, ROUND_1000.signature)
    bundle = bundle_of(track_lottery(), other)
    report = inspect(bundle, check_round)
    assert ([fault.path for fault in report.faults], report.beacon) == (["$.signature"], Beacon.WRONG)
    assert single_report(bundle)["beacon"] == "wrong"
    assert paths_of_single_file(bundle) == ["$.signature"]


def test_a_beacon_whose_key_is_not_known_stays_unchecked() -> None:
    other = Randomness(f"drand:{'0' * 64}:1000", ROUND_1000.value, ROUND_1000.signature)
    bundle = bundle_of(track_lottery(), other)
    report = inspect(bundle, lambda _number, _signature: None)
    assert (report.faults, report.beacon_words) == ([], "unchecked (this beacon's key is not known here)")
    assert (report.origin, single_report(bundle)["origin"]) == (Origin.UNCHECKED, "unchecked")
    assert single_report(bundle)["beacon"] == report.beacon_words


def test_without_a_way_to_check_signatures_the_beacon_stays_unchecked() -> None:
    report = inspect(BUNDLES["tracks, beacon"])
    assert (report.faults, report.beacon_words) == ([], "unchecked (py_ecc is not installed)")


@pytest.mark.parametrize(
    ("randomness", "path"),
    [
        (Randomness("coin", "1"), "$.source"),
        (Randomness("dice", "1"), "$.value"),
        (Randomness("dice", "2" * 20), "$.value"),
        (Randomness("dice", DICE.value, ROUND_1000.signature), "$.signature"),
        (Randomness(ROUND_1000.source, "0" * 64, ROUND_1000.signature), "$.value"),
        (Randomness(ROUND_1000.source, ROUND_1000.value, "00"), "$.signature"),
    ],
)
def test_a_bundle_that_would_not_verify_is_not_made(randomness: Randomness, path: str) -> None:
    lottery = plain_lottery(people(9), 3)
    seed = bytes.fromhex(BUNDLES["plain, dice"]["seed"])
    with pytest.raises(DocumentRefused) as refusal:
        make_bundle(lottery, seed, randomness)
    assert refusal.value.faults[0].path == path


def test_the_result_in_the_bundle_is_that_of_the_draw() -> None:
    bundle = BUNDLES["panels, seed alone"]
    lottery = read_lottery(bundle["lottery"])
    draw = run(lottery, SEED)
    assert bundle["panel"] == draw.panel
    assert [(place["id"], place["position"]) for place in bundle["draws"] if place["outcome"] == "selected"] == [
        (place.id, place.position) for place in draw.selected
    ]
    assert bundle["lottery_digest"] == lottery_digest(lottery_document(lottery))
    assert "source" not in bundle


@pytest.mark.parametrize("document", [None, [], "", 1, {}, {"seats": 3}])
def test_what_is_no_bundle_at_all_is_told_apart_from_a_broken_one(document: Any) -> None:
    assert is_bundle(document) is False
    assert verify(document) != []


def test_nobody_has_two_places_in_a_ranking() -> None:
    """Even where every digest was made to fit."""
    ranking = json.loads(json.dumps(BUNDLES["merit"]))
    ranking["places"].append({"id": "b", "value": 0, "outcome": "reserve", "position": 3})
    ranking["list_digest"] = list_digest(each["id"] for each in ranking["places"])
    ranking["digest"] = lottery_digest({name: value for name, value in ranking.items() if name != "digest"})
    expected = ["$.places[5].id"]
    assert ([fault.path for fault in verify(ranking)], paths_of_single_file(ranking)) == (expected, expected)
