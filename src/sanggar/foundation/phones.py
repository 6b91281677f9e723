"""Indonesian mobile numbers, kept as `+628…`.

Not a proof of who someone is, and not a unique key: one phone often serves a family.
"""

import re
from urllib.parse import quote

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from sanggar.foundation.errors import InputRefused
from sanggar.foundation.typed_text import plain_number_line

CANONICAL = re.compile(r"\+628[1-9][0-9]{6,10}")
SEPARATORS = re.compile(r"[ ().-]")
DIALLED = re.compile(r"(?:\+(?!0))?[0-9]+")
NATIONAL = re.compile(r"(?:\+?62|0062)?0?(?P<number>8[0-9]*)")
FOREIGN = re.compile(r"(?:\+|00)(?!62)[1-9]")
LONGEST_TEXT = 40
SHORTEST, LONGEST = 9, 13
"""Digits of a mobile number written with its leading 0."""


class PhoneNotUnderstood(InputRefused):
    code = "phone_not_understood"
    message = _("Nomor ponsel tidak terbaca. Tulis satu nomor dengan angka saja, misalnya 0812-3456-7890.")


class PhoneMissing(PhoneNotUnderstood):
    code = "phone_missing"
    message = _("Isi nomor ponsel, misalnya 0812-3456-7890.")


class PhoneForeign(PhoneNotUnderstood):
    code = "phone_foreign"
    message = _("Hanya nomor ponsel Indonesia yang dapat dipakai, yaitu yang diawali 08 atau +62.")


class PhoneNotMobile(PhoneNotUnderstood):
    code = "phone_not_mobile"
    message = _("Ini bukan nomor ponsel, jadi tidak dapat menerima WhatsApp atau SMS. Isi nomor yang diawali 08.")


class PhoneLength(PhoneNotUnderstood):
    code = "phone_length"
    message = ngettext_lazy(
        "Nomor ponsel yang diawali 08 terdiri atas 9 sampai 13 angka; yang diisi %(count)d.",
        "Nomor ponsel yang diawali 08 terdiri atas 9 sampai 13 angka; yang diisi %(count)d.",
        "count",
    )


def normalise_phone(text: str) -> str:
    """`0812 3456 7890`, `+62 812-3456-7890`, `62812…`, `0062812…`, `812…`, `+62 0812…` all become `+62812…`.

    Raises `PhoneNotUnderstood` or one of its more telling kinds; land lines are refused.
    """
    line = plain_number_line(text)
    if not line:
        raise PhoneMissing
    dialled = SEPARATORS.sub("", line)
    if len(line) > LONGEST_TEXT or not DIALLED.fullmatch(dialled):
        raise PhoneNotUnderstood
    if FOREIGN.match(dialled):
        raise PhoneForeign
    found = NATIONAL.fullmatch(dialled)
    if found is None:
        raise PhoneNotMobile
    return _canonical(found["number"])


def _canonical(number: str) -> str:
    digits = len(number) + len("0")
    if not SHORTEST <= digits <= LONGEST:
        raise PhoneLength(count=digits)
    phone = f"+62{number}"
    if not CANONICAL.fullmatch(phone):
        raise PhoneNotMobile
    return phone


def format_phone(phone: str) -> str:
    """`0812-3456-7890`. What is not a canonical mobile number comes back unchanged."""
    if not CANONICAL.fullmatch(phone):
        return phone
    local = f"0{phone.removeprefix('+62')}"
    prefix, rest = local[:4], local[4:]
    middle = min(4, (len(rest) + 1) // 2)
    return f"{prefix}-{rest[:middle]}-{rest[middle:]}"


def mask_phone(phone: str) -> str:
    """`••••-••••-7890`: the last four digits, by which a person knows their own; never how many came before."""
    return f"••••-••••-{phone[-4:]}" if CANONICAL.fullmatch(phone) else "••••-••••-••••"


def wa_me_link(phone: str, text: str = "") -> str:
    """A link that opens a WhatsApp chat with the text ready to send. Raises `PhoneNotUnderstood`."""
    address = f"https://wa.me/{normalise_phone(phone).removeprefix('+')}"
    return f"{address}?text={quote(text, safe='')}" if text else address
