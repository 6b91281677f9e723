"""What single cells of a list say, as people and their programs write them."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from sanggar.applications.models import CHOOSING, CallCategory, Category, Question, QuestionKind
from sanggar.applications.models import Value as OwnValue
from sanggar.applications.own_questions import ChoiceUnknown, read_value
from sanggar.foundation.errors import InputRefused
from sanggar.foundation.models import Region
from sanggar.foundation.sheets import FORMULA, Value
from sanggar.foundation.typed_text import plain_line
from sanggar.planning.models import Track

EPOCH, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
SERIALS = range(3_000, 60_000)  # 1908 to 2064
SCIENTIFIC = re.compile(r"\d+([.,]\d+)?[eE]\+?\d+")
NIK_DIGITS = 16
NUMBERS = re.compile(r"(\d{1,4})[/.\s-]+(\d{1,2})[/.\s-]+(\d{1,4})(?:[T\s].*)?")
NAMED = re.compile(r"(\d{1,2})[\s.-]+([A-Za-z]+)[\s.,-]+(\d{4})(?:\s.*)?")
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("januari january jan", "februari february feb pebruari", "maret march mar", "april apr", "mei may"),
            *("juni june jun", "juli july jul", "agustus august agu agt aug", "september sep sept"),
            *("oktober october okt oct", "november nov nopember", "desember december des dec"),
        ),
        start=1,
    )
    for name in names.split()
}
SEXES = {
    **dict.fromkeys(("l", "lk", "laki", "laki-laki", "laki laki", "pria", "m", "male", "man"), "L"),
    **dict.fromkeys(("p", "pr", "perempuan", "wanita", "f", "female", "woman"), "P"),
}
CATEGORY_WORDS = {
    Category.CIVIL_SERVANT: ("asn", "pns", "pppk", "civil"),
    Category.COMMUNITY: ("kim", "komunitas", "community"),
    Category.PUBLIC: ("umum", "masyarakat", "public", "warga"),
}


class NikLostDigits(InputRefused):
    code = "nik_lost_digits"
    message = _(
        "NIK tersimpan sebagai bilangan, sehingga angka terakhirnya hilang. Format kolomnya sebagai teks, lalu isi "
        "lagi NIK dari sumbernya."
    )


class FormulaInCell(InputRefused):
    code = "formula_in_cell"
    message = _("Sel ini berisi rumus. Salin kolomnya, lalu tempel sebagai nilai saja.")


class DateUnreadable(InputRefused):
    code = "date_unreadable"
    message = _("Tanggal tidak terbaca. Tulis seperti 17/08/2003 atau 2003-08-17.")


class SexUnreadable(InputRefused):
    code = "sex_unreadable"
    message = _("Jenis kelamin tidak terbaca. Tulis L atau P.")


class VillageUnknown(InputRefused):
    code = "village_unknown"
    message = _("Kelurahan ini tidak ada di daerah kantor. Periksa ejaannya.")


class TrackUnknown(InputRefused):
    code = "track_unknown"
    message = _("Jalur ini tidak ada di pendaftaran. Tulis nama jalurnya persis.")


class CategoryUnknown(InputRefused):
    code = "category_unknown"
    message = _("Kategori tidak terbaca. Tulis Umum, ASN, atau Komunitas.")


def text_of(value: Value) -> str:
    if value == FORMULA:
        raise FormulaInCell
    return str(value)


def nik_text(value: Value) -> str:
    """Sixteen digits as text. A spreadsheet's number keeps fifteen: the last digit is not known any more."""
    text = text_of(value)
    is_number = not isinstance(value, str)
    if (is_number and len(text) >= NIK_DIGITS) or SCIENTIFIC.fullmatch(text.strip()):
        raise NikLostDigits
    return text.strip().lstrip("'`\u2019")


