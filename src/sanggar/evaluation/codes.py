"""Codes that open the public page of a certificate: 20 random characters of Crockford's base 32, 100 bits.

The alphabet has no I, L, O and U, so a code can be read out and typed; what people take for those letters is mended.
"""

from sanggar.evaluation.refusals import CodeUnreadable
from sanggar.foundation import chance
from sanggar.foundation.links import ALPHABET
from sanggar.foundation.typed_text import plain_number_line

LENGTH = 20
LETTERS = ALPHABET.upper()
MENDED = str.maketrans("OIL", "011", "- ")


def fresh_code() -> str:
    return chance.fresh_text(LETTERS, LENGTH)


def read_code(text: str) -> str:
    """The code in what was typed, pasted or scanned: any case, with or without hyphens, also a whole address.

    Raises `CodeUnreadable`.
    """
    line = plain_number_line(text)
    _before, found, after = line.partition("/sertifikat/")
    code = (after.partition("/")[0] if found else line).upper().translate(MENDED)
    if len(code) != LENGTH or not set(code) <= set(LETTERS):
        raise CodeUnreadable
    return code
