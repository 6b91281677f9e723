from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanggar.foundation.regions_data import RegionRow, match_region_name, province_names, region_rows

BOTH = ("Blimbing", "Klojen", "Kedungkandang", "Sukun", "Lowokwaru")


def test_kota_malang_is_complete() -> None:
    assert Counter(row.level for row in region_rows()) == {"provinsi": 1, "kota": 1, "kecamatan": 5, "kelurahan": 57}


def test_each_kecamatan_has_its_kelurahan() -> None:
    counted = Counter(row.parent for row in region_rows() if row.level == "kelurahan")
    assert counted == {"35.73.01": 11, "35.73.02": 11, "35.73.03": 12, "35.73.04": 11, "35.73.05": 12}


def test_every_place_lies_in_one_that_came_before_it() -> None:
    seen: set[str] = {""}
    for row in region_rows():
        assert row.parent in seen
        assert row.code.rpartition(".")[0] == row.parent
        seen.add(row.code)
    assert len(seen) == len(region_rows()) + 1


def test_a_kelurahan_is_read_whole() -> None:
    assert RegionRow("35.73.05.1004", "kelurahan", "Dinoyo", "35.73.05", "65144") in region_rows()


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Pisang Candi", "35.73.04.1007"),
        ("Pisangcandi", "35.73.04.1007"),
        ("Rampal Celaket", "35.73.02.1002"),
        ("Tasikmadu", "35.73.05.1012"),
        ("KOTA LAMA", "35.73.03.1001"),
        ("Bakalan Krajan", "35.73.04.1011"),
        ("gadingkasri", "35.73.02.1010"),
        ("Oro Oro Dowo", "35.73.02.1008"),
        ("Oro‑oro\N{NO-BREAK SPACE}Dowo", "35.73.02.1008"),
        ("Kota Malang", "35.73"),
        ("jawa timur", "35"),
    ],
)
def test_a_place_is_found_however_its_name_is_spaced(written: str, code: str) -> None:
    assert match_region_name(written) == (code,)


@pytest.mark.parametrize("name", BOTH)
def test_five_names_are_a_kecamatan_and_a_kelurahan(name: str) -> None:
    (district,) = match_region_name(name, level="kecamatan")
    (village,) = match_region_name(name, level="kelurahan")
    assert match_region_name(name) == (district, village)
    assert village.startswith(f"{district}.1")


def test_no_other_name_is_shared() -> None:
    names = Counter(row.name for row in region_rows())
    assert {name for name, count in names.items() if count > 1} == set(BOTH)


@pytest.mark.parametrize("name", ["Malang", "Batu", "", "Kelurahan Dinoyo", "Surabaya"])
def test_nothing_is_guessed(name: str) -> None:
    assert match_region_name(name) == ()


def test_a_search_can_be_kept_within_one_area() -> None:
    assert match_region_name("Dinoyo", within="35.73.05") == ("35.73.05.1004",)
    assert match_region_name("Dinoyo", within="35.73.0") == ()
    assert match_region_name("Sukun", within="35.73.04") == ("35.73.04", "35.73.04.1005")


@given(st.sampled_from(region_rows()))
def test_every_place_is_found_by_its_own_name_and_level(row: RegionRow) -> None:
    assert match_region_name(row.name.upper(), level=row.level) == (row.code,)


def test_there_are_38_provinces_as_of_2026() -> None:
    assert len(province_names()) == 38
    assert [province_names()[code] for code in ("35", "93", "96")] == [
        "Jawa Timur",
        "Papua Selatan",
        "Papua Barat Daya",
    ]