def read_date(value: Value, *, order: str, since_1904: bool) -> date:
    """A spreadsheet's serial number, ISO, `17/08/2003` in the order told, or `17 Agustus 2003`."""
    text = plain_line(text_of(value))
    if text.isascii() and text.isdigit() and int(text) in SERIALS:
        return (EPOCH_1904 if since_1904 else EPOCH) + timedelta(days=int(text))
    if "," in text and not text[:1].isdigit():  # "Malang, 17 Agustus 2003"
        text = text.partition(",")[2].strip()
    try:
        if found := NUMBERS.fullmatch(text):
            return _from_numbers(*found.groups(), order=order)
        if found := NAMED.fullmatch(text):
            return date(int(found[3]), MONTHS.get(found[2].casefold(), 0), int(found[1]))
    except ValueError:
        raise DateUnreadable from None
    raise DateUnreadable


def _from_numbers(first: str, second: str, third: str, *, order: str) -> date:
    if len(first) == len("2003"):
        return date(int(first), int(second), int(third))
    if len(third) != len("2003"):
        raise DateUnreadable
    day, month = (second, first) if order == "mdy" else (first, second)
    return date(int(third), int(month), int(day))


def read_sex(value: Value) -> str:
    try:
        return SEXES[plain_line(text_of(value)).casefold()]
    except KeyError:
        raise SexUnreadable from None


def read_village(value: Value, district: Value, villages: Mapping[str, Region]) -> Region:
    """By code, or by name; where two kecamatan have one of that name, by the kecamatan too."""
    text = plain_line(text_of(value))
    if text in villages:
        return villages[text]
    name, _comma, rest = (part.strip() for part in text.partition(","))
    wanted, within = _bare(name), _bare(text_of(district) or rest)
    named = [village for village in villages.values() if _bare(village.name) == wanted]
    if within:
        named = [v for v in named if v.parent and _bare(v.parent.name) == within] or named
    if len(named) != 1:
        raise VillageUnknown
    return named[0]


def _bare(name: str) -> str:
    plain = re.sub(r"^(kelurahan|kel|desa|kecamatan|kec)\b\.?\s*", "", plain_line(name).casefold())
    return re.sub(r"[^a-z0-9]", "", plain)


def read_track(value: Value, tracks: list[Track]) -> Track:
    text = plain_line(text_of(value)).casefold()
    for track in tracks:
        if text in (track.code.casefold(), track.name.casefold()):
            return track
    said = [track for track in tracks if track.name.casefold() in text]
    if len(said) != 1:
        raise TrackUnknown
    return said[0]


def read_category(value: Value, *, known: Sequence[CallCategory]) -> str:
    """By its key or name, else one of the usual ones by a word that tells it."""
    text = plain_line(text_of(value)).casefold()
    for each in known:
        if text in (each.key, each.name.casefold(), each.name_en.casefold()):
            return each.key
    words = set(re.findall(r"[a-z]+", text))
    for category, told in CATEGORY_WORDS.items():
        if category in {each.key for each in known} and not words.isdisjoint(told):
            return category.value
    raise CategoryUnknown


def read_own(question: Question, value: Value, *, order: str, since_1904: bool) -> OwnValue:
    """An answer to one of the call's own questions: choices by their words, days as they are written in lists."""
    if question.kind == QuestionKind.DATE:
        return read_date(value, order=order, since_1904=since_1904).isoformat()
    text = text_of(value)
    if question.kind not in CHOOSING:
        return read_value(question, [text])
    words = {each.casefold(): key for key, *labels in question.options for each in labels}
    if question.kind == QuestionKind.ONE:
        return read_value(question, [words.get(plain_line(text).casefold(), text)])
    return read_value(question, _choices(words, plain_line(text).casefold()))


def _choices(words: Mapping[str, str], text: str) -> list[str]:
    """Several choices in one cell, parted by commas or semicolons, which may stand within a choice as well."""
    found = []
    while rest := text.strip(" ,;"):
        word = next((each for each in sorted(words, key=len, reverse=True) if rest.startswith(each)), "")
        if not word:
            raise ChoiceUnknown
        found.append(words[word])
        text = rest[len(word) :]
    return found
