"""The code by which an applicant without the secret link finds their application again.

It follows from what was typed (receipt number, birth date) and the hour, with a key: so a wrong one is refused before
anything is looked up, and it is the same for everyone who asks for the same application. Eight characters carry 40
bits: too many to try, so no limit per application is needed by which a stranger could lock its owner out.
"""

import hmac
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from cryptography.exceptions import InvalidTag

from sanggar.foundation.keys import Key, KeyFileUnusable, Purpose
from sanggar.foundation.links import link_token
from sanggar.foundation.sealed import keyring, seal, unseal

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0/O, 1/I/L and U: receipts and invitation codes are read out over the telephone."""

LENGTH = 8
LOOKS_LIKE = str.maketrans({"o": "0", "i": "1", "l": "1", "-": None, " ": None})
ASKED_PLACE = "applications.finding.asked"
TO_ADDRESS, FROM_ADDRESS = str.maketrans("+/", "-_"), str.maketrans("-_", "+/")


@dataclass(frozen=True, slots=True)
class Way:
    """How a code comes. It counts in the window in which it was asked for and in the next one."""

    purpose: str
    window: timedelta


BY_CHANNEL = Way("find", timedelta(minutes=30))
BY_OFFICE = Way("find by hand", timedelta(days=3))
"""Told by somebody of the office, who is not there at night or over a week-end."""
WAYS = (BY_CHANNEL, BY_OFFICE)


def plain_receipt(typed: str) -> str:
    """A receipt number as it was given out, however it was typed: `yt 7k3f 92qd` is `YT-7K3F-92QD`."""
    plain = "".join(each for each in typed.upper() if each.isalnum())
    code, first, second = plain[:-8], plain[-8:-4], plain[-4:]
    return f"{code}-{first}-{second}" if code else plain


def looks_like_receipt(typed: str) -> bool:
    """The programme's code and eight more, whether or not such a number was ever given out."""
    return "-" in plain_receipt(typed)


def code_for(receipt: str, birth_date: date, at: datetime, way: Way = BY_CHANNEL, key: Key | None = None) -> str:
    """`7K3F-92QD`."""
    subject = f"{plain_receipt(receipt)} {birth_date}"
    code = link_token(way.purpose, subject, _window(at, way), key)[:LENGTH].upper()
    return f"{code[:4]}-{code[4:]}"


def counts_until(at: datetime, way: Way = BY_CHANNEL) -> datetime:
    """When a code that is asked for at this moment stops counting."""
    return datetime.fromtimestamp((_window(at, way) + 2) * way.window.total_seconds(), tz=UTC)


def is_code(typed: str, receipt: str, birth_date: date, at: datetime) -> bool:
    """Constant time; asks no database."""
    given = _plain(typed).encode()
    made = [
        code_for(receipt, birth_date, moment, way, key)
        for key in keyring().of(Purpose.TOKEN)
        for way in WAYS
        for moment in (at, at - way.window)
    ]
    return any(hmac.compare_digest(given, _plain(code).encode()) for code in made)


def sealed_in_address(receipt: str, birth_date: date) -> str:
    """What was typed, for the address of the page that takes the code: nobody reads it there, and nobody makes one."""
    typed = json.dumps([plain_receipt(receipt), birth_date.isoformat()])
    key, _, box = seal(typed, ASKED_PLACE).partition(":")
    return f"{key}:{box.translate(TO_ADDRESS).rstrip('=')}"


def read_from_address(sealed: str) -> tuple[str, date] | None:
    """Receipt number and birth date; None for an address that was not made here."""
    key, _, box = sealed.partition(":")
    try:
        receipt, born = json.loads(unseal(f"{key}:{box.translate(FROM_ADDRESS)}{'=' * (-len(box) % 4)}", ASKED_PLACE))
    except (InvalidTag, KeyFileUnusable, ValueError):
        return None
    return receipt, date.fromisoformat(born)


def _plain(code: str) -> str:
    return code.lower().translate(LOOKS_LIKE)


def _window(at: datetime, way: Way) -> int:
    return int(at.timestamp() // way.window.total_seconds())
