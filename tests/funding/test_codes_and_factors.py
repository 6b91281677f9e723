"""What people type for codes and volumes."""

import pytest

from sanggar.foundation.errors import DomainError
from sanggar.funding.codes import normalise_account_code, normalise_sub_activity_code
from sanggar.funding.factors import factors_text, read_factors, volume_of


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("5.1.02.02.01.0003", "5.1.02.02.01.0003"),
        ("5.1.2.02.05.0009", "5.1.02.02.05.0009"),
        (" 5.1.02. 02.01 .0003 ", "5.1.02.02.01.0003"),
        ("5.1.02.02.01.0003.", "5.1.02.02.01.0003"),
    ],
)
def test_an_account_code_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert normalise_account_code(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["", "5.1.02.02.01", "5.1.02.02.01.03", "5,1,02,02,01,0003", "honor", "٥.1.02.02.01.0003"],
)
def test_what_is_no_account_code_is_refused_with_the_way_to_write_it(typed: str) -> None:
    with pytest.raises(DomainError, match=r"misalnya 5\.1\.02\.02\.01\.0003"):
        normalise_account_code(typed)


@pytest.mark.parametrize("code", ["2.16.02.2.01.0015", "2.16.02.2.01.08"])
def test_sub_activity_codes_of_both_generations_are_kept_as_they_are(code: str) -> None:
    assert normalise_sub_activity_code(code) == code


@pytest.mark.parametrize("typed", ["2.16.02.2.01", "2.16.02.2.01.001", "2.16.02.2.01.00155", "kemitraan"])
def test_what_is_no_sub_activity_code_is_refused(typed: str) -> None:
    with pytest.raises(DomainError, match="Kode sub kegiatan tidak terbaca"):
        normalise_sub_activity_code(typed)


@pytest.mark.parametrize(
    ("typed", "factors", "volume"),
    [
        ("50 orang × 2 hari", [(50, "orang"), (2, "hari")], 100),
        ("50 orang x 2 hari X 1 kali", [(50, "orang"), (2, "hari"), (1, "kali")], 100),
        ("4 org*4 jam", [(4, "org"), (4, "jam")], 16),
        ("4 org x4 jam", [(4, "org"), (4, "jam")], 16),
        ("1 paket", [(1, "paket")], 1),
        ("1.500 lembar A4", [(1500, "lembar A4")], 1500),
        ("12 box × 3 kali", [(12, "box"), (3, "kali")], 36),
    ],
)
def test_a_volume_is_read_as_it_is_written_in_a_budget(typed: str, factors: list[tuple[int, str]], volume: int) -> None:
    assert (read_factors(typed), volume_of(factors)) == (factors, volume)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("50", "Tulis angka bulat dan satuannya"),
        ("orang", "Tulis angka bulat dan satuannya"),
        ("4 orang x", "Tulis angka bulat dan satuannya"),
        ("50 orang × ", "Tulis angka bulat dan satuannya"),
        ("1,5 jam", "Tulis angka bulat dan satuannya"),
        ("0 orang", "antara 1 dan 1.000.000"),
        ("1000001 orang", "antara 1 dan 1.000.000"),
        ("1 a × 1 b × 1 c × 1 d × 1 e", "paling banyak empat"),
        (f"1 {'o' * 31}", "Tulis angka bulat dan satuannya"),
    ],
)
def test_a_volume_that_is_none_is_refused_with_the_way_to_write_it(typed: str, told: str) -> None:
    with pytest.raises(DomainError, match=told):
        read_factors(typed)


def test_a_volume_is_shown_as_it_was_typed() -> None:
    assert factors_text(read_factors("1500 orang x 2 hari")) == "1.500 orang × 2 hari"
