"""Whether a file that came in can be read: one that can not proves nothing. Of PDFs; a photograph is looked through
when it is kept.
"""

from functools import lru_cache

from sanggar.foundation import files
from sanggar.foundation.binding import Unbindable, readable
from sanggar.foundation.models import StoredFile

PDF = "application/pdf"


def refuse_unreadable(content: bytes) -> None:
    """Raise `Unbindable`, or `Locked`, for a PDF that the accountability file could not take in."""
    if files.media_type(content) == PDF:
        readable(content, "")


def why_unreadable(file: StoredFile) -> type[Unbindable] | None:
    """Of a file that is kept; None where it can be read, and where its content was destroyed by rule."""
    if file.media_type != PDF or file.destroyed_at:
        return None
    try:
        return _found_in(file.digest)
    except FileNotFoundError:
        return Unbindable


@lru_cache(maxsize=10_000)
def _found_in(digest: str) -> type[Unbindable] | None:
    """The same content always reads the same, so each is opened once."""
    try:
        readable(files.content_of(digest), "")
    except Unbindable as error:
        return type(error)
    return None
