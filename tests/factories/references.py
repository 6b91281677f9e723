"""Reference lists as an office would bring them in."""

import csv
import io
from collections.abc import Sequence
from datetime import date

from factories.people import SETUP
from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.funding import actions
from sanggar.funding.models import ReferenceList

SPEAKER = {
    "kode": "seminar-eselon-3",
    "nama": "Narasumber eselon III",
    "jenis_kegiatan": "seminar",
    "peran": "eselon_3",
    "satuan": "oj",
    "menit": "60",
    "batas": "850.000",
}


def csv_of(rows: Sequence[dict[str, str]]) -> bytes:
    headings = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, headings, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def make_list(
    kind: str,
    rows: Sequence[dict[str, str]] = (SPEAKER,),
    *,
    version: str = "Perwali uji",
    valid_from: date = date(2026, 1, 1),
    valid_to: date | None = None,
    is_whole: bool = False,
    by: Actor = SETUP,
) -> ReferenceList:
    """A list that is in, unverified; of tariffs unless told otherwise."""
    return actions.import_list(
        kind=kind,
        version=version,
        valid_from=valid_from,
        valid_to=valid_to,
        legal_basis="Perwali uji 1/2026",
        is_whole=is_whole,
        file_name="daftar.csv",
        content=csv_of(rows),
        by=by,
        at=clock.now(),
    )
