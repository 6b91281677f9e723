"""The number of a family card (Nomor KK), by which people who live together are recognised and nothing else.

Like a NIK it has 16 digits and names no one by itself; both are printed on one card, so the two are easily mixed up.
It is kept sealed, and found again only by a keyed hash.
"""

from django.utils.translation import gettext_lazy as _

from sanggar.foundation.errors import InputRefused
from sanggar.foundation.national_id.number import LENGTH, SEPARATORS
from sanggar.foundation.regions_data import province_names
from sanggar.foundation.sealed import lookup
from sanggar.foundation.typed_text import plain_number_line

FAMILY_CARD_PLACE = "applications.application.family_card"


class FamilyCardUnreadable(InputRefused):
    code = "family_card_unreadable"
    message = _("Nomor KK tidak terbaca. Salin 16 angka di bagian atas Kartu Keluarga, atau kosongkan.")


class FamilyCardIsNik(InputRefused):
    code = "family_card_is_nik"
    message = _("Ini NIK Anda. Nomor KK tercetak di bagian atas Kartu Keluarga, di bawah judulnya.")


def read_family_card(text: str) -> str:
    """The 16 digits as typed or pasted. What no such number can be is refused, without saying any digit of it."""
    bare = SEPARATORS.sub("", plain_number_line(text))
    if not (bare.isascii() and bare.isdigit() and len(bare) == LENGTH) or bare.endswith("0000"):
        raise FamilyCardUnreadable
    if bare[:2] not in province_names():
        raise FamilyCardUnreadable
    return bare


def family_card_lookup(digits: str) -> str:
    """The hash that is the same for those who have the same card."""
    return lookup(digits, FAMILY_CARD_PLACE)
