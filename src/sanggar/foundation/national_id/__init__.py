"""The NIK, Indonesia's national identity number: PP KK CC DDMMYY SSSS, 16 digits, no check digit.

`number` reads one, `refusals` says what none can be, `flags` what a human should look at, `texts` finds one where
none belongs. Storing it is the business
of the sealed fields.
"""

from sanggar.foundation.national_id.flags import NikFlag, soft_flags
from sanggar.foundation.national_id.number import Nik, Sex, age_on, mask_nik, parse_nik
from sanggar.foundation.national_id.refusals import NikRefused
from sanggar.foundation.national_id.texts import NikInText, holds_nik, refuse_nik, refuse_sixteen_digits

__all__ = [
    "Nik",
    "NikFlag",
    "NikInText",
    "NikRefused",
    "Sex",
    "age_on",
    "holds_nik",
    "mask_nik",
    "parse_nik",
    "refuse_nik",
    "refuse_sixteen_digits",
    "soft_flags",
]
