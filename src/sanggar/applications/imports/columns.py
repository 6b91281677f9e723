"""Which column of a list holds which answer: remembered from the last time, else guessed from the headings."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from sanggar.applications.models import Category, Consented, Question
from sanggar.foundation.headings import guessed_headings
from sanggar.foundation.sheets import Sheet, Value

FIELDS = (
    *("name", "nik", "birth_date", "sex", "kelurahan", "kecamatan", "phone", "email"),
    *("track", "category", "motivation", "channel_url", "disability_need", "family_card"),
)
OWN = "own_"
"""Before the key of one of the call's own questions."""
NEEDED = ("name", "nik", "kelurahan")

WORDS: dict[str, tuple[str, ...]] = {
    "family_card": ("nomor kartu keluarga", "no kartu keluarga", "kartu keluarga", "nomor kk", "no kk", "family card"),
    "nik": ("nik", "nomor induk kependudukan", "no ktp", "nomor ktp", "national id", "id number"),
    "name": ("nama lengkap", "nama sesuai ktp", "nama peserta", "nama pendaftar", "full name", "nama", "name"),
    "birth_date": ("tanggal lahir", "tgl lahir", "tempat tanggal lahir", "date of birth", "birth date", "birthday"),
    "sex": ("jenis kelamin", "kelamin", "l p", "sex", "gender"),
    "kelurahan": ("kelurahan", "desa", "village", "urban village"),
    "kecamatan": ("kecamatan", "district", "subdistrict"),
    "phone": ("nomor ponsel", "ponsel", "whatsapp", "no wa", "nomor wa", "no hp", "nomor hp", "telepon", "phone", "hp"),
    "email": ("alamat email", "email address", "email", "e mail", "surel"),
    "track": ("jalur", "track", "kelas yang dipilih", "pilihan pelatihan", "bidang"),
    "category": ("kategori", "category", "status pendaftar"),
    "motivation": ("motivasi", "motivation", "alasan", "mengapa", "why"),
    "channel_url": ("kanal", "channel", "tautan", "akun youtube", "akun tiktok", "link"),
    "disability_need": ("disabilitas", "kebutuhan khusus", "disability", "accessibility"),
}
"""What headings say, the most telling first; matched as whole words, so that "nik" is not found in "teknik"."""

DATE_ORDERS = (("dmy", _("Hari/bulan/tahun")), ("mdy", _("Bulan/hari/tahun")))
SLASHED = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}\b")
MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class ImportSettings:
    """How a list is read: heading by field, and what holds for every row where no column says it."""

    columns: Mapping[str, str] = field(default_factory=dict)
    date_order: str = "dmy"
    track: str = ""
    category: str = Category.PUBLIC.value
    consented: str = Consented.FORM.value
    consent_place: str = ""
    send_receipts: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "ImportSettings":
        return cls(**kept)


def guessed_columns(
    headings: Iterable[str], remembered: Mapping[str, str], own: Iterable[Question] = ()
) -> dict[str, str]:
    """Heading by field: as it was mapped the last time where that heading is there, else by its words; one of the
    call's own questions where the heading is that question.
    """
    free = [heading for heading in headings if heading]
    found = {name: heading for name, heading in remembered.items() if heading in free}
    free = [heading for heading in free if heading not in found.values()]
    for question in own:
        asked = {question.label.casefold(), question.label_en.casefold()}
        heading = next((heading for heading in free if heading.strip().casefold() in asked), None)
        if heading and f"{OWN}{question.key}" not in found:
            found[f"{OWN}{question.key}"] = heading
            free.remove(heading)
    return guessed_headings([*found.values(), *free], WORDS, found)


def guessed_date_order(sheet: Sheet, heading: str) -> str:
    """Day or month first, by what can't be a month; day first where nothing tells."""
    column = sheet.headings.index(heading) if heading in sheet.headings else None
    cells: list[Value] = [] if column is None else [row[column] for _, row in sheet.rows]
    pairs = [(int(m[1]), int(m[2])) for cell in cells if isinstance(cell, str) and (m := SLASHED.match(cell))]
    month_first = any(second > MONTHS_OF_A_YEAR >= first for first, second in pairs)
    day_first = any(first > MONTHS_OF_A_YEAR for first, _ in pairs)
    return "mdy" if month_first and not day_first else "dmy"
