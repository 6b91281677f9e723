"""Sealing single values: AES-256-GCM, bound to the place where the value stands.

A sealed text is `<key id>:<base64(nonce ‖ ciphertext)>`. The `place` ("applications.application.nik") is authenticated,
so a value copied into another column does not open. Look-up hashes are HMAC-SHA256, equal for equal input, and reveal
nothing without the key.
"""

import base64
from functools import cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from sanggar.foundation.chance import secure_bytes
from sanggar.foundation.keyed import keyed_digest
from sanggar.foundation.keys import Key, KeyFile, Purpose

NONCE = 12


def keyring() -> KeyFile:
    ring: KeyFile = settings.KEYS
    return ring


def seal(plain: str, place: str) -> str:
    key = keyring().active(Purpose.FIELD)
    nonce = secure_bytes(NONCE)
    box = _cipher(key.material).encrypt(nonce, plain.encode(), place.encode())
    return f"{key.id}:{base64.b64encode(nonce + box).decode()}"


def unseal(sealed: str, place: str) -> str:
    """Raises `KeyFileUnusable` for an unknown key and `cryptography.exceptions.InvalidTag` for a changed value."""
    key_id, _, body = sealed.partition(":")
    raw = base64.b64decode(body)
    key = keyring().by_id(key_id)
    return _cipher(key.material).decrypt(raw[:NONCE], raw[NONCE:], place.encode()).decode()


def lookup(value: str, place: str, key: Key | None = None) -> str:
    """64 hex digits by which an equal value is found."""
    key = key or keyring().active(Purpose.LOOKUP)
    return keyed_digest(key.material, f"{place}\0{value}".encode()).hex()


@cache
def _cipher(material: bytes) -> AESGCM:
    return AESGCM(material)
