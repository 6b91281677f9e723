"""What a human should look at in a NIK that is possible in itself. A flag never refuses anyone.

Issued NIKs do hold errors of sex and date, and people move: the first six digits say where the number was issued.
"""

from collections.abc import Collection, Iterator
from datetime import date
from functools import lru_cache

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.national_id.number import Nik, Sex

REGENCY = len("35.73")


class NikFlag(TextChoices):
    REGION_DIFFERS = "region_differs", _("NIK diterbitkan di daerah lain")
    DISTRICT_UNKNOWN = "district_unknown", _("Kode kecamatan dalam NIK tidak dikenal")
    SEX_DIFFERS = "sex_differs", _("Jenis kelamin berbeda dari NIK")
    BIRTH_DATE_DIFFERS = "birth_date_differs", _("Tanggal lahir berbeda dari NIK")


def soft_flags(
    nik: Nik, *, sex: Sex | None, birth_date: date | None, region_code: str, known_districts: Collection[str]
) -> tuple[NikFlag, ...]:
    """Flags in a fixed order. `region_code` is the office's own (`35.73`), `known_districts` are kecamatan codes.

    A kecamatan is called unknown only in a regency of which some kecamatan is known; what was not typed (None) is
    not compared. For an ambiguous NIK either of its dates agrees.
    """
    return tuple(_flags(nik, sex, birth_date, region_code, known_districts))


def _flags(
    nik: Nik, sex: Sex | None, birth_date: date | None, region_code: str, known_districts: Collection[str]
) -> Iterator[NikFlag]:
    if not f"{nik.district_code}.".startswith(f"{region_code}."):
        yield NikFlag.REGION_DIFFERS
    if nik.district_code not in known_districts and nik.regency_code in _regencies_of(frozenset(known_districts)):
        yield NikFlag.DISTRICT_UNKNOWN
    if sex is not None and sex != nik.sex:
        yield NikFlag.SEX_DIFFERS
    believed = (nik.birth_date,) if nik.birth_date else nik.birth_dates
    if birth_date is not None and birth_date not in believed:
        yield NikFlag.BIRTH_DATE_DIFFERS


@lru_cache(8)
def _regencies_of(districts: frozenset[str]) -> frozenset[str]:
    return frozenset(code[:REGENCY] for code in districts)
