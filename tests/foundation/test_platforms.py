"""Addresses as people copy them: one work has one key, whichever of its addresses was pasted."""

import pytest

from sanggar.foundation.platforms import (
    Address,
    AddressNotSecure,
    AddressNotUnderstood,
    AddressOfChannel,
    Platform,
    VideoCodeNotWhole,
    read_address,
)

VIDEO = Address(Platform.YOUTUBE, "youtube:dQw4w9WgXcQ", "https://www.youtube.com/watch?v=dQw4w9WgXcQ")
TIKTOK = "7312345678901234567"


@pytest.mark.parametrize(
    "text",
    [
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://youtube.com/watch?list=PL1&v=dQw4w9WgXcQ&t=5s",
        "https://m.youtube.com/watch?v=dQw4w9WgXcQ#komentar",
        "https://music.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://youtu.be/dQw4w9WgXcQ?si=abc",
        "https://www.youtube.com/shorts/dQw4w9WgXcQ?feature=share",
        "https://youtube.com/live/dQw4w9WgXcQ",
        "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
        "https://studio.youtube.com/video/dQw4w9WgXcQ/edit",
        "HTTPS://WWW.YouTube.com/watch?v=dQw4w9WgXcQ",
        "  youtu.be/dQw4w9WgXcQ \n",
    ],
)
def test_every_address_of_a_video_names_the_same_work(text: str) -> None:
    assert read_address(text) == VIDEO


@pytest.mark.parametrize(
    ("text", "platform", "key"),
    [
        (f"https://www.tiktok.com/@Kreator.Malang/video/{TIKTOK}?is_from_webapp=1", "tiktok", f"tiktok:{TIKTOK}"),
        (f"https://tiktok.com/@kreator/photo/{TIKTOK}", "tiktok", f"tiktok:{TIKTOK}"),
        (f"https://m.tiktok.com/v/{TIKTOK}.html", "tiktok", f"tiktok:{TIKTOK}"),
        ("https://vt.tiktok.com/ZSabc1234/", "tiktok", "tiktok:short:ZSabc1234"),
        ("https://www.tiktok.com/t/ZTabc1234/", "tiktok", "tiktok:short:ZTabc1234"),
        ("https://www.instagram.com/reel/Cabc-_12345/?igsh=x", "instagram", "instagram:Cabc-_12345"),
        ("https://instagram.com/kreator/p/Cabc-_12345/", "instagram", "instagram:Cabc-_12345"),
        ("https://www.instagram.com/share/reel/BAxyz12345", "instagram", "instagram:share:BAxyz12345"),
        ("https://blog.contoh.id/pasar?x=1#atas", "other", "https://blog.contoh.id/pasar?x=1"),
        ("contoh.id", "other", "https://contoh.id/"),
        ("https://youtube.com.contoh.id/watch?v=dQw4w9WgXcQ", "other", None),
    ],
)
def test_the_platform_is_read_from_the_address(text: str, platform: str, key: str | None) -> None:
    address = read_address(text)
    assert (address.platform, address.key) == (platform, key or text)
    assert address.url.startswith("https://")


def test_a_tiktok_address_keeps_its_kind_and_loses_its_tracking() -> None:
    url = read_address(f"https://www.tiktok.com/@Kreator/photo/{TIKTOK}?_r=1&_t=8").url
    assert url == f"https://www.tiktok.com/@kreator/photo/{TIKTOK}"


@pytest.mark.parametrize(
    "text",
    [
        "https://www.youtube.com/@kanaluji",
        "https://www.youtube.com/channel/UCaaaaaaaaaaaaaaaaaaaaaa",
        "https://www.youtube.com/playlist?list=PL123",
        "https://www.tiktok.com/@kreator",
        "https://www.instagram.com/kreator/",
    ],
)
def test_a_channel_is_not_a_work(text: str) -> None:
    with pytest.raises(AddressOfChannel, match="kanal atau profil"):
        read_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://www.youtube.com/watch?v=pendek",
        "https://www.youtube.com/shorts/pendek?feature=share",
        "https://youtu.be/pendek",
        "https://youtu.be/terlalupanjang",
    ],
)
def test_a_video_s_code_that_was_not_copied_whole_is_told_as_such(text: str) -> None:
    with pytest.raises(VideoCodeNotWhole, match=r"11 huruf.*(pendek|terlalupanjang)"):
        read_address(text)


def test_only_a_secure_address_is_taken() -> None:
    with pytest.raises(AddressNotSecure):
        read_address("http://youtu.be/dQw4w9WgXcQ")
    with pytest.raises(AddressNotSecure):
        read_address("ftp://contoh.id/a.mp4")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "video saya",
        "lihat https://youtu.be/dQw4w9WgXcQ",
        "javascript:alert(1)",
        "https://",
        "https://localhost/a",
        "https://127.0.0.1/a",
        "https://[::1]/a",
        "https://[",
        "https://contoh.id:8443/a",
        "https://youtube.com@contoh.id/a",
        "https://contoh.id\\@youtube.com/a",
        "https://youtu.be/",
        "https://contoh.id/" + "a" * 500,
    ],
)
def test_what_is_no_public_address_is_refused(text: str) -> None:
    with pytest.raises(AddressNotUnderstood):
        read_address(text)
