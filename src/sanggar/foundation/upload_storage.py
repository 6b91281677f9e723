"""Where the content of uploads stands: a folder of this machine, unless a setting names an object store.

Names are `ab/ab12…`, by the digest of the content, so whoever writes the same name again writes the same content.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import Storage, storages

from sanggar.foundation.disk import put_in_place


def uploads() -> Storage:
    """The storage of this installation (STORAGES["uploads"])."""
    return storages["uploads"]


class UploadFolder(Storage):
    """MEDIA_ROOT; whole on disk or not at all, and for its owner alone to read."""

    def path(self, name: str) -> str:
        return str(Path(settings.MEDIA_ROOT) / name)

    def exists(self, name: str) -> bool:
        return Path(self.path(name)).exists()

    def delete(self, name: str) -> None:
        Path(self.path(name)).unlink(missing_ok=True)

    def get_available_name(self, name: str, max_length: int | None = None) -> str:  # noqa: ARG002 - Django's signature
        """The name itself: the same name is the same content."""
        return name

    def _open(self, name: str, mode: str = "rb") -> "File[bytes]":
        return File(Path(self.path(name)).open(mode))

    def _save(self, name: str, content: "File[Any]") -> str:
        put_in_place(Path(self.path(name)), content.read())
        return name
