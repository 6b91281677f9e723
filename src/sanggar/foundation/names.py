"""A person's name is one field, as on the KTP: one word is normal, case stays, nothing is split into first and last."""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from sanggar.foundation.errors import InputRefused
from sanggar.foundation.typed_text import plain_line

LONGEST = 100
UNPRINTABLE = frozenset({"Cc", "Cs", "Co", "Cn", "So"})
"""Unicode categories that no name has and no certificate can print: control, broken, private, unassigned, pictures."""

ADDRESS = re.compile(
    r"://|\bwww\.|[\w-]{2,}\.[a-z]{2,}/|[\w-]{3,}\.(com|net|org|info|xyz|site|online|(co|go|my|web|or|ac|sch)\.id)\b",
    re.IGNORECASE,
)
"""Web addresses. Degrees such as "S.Kom.", "M.Com" and "Drs.Ec." are none."""


class NameRefused(InputRefused):
    code = "name_refused"
    message = _("Nama tidak terbaca. Tulis nama seperti pada KTP.")


class NameMissing(NameRefused):
    code = "name_missing"
    message = _("Isi nama seperti pada KTP; satu kata pun cukup.")


class NameTooLong(NameRefused):
    code = "name_too_long"
    message = ngettext_lazy(
        "Nama paling panjang 100 karakter; yang diisi %(count)d.",
        "Nama paling panjang 100 karakter; yang diisi %(count)d.",
        "count",
    )


class NameWithoutLetters(NameRefused):
    code = "name_without_letters"
    message = _("Nama harus berisi huruf. Tulis nama seperti pada KTP.")


class NameWithAddress(NameRefused):
    code = "name_with_address"
    message = _("Nama tidak boleh berisi alamat situs. Tulis nama seperti pada KTP.")


class NameWithSymbols(NameRefused):
    code = "name_with_symbols"
    message = _("Nama tidak boleh berisi emoji atau simbol. Tulis nama seperti pada KTP.")


def clean_name(text: str) -> str:
    """The name on one line, in Unicode NFC, its case untouched. Raises `NameRefused` or one of its kinds.

    Asks for one letter, not for two words; knows nothing of titles, which belong in their own fields.
    """
    name = unicodedata.normalize("NFC", plain_line(text))
    if not name:
        raise NameMissing
    if len(name) > LONGEST:
        raise NameTooLong(count=len(name))
    if not (name.isascii() and name.isprintable()) and not UNPRINTABLE.isdisjoint(map(unicodedata.category, name)):
        raise NameWithSymbols
    if not any(map(str.isalpha, name)):
        raise NameWithoutLetters
    if ADDRESS.search(name):
        raise NameWithAddress
    return name


def initials(name: str) -> str:
    """`Siti Aminah binti Yusuf` → `S.A.B.Y.`, `Sulastri` → `S.`: for public lists, where no name may stand.

    The first letter of every word between spaces, capital, with a full stop; words without a letter give nothing, a
    hyphenated word gives one. Empty when there is no letter at all.
    """
    firsts = (next(filter(str.isalpha, word), "") for word in unicodedata.normalize("NFC", name).split())
    return "".join(f"{first.upper()[0]}." for first in firsts if first)


def sort_key(name: str) -> str:
    """By the full name as it is said: case, accents, apostrophes and full stops do not count, a hyphen is a space."""
    folded = unicodedata.normalize("NFKD", name.casefold()).replace("-", " ")
    return " ".join("".join(sign for sign in folded if sign.isalnum() or sign.isspace()).split())
