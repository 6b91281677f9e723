"""Pictures as phones make them: whole files, with what a camera writes into them."""

import struct
import zlib

PLACE = b"GPS -7.9666 112.6326"


def part(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def exif(way_up: int = 1) -> bytes:
    """Little-endian, as most phones write it, with a way up and a place behind it."""
    entry = struct.pack("<HHIHH", 0x0112, 3, 1, way_up, 0)
    return b"Exif\0\0II*\0" + struct.pack("<IH", 8, 1) + entry + struct.pack("<I", 0) + PLACE


def jpeg(way_up: int = 1, *, tail: bytes = b"") -> bytes:
    """Parts in the order of a phone; the scan holds a stuffed byte and a restart, `tail` follows the picture."""
    meta = part(0xE1, exif(way_up)) + part(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + PLACE) + part(0xFE, PLACE)
    profile = part(0xE2, b"ICC_PROFILE\0warna") + part(0xE2, b"MPF\0" + PLACE)
    shown = part(0xE0, b"JFIF\0" + bytes(9)) + part(0xDB, bytes(65)) + part(0xC0, bytes(15)) + part(0xC4, bytes(20))
    scan = part(0xDA, bytes(10)) + b"gambar\xff\x00lagi\xff\xd0sisa"
    return b"\xff\xd8" + meta + profile + shown + scan + b"\xff\xd9" + tail


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(*, is_bare: bool = False) -> bytes:
    """One red pixel, unless it is bare with a place in every chunk that can hold one."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)) + chunk(b"gAMA", struct.pack(">I", 45455))
    told = chunk(b"eXIf", b"II*\0" + PLACE) + chunk(b"tEXt", b"Comment\0" + PLACE) + chunk(b"iTXt", PLACE)
    picture = chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + head + (picture if is_bare else told + picture + PLACE)
