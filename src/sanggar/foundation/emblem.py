"""The coat of arms of a letterhead: a PNG, small enough to stand in every paper and large enough to be printed.

No SVG: what one refers to, and how its letters look, would hang on the machine that draws it.
"""

from typing import ClassVar

import typst
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.errors import DomainError

ACCEPTED = "image/png"
SIGNATURE = b"\x89PNG\r\n\x1a\n"
LARGEST = 300 * 1024
LEAST_SIDE, MOST_SIDE = 150, 2000
"""In dots; two centimetres at 200 dots an inch are 157."""
MOST_TIMES = 3
"""The longer side of the shorter one: a mere stripe would be printed as a line."""


class EmblemNotPng(DomainError):
    code = "emblem_not_png"
    message = _("Lambang harus berkas PNG.")


class EmblemTooLarge(DomainError):
    code = "emblem_too_large"
    message = _("Berkas lambang ini %(size)s KB; paling besar %(limit)s KB. Perkecil gambarnya lalu unggah lagi.")
    status: ClassVar[int] = 413


class EmblemOfOtherSize(DomainError):
    code = "emblem_of_other_size"
    message = _(
        "Gambar ini %(width)s×%(height)s titik; sisi terpanjangnya harus %(least)s sampai %(most)s titik, agar jelas "
        "di kertas dan tidak memberatkan surat."
    )


class EmblemTooNarrow(DomainError):
    code = "emblem_too_narrow"
    message = _("Gambar ini %(width)s×%(height)s titik; sisi panjangnya paling banyak tiga kali sisi pendeknya.")


class EmblemUnreadable(DomainError):
    code = "emblem_unreadable"
    message = _("Gambar PNG ini rusak. Buka di perangkat Anda, simpan ulang, lalu unggah lagi.")


def check_emblem(content: bytes, field: str) -> None:
    """Raises why this can not stand in a letterhead; a picture that can not be drawn would stop every paper."""
    if not content.startswith(SIGNATURE):
        raise EmblemNotPng(field=field)
    if len(content) > LARGEST:
        raise EmblemTooLarge(field=field, size=number_format(-(-len(content) // 1024)), limit=LARGEST // 1024)
    width, height = (int.from_bytes(content[at : at + 4]) for at in (16, 20))  # of the part that comes first
    if not LEAST_SIDE <= max(width, height) <= MOST_SIDE or not min(width, height):
        raise EmblemOfOtherSize(field=field, width=width, height=height, least=LEAST_SIDE, most=MOST_SIDE)
    if max(width, height) > MOST_TIMES * min(width, height):
        raise EmblemTooNarrow(field=field, width=width, height=height)
    try:
        typst.Compiler(DRAWN, sys_inputs={"arms": as_numbers(content)}).compile(format="pdf")
    except typst.TypstError:
        raise EmblemUnreadable(field=field) from None


DRAWN = b'#image(bytes(json(bytes(sys.inputs.arms))), format: "png")'


def as_numbers(content: bytes) -> str:
    """As a template reads it back: typst takes texts alone."""
    return f"[{','.join(map(str, content))}]"
