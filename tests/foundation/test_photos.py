"""Photographs are kept without place, time and camera; the picture itself is untouched."""

import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from factories.people import SETUP
from factories.photos import PLACE, exif, jpeg, part, png
from sanggar.foundation import clock, files
from sanggar.foundation.photos import PhotoUnreadable, bare_jpeg, bare_png

SCAN = b"gambar\xff\x00lagi\xff\xd0sisa\xff\xd9"


def test_a_jpeg_keeps_picture_and_colours_and_nothing_of_place_or_camera() -> None:
    bare = bare_jpeg(jpeg(tail=jpeg()))
    assert (PLACE in bare, b"Exif" in bare, b"MPF" in bare) == (False, False, False)
    assert (b"ICC_PROFILE" in bare, b"JFIF" in bare, bare.endswith(SCAN)) == (True, True, True)
    assert bare_jpeg(bare) == bare


@pytest.mark.parametrize("way_up", [3, 6, 8])
def test_the_way_up_stays_for_a_photo_that_was_turned(way_up: int) -> None:
    bare = bare_jpeg(jpeg(way_up))
    assert bare.startswith(b"\xff\xd8\xff\xe1")
    assert bare_jpeg(bare) == bare
    assert bytes([1, 0x12, 0, 3, 0, 0, 0, 1, 0, way_up]) in bare


@pytest.mark.parametrize("damage", [b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0XX", exif(99)])
def test_a_note_of_the_way_up_that_can_not_be_read_is_left_out(damage: bytes) -> None:
    plain = jpeg()
    assert b"Exif" not in bare_jpeg(plain[:2] + part(0xE1, damage) + plain[2:])


def test_a_png_keeps_its_pixels_alone() -> None:
    bare = bare_png(png())
    assert (PLACE in bare, b"eXIf" in bare, b"gAMA" in bare) == (False, False, True)
    assert zlib.compress(b"\0\xff\0\0") in bare
    assert bare_png(bare) == bare


@pytest.mark.parametrize("content", [b"\xff\xd8\xff foto", b"\xff\xd8\xff\xe1\xff\xff", b"\x89PNG\r\n\x1a\n" + PLACE])
def test_what_is_no_picture_is_refused_rather_than_kept_with_what_it_hides(content: bytes) -> None:
    with pytest.raises(files.FileUnreadable):
        files.check(SimpleUploadedFile("foto.jpg", content))


FILLING = b"\xff" * files.MAX_SIZE
LONGEST = (
    (b"\xff\xd8\xff", b"\xff\xd0" * (files.MAX_SIZE // 2)),
    (b"\xff\xd8\xff", b"\xff\xe0\0\2" * (files.MAX_SIZE // 4)),
    (b"\x89PNG\r\n\x1a\n", (b"\0\0\0\0tEXt" + b"\0" * 4) * (files.MAX_SIZE // 12)),
)


@pytest.mark.parametrize("number", range(len(LONGEST)))
def test_a_file_of_nothing_but_tiny_parts_is_given_up(number: int) -> None:
    begin, parts = LONGEST[number]
    end = b"\xff\xd9" if begin.startswith(b"\xff") else b"\0\0\0\0IEND\0\0\0\0"
    begin = begin[:2] if begin.startswith(b"\xff") else begin
    with pytest.raises(PhotoUnreadable):
        {b"\xff\xd8": bare_jpeg}.get(begin, bare_png)(begin + parts + end)


def test_filling_is_passed_over_in_one_step_wherever_it_stands() -> None:
    bare = jpeg()
    assert bare_jpeg(bare[:2] + FILLING + bare[2:]) == bare_jpeg(bare)
    with pytest.raises(PhotoUnreadable):
        bare_jpeg(b"\xff\xd8" + FILLING)


@given(st.binary(max_size=300))
def test_whatever_follows_the_first_bytes_is_read_or_refused(content: bytes) -> None:
    for begin, bare in ((b"\xff\xd8\xff", bare_jpeg), (b"\x89PNG\r\n\x1a\n", bare_png)):
        try:
            kept = bare(begin + content)
        except PhotoUnreadable:
            continue
        assert bare(kept) == kept


@pytest.mark.django_db
def test_what_is_stored_and_its_digest_are_the_bare_picture() -> None:
    first, second = (
        files.store(SimpleUploadedFile("foto.jpg", content), by=SETUP, at=clock.now())
        for content in (jpeg(), jpeg(tail=PLACE))
    )
    assert first.digest == second.digest
    assert PLACE not in files.content_of(first.digest)
    assert first.size == len(files.content_of(first.digest))
