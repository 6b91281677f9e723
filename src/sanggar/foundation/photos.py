"""Photographs without what they tell of who took them where: location, time, camera, captions, hidden previews.

Works on the file's own parts, so the picture itself is not packed anew and loses nothing. Of JPEG, the way up stays;
colour profiles stay in both kinds. Not for pictures within a PDF.
"""

import re
from collections.abc import Iterator

EOI, SOS, COM = 0xD9, 0xDA, 0xFE
APP0, APP1, APP2, APP14, LAST_APP = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF
RESTARTS = range(0xD0, 0xD8)
ALONE = {0x01, EOI, *RESTARTS}
FILLED = re.compile(rb"\xff+")
SCAN_OVER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""A marker that is neither a stuffed byte nor a restart within the scan."""
MOST_PARTS = 50_000
"""A picture of ten megabytes has some thousands; more are only there to keep us busy."""
EXIF, PROFILE, JFIF = b"Exif\0\0", b"ICC_PROFILE\0", b"JFIF\0"
ORIENTATION, SHORT = 0x0112, 3
UPRIGHT, WAYS_UP = 1, range(1, 9)
PNG = b"\x89PNG\r\n\x1a\n"
PNG_SHOWN = {
    *(b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"bKGD", b"hIST", b"sPLT", b"pHYs"),
    *(b"acTL", b"fcTL", b"fdAT"),  # moving pictures
}
"""What besides the picture itself decides how it looks."""


class PhotoUnreadable(ValueError):
    """The file begins like a picture and is none, so what else it holds can not be told."""


def bare_jpeg(content: bytes) -> bytes:
    """Everything that shows the picture; what follows its end (a second picture, a film) is cut off."""
    kept, way_up = [b"\xff\xd8"], UPRIGHT
    for marker, part in _jpeg_parts(content):
        body = part[4:]
        if marker == APP1 and body.startswith(EXIF):
            way_up = _way_up(body[len(EXIF) :])
        if _is_shown(marker, body):
            kept.append(part)
    if len(kept) == 1:
        raise PhotoUnreadable
    if way_up != UPRIGHT:
        kept.insert(1, _turned(way_up))
    return b"".join(kept)


def bare_png(content: bytes) -> bytes:
    kept, at = [PNG], len(PNG)
    for _part in range(MOST_PARTS):
        length, name = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        end = at + length + 12
        if end > len(content) or not name.isalpha():
            raise PhotoUnreadable
        if name[:1].isupper() or name in PNG_SHOWN:
            kept.append(content[at:end])
        if name == b"IEND":
            return b"".join(kept)
        at = end
    raise PhotoUnreadable


def _is_shown(marker: int, body: bytes) -> bool:
    if marker == APP0:
        return body.startswith(JFIF)
    if marker == APP2:
        return body.startswith(PROFILE)
    return marker == APP14 or not (APP0 <= marker <= LAST_APP or marker == COM)


def _jpeg_parts(content: bytes) -> Iterator[tuple[int, bytes]]:
    """(marker, all of the part) from the first to the end of the picture; a scan with what it scans."""
    at, marker = 2, 0
    for _part in range(MOST_PARTS):
        if at >= len(content) or marker == EOI:
            return
        begin = _begin_of_part(content, at)
        marker = content[begin + 1]
        at = begin + 2 if marker in ALONE else _end_of_part(content, begin)
        if marker == SOS:
            at = _end_of_scan(content, at)
        yield marker, content[begin:at]
    raise PhotoUnreadable


def _begin_of_part(content: bytes, at: int) -> int:
    """Any number of filling bytes stand before a marker."""
    filled = FILLED.match(content, at)
    if filled is None or filled.end() >= len(content):
        raise PhotoUnreadable
    return filled.end() - 1


def _end_of_part(content: bytes, begin: int) -> int:
    length = int.from_bytes(content[begin + 2 : begin + 4])
    end = begin + 2 + length
    if end > len(content) or end < begin + 4:
        raise PhotoUnreadable
    return end


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next part begins."""
    over = SCAN_OVER.search(content, at)
    return over.start() if over else len(content)


def _way_up(tiff: bytes) -> int:
    """The orientation that a camera noted; upright where none can be read."""
    order = {b"II*\0": "little", b"MM\0*": "big"}.get(tiff[:4])
    if order is None:
        return UPRIGHT

    def number(at: int, size: int) -> int:
        return int.from_bytes(tiff[at : at + size], "little" if order == "little" else "big")

    first = number(4, 4)
    for entry in range(first + 2, first + 2 + 12 * min(number(first, 2), 200), 12):
        if number(entry, 2) == ORIENTATION and number(entry + 2, 2) == SHORT:
            found = number(entry + 8, 2)
            return found if found in WAYS_UP else UPRIGHT
    return UPRIGHT


def _turned(way_up: int) -> bytes:
    """An Exif part that says which way is up and nothing else."""
    entry = ORIENTATION.to_bytes(2) + SHORT.to_bytes(2) + (1).to_bytes(4) + way_up.to_bytes(2) + b"\0\0"
    body = EXIF + b"MM\0*" + (8).to_bytes(4) + (1).to_bytes(2) + entry + (0).to_bytes(4)
    return b"\xff\xe1" + (len(body) + 2).to_bytes(2) + body
