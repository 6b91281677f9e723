"""Reading what someone hands in: an address, recognised by what it is, or a small file, recognised by its bytes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.core.files.uploadedfile import UploadedFile

from sanggar.foundation import files
from sanggar.foundation.audit import Actor
from sanggar.foundation.platforms import Platform, read_address
from sanggar.training.models import Accepts, Where
from sanggar.training.refusals import FileWanted, LinkOrFile, LinkWanted

DRIVE_HOSTS = frozenset({"drive.google.com", "docs.google.com"})
DRIVE_FILE = re.compile(r"/(?:u/\d+/)?file/d/(?P<id>[0-9A-Za-z_-]{10,100})(?:/.*)?")
WHERE = {
    Platform.YOUTUBE: Where.YOUTUBE,
    Platform.TIKTOK: Where.TIKTOK,
    Platform.INSTAGRAM: Where.INSTAGRAM,
    Platform.OTHER: Where.OTHER,
}


def read_link(text: str) -> tuple[Where, str]:
    """Where a work lies, and its plain address. Raises `foundation.platforms.AddressNotUnderstood`."""
    address = read_address(text)
    parts = urlsplit(address.url)
    if parts.hostname in DRIVE_HOSTS:
        found = DRIVE_FILE.fullmatch(parts.path)
        return Where.DRIVE, f"https://drive.google.com/file/d/{found['id']}/view" if found else address.url
    return WHERE[address.platform], address.url


@dataclass(frozen=True, slots=True)
class Handed:
    """One thing handed in, read and not kept yet: its plain address, or a file."""

    where: Where
    url: str = ""
    file: files.Read | None = None


def read_handed(url: str, file: "UploadedFile[Any] | None" = None, *, accepts: str = Accepts.ANY) -> Handed:
    """To be asked before the transaction that keeps it: reading a picture takes long, and SQLite has one writer.

    Raises `LinkWanted`, `FileWanted`, `LinkOrFile`, what `files.checked` refuses, `AddressNotUnderstood`.
    """
    _require_accepted(accepts, is_file=bool(file), is_link=bool(url))
    if bool(url) == bool(file):
        raise LinkOrFile(field="file" if accepts == Accepts.FILE else "url")
    if file:
        return Handed(Where.FILE, file=files.read(file))
    where, address = read_link(url)
    return Handed(where, address)


def keep_handed(work: Handed, *, accepts: str = Accepts.ANY, by: Actor, at: datetime) -> Mapping[str, Any]:
    """The columns `where`, `url`, `file`; a file is stored. Raises `LinkWanted`, `FileWanted` where the office asks for
    the other by now.
    """
    _require_accepted(accepts, is_file=bool(work.file), is_link=bool(work.url))
    file = files.keep(*work.file, by=by, at=at) if work.file else None
    return {"where": work.where, "url": work.url, "file": file}


def _require_accepted(accepts: str, *, is_file: bool, is_link: bool) -> None:
    if accepts == Accepts.LINK and is_file:
        raise LinkWanted(field="url")
    if accepts == Accepts.FILE and is_link:
        raise FileWanted(field="file")
