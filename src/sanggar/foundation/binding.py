"""Several files bound into one PDF: our own papers, PDFs that came in, photographs, each with an entry in the outline.

What comes in is not trusted: nothing in it that acts (scripts, launching, forms sent off) comes along, and what can
not be bound is told by `Unbindable`, so that a list of contents can name it; what is not read in `SECONDS` counts as
broken, wherever its reader is by then (`patience`), for a small file can ask for work without end. The result is a
plain PDF, no PDF/A: that would need every file to be one.
"""

import io
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

import typst
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.documents import STANDARDS, fonts, printable
from sanggar.foundation.errors import DomainError
from sanggar.foundation.patience import OutOfPatience, within

PHOTO = """#set document(title: sys.inputs.title)
#set page(paper: "a4", margin: 1.5cm)
#image("/photo", width: 100%, height: 100%, fit: "contain", alt: sys.inputs.title)
"""
ACTIONS = ("/A", "/AA")
SECONDS = 20.0


class Unbindable(DomainError):
    """A file that is no readable PDF or picture."""

    code = "unbindable"
    message = _("berkas rusak")


class Locked(Unbindable):
    code = "locked"
    message = _("terkunci kata sandi")
    status: ClassVar[int] = 409


class TooSlow(Unbindable):
    """It was not read in time; a machine with less to do may read it."""


@dataclass(frozen=True, slots=True)
class Leaves:
    """A PDF of one part of a volume."""

    title: str
    content: bytes
    pages: int


def leaves(content: bytes, media_type: str, title: str, *, at: datetime) -> Leaves:
    """One file as pages, or why it has none."""
    pdf = content if media_type == "application/pdf" else photo_page(content, title, at=at)
    return readable(pdf, title)


def photo_page(content: bytes, title: str, *, at: datetime) -> bytes:
    """A JPEG or PNG as large as an A4 page holds it."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "photo").write_bytes(content)
        compiler = typst.Compiler(
            PHOTO.encode(), root=folder, font_paths=fonts(), sys_inputs={"title": printable(title)}
        )
        try:
            made = compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=int(at.timestamp()))
        except typst.TypstError:
            raise Unbindable from None
    assert isinstance(made, bytes)
    return made


def readable(content: bytes, title: str, *, seconds: float = SECONDS) -> Leaves:
    """The pages of a PDF, written anew and harmless. One that opens without a password counts as open."""
    try:
        found = within(seconds, lambda: _rewritten(content), inside="pypdf")
    except Unbindable:
        raise
    except OutOfPatience:
        raise TooSlow from None
    except Exception:  # noqa: BLE001 - a broken file breaks its reader in any way; whoever asks is told by name
        raise Unbindable from None
    return Leaves(title, *found)


def _rewritten(content: bytes) -> tuple[bytes, int]:
    from pypdf import PasswordType, PdfReader, PdfWriter  # when a PDF is read: no other start needs it

    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise Locked
    writer, buffer = PdfWriter(), io.BytesIO()
    for page in reader.pages:
        _disarm(writer.add_page(page))
    if not writer.pages:
        raise Unbindable
    writer.write(buffer)
    return buffer.getvalue(), len(writer.pages)


def bound(parts: Iterable[Leaves]) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer, buffer = PdfWriter(), io.BytesIO()
    for part in parts:
        writer.append(PdfReader(io.BytesIO(part.content)), outline_item=part.title, import_outline=False)
    writer.write(buffer)
    return buffer.getvalue()


def _disarm(page: Any) -> None:
    page.pop("/AA", None)
    for reference in page.get("/Annots") or ():
        mark = reference.get_object()
        for action in ACTIONS:
            mark.pop(action, None)
