"""A draw over data that nobody may learn: what is published tells of it nothing, and the inspector can open it."""

import copy
import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from draw_samples import DICE, bundle_of, bundles, changes, quota_sample, stepped_bundle

from sanggar.cores.lottery import verify as single_file
from sanggar.cores.lottery.errors import DrawRefused
from sanggar.cores.lottery.inspection import inspect, verify
from sanggar.cores.lottery.sealed import UNCHECKED, document_digest, opening_faults, sealed_document, sealed_people

WHOLE = {"draw": bundle_of(quota_sample(), DICE), "steps": stepped_bundle()}
HIDDEN = ["sex"]


def opened(bundle: Any, sealed: Any) -> dict[str, Any]:
    """As the single file finds it, both having gone through files."""
    read = (single_file.read(json.dumps(document).encode()) for document in (bundle, sealed))
    return single_file.opened(*read)


def published(name: str = "draw") -> dict[str, Any]:
    return sealed_document(WHOLE[name], HIDDEN)


@pytest.mark.parametrize("name", WHOLE)
def test_nothing_published_tells_ids_tickets_panels_chances_or_the_hidden_feature(name: str) -> None:
    text = json.dumps(published(name)["people"] + published(name)["steps"])
    bundle = WHOLE[name]
    assert not any(place["id"] in text or place["ticket"] in text for place in bundle["draws"])
    assert {tuple(row["features"]) for row in published(name)["people"]} == {("track",)}
    assert set(published(name)) & {"lottery", "panel", "panels", "draws"} == set()


def test_that_a_hidden_quota_gave_way_is_told_by_nothing() -> None:
    """Beside one leaver, "a quota that is not named gives way" would say who was the last woman."""
    assert WHOLE["steps"]["steps"][1]["relaxed"] == {"sex": {"P": [0, 1]}}
    assert [set(step) & {"relaxed"} for step in published("steps")["steps"]] == [set(), set()]


def test_of_a_public_quota_that_gave_way_it_is_told() -> None:
    """Here the track is hidden and the sex is not."""
    [_, step] = sealed_document(WHOLE["steps"], ["track"])["steps"]
    assert step["relaxed"] == {"sex": {"P": [0, 1]}}
    assert verify(sealed_document(WHOLE["steps"], ["track"])) == []


