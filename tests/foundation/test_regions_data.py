from collections import Counter

from sanggar.foundation.regions_data import RegionRow, province_names, region_rows

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


def test_no_other_name_is_shared() -> None:
    names = Counter(row.name for row in region_rows())
    assert {name for name, count in names.items() if count > 1} == set(BOTH)


def test_there_are_38_provinces_as_of_2026() -> None:
    assert len(province_names()) == 38
    assert [province_names()[code] for code in ("35", "93", "96")] == [
        "Jawa Timur",
        "Papua Selatan",
        "Papua Barat Daya",
    ]
