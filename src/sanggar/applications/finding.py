"""The code by which an applicant without the secret link finds their application again.

It follows from what was typed (receipt number, birth date) and the hour, with a key: so a wrong one is refused before
anything is looked up, and it is the same for everyone who asks for the same application. Eight characters carry 40
bits: too many to try, so no limit per application is needed by which a stranger could lock its owner out.
"""

import hmac
from datetime import UTC, date, datetime, timedelta

from sanggar.foundation.keys import Key, Purpose
from sanggar.foundation.links import link_token
from sanggar.foundation.sealed import keyring

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0/O, 1/I/L and U: receipts and invitation codes are read out over the telephone."""

PURPOSE = "find"
LENGTH = 8
WINDOW = timedelta(minutes=30)
"""A code counts in the window in which it was asked for and in the next one."""
LOOKS_LIKE = str.maketrans({"o": "0", "i": "1", "l": "1", "-": None, " ": None})


def plain_receipt(typed: str) -> str:
    """A receipt number as it was given out, however it was typed: `yt 7k3f 92qd` is `YT-7K3F-92QD`."""
    plain = "".join(each for each in typed.upper() if each.isalnum())
    code, first, second = plain[:-8], plain[-8:-4], plain[-4:]
    return f"{code}-{first}-{second}" if code else plain


def code_for(receipt: str, birth_date: date, at: datetime, key: Key | None = None) -> str:
    """`7K3F-92QD`."""
    code = link_token(PURPOSE, f"{plain_receipt(receipt)} {birth_date}", _window(at), key)[:LENGTH].upper()
    return f"{code[:4]}-{code[4:]}"


def counts_until(at: datetime) -> datetime:
    """When a code that is sent at this moment stops counting."""
    return datetime.fromtimestamp((_window(at) + 2) * WINDOW.total_seconds(), tz=UTC)


def is_code(typed: str, receipt: str, birth_date: date, at: datetime) -> bool:
    """Constant time; asks no database."""
    given = _plain(typed).encode()
    windows, keys = (at, at - WINDOW), keyring().of(Purpose.TOKEN)
    made = [_plain(code_for(receipt, birth_date, moment, key)).encode() for key in keys for moment in windows]
    return any(hmac.compare_digest(given, code) for code in made)


def _plain(code: str) -> str:
    return code.lower().translate(LOOKS_LIKE)


def _window(at: datetime) -> int:
    return int(at.timestamp() // WINDOW.total_seconds())
