"""Uploads: accepted by content, not by name; stored once by digest; served as a download, never run. Photographs are
kept without what they tell of place, time and camera (`photos`).
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from math import ceil
from typing import Any, ClassVar, NamedTuple

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, models, transaction
from django.http import FileResponse, Http404
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.audit import Actor
from sanggar.foundation.errors import DomainError
from sanggar.foundation.models import StoredFile
from sanggar.foundation.photos import PhotoUnreadable, bare_jpeg, bare_png
from sanggar.foundation.typed_text import plain_line
from sanggar.foundation.upload_storage import uploads

MEGABYTE = 1024 * 1024
MAX_SIZE = 10 * MEGABYTE
NAME_LENGTH = 200
DESTROYED = "(dihapus)"
SIGNATURES = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
BARE = {"image/jpeg": bare_jpeg, "image/png": bare_png}
ACCEPTED = "application/pdf,image/jpeg,image/png"


class FileTooLarge(DomainError):
    code = "file_too_large"
    message = _("Berkas ini %(size)s MB; paling besar %(limit)s MB. Perkecil lalu unggah lagi.")
    status: ClassVar[int] = 413


class FileKindUnknown(DomainError):
    code = "file_kind_unknown"
    message = _("Berkas harus PDF, JPEG, atau PNG.")


class FileUnreadable(DomainError):
    code = "file_unreadable"
    message = _("Foto ini rusak atau bukan foto. Buka dahulu di perangkat Anda, simpan ulang, lalu unggah lagi.")


class FileLost(DomainError):
    code = "file_lost"
    message = _("Berkas ini tidak ada lagi di penyimpanan. Minta pengelola sistem memulihkannya dari cadangan.")
    status: ClassVar[int] = 404


class FileAltered(DomainError):
    code = "file_altered"
    message = _("Isi berkas ini bukan lagi yang diunggah. Minta pengelola sistem memulihkannya dari cadangan.")


class FileEmpty(DomainError):
    code = "file_empty"
    message = _("Berkas ini kosong. Pilih berkas lain.")


class Read(NamedTuple):
    """What of an upload is kept, and what its owner called it; stored by `keep(*read)`."""

    content: bytes
    name: str


def read(upload: "UploadedFile[Any]") -> Read:
    """To be asked before the transaction that keeps it. Raises what `checked` raises."""
    return Read(checked(upload), upload.name or "")


def check(upload: "UploadedFile[Any]") -> None:
    """Raise what `store` would refuse; the upload can be read anew afterwards."""
    checked(upload)


def store(upload: "UploadedFile[Any]", *, by: Actor, at: datetime) -> StoredFile:
    """Keep an upload; its name is kept for people, its type is read from its first bytes. Size and digest are those of
    what is kept: of a photograph, the picture alone.
    """
    return keep(*read(upload), by=by, at=at)


@transaction.atomic
def keep(content: bytes, name: str, *, by: Actor, at: datetime) -> StoredFile:
    """Keep what `checked` gave. Who writes more with it checks first: reading a picture takes long for one writer."""
    digest = hashlib.sha256(content).hexdigest()
    _hold(digest)
    bring(digest, content)
    return StoredFile.objects.create(
        digest=digest,
        name=_plain_name(name),
        media_type=media_type(content),
        size=len(content),
        stored_at=at,
        stored_by=by.label,
    )


def bring(digest: str, content: bytes) -> None:
    """Keep content under its SHA-256, once. What was damaged there is put right by whoever has it still."""
    try:
        sound_content(digest)
    except (FileLost, FileAltered):
        uploads().save(_place(digest), ContentFile(content))


def kept() -> list[str]:
    """The digests that the database names, in order."""
    return list(_named().values_list("digest", flat=True))


def content_of(digest: str) -> bytes:
    with uploads().open(_place(digest)) as file:
        content: bytes = file.read()
        return content


def sound_content(digest: str) -> bytes:
    """The content, if it is still what was uploaded. Raises `FileLost` or `FileAltered`."""
    try:
        content = content_of(digest)
    except FileNotFoundError:
        raise FileLost from None
    if hashlib.sha256(content).hexdigest() != digest:
        raise FileAltered
    return content


def destroy(files: Iterable[int], *, at: datetime) -> int:
    """Take away the content of these files for good, once this transaction has committed; how many were still there.
    What somebody else uploaded too, byte for byte, stays on disk for them.
    """
    doomed = StoredFile.objects.filter(pk__in=list(files), destroyed_at=None)
    digests = set(doomed.values_list("digest", flat=True))
    count = doomed.update(destroyed_at=at, name=DESTROYED, stored_by=DESTROYED)
    transaction.on_commit(partial(_remove_unused, digests))
    return count


def remove_destroyed() -> int:
    """Take from disk what a kill between commit and removal left there; how many were."""
    digests = StoredFile.objects.filter(destroyed_at__isnull=False).values_list("digest", flat=True).distinct()
    return _remove_unused({digest for digest in digests if uploads().exists(_place(digest))})


def missing() -> list[str]:
    """The digests that the database names and the storage does not hold."""
    return [digest for digest in kept() if not uploads().exists(_place(digest))]


def response(file: StoredFile) -> FileResponse:
    """A download. The caller has checked the right to it. 404 once the content was destroyed.
    Raises `FileLost`.
    """
    if file.destroyed_at:
        raise Http404
    try:
        content = uploads().open(_place(file.digest))
    except FileNotFoundError:
        raise FileLost from None
    answer = FileResponse(content, as_attachment=True, filename=file.name)
    answer["Content-Type"] = file.media_type
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _remove_unused(digests: set[str]) -> int:
    return sum(_remove_if_unused(digest) for digest in sorted(digests))


@transaction.atomic
def _remove_if_unused(digest: str) -> bool:
    """Nobody stores the same content between the look and the removal."""
    _hold(digest)
    is_wanted = StoredFile.objects.filter(digest=digest, destroyed_at=None).exists()
    if not is_wanted:
        uploads().delete(_place(digest))
    return not is_wanted


def _hold(digest: str) -> None:
    """Until we commit, this content is ours to bring or to remove. SQLite has one writer and needs no lock."""
    if connection.features.has_select_for_update:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(digest[:15], 16)])


def _plain_name(name: str) -> str:
    """The last part of what the browser named the file, without marks that nobody sees; a long one keeps its end."""
    bare = plain_line(name.replace("\\", "/").rpartition("/")[2])
    return "".join(mark for mark in bare if mark.isprintable())[-NAME_LENGTH:] or "berkas"


def checked(upload: "UploadedFile[Any]") -> bytes:
    """What of an upload is kept. Raises why it can not be."""
    if not upload.size:
        raise FileEmpty(field="file")
    if upload.size > MAX_SIZE:
        size = ceil(upload.size / MEGABYTE * 10) / 10  # rounded, one that is a little too large would read as none
        raise FileTooLarge(field="file", size=number_format(size, 1), limit=MAX_SIZE // MEGABYTE)
    upload.seek(0)
    content: bytes = upload.read()
    upload.seek(0)
    bare = BARE.get(media_type(content))
    try:
        return bare(content) if bare else content
    except PhotoUnreadable:
        raise FileUnreadable(field="file") from None


def media_type(content: bytes) -> str:
    """By its first bytes. Raises `FileKindUnknown`."""
    for signature, media_type in SIGNATURES.items():
        if content.startswith(signature):
            return media_type
    raise FileKindUnknown(field="file")


def _named() -> "models.QuerySet[StoredFile]":
    return StoredFile.objects.filter(destroyed_at=None).order_by("digest").distinct()


def _place(digest: str) -> str:
    return f"{digest[:2]}/{digest}"
