"""The decree on paper (SK penetapan peserta) with its annex: a RANCANGAN while it is a draft, then fixed."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from sanggar.foundation import files
from sanggar.foundation.audit import Actor
from sanggar.foundation.dates import plain_date
from sanggar.foundation.documents import pdf
from sanggar.foundation.models import StoredFile
from sanggar.foundation.names import initials
from sanggar.foundation.untouched import marked
from sanggar.foundation.words import terbilang
from sanggar.people.queries import letterhead_of
from sanggar.selection.models import Decree
from sanggar.selection.queries import AnnexRow, annex_of, changes_of

TEMPLATE = Path(__file__).with_name("decree.typ")
BLANK = "." * 30
Table = Callable[[list[AnnexRow]], list[list[str]]]


def decree_pdf(decree: Decree) -> bytes:
    """The same decree gives the same bytes. What it says of people is the annex alone."""
    return _pdf(decree, _table)


def public_copy(decree: Decree) -> bytes:
    """The signed decree as it may hang on a wall: of each participant what the public result tells, and no more."""
    return _pdf(decree, _public_table)


def _pdf(decree: Decree, table: Table) -> bytes:
    with translation.override("id"):
        data = _data(decree, table) | {"is_public": table is _public_table}
    return marked(pdf(TEMPLATE, data, at=decree.numbered_at or decree.drafted_at))


def keep_pdf(decree: Decree, *, by: Actor, at: datetime) -> StoredFile:
    """Make the PDF of a decree that is being numbered, once; every later download is these bytes."""
    name = f"SK {decree.number}.pdf".replace("/", "-")
    upload = SimpleUploadedFile(name, decree_pdf(decree), content_type="application/pdf")
    return files.store(upload, by=by, at=at)


def _data(decree: Decree, table: Table) -> dict[str, Any]:
    changes = changes_of(decree)
    return {
        "office": letterhead_of(decree.organisation),
        "is_draft": decree.is_draft and not decree.number,
        "number": decree.number or BLANK,
        "date": plain_date(decree.dated_on) if decree.dated_on else BLANK,
        "about": decree.about,
        "considering": decree.considering,
        "legal_bases": decree.legal_bases,
        "noting": decree.noting,
        "orders": [[diktum(place), text] for place, text in enumerate(decree.orders, start=1)],
        "copies": decree.copies,
        "place": decree.place,
        "signer_title": decree.signer_title,
        "signer_name": decree.signer_name,
        "signer_rank": decree.signer_rank,
        "signer_nip": decree.signer_nip,
        "annex": table(annex_of(decree)),
        "joined": table(changes.joined) if changes else [],
        "left": table(changes.left) if changes else [],
    }


def diktum(place: int) -> str:
    """KESATU, KEDUA, … KEDUA BELAS."""
    return f"ke{terbilang(place)}".upper()


def _table(rows: list[AnnexRow]) -> list[list[str]]:
    """Decrees numbered before 0052 fixed fewer columns: what they do not tell stays empty."""
    names = ("receipt", "name", "sex", "village", "district", "category", "track")
    return [[str(number), *(row.get(name, "") for name in names)] for number, row in enumerate(rows, start=1)]


def _public_table(rows: list[AnnexRow]) -> list[list[str]]:
    """By registration number, as the public page lists them."""
    rows = sorted(rows, key=lambda row: row["receipt"])
    return [
        [str(number), row["receipt"], initials(row["name"]), row["track"], row["district"]]
        for number, row in enumerate(rows, start=1)
    ]
