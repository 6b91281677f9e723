"""`sanggar reference`: a list comes in from the machine, or every error is told and nothing does."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from factories.references import SPEAKER, csv_of
from sanggar.cli.reference import KINDS, bring_in
from sanggar.funding.models import ListKind, ReferenceList

pytestmark = pytest.mark.django_db


def given(file: Path, content: bytes, **changes: Any) -> argparse.Namespace:
    file.write_bytes(content)
    told = {
        "file": file,
        "kind": "tariff",
        "version": "Perwali SHS uji",
        "valid_from": date(2027, 1, 1),
        "valid_to": None,
        "basis": "Perwali uji 60/2026",
        "whole": False,
    }
    return argparse.Namespace(**told | changes)


def test_the_command_knows_every_kind_of_list() -> None:
    assert set(KINDS) == set(ListKind.values)


def test_a_list_comes_in_and_waits_for_its_verification(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bring_in(given(tmp_path / "shs.csv", csv_of([SPEAKER]))) == 0
    made = ReferenceList.objects.get(version="Perwali SHS uji")
    assert (made.entries.count(), made.imported_by, made.verified_at, made.is_shipped) == (1, None, None, False)
    assert "1 rows are in" in capsys.readouterr().out


def test_all_errors_are_told_and_nothing_comes_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = csv_of([SPEAKER | {"batas": "900,000"}, SPEAKER | {"nama": ""}])
    assert bring_in(given(tmp_path / "shs.csv", wrong)) == 2
    told = capsys.readouterr().err
    assert "2, Batas: Pisahkan ribuan dengan titik" in told
    assert "3, Nama: Wajib diisi." in told
    assert not ReferenceList.objects.filter(is_shipped=False).exists()


def test_a_list_is_not_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bring_in(given(tmp_path / "shs.csv", csv_of([SPEAKER])))
    assert bring_in(given(tmp_path / "shs.csv", csv_of([SPEAKER]))) == 2
    assert "Daftar lama tidak ditimpa" in capsys.readouterr().err
