import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanggar.foundation.words import LARGEST, terbilang, terbilang_rupiah

VALUES = {"nol": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8}
VALUES |= {"sembilan": 9, "sepuluh": 10, "sebelas": 11}
NEARLY_75_MILLION = (
    "tujuh puluh empat juta sembilan ratus sembilan puluh sembilan ribu sembilan ratus sembilan puluh sembilan rupiah"
)
GROUPS = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}


def read_aloud(words: str) -> int:
    """The number that a listener would write down; an independent reading, the other way round."""
    total = group = unit = 0
    for word in words.replace("seribu", "satu ribu").replace("seratus", "satu ratus").split():
        if word in VALUES:
            unit = VALUES[word]
        elif word == "belas":
            unit += 10
        elif word in {"puluh", "ratus"}:
            group, unit = group + unit * (10 if word == "puluh" else 100), 0
        elif word == "triliun":
            total, group, unit = (total + group + unit) * GROUPS[word], 0, 0
        else:
            total, group, unit = total + (group + unit) * GROUPS[word], 0, 0
    return total + group + unit


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (20, "dua puluh"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (1_000, "seribu"),
        (1_100, "seribu seratus"),
        (2_026, "dua ribu dua puluh enam"),
        (11_000, "sebelas ribu"),
        (21_000, "dua puluh satu ribu"),
        (101_000, "seratus satu ribu"),
        (1_000_000, "satu juta"),
        (1_001_000, "satu juta seribu"),
        (10**9, "satu miliar"),
        (10**12, "satu triliun"),
        (10**15, "seribu triliun"),
        (-5, "minus lima"),
    ],
)
def test_numbers_are_spelled(number: int, words: str) -> None:
    assert terbilang(number) == words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (150_000_000, "seratus lima puluh juta rupiah"),
        (
            74_999_999,
            NEARLY_75_MILLION,
        ),
    ],
)
def test_receipts_spell_the_rupiah(amount: int, words: str) -> None:
    assert terbilang_rupiah(amount) == words


@given(st.integers(min_value=0, max_value=LARGEST))
def test_a_listener_writes_down_the_same_number(number: int) -> None:
    assert read_aloud(terbilang(number)) == number


@given(st.integers(min_value=1, max_value=LARGEST))
def test_one_thousand_and_one_hundred_contract_and_nothing_else_does(number: int) -> None:
    words = f" {terbilang(number)} "
    contracted = [
        wrong for wrong in ("satu puluh", "satu belas", "satu ratus", "sejuta", "puluh seribu") if wrong in words
    ]
    assert contracted == []


@pytest.mark.parametrize("number", [LARGEST + 1, -LARGEST - 1])
def test_what_can_not_be_spelled_is_an_error(number: int) -> None:
    with pytest.raises(ValueError, match="up to"):
        terbilang(number)
