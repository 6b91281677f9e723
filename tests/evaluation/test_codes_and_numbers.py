"""Codes that survive being read out, and numbers from a pattern that is data, not code."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanggar.evaluation.codes import LETTERS, fresh_code, read_code
from sanggar.evaluation.numbers import USUAL, number_of, read_pattern
from sanggar.evaluation.refusals import CodeUnreadable, PatternUnreadable

CODE = "7K3F92QDXM4T8VWZ1A5B"
DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.lower(),
        "7K3F-92QD-XM4T-8VWZ-1A5B",
        " 7k3f 92qd xm4t 8vwz 1a5b ",
        "7K3F–92QD–XM4T–8VWZ–1A5B",
        "7K3F92QDXM4T8VWZIA5B",
        "7K3F92QDXM4T8VWZlA5B",
        f"https://sanggar.example/sertifikat/{CODE}/",
    ],
)
def test_a_code_is_understood_as_people_type_it(typed: str) -> None:
    assert read_code(typed) == CODE


@pytest.mark.parametrize("typed", ["", "7K3F", CODE + "0", CODE[:-1] + "U", CODE[:-1] + "é", "'; DROP TABLE"])
def test_what_can_not_be_a_code_is_refused(typed: str) -> None:
    with pytest.raises(CodeUnreadable):
        read_code(typed)


def test_a_fresh_code_reads_as_itself() -> None:
    assert all(read_code(code) == code for code in (fresh_code() for _ in range(50)))
    assert len(LETTERS) == 32


@pytest.mark.parametrize(
    ("pattern", "ordinal", "number"),
    [
        (USUAL, 7, "007/SERT/XI/2026"),
        (USUAL, 1234, "1234/SERT/XI/2026"),
        ("{urut}/{tahun}", 7, "7/2026"),
        ("400.14.5/{urut:04}/35.73.112/{tahun}", 7, "400.14.5/0007/35.73.112/2026"),
    ],
)
def test_a_number_follows_the_pattern(pattern: str, ordinal: int, number: str) -> None:
    assert number_of(read_pattern(pattern), ordinal, DAY) == number


@pytest.mark.parametrize(
    "pattern",
    ["", "SERT/{tahun}", "{urut}/SERT", "{urut}/{urut}/{tahun}", "{urut}/{tahun}/{kode}", "{urut.__class__}/{tahun}",
     "{urut:99999999}/{tahun}", "{urut}/{tahun}/{", "{urut}/{tahun}/" + "x" * 80],
)  # fmt: skip
def test_a_pattern_that_is_no_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(PatternUnreadable):
        read_pattern(pattern)


@given(
    ordinals=st.sets(st.integers(1, 10**6), min_size=2, max_size=2),
    pattern=st.sampled_from([USUAL, "{urut}/{tahun}", "{tahun}-{urut:02}", "A{urut:06}{bulan}/{tahun}"]),
)
def test_two_places_in_a_series_never_share_a_number(ordinals: set[int], pattern: str) -> None:
    first, second = (number_of(pattern, ordinal, DAY) for ordinal in ordinals)
    assert first != second
