import copy
from fractions import Fraction
from typing import Any

import pytest
from draw_samples import changes, panel_lottery, people, track_lottery, two_tracks
from hypothesis import given
from hypothesis import strategies as st

from sanggar.cores.lottery.document import lottery_document, lottery_faults, read_lottery
from sanggar.cores.lottery.errors import DocumentRefused, DrawRefused
from sanggar.cores.lottery.lottery import Entry, Lottery, Panel, Person, Type, plain_lottery, stratified_lottery


def test_without_quotas_everybody_has_the_same_chance() -> None:
    lottery = plain_lottery(people(420, track="YouTube"), 50)
    assert lottery.types == (Type({}, 420, Fraction(50, 420)),)
    assert lottery.panels == (Panel(Fraction(1), (50,)),)
    assert lottery.seats == 50
    assert lottery.people[7] == Entry("p007", 0)


def test_features_that_decide_nothing_are_not_published() -> None:
    assert plain_lottery(people(5, district="Sukun"), 2) == plain_lottery(people(5), 2)


def test_with_seats_enough_everybody_is_seated() -> None:
    lottery = plain_lottery(people(3), 50)
    assert (lottery.types[0].probability, lottery.panels[0].counts, lottery.seats) == (Fraction(1), (3,), 50)


def test_seats_per_track_give_one_type_per_track() -> None:
    assert track_lottery() == Lottery(
        seats=5,
        types=(Type({"track": "TikTok"}, 7, Fraction(2, 7)), Type({"track": "YouTube"}, 13, Fraction(3, 13))),
        panels=(Panel(Fraction(1), (2, 3)),),
        people=tuple(Entry(person.id, int(person.features["track"] == "YouTube")) for person in two_tracks()),
    )


def test_seats_that_a_track_can_not_fill_stay_free() -> None:
    lottery = stratified_lottery(two_tracks(10), "track", {"YouTube": 5, "TikTok": 25, "Blog": 2})
    assert [dict(kind.features)["track"] for kind in lottery.types] == ["Blog", "TikTok", "YouTube"]
    assert [kind.probability for kind in lottery.types] == [0, 1, Fraction(5, 6)]
    assert (lottery.panels[0].counts, lottery.seats) == ((0, 4, 5), 32)


@pytest.mark.parametrize(
    ("listed", "code", "params"),
    [
        ([], "no_people", {}),
        ([Person("")], "not_id", {}),
        ([Person("a\nb")], "not_id", {}),
        ([Person("\ud800")], "not_id", {}),
        ([Person("a"), Person("b"), Person("a")], "duplicate_id", {"person": "a"}),
    ],
)
def test_a_list_that_can_not_be_drawn_from_is_refused(listed: list[Person], code: str, params: dict[str, str]) -> None:
    with pytest.raises(DrawRefused) as refusal:
        plain_lottery(listed, 1)
    assert (refusal.value.code, refusal.value.params) == (code, params)


@pytest.mark.parametrize("seats", [0, -1])
def test_a_draw_needs_a_seat(seats: int) -> None:
    with pytest.raises(DrawRefused) as refusal:
        plain_lottery(people(3), seats)
    assert refusal.value.code == "seats_invalid"


def test_a_track_can_not_owe_seats() -> None:
    with pytest.raises(DrawRefused) as refusal:
        stratified_lottery(two_tracks(), "track", {"YouTube": 6, "TikTok": -1})
    assert refusal.value.code == "seats_invalid"


def test_a_person_without_the_feature_stops_the_lottery() -> None:
    with pytest.raises(DrawRefused) as refusal:
        stratified_lottery([*two_tracks(), Person("q")], "track", {"YouTube": 1, "TikTok": 1})
    assert (refusal.value.code, refusal.value.params) == ("feature_missing", {"feature": "track"})


def test_a_person_for_whom_no_seats_are_published_stops_the_lottery() -> None:
    with pytest.raises(DrawRefused) as refusal:
        stratified_lottery([Person("q", {"track": "Blog"})], "track", {"YouTube": 1})
    params = {"person": "q", "feature": "track", "value": "Blog"}
    assert (refusal.value.code, refusal.value.params) == ("value_unpublished", params)


@given(st.permutations(two_tracks()), st.permutations([("YouTube", 3), ("TikTok", 2)]))
def test_the_order_of_the_input_changes_nothing_in_the_document(
    listed: list[Person], seats: list[tuple[str, int]]
) -> None:
    assert lottery_document(stratified_lottery(listed, "track", dict(seats))) == lottery_document(track_lottery())


NAMES = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)


@given(st.dictionaries(NAMES, st.sampled_from(["", "a", '"', "é", "\U0001f3ac"]), min_size=1), st.integers(0, 9))
def test_a_published_lottery_reads_back_the_same(values: dict[str, str], seats: int) -> None:
    listed = [Person(person_id, {"track": value}) for person_id, value in values.items()]
    lottery = stratified_lottery(listed, "track", {"": seats, "a": 3, '"': 0, "é": 1, "\U0001f3ac": 2})
    assert read_lottery(lottery_document(lottery)) == lottery


def test_a_lottery_of_many_panels_reads_back_the_same() -> None:
    assert read_lottery(lottery_document(panel_lottery())) == panel_lottery()


def _document(**fields: Any) -> dict[str, Any]:
    return copy.deepcopy(lottery_document(panel_lottery())) | fields


def _first(name: str, **fields: Any) -> dict[str, Any]:
    document = _document()
    document[name][0] |= fields
    return document


@pytest.mark.parametrize(
    ("document", "path", "code"),
    [
        ([], "$", "not_object"),
        (_document(seats=0), "$.seats", "not_whole"),
        (_document(seats=True), "$.seats", "not_whole"),
        (_document(seats=3), "$.panels[0].counts", "too_many"),
        (_document(people=[]), "$.people", "no_people"),
        (_document(panels=[]), "$.panels", "no_panels"),
        (_document(gap=-1), "$.gap", "not_number"),
        (_document(**{"odd name": 1}), '$["odd name"]', "unknown"),
        (_first("types", count=5), "$.types[0].count", "differs"),
        (_first("types", probability=0.4), "$.types[0].probability", "differs"),
        (_first("types", features={"district": 1}), "$.types[0].features.district", "not_text"),
        (_first("types", features={"district": "Sukun"}), "$.types[1].features", "order"),
        (_first("panels", weight=0), "$.panels[0].weight", "not_positive"),
        (_first("panels", counts=[2]), "$.panels[0].counts", "length"),
        (_first("panels", counts=[5, 0]), "$.panels[0].counts[0]", "too_many"),
        (_first("panels", counts=[0, 2.5]), "$.panels[0].counts[1]", "not_whole"),
        (_first("people", id="p001"), "$.people[1].id", "duplicate"),
        (_first("people", id="p999"), "$.people[1].id", "order"),
        (_first("people", type=2), "$.people[0].type", "no_such_type"),
    ],
)
def test_a_lottery_that_contradicts_itself_is_refused_at_the_place(document: Any, path: str, code: str) -> None:
    with pytest.raises(DocumentRefused) as refusal:
        read_lottery(document)
    assert (path, code) in [(fault.path, fault.code) for fault in refusal.value.faults]


def test_every_fault_of_a_lottery_has_its_sentence() -> None:
    sentences = [
        fault.sentence
        for _, _, changed in changes(lottery_document(panel_lottery()))
        for fault in lottery_faults(changed)
    ]
    assert len(sentences) > 100
    assert [sentence for sentence in sentences if "{" in sentence] == []
