"""Secret links: who has the link, has the right it names. Nothing that opens a door is stored.

A token is derived from the token key, what it is for, and a version; raising the version makes every earlier link
useless. 26 characters of Crockford base32 carry 130 bits.
"""

import hmac

from sanggar.foundation.keyed import keyed_digest
from sanggar.foundation.keys import Key, Purpose
from sanggar.foundation.sealed import keyring

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 26
PAIRS = [second + first for first in ALPHABET for second in ALPHABET]
"""What ten bits look like, the lower five first."""


def link_token(purpose: str, subject: str, version: int, key: Key | None = None) -> str:
    """The token of `subject` ("SGR-7K3F92QD") for `purpose` ("application")."""
    number = link_number(purpose, subject, version, key)
    return "".join([PAIRS[number >> shift & 1023] for shift in range(0, 5 * LENGTH, 10)])


def link_number(purpose: str, subject: str, version: int, key: Key | None = None) -> int:
    """The same as a number, for codes of digits that are read out on the telephone. Such a code is short: whoever takes
    it counts wrong tries.
    """
    key = key or keyring().active(Purpose.TOKEN)
    digest = keyed_digest(key.material, f"{purpose}\0{subject}\0{version}".encode())
    return int.from_bytes(digest, "big")


def is_link_token(candidate: str, purpose: str, subject: str, version: int) -> bool:
    """Whether a token opens the door; links made with a retired key keep working. Constant time."""
    given = candidate.lower().encode()
    return any(
        hmac.compare_digest(given, link_token(purpose, subject, version, key).encode())
        for key in keyring().of(Purpose.TOKEN)
    )