def resealed(document: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """With every digest made to fit again."""
    return document | changed | {"digest": document_digest(document | changed)}


@pytest.mark.parametrize("relaxed", [{}, {"track": {}}, {"sex": {"P": [0, 1]}}, {"track": {"S": [0, 1]}}])
def test_nothing_gives_way_in_a_sealed_step_but_public_quotas(relaxed: Any) -> None:
    """Not even an empty word of it: that would tell of a hidden one."""
    steps = published("steps")["steps"]
    told = resealed(published("steps"), steps=[steps[0], steps[1] | {"relaxed": relaxed}])
    assert [fault.path for fault in verify(told)] == ["$.steps[1].relaxed"]
    assert [fault["path"] for fault in single_file.report(told)["faults"]] == ["$.steps[1].relaxed"]


def test_several_faults_of_one_person_are_told_in_the_same_order_everywhere() -> None:
    people = published()["people"]
    strange = dict.fromkeys("fbdace", "x")
    told = resealed(published(), people=[people[0] | {"features": people[0]["features"] | strange}, *people[1:]])
    paths = [f"$.people[0].features.{name}" for name in sorted(strange)]
    assert [fault.path for fault in verify(told)][:6] == paths
    assert [fault["path"] for fault in single_file.report(told)["faults"]][:6] == paths


def test_bounds_over_hidden_features_stand_nowhere() -> None:
    """A quota that clashed and was changed no further than it must tells how many such people there are."""
    sealed = published("steps")
    assert (sealed["hidden"], sealed["quotas"]) == (HIDDEN, {"track": {"Y": [2, 3], "T": [1, 2]}})
    bounds = WHOLE["steps"]["lottery"]["quotas"]
    for told in (resealed(sealed, quotas=bounds), resealed(sealed, hidden=["sex", "track"])):
        assert verify(told)[0].path == single_file.report(told)["faults"][0]["path"] == "$.hidden"


def test_a_feature_that_has_no_quota_can_not_be_said_to_be_hidden() -> None:
    """Sound by itself, as nobody sees the hidden quotas; the inspector does."""
    told = resealed(published("steps"), hidden=["age", "sex"])
    assert verify(told) == []
    assert [fault.path for fault in opening_faults(told, WHOLE["steps"])] == ["$.hidden"]
    assert [fault["path"] for fault in opened(WHOLE["steps"], told)["faults"]] == ["$.hidden"]


def test_the_lottery_s_digest_binds_the_bounds_that_nobody_sees() -> None:
    """Other bounds that the panels keep as well: the public file is the same but for that digest."""
    wider = WHOLE["draw"]["lottery"]["quotas"] | {"sex": {"P": (1, 3), "L": (1, 3)}}
    other = sealed_document(bundle_of(replace(quota_sample(), quotas=wider), DICE), HIDDEN)
    differing = {name for name in other if other[name] != published()[name]}
    assert differing == {"lottery_digest", "digest"}


def test_people_stand_in_an_order_that_follows_from_nothing_hidden() -> None:
    people = published()["people"]
    assert [row["commitment"] for row in people] == sorted(row["commitment"] for row in people)


def test_each_person_finds_oneself_from_the_draw_id_in_a_shell() -> None:
    bundle = WHOLE["draw"]
    features = '{"sex":"P","track":"Y"}'
    entry = next(e for e in bundle["lottery"]["people"] if e["type"] == kind_of(bundle, features))
    commitment = hashlib.sha256(f"{entry['id']}\0{features}".encode()).hexdigest()
    row = next(row for row in published()["people"] if row["commitment"] == commitment)
    place = next(place for place in bundle["draws"] if place["id"] == entry["id"])
    assert row["outcome"] == place["outcome"]


def kind_of(bundle: dict[str, Any], features: str) -> int:
    return [json.dumps(kind["features"], separators=(",", ":")) for kind in bundle["lottery"]["types"]].index(features)


def test_the_list_before_the_draw_is_the_same_without_the_outcomes() -> None:
    before = sealed_people(WHOLE["draw"]["lottery"], HIDDEN)
    assert [row | {"outcome": None} for row in before] == [row | {"outcome": None} for row in published()["people"]]


def test_what_the_public_can_not_check_is_said() -> None:
    assert inspect(published()).unchecked == UNCHECKED
    assert inspect(WHOLE["draw"]).unchecked == ()


@pytest.mark.parametrize("name", WHOLE)
def test_the_inspector_opens_it_with_both_programs(name: str) -> None:
    assert opening_faults(published(name), WHOLE[name]) == []
    assert opened(WHOLE[name], published(name))["valid"] is True


def test_what_was_published_before_a_step_is_told_as_too_short_and_not_as_another_kind_of_thing() -> None:
    older = sealed_document(WHOLE["steps"] | {"steps": WHOLE["steps"]["steps"][:-1]}, HIDDEN)
    [steps] = [fault for fault in opening_faults(older, WHOLE["steps"]) if fault.path == "$.steps"]
    count = len(WHOLE["steps"]["steps"])
    assert (steps.code, steps.params) == ("length", {"expected": count, "found": count - 1})


@pytest.mark.parametrize("name", WHOLE)
def test_a_sealed_draw_that_is_sound_by_itself_but_of_another_result_is_found_by_the_inspector(name: str) -> None:
    """Two people change places; every digest is made to fit again."""
    forged = copy.deepcopy(published(name))
    people = forged["people"]
    first = next(row for row in people if row["outcome"] == "selected")
    second = next(row for row in people if row["outcome"] == "reserve" and row["features"] == first["features"])
    first["outcome"], second["outcome"] = second["outcome"], first["outcome"]
    if name == "draw":
        forged["seated"] = sorted(row["commitment"] for row in people if row["outcome"] == "selected")
    rest = {key: value for key, value in forged.items() if key != "digest"}
    forged["digest"] = single_file.lottery_digest(rest)
    swapped = {f"$.people[{people.index(row)}].outcome" for row in (first, second)}
    assert swapped < {fault.path for fault in opening_faults(forged, WHOLE[name])}
    if name == "draw":
        assert verify(forged) == []  # the public alone can not see it, and is told so
        faults = opened(WHOLE[name], forged)["faults"]
        assert [fault["path"] for fault in faults] == ["$.people"]


def test_a_changed_number_of_seats_is_told_as_it_is_written() -> None:
    changed = published() | {"seats": 5}
    seated = sum(row["outcome"] == "selected" for row in changed["people"])
    [found] = [fault.params for fault in verify(changed) if fault.path == "$.seats"]
    told = [each["message"] for each in single_file.report(changed)["faults"] if each["path"] == "$.seats"]
    assert (found, told) == ({"expected": seated, "found": 5}, [f"expected {seated}, found 5"])


def test_no_change_of_a_single_field_opens() -> None:
    for path, done, changed in changes(published("steps")):
        if isinstance(changed, dict):
            assert verify(changed) or opening_faults(changed, WHOLE["steps"]), (path, done)


@pytest.mark.parametrize("field", ["source", "value"])
def test_half_a_character_is_no_text_to_either_program(field: str) -> None:
    """It has no bytes, so nothing that holds it has a digest."""
    broken = published() | {field: "\ud800"}
    told = single_file.report(single_file.read(json.dumps(broken).encode()))
    assert [fault.path for fault in verify(broken)] == [fault["path"] for fault in told["faults"]] == [f"$.{field}"]


def test_two_files_in_the_wrong_roles_are_told() -> None:
    for bundle, sealed in ((published(), published()), (WHOLE["draw"], WHOLE["draw"]), (published(), WHOLE["draw"])):
        found = opened(bundle, sealed)
        assert (found["valid"], found["faults"][-1]["message"]) == (False, "is not a whole bundle and its sealed draw")


def test_the_downloaded_file_opens_it_too(tmp_path: Path) -> None:
    whole, public = tmp_path / "bundle.json", tmp_path / "published.json"
    whole.write_text(json.dumps(WHOLE["steps"]))
    public.write_text(json.dumps(published("steps")))
    command = [sys.executable, "-I", "-S", single_file.__file__, str(whole), "--sealed", str(public)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    public.write_text(json.dumps(published("draw")))
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1


def test_a_sealed_draw_can_not_keep_households_apart_yet() -> None:
    bundle = bundles()["households, dice"]
    with pytest.raises(DrawRefused, match="can not keep households apart"):
        sealed_document(bundle, ["sex"])
    found = bundles()["sealed"]
    assert [fault.path for fault in opening_faults(found, bundle)] == ["$"]
    assert [fault["path"] for fault in opened(bundle, found)["faults"]] == ["$"]
