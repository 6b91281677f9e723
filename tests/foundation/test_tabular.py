"""Lists as files: what stands in the list stands in the file, and nothing in it is ever a formula."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from sanggar.foundation.tabular import csv_response, safe_text, workbook, xlsx_response

MOMENT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
FORMULAS = [
    "=1+1",
    "+62812",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    '=HYPERLINK("http://x","klik")',
    "=cmd|' /C calc'!A0",
]
ROW = ["Nur'aini; Siti", 50, 1_500_000, date(2026, 11, 23), MOMENT, None, Decimal("1.5"), True]


def _rows_of_csv(rows: list[list[Any]], headings: list[str]) -> list[list[str]]:
    text = csv_response("daftar", headings, rows).content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def _cells_of_xlsx(rows: list[list[Any]], headings: list[str], name: str = "daftar") -> list[list[Any]]:
    book = openpyxl.load_workbook(io.BytesIO(workbook({name: (headings, rows)})))
    return [list(row) for row in book.worksheets[0].iter_rows()]


def test_sums_of_money_are_readable_in_a_spreadsheet() -> None:
    """Thousands set apart and wide enough to show, years and long texts as people write them, the heading in sight."""
    most, long = 999_999_999_999_999, "Konsumsi peserta hari pertama " * 6
    rows = [[2026, 5_000, "Sewa", 27.5], [2027, most, long, 100.0], [2028, -most, "Jumlah", None]]
    book = openpyxl.load_workbook(io.BytesIO(workbook({"Uang": (["Tahun", "Rp", "Uraian", "%"], rows)})))
    sheet = book.worksheets[0]
    year, money, text, share = sheet[3]
    assert [cell.number_format for cell in (year, money, share)] == ["General", "#,##0", "General"]
    assert (money.value, sheet["B2"].number_format) == (most, "#,##0")
    assert sheet.column_dimensions["B"].width >= len(f"{-most:,}")
    assert (text.alignment.wrap_text, sheet["C2"].alignment.wrap_text) == (True, None)
    assert sheet.column_dimensions["C"].width < 65
    moments = openpyxl.load_workbook(io.BytesIO(workbook({"Saat": (["Pada"], [[MOMENT]])}))).worksheets[0]
    assert moments.column_dimensions["A"].width >= len("23 Nov 2026 09:00")
    assert (sheet.freeze_panes, sheet["B1"].font.bold) == ("A2", True)


@pytest.mark.parametrize("text", FORMULAS)
def test_no_spreadsheet_takes_a_text_for_a_formula(text: str) -> None:
    assert _rows_of_csv([[text]], [text]) == [[f"'{text}"], [f"'{text}"]]
    heading, cell = (row[0] for row in _cells_of_xlsx([[text]], [text]))
    assert (heading.data_type, cell.data_type) == ("s", "s")
    assert cell.value.replace("_x000D_", "\r") == text


@pytest.mark.parametrize("text", ["Siti", "0812", "a=b", "", "'=1"])
def test_an_ordinary_text_stays_as_it_is(text: str) -> None:
    assert safe_text(text) == text


def test_a_csv_opens_in_a_spreadsheet_with_every_value_as_itself() -> None:
    response = csv_response("daftar", ["Nama"], [ROW])
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response["Content-Disposition"] == 'attachment; filename="daftar.csv"'
    assert _rows_of_csv([ROW], ["Nama"])[1] == [
        "Nur'aini; Siti", "50", "1500000", "2026-11-23", "2026-11-23 09:00", "", "1.5", "True",
    ]  # fmt: skip


def test_an_xlsx_reads_back_with_numbers_as_numbers_and_dates_as_dates() -> None:
    header, row = _cells_of_xlsx([ROW], [f"k{n}" for n in range(8)])
    plain = [cell.value.isoformat() if isinstance(cell.value, datetime) else cell.value for cell in row]
    assert plain == [
        "Nur'aini; Siti", 50, 1_500_000, "2026-11-23T00:00:00", "2026-11-23T09:00:00", None, 1.5, True,
    ]  # fmt: skip
    assert {cell.font.bold for cell in header} == {True}


def test_a_link_is_written_as_a_text() -> None:
    assert _cells_of_xlsx([["https://contoh.example"]], ["x"])[1][0].hyperlink is None


def test_a_text_too_long_for_a_cell_is_cut_not_dropped() -> None:
    assert len(_cells_of_xlsx([["a" * 40_000]], ["x"])[1][0].value) == 32_767


def test_a_sheet_may_be_called_anything() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook({"Rekap [2026]: A/B?*" + "n" * 40: (["x"], [])})))
    assert book.sheetnames == ["Rekap  2026   A B  nnnnnnnnnnnn"]


def test_an_empty_list_is_a_file_with_its_headings() -> None:
    assert _rows_of_csv([], ["Nama", "Nomor"]) == [["Nama", "Nomor"]]
    assert [[cell.value for cell in row] for row in _cells_of_xlsx([], ["Nama", "Nomor"])] == [["Nama", "Nomor"]]
    assert xlsx_response("daftar", ["Nama"], [])["Content-Disposition"] == 'attachment; filename="daftar.xlsx"'
