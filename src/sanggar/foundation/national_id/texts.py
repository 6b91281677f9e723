"""A NIK in a free text, which is kept in the clear: found however it was written, and refused."""

import re
import unicodedata
from datetime import date
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from sanggar.foundation import clock
from sanggar.foundation.errors import DomainError
from sanggar.foundation.national_id.number import LENGTH, parse_nik
from sanggar.foundation.national_id.refusals import NikRefused
from sanggar.foundation.typed_text import HYPHENS

SIXTEEN = re.compile(r"(?<!\d)(?=((?:\d[\s./_-]*){15}\d)(?!\d))", re.ASCII)
"""Sixteen digits from each place where a number begins, whatever stands between them."""


class NikInText(DomainError):
    """A NIK belongs in its own field, which is sealed; anywhere else it would stand in the clear."""

    code = "nik_in_text"
    message = _("Di sini ada angka yang tampak seperti NIK. Hapus NIK itu; NIK hanya ditulis di kolomnya sendiri.")
    status: ClassVar[int] = 422


def holds_nik(text: str, today: date) -> bool:
    """Whether sixteen digits of a text can be a NIK; of other numbers as long, three in a hundred can."""
    return _may_hold(text) and any(_is_nik(found.group(1), today) for found in SIXTEEN.finditer(_plain(text)))


def refuse_nik(text: str, field: str) -> None:
    """Raise `NikInText` where a text that is stored in the clear holds something like a NIK."""
    if _may_hold(text) and holds_nik(text, clock.today()):
        raise NikInText(field=field)


def refuse_sixteen_digits(text: str, field: str) -> None:
    """Raise `NikInText` for any sixteen digits, also those that can be no NIK: in what is sent to somebody they are one
    that was mistyped, or the number of a family card.
    """
    if _may_hold(text) and SIXTEEN.search(_plain(text)):
        raise NikInText(field=field)


def _may_hold(text: str) -> bool:
    """False for almost every text; other scripts may hide more digits than one sees."""
    return not text.isascii() or (len(text) >= LENGTH and sum(map(str.isdigit, text)) >= LENGTH)


def _plain(text: str) -> str:
    """Full-width and other digits as ordinary ones, dashes as hyphens, invisible marks gone."""
    seen = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    return "".join(str(unicodedata.decimal(c, c)) for c in seen.translate(HYPHENS))


def _is_nik(digits: str, today: date) -> bool:
    try:
        parse_nik(re.sub(r"\D", "", digits), today=today)
    except NikRefused:
        return False
    return True
