"""PDFs that came in are read with a limit: whoever made one decides how much work it asks for."""

import logging
import sys
import time
import traceback
from types import FunctionType
from typing import Any

import pytest

from factories.papers import damaged, paper
from sanggar.foundation.binding import Unbindable, readable
from sanggar.foundation.patience import OutOfPatience, within


def endless(parts: int) -> bytes:
    """One page that names as many parts as one likes."""
    return with_mine(b" ".join(b"%d 0 R" % number for number in range(4, parts)), parts)


def with_mine(named: bytes, parts: int = 4) -> bytes:
    page = b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Mine["
    rows = [
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
        b"2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n",
        page + named + b"]>>endobj\n",
        *(b"%d 0 obj<</A 1>>endobj\n" % number for number in range(4, parts)),
    ]
    content, places = b"%PDF-1.7\n", []
    for row in rows:
        places.append(b"%010d 00000 n \n" % len(content))
        content += row
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(rows) + 1) + b"".join(places)
    return content + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(rows) + 1, len(content))


def test_a_pdf_is_read_and_one_cut_off_is_told() -> None:
    assert readable(paper(), "Nota").pages == 1
    with pytest.raises(Unbindable):
        readable(damaged(), "Nota")


def test_a_pdf_that_asks_for_too_much_work_is_given_up() -> None:
    assert [readable(each, "Nota").pages for each in (endless(50), with_mine(b"7 " * 50))] == [1, 1]
    in_many_parts, in_one = endless(20_000), with_mine(b"7 " * 1_000_000)
    for content in (in_many_parts, in_one):
        begun = time.monotonic()
        with pytest.raises(Unbindable):
            readable(content, "Nota", seconds=0.2)
        assert time.monotonic() - begun < 2


def noting() -> None:
    while True:
        warn("odd")  # type: ignore[name-defined]  # noqa: F821 - given with its module


@pytest.mark.parametrize("seconds", [0.001, 0.002, 0.003, 0.004])
def test_it_is_given_up_in_its_own_steps_never_while_it_holds_what_others_wait_for(seconds: float) -> None:
    """Stopped while it writes to the log, it would keep the log's lock for ever."""
    room: dict[str, Any] = {"__name__": "reader.lines", "warn": logging.getLogger("sanggar.tests.reader").warning}
    with pytest.raises(OutOfPatience) as stopped:
        within(seconds, FunctionType(noting.__code__, room), inside="reader")
    frames = dict.fromkeys(frame for frame, _line in traceback.walk_tb(stopped.value.__traceback__))
    steps = [frame.f_globals["__name__"] for frame in frames]  # Python 3.11.2 names the one it was called in twice
    assert steps.count("logging") <= 1, "stopped deeper than where it was called"
    assert sys.getprofile() is None


def test_pages_that_lead_in_a_circle_are_told() -> None:
    circle = paper().replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]")
    with pytest.raises(Unbindable):
        readable(circle, "Nota")
