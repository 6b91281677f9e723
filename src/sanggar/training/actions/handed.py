"""Reading what someone hands in: an address, recognised by what it is, or a small file, recognised by its bytes."""

import re
from collections.abc import Mapping
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


def check_handed(url: str, file: "UploadedFile[Any] | None", *, accepts: str = Accepts.ANY) -> None:
    """Raise what `read_handed` would, and keep nothing: a form tells it together with all else that is wrong."""
    if accepts == Accepts.LINK and file:
        raise LinkWanted(field="url")
    if accepts == Accepts.FILE and url:
        raise FileWanted(field="file")
    if bool(url) == bool(file):
        raise LinkOrFile(field="file" if accepts == Accepts.FILE else "url")
    if file:
        files.check(file)
    else:
        read_link(url)


def read_handed(
    url: str, file: "UploadedFile[Any] | None", *, accepts: str = Accepts.ANY, by: Actor, at: datetime
) -> Mapping[str, Any]:
    """The columns `where`, `url`, `file` of one thing handed in; a file is stored."""
    check_handed(url, file, accepts=accepts)
    if file:
        return {"where": Where.FILE, "url": "", "file": files.store(file, by=by, at=at)}
    where, address = read_link(url)
    return {"where": where, "url": address, "file": None}
