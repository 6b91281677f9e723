"""The key file: every secret of an installation, in one file outside the database.

Format `sanggar-keys-1`: a JSON object with `keys`, each `{id, purpose, created, secret (base64, 32 bytes), active}`.
One key a purpose is active (new values are made with it); retired ones stay as long as a value made with them exists.
Losing this file loses every sealed value (NIK, personal audit values, secret links) for good: see docs/guide/keys.md.
Not for: passwords of people (those are Argon2 hashes in the database).
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from sanggar.foundation.disk import sync_folder, write_private

FORMAT = "sanggar-keys-1"
SECRET_BYTES = 32


class Purpose(StrEnum):
    FIELD = "field"  # AES-256-GCM of single values, see sealed.py
    LOOKUP = "lookup"  # HMAC by which an equal NIK is found
    TOKEN = "token"  # noqa: S105 - the name of a purpose; HMAC from which secret links are derived
    SEAL = "seal"  # Ed25519 seed that signs audit batches, and MAC of audit rows
    DJANGO = "django"  # sessions, CSRF, password-reset links


class KeyFileUnusable(Exception):
    """The key file is missing a purpose, is malformed, or does not belong to this database."""


@dataclass(frozen=True)
class Key:
    id: str
    purpose: Purpose
    created: str
    secret: str
    active: bool

    def __repr__(self) -> str:
        return f"Key({self.id})"

    @cached_property
    def material(self) -> bytes:
        """The 32 bytes."""
        return base64.b64decode(self.secret, validate=True)

    @property
    def check_value(self) -> str:
        """What a database or a backup keeps of a key: enough to recognise it, nothing to use it."""
        return hmac.new(self.material, f"sanggar-canary\0{self.id}".encode(), hashlib.sha256).hexdigest()

    @classmethod
    def new(cls, purpose: Purpose) -> "Key":
        secret = base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()
        return cls(f"{purpose}-{secrets.token_hex(4)}", purpose, datetime.now(UTC).isoformat(), secret, active=True)


@dataclass(frozen=True)
class KeyFile:
    keys: tuple[Key, ...]

    @classmethod
    def open(cls, path: Path) -> "KeyFile":
        """Read the file; on a first run generate it, readable by its owner alone."""
        if not path.exists():
            cls(tuple(Key.new(purpose) for purpose in Purpose)).write(path, fresh=True)
        return cls.read(path)

    @classmethod
    def read(cls, path: Path) -> "KeyFile":
        try:
            data = json.loads(path.read_text())
            if data["format"] != FORMAT:
                raise KeyFileUnusable(f"{path}: unknown format")
            keys = tuple(Key(**(entry | {"purpose": Purpose(entry["purpose"])})) for entry in data["keys"])
            well_made = all(len(key.material) == SECRET_BYTES and isinstance(key.active, bool) for key in keys)
        except OSError as error:
            raise KeyFileUnusable(f"{path} can not be read: {error.strerror}") from error
        except (ValueError, KeyError, TypeError) as error:
            raise KeyFileUnusable(f"{path} is not a key file: {type(error).__name__}") from error
        if not well_made or len({key.id for key in keys}) < len(keys):
            raise KeyFileUnusable(f"{path} is not a key file: a key is damaged or there twice")
        opened = cls(keys)
        for purpose in Purpose:
            opened.active(purpose)
        return opened

    def write(self, path: Path, *, fresh: bool = False) -> None:
        """Replace the file in one step, on disk before anything is made with it. `fresh` yields to who came first."""
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        text = json.dumps({"format": FORMAT, "keys": [asdict(key) for key in self.keys]}, indent=1)
        write_private(beside, f"{text}\n".encode())
        if not fresh:
            owner = path.stat()
            os.chown(beside, owner.st_uid, owner.st_gid)  # a rotation by root leaves the file to the program's account
            beside.replace(path)
        else:
            try:
                path.hardlink_to(beside)
            except FileExistsError:
                pass
            finally:
                beside.unlink()
        sync_folder(path.parent)

    def active(self, purpose: Purpose) -> Key:
        match self._active.get(purpose, []):
            case [key]:
                return key
            case []:
                raise KeyFileUnusable(f"the key file has no active key for {purpose}")
            case _:
                raise KeyFileUnusable(f"the key file has several active keys for {purpose}")

    @cached_property
    def _active(self) -> dict[Purpose, list[Key]]:
        return {purpose: [key for key in self.keys if key.purpose == purpose and key.active] for purpose in Purpose}

    def of(self, purpose: Purpose) -> tuple[Key, ...]:
        """All keys of a purpose, the active one first."""
        return tuple(sorted((k for k in self.keys if k.purpose == purpose), key=lambda k: not k.active))

    def by_id(self, key_id: str) -> Key:
        for key in self.keys:
            if key.id == key_id:
                return key
        raise KeyFileUnusable(f"key {key_id} is not in the key file")

    def rotated(self, purpose: Purpose) -> "KeyFile":
        """A key file in which `purpose` has a new active key and its old ones are retired."""
        kept: Iterable[Key] = (replace(k, active=False) if k.purpose == purpose else k for k in self.keys)
        return KeyFile((Key.new(purpose), *kept))

    def django_secret(self) -> str:
        return self.active(Purpose.DJANGO).secret

    def django_fallbacks(self) -> list[str]:
        return [key.secret for key in self.of(Purpose.DJANGO)[1:]]
