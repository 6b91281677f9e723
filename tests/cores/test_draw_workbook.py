"""`sanggar draw` from workbooks: the same draw as from CSV and JSON, and the same faults by row, column and value."""

import io
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from sanggar.cli.draw import main
from sanggar.cli.draw_quotas import quotas_of
from sanggar.cli.draw_workbook import people_table
from sanggar.cores.lottery.errors import DocumentRefused, DrawRefused
from sanggar.cores.lottery.table import parse_people

PEOPLE = [("id", "track"), ("a1", "YouTube"), ("b2", "TikTok"), ("c3", "TikTok"), ("d4", "YouTube")]
QUOTAS = [("Ciri", "Nilai", "Min", "Maks"), ("track", "YouTube", 1, 1), ("track", "TikTok", 1, 1)]
Cells = Sequence[Sequence[object]]


def book(rows: Cells, merged: str = "") -> bytes:
    made, buffer = openpyxl.Workbook(), io.BytesIO()
    page = made.active
    assert page is not None
    for row in rows:
        page.append(row)
    if merged:
        page.merge_cells(merged)
    made.save(buffer)
    return buffer.getvalue()


def faults(rows: Cells, **options: str) -> list[tuple[str, str]]:
    return [(fault.path, fault.code) for fault in people_table(book(rows), **options).faults]


def quota_faults(rows: Cells) -> list[tuple[str, str]]:
    try:
        found = quotas_of(2)(book(rows)).faults
    except DocumentRefused as refusal:
        found = refusal.faults
    return [(fault.path, fault.code) for fault in found]


def test_a_workbook_gives_the_draw_of_the_same_csv_and_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("people.xlsx").write_bytes(book(PEOPLE))
    Path("quotas.xlsx").write_bytes(book(QUOTAS))
    Path("people.csv").write_text("\n".join(",".join(row) for row in PEOPLE))
    bounds = {"track": {"YouTube": [1, 1], "TikTok": [1, 1]}}
    Path("quotas.json").write_text(json.dumps({"k": 2, "quotas": bounds}))
    sheets = "lottery --people people.xlsx --quotas quotas.xlsx --seats 2 --out one.json"
    texts = "lottery --people people.csv --quotas quotas.json --out other.json"
    assert (main(sheets.split()), main(texts.split())) == (0, 0)
    assert Path("one.json").read_bytes() == Path("other.json").read_bytes()
    run = f"run --lottery one.json --seed {'0' * 64} --out bundle.json --csv result.csv --people people.xlsx --force"
    assert main(run.split()) == 0
    assert "a1" in Path("result.csv").read_text()
    unseated = "lottery --language id --people people.xlsx --quotas quotas.xlsx --out two.json"
    assert main(unseated.split()) == 2
    assert capsys.readouterr().err.splitlines()[0] == (
        "quotas.xlsx: kuota dalam tabel tidak menyebut jumlah kursi; tambahkan --seats"
    )


def test_numbers_of_a_workbook_stand_in_the_result_as_its_reader_writes_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("people.xlsx").write_bytes(book([("id", "code", "mark"), ("a1", "35.73", 50.5), ("b2", "35.74", 40.0)]))
    assert main(["lottery", "--people", "people.xlsx", "--seats", "2", "--out", "one.json"]) == 0
    run = f"run --lottery one.json --seed {'0' * 64} --out bundle.json --csv result.csv --people people.xlsx --force"
    for language, delimiter, mark in (("id", ";", "50,5"), ("en", ",", "50.5")):
        assert main([*run.split(), "--language", language]) == 0
        rows = sorted(line.split(delimiter)[2:] for line in Path("result.csv").read_text().splitlines()[1:])
        assert [(row[0], row[3], row[4]) for row in rows] == [("a1", "35.73", mark), ("b2", "35.74", "40")]


def test_cells_are_read_as_the_sheet_says_them() -> None:
    rows = [("id", "age", "day"), (), (7, 24.0, date(2026, 6, 15)), ("b", None, True), (None, " ")]
    csv = b"id,age,day\n\n7,24,2026-06-15\nb,,TRUE\n"
    assert people_table(book(rows)) == parse_people(csv)


def test_what_a_sheet_does_not_tell_is_refused_by_row_and_column() -> None:
    assert faults([("id", "track"), ("a", "=B1"), ("b", "x"), ("b", "x"), ("", "x"), ("c", "x", "y")]) == [
        ("line 2, column track", "cell_formula"),
        ("line 4, column id", "duplicate_id"),
        ("line 5, column id", "id_blank"),
        ("line 6", "cells"),
    ]
    assert faults([("id", "kk"), ("a", 3573010101900001)], household="kk") == [
        ("line 2, column kk", "number_shortened")
    ]
    assert faults([("id", "=A1"), ("a", "x")]) == [("line 1, column 2", "cell_formula")]
    assert faults([]) == [("line 1", "table_empty")]
    assert faults([("track",), ("x",)]) == [("line 1", "column_id_missing")]


def test_a_number_that_a_sheet_cut_is_not_told_again_where_it_looks_like_a_nik() -> None:
    [fault] = people_table(book([("id",), (3573010101909001,)])).faults
    assert (fault.path, fault.params) == ("line 2, column id", {"value": "(NIK)"})


def test_merged_cells_and_broken_files_are_refused() -> None:
    merged = people_table(book(PEOPLE, merged="B2:B3"))
    assert [fault.code for fault in merged.faults] == ["cells_merged"]
    broken = (b"PK\x03\x04\x14\x00", book(PEOPLE)[:-200])
    assert [[fault.code for fault in people_table(each).faults] for each in broken] == [["workbook_broken"]] * 2


def test_quotas_are_refused_by_row_and_column() -> None:
    head, *rows = QUOTAS
    assert quota_faults([head, *rows, ("track", "YouTube", 0, 2), ("track", "X", "one", -1)]) == [
        ("line 4", "quota_twice"),
        ("line 5, column least", "bound_not_whole"),
        ("line 5, column most", "bound_not_whole"),
    ]
    assert quota_faults([head, *rows, ("track", "X", 3, 2), (None, "Y", 0, 1)]) == [
        ("line 4", "bounds_reversed"),
        ("line 5, column feature", "quota_unnamed"),
    ]
    assert quota_faults([("feature", "value"), *rows]) == [("line 1", "quota_column_missing")] * 2
    assert quota_faults([]) == [("line 1", "table_empty")]
    with pytest.raises(DrawRefused) as refusal:
        quotas_of(None)(book(QUOTAS))
    assert refusal.value.code == "quotas_without_k"
