"""PDF documents by typst: PDF/A-2a and PDF/UA-1 together, same input same bytes. Data goes in as JSON, never markup."""

import json
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.http import HttpResponse

from sanggar.foundation import files
from sanggar.foundation.emblem import as_numbers

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
LETTERHEAD = HERE / "documents"
STANDARDS: list["typst.PDFStandard"] = ["a-2a", "ua-1"]
DRAWN = (
    *((0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x148), (0x14A, 0x17E), (0x1FA, 0x21B), (0x1E80, 0x1E85), (0x1EF2, 0x1EF9)),
    *((0x2013, 0x2014), (0x2018, 0x201A), (0x201C, 0x201E), (0x2020, 0x2020), (0x2022, 0x2022), (0x2026, 0x2026)),
    *((0x2039, 0x203A), (0x20AC, 0x20AC), (0x2122, 0x2122), (0x2212, 0x2212)),
)
"""Code points that every one of our fonts draws; PDF/A refuses a document with a character that none does."""
STAND_INS = {"ʼ": "’", "ʻ": "‘", "ʾ": "’", "ʿ": "‘", "‐": "-", "‑": "-", "→": "–", "≤": "<=", "≥": ">="}


def pdf(template: Path, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """Compile a typst template of a room; it reads its data with `json(bytes(sys.inputs.data))`.

    Shared parts are imported as "/letterhead.typ"; the template is read from disk, so names can't inject markup.
    `at` stands in the document's metadata and makes the bytes repeatable. Where `data["office"]` names a coat of arms
    (`arms`, its digest), the letterhead shows it.
    """
    inputs = {"data": printable(json.dumps(data, ensure_ascii=False, default=str)), **_arms(data.get("office"))}
    compiler = typst.Compiler(template.read_bytes(), root=LETTERHEAD, font_paths=fonts(), sys_inputs=inputs)
    made = compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=int(at.timestamp()))
    assert isinstance(made, bytes)
    return made


def _arms(office: Any) -> dict[str, str]:
    digest = office.get("arms") if isinstance(office, Mapping) else None
    return {"arms": as_numbers(files.content_of(digest))} if digest else {}


@cache
def fonts() -> typst.Fonts:
    """Our own fonts alone, read once a process: a document must not depend on the machine that makes it."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def printable(text: str) -> str:
    """The text in characters that our fonts draw: fancy letters made plain, emoji and other scripts shown as "?"."""
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", text)
    return "".join(letter if is_drawn(letter) else plain_letters(letter) for letter in composed)


def is_drawn(letter: str) -> bool:
    return any(first <= ord(letter) <= last for first, last in DRAWN)


def plain_letters(letter: str) -> str:
    """`𝓢` → `S`; a joiner or a variation mark of an emoji leaves nothing; what can't be made plain becomes "?"."""
    plain = STAND_INS.get(letter) or unicodedata.normalize("NFKC", letter)
    if plain != letter and all(map(is_drawn, plain)):
        return json.dumps(plain, ensure_ascii=False)[1:-1]
    return "" if unicodedata.category(letter) in ("Mn", "Me", "Cf", "Sk") else "?"


def pdf_response(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
