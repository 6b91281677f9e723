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
        (b"id,track\n,x\na,y\na,z\n", [("line 2, column id", "not_id"), ("line 4, column id", "duplicate_id")]),
        (b'id,track\n"a\nb",x\n', [("line 3, column id", "not_id")]),
        (b"id,track\na,\x07\n", [("line 2, column track", "not_text")]),
        (b"id,track\na,\xff\n", [("line 2", "not_utf8")]),
        (b'id,track\na,"x" y\n', [("line 2", "csv_broken")]),
        (b'id,track\na,"x\n', [("line 2", "csv_broken")]),
    ],
)
def test_all_that_is_wrong_with_a_table_is_named_by_line_and_column(data: bytes, faults: list[tuple[str, str]]) -> None:
    with pytest.raises(DocumentRefused) as refusal:
        read_people(data)
    assert [(fault.path, fault.code) for fault in refusal.value.faults] == faults
    assert "{" not in " ".join(fault.sentence for fault in refusal.value.faults)
