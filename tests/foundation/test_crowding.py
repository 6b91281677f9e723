"""A machine is crowded by what Linux says of the last ten seconds, else by its load."""

import os
from pathlib import Path

import pytest

from sanggar.foundation.crowding import is_crowded

TOLD = "some avg10={} avg60=0.00 avg300=90.00 total=2398332648\nfull avg10=99.00 avg60=0.00 avg300=0.00 total=0\n"


@pytest.mark.parametrize(("share", "crowded"), [("0.00", False), ("9.99", False), ("10.00", True), ("100.00", True)])
def test_what_waited_for_a_processor_lately_tells(
    tmp_path: Path,
    share: str,
    crowded: bool,  # noqa: FBT001 - a column of the table above
) -> None:
    pressure = tmp_path / "cpu"
    pressure.write_text(TOLD.format(share))
    assert is_crowded(pressure) is crowded


@pytest.mark.parametrize("told", [None, "", "some avg60=1.00\n", "some avg10=x\n"])
def test_where_linux_does_not_tell_it_the_load_does(tmp_path: Path, told: str | None) -> None:
    pressure = tmp_path / "cpu"
    if told is not None:
        pressure.write_text(told)
    assert is_crowded(pressure) is (os.getloadavg()[0] > (os.cpu_count() or 1))
