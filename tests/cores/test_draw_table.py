import pytest

from sanggar.cores.lottery.errors import DocumentRefused
from sanggar.cores.lottery.lottery import Person
from sanggar.cores.lottery.table import read_people

TWO = [Person("a1", {"track": "YouTube"}), Person("b2", {"track": "TikTok"})]


@pytest.mark.parametrize(
    "data",
    [
        b"id,track\na1,YouTube\nb2,TikTok\n",
        b"track,id\nYouTube,a1\nTikTok,b2",
        b"\xef\xbb\xbfid;track\r\na1;YouTube\r\nb2;TikTok\r\n",
        b'id,track\n\na1,"YouTube"\n\nb2,TikTok\n\n',
        b"\nid\ttrack\r\na1\tYouTube\r\nb2\tTikTok\r\n",
        b"id;track\r\na1;YouTube\r\n;\r\nb2;TikTok\r\n ; \r\n;\r\n",
    ],
)
def test_tables_of_spreadsheets_are_read(data: bytes) -> None:
    assert read_people(data) == TWO


def test_ids_alone_are_a_table() -> None:
    assert read_people(b"id\na1\nb2\n") == [Person("a1"), Person("b2")]


@pytest.mark.parametrize(
    ("data", "faults"),
    [
        (b"", [("line 1", "table_empty")]),
        (b"\n\n", [("line 1", "table_empty")]),
        (b"id,track\n", [("line 2", "no_people")]),
        (b"name\na\n", [("line 1", "column_id_missing")]),
        (b"id,,id\na,b,c\n", [("line 1, column 2", "column_unnamed"), ("line 1, column 3", "column_twice")]),
        (b"id,track\na\nb,c,d\n", [("line 2", "cells"), ("line 3", "cells")]),
        (b"id,track\n,x\na,y\na,z\n", [("line 2, column id", "id_blank"), ("line 4, column id", "duplicate_id")]),
        (b'id,track\n"a\nb",x\n', [("line 3, column id", "cell_not_id")]),
        (b"id,track\na,\x07\n", [("line 2, column track", "cell_not_text")]),
        (
            b"id,track\na,x\x00\nb\x00,x\n",
            [("line 2, column track", "cell_not_text"), ("line 3, column id", "cell_not_id")],
        ),
        (b"id,track\na ,x\nb,x\n", [("line 2, column id", "id_spaced")]),
        ("id\ne\u0301\n\u00e9\n".encode(), [("line 3, column id", "duplicate_id")]),
        (b"id,track\na,\xff\n", [("line 2", "table_not_utf8")]),
        ("id;jalur\na;caf\u00e9\n".encode("cp1252"), [("line 2", "table_not_utf8")]),
        ("id;jalur\na;x\n".encode("utf-16"), [("line 1", "is_utf16")]),
        (b"PK\x03\x04\x14\x00", [("line 1", "is_workbook")]),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", [("line 1", "is_workbook")]),
        (b"id,track\na," + b"x" * 200_000 + b"\n", [("line 2", "cell_too_large")]),
        (b"id,track\na," + b"x" * 201 + b"\n", [("line 2, column track", "cell_not_text")]),
        (b'id,track\na,"x" y\n', [("line 2", "csv_broken")]),
        (b'id,track\na,"x\n', [("line 2", "csv_broken")]),
    ],
)
def test_all_that_is_wrong_with_a_table_is_named_by_line_and_column(data: bytes, faults: list[tuple[str, str]]) -> None:
    with pytest.raises(DocumentRefused) as refusal:
        read_people(data)
    assert [(fault.path, fault.code) for fault in refusal.value.faults] == faults
    assert "{" not in " ".join(fault.sentence for fault in refusal.value.faults)
