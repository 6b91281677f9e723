"""People in columns, a million of them: the same lottery and bytes, in the order of ids whatever those look like."""

from hashlib import sha256
from operator import itemgetter

import pytest
from draw_samples import panel_lottery, people_at_home, quota_sample, two_tracks
from hypothesis import given
from hypothesis import strategies as st

from sanggar.cores.lottery.digest import list_digest, lottery_digest
from sanggar.cores.lottery.document import light_document
from sanggar.cores.lottery.errors import DocumentRefused, DrawRefused
from sanggar.cores.lottery.fair.ordering import by_bytes
from sanggar.cores.lottery.quotas import Columns, column_lottery, quota_lottery

QUOTAS = {"track": {"YouTube": (2, 4), "TikTok": (1, 3)}}

TEXT = (
    '{"format":"sanggar-lottery","gap":0.000000001,"panels":[{"counts":[2,2],"weight":0.5},{"counts":[1,3],"weight":0.3},'
    '{"counts":[3,1],"weight":0.2}],"people":[{"id":"p000","type":0},{"id":"p001","type":0},{"id":"p002","type":0},'
    '{"id":"p003","type":0},{"id":"p004","type":1},{"id":"p005","type":1},{"id":"p006","type":1},{"id":"p007","type":1},'
    '{"id":"p008","type":1},{"id":"p009","type":1}],"quotas":{},"seats":4,"types":[{"count":4,"features":{"district":'
    '"Klojen"},"probability":0.475},{"count":6,"features":{"district":"Sukun"},"probability":0.35}],"version":2}'
)


def columns_of(tracks: list[str]) -> Columns:
    return {"track": tracks}


def test_what_is_hashed_of_a_lottery_is_this_text() -> None:
    document = light_document(panel_lottery())
    assert lottery_digest(document) == sha256(TEXT.encode()).hexdigest()
    assert list_digest(each.id for each in panel_lottery().people) == (
        "14a56f9624cd485e9b5db02e46ae92b85618d0a0e54fef7a6999972472128110"  # printf 'p%03d\n' {0..9} | sha256sum
    )


def test_columns_give_the_lottery_of_the_same_people_in_whatever_order() -> None:
    people = two_tracks()
    by_person = quota_lottery(people, 5, QUOTAS)
    for listed in (people, people[::-1]):
        ids, tracks = [each.id for each in listed], [each.features["track"] for each in listed]
        assert column_lottery(ids, columns_of(tracks), 5, QUOTAS) == by_person


def test_columns_with_households_and_numbers_too() -> None:
    people = people_at_home()
    quotas = {"sex": {"P": (2, 3), "L": (2, 3)}}
    columns = {"sex": [each.features["sex"] for each in people]}
    homes = [each.household or "" for each in people]
    ids = [each.id for each in people]
    assert column_lottery(ids, columns, 5, quotas, households=homes) == quota_lottery(people, 5, quotas)
    apart = [each._replace(household=None) for each in people]
    assert column_lottery(ids, columns, 5, quotas, numbers=1000) == quota_lottery(apart, 5, quotas, numbers=1000)


def test_a_value_without_quota_is_named_by_draw_id() -> None:
    with pytest.raises(DocumentRefused) as refused:
        column_lottery(["a", "b"], columns_of(["YouTube", "radio"]), 1, QUOTAS)
    assert [fault.path for fault in refused.value.faults] == ["b, column track"]


def test_a_feature_without_column_is_refused() -> None:
    with pytest.raises(DrawRefused, match="there is no column track"):
        column_lottery(["a"], {"sex": ["P"]}, 1, QUOTAS)


@given(
    st.lists(st.from_regex(r"[0-9a-f]{4}", fullmatch=True), min_size=1, unique=True)
    | st.lists(st.text("aé𝄞\uffff\0 ", min_size=2, max_size=2), min_size=1, unique=True)
    | st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1, unique=True)
)
def test_ids_stand_in_the_order_of_their_bytes_each_with_its_type(ids: list[str]) -> None:
    kinds = list(range(len(ids)))
    expected = sorted(zip(ids, kinds, strict=True), key=lambda pair: pair[0].encode())
    listed, beside = by_bytes(ids, kinds)
    assert (listed, beside) == (list(map(itemgetter(0), expected)), list(map(itemgetter(1), expected)))


def test_people_of_a_lottery_stand_in_order_when_their_ids_differ_in_length() -> None:
    people = [each._replace(id=each.id + "x" * (number % 3)) for number, each in enumerate(two_tracks())]
    assert [each.id for each in quota_lottery(people, 5, QUOTAS).people] == sorted(each.id for each in people)
    assert quota_sample().people == tuple(sorted(quota_sample().people))
