"""The codes of a regional budget, as people type them and as they are kept. Names belong to the official lists."""

import re

from django.utils.translation import gettext_lazy as _

from sanggar.foundation.errors import InputRefused
from sanggar.foundation.typed_text import plain_number_line

ACCOUNT = re.compile(r"\d\.\d\.\d{2}\.\d{2}\.\d{2}\.\d{4}", re.ASCII)
OLD_PRINT = re.compile(r"(\d\.\d)\.(\d)\.(\d{2}\.\d{2}\.\d{4})", re.ASCII)
"""5.1.2.02.05.0009: the third part without its zero."""
SUB_ACTIVITY = re.compile(r"\d\.\d{2}\.\d{2}\.\d\.\d{2}\.(\d{2}|\d{4})", re.ASCII)
"""The last part has two digits in the nomenclature of 2019 and four in that of 2023; one never maps to the other."""


class AccountCodeNotUnderstood(InputRefused):
    code = "account_code_not_understood"
    message = _("Kode rekening tidak terbaca. Tulis enam bagian dengan titik, misalnya 5.1.02.02.01.0003.")


class SubActivityCodeNotUnderstood(InputRefused):
    code = "sub_activity_code_not_understood"
    message = _("Kode sub kegiatan tidak terbaca. Tulis enam bagian dengan titik, misalnya 2.16.02.2.01.0015.")


def normalise_account_code(text: str) -> str:
    """`5.1.02.02.05.0009`, also from the old print `5.1.2.02.05.0009` and with blanks about the dots."""
    code = OLD_PRINT.sub(r"\1.0\2.\3", _without_blanks(text))
    if not ACCOUNT.fullmatch(code):
        raise AccountCodeNotUnderstood
    return code


def normalise_sub_activity_code(text: str) -> str:
    code = _without_blanks(text)
    if not SUB_ACTIVITY.fullmatch(code):
        raise SubActivityCodeNotUnderstood
    return code


def _without_blanks(text: str) -> str:
    return plain_number_line(text).replace(" ", "").rstrip(".")
