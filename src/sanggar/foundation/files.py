"""Uploads: accepted by content, not by name; stored once by digest; served as a download, never run."""

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.audit import Actor
from sanggar.foundation.disk import put_in_place
from sanggar.foundation.errors import DomainError
from sanggar.foundation.models import StoredFile
from sanggar.foundation.typed_text import plain_line

MEGABYTE = 1024 * 1024
MAX_SIZE = 10 * MEGABYTE
NAME_LENGTH = 200
SIGNATURES = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
ACCEPTED = "application/pdf,image/jpeg,image/png"


class FileTooLarge(DomainError):
    code = "file_too_large"
    message = _("Berkas ini %(size)s MB; paling besar %(limit)s MB. Perkecil lalu unggah lagi.")
    status: ClassVar[int] = 413


class FileKindUnknown(DomainError):
    code = "file_kind_unknown"
    message = _("Berkas harus PDF, JPEG, atau PNG.")


class FileEmpty(DomainError):
    code = "file_empty"
    message = _("Berkas ini kosong. Pilih berkas lain.")


def store(upload: "UploadedFile[Any]", *, by: Actor, at: datetime) -> StoredFile:
    """Keep an upload; its name is kept for people, its type is read from its first bytes."""
    content = _checked(upload)
    digest = hashlib.sha256(content).hexdigest()
    if not _path(digest).exists():
        put_in_place(_path(digest), content)
    return StoredFile.objects.create(
        digest=digest,
        name=_plain_name(upload.name or ""),
        media_type=_media_type(content),
        size=len(content),
        stored_at=at,
        stored_by=by.label,
    )


def missing() -> list[str]:
    """The digests that the database names and the disk does not hold."""
    digests = StoredFile.objects.order_by("digest").values_list("digest", flat=True).distinct()
    return [digest for digest in digests if not _path(digest).exists()]


def response(file: StoredFile) -> FileResponse:
    """A download. The caller has checked the right to it."""
    answer = FileResponse(_path(file.digest).open("rb"), as_attachment=True, filename=file.name)
    answer["Content-Type"] = file.media_type
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _plain_name(name: str) -> str:
    """The last part of what the browser named the file, without marks that nobody sees; a long one keeps its end."""
    bare = plain_line(name.replace("\\", "/").rpartition("/")[2])
    return "".join(mark for mark in bare if mark.isprintable())[-NAME_LENGTH:] or "berkas"


def _checked(upload: "UploadedFile[Any]") -> bytes:
    if not upload.size:
        raise FileEmpty(field="file")
    if upload.size > MAX_SIZE:
        raise FileTooLarge(field="file", size=round(upload.size / MEGABYTE, 1), limit=MAX_SIZE // MEGABYTE)
    content: bytes = upload.read()
    _media_type(content)
    return content


def _media_type(content: bytes) -> str:
    for signature, media_type in SIGNATURES.items():
        if content.startswith(signature):
            return media_type
    raise FileKindUnknown(field="file")


def _path(digest: str) -> Path:
    return Path(settings.MEDIA_ROOT) / digest[:2] / digest
