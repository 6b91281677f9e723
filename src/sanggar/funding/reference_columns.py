"""What each kind of reference list has for columns, and how a cell of each is read.

The headings are those of the files that the lists' pages give away, so that what was downloaded can be corrected and
come in again as the next version.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanggar.cores.costing import Effect, Payee, Spending, Tax
from sanggar.foundation.errors import InputRefused
from sanggar.foundation.money import parse_rupiah
from sanggar.foundation.typed_text import plain_line
from sanggar.funding.codes import normalise_account_code, normalise_sub_activity_code
from sanggar.funding.models import ListKind
from sanggar.funding.rates import read_layers, read_share

KEY = re.compile(r"[a-z0-9_.\-]{1,40}")
PREFIX = re.compile(r"\d(\.\d+){0,5}", re.ASCII)
PART = re.compile(r"[;\n]")


class CellTooLong(InputRefused):
    code = "cell_too_long"
    message = _("Terlalu panjang: paling banyak %(most)s huruf.")


class KeyNotUnderstood(InputRefused):
    code = "key_not_understood"
    message = _("Pakai huruf kecil, angka, titik, atau tanda hubung, paling banyak 40, misalnya pph21-honor-iii.")


class WordUnknown(InputRefused):
    code = "word_unknown"
    message = _("Pilihannya: %(words)s.")


class PrefixNotUnderstood(InputRefused):
    code = "prefix_not_understood"
    message = _("Tulis awal kode rekening, misalnya 5.1.02.02; beberapa dipisahkan titik koma.")


class CountNotUnderstood(InputRefused):
    code = "count_not_understood"
    message = _("Tulis bilangan bulat, misalnya 60.")


class YearsNotUnderstood(InputRefused):
    code = "years_not_understood"
    message = _("Tulis umur dalam tahun, 1 sampai 99, misalnya 18.")


Read = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """`read` gives the cell as it is kept, or raises `InputRefused`; an empty cell is left out unless it is needed."""

    heading: str
    label: str | Promise
    read: Read
    is_needed: bool = False


def text(most: int) -> Read:
    def read(cell: str) -> str:
        if len(cell) > most:
            raise CellTooLong(most=most)
        return plain_line(cell)

    return read


def key(cell: str) -> str:
    if not KEY.fullmatch(cell):
        raise KeyNotUnderstood
    return cell


def one_of(words: Sequence[str]) -> Read:
    def read(cell: str) -> str:
        if cell.casefold() not in words:
            raise WordUnknown(words=", ".join(words))
        return cell.casefold()

    return read


def some_of(words: Sequence[str]) -> Read:
    one = one_of(words)
    return lambda cell: [one(part) for part in parts(cell)]


def parts(cell: str) -> list[str]:
    return [plain_line(part) for part in PART.split(cell) if plain_line(part)]


def keys(cell: str) -> list[str]:
    return [key(part) for part in parts(cell)]


def prefixes(cell: str) -> list[str]:
    found = parts(cell)
    if not all(PREFIX.fullmatch(part) for part in found):
        raise PrefixNotUnderstood
    return found


def count(cell: str) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", cell, re.ASCII):
        raise CountNotUnderstood
    return int(cell)


def years(cell: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]?", cell, re.ASCII):
        raise YearsNotUnderstood
    return int(cell)


def yes(cell: str) -> bool:
    return bool(one_of(("ya", "tidak"))(cell) == "ya")


KIND_OF_SPENDING, OWN_PEOPLE = "objek", "orang_sendiri"
TAXES = (*(tax.value for tax in Tax), KIND_OF_SPENDING, OWN_PEOPLE)
"""The last two are no taxes: what an account pays for, and the share of a fee that is due to one's own people."""
EFFECTS = tuple(effect.value for effect in Effect)
PAYEES = tuple(payee.value for payee in Payee)
SPENDINGS = tuple(spending.value for spending in Spending)
ANY_ACTIVITY = "umum"
"""Of a ceiling that holds whatever the activity is, as that of a team does."""
ACTIVITIES = ("seminar", "pelatihan", ANY_ACTIVITY)
UNITS = ("oj", "jp", "ok", "ob", "kegiatan", "modul")
ADULT = "dewasa"
AGES = (ADULT,)
"""What an age makes somebody, by law: from it on nobody is a child any more."""

NAME = Column("nama", _("Nama"), text(300), is_needed=True)
BASIS = Column("dasar", _("Dasar hukum"), text(500))
NOTE = Column("keterangan", _("Keterangan"), text(500))


def _code(read: Read) -> Column:
    return Column("kode", _("Kode"), read, is_needed=True)


COLUMNS: Mapping[str, tuple[Column, ...]] = {
    ListKind.ACCOUNT_CODE: (_code(normalise_account_code), NAME, NOTE),
    ListKind.SUB_ACTIVITY: (_code(normalise_sub_activity_code), NAME, NOTE),
    ListKind.TARIFF: (
        _code(key),
        NAME,
        Column("jenis_kegiatan", _("Jenis kegiatan"), one_of(ACTIVITIES), is_needed=True),
        Column("peran", _("Peran"), key, is_needed=True),
        Column("satuan", _("Satuan"), one_of(UNITS), is_needed=True),
        Column("menit", _("Menit per satuan"), count),
        Column("batas", _("Batas"), parse_rupiah, is_needed=True),
        BASIS,
        NOTE,
    ),
    ListKind.TAX: (
        _code(key),
        NAME,
        Column("pajak", _("Pajak"), one_of(TAXES), is_needed=True),
        Column("sifat", _("Sifat"), one_of(EFFECTS)),
        Column("penerima", _("Penerima"), some_of(PAYEES)),
        Column("golongan", _("Golongan"), parts),
        Column("belanja", _("Belanja"), some_of(SPENDINGS)),
        Column("bagian", _("Bagian yang dikenai"), read_share),
        Column("tarif", _("Tarif"), read_layers),
        Column("tanpa_npwp", _("Pengali tanpa NPWP"), read_share),
        Column("bebas_sampai", _("Bebas sampai"), parse_rupiah),
        Column("hanya_pkp", _("Hanya PKP"), yes),
        Column("jumlah_tetap", _("Jumlah tetap"), parse_rupiah),
        Column("praktik", _("Praktik"), key),
        Column("rekening", _("Awal kode rekening"), prefixes),
        BASIS,
        NOTE,
    ),
    ListKind.EVIDENCE: (
        _code(key),
        NAME,
        Column("rekening", _("Awal kode rekening"), prefixes, is_needed=True),
        Column("di_atas", _("Di atas"), parse_rupiah),
        Column("sampai", _("Sampai dengan"), parse_rupiah),
        Column("bukti", _("Bukti yang wajib"), parts, is_needed=True),
        BASIS,
        NOTE,
    ),
    ListKind.AGE: (
        _code(one_of(AGES)),
        NAME,
        Column("umur", _("Umur"), years, is_needed=True),
        BASIS,
        NOTE,
    ),
    ListKind.AUDIT: (
        _code(key),
        NAME,
        Column("aturan", _("Aturan"), key, is_needed=True),
        Column("peran", _("Peran"), keys),
        Column("rekening", _("Awal kode rekening"), prefixes),
        Column("batas", _("Batas"), parse_rupiah),
        Column("cacah", _("Banyaknya"), count),
        BASIS,
        NOTE,
    ),
}
