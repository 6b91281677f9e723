"""Which platform a work is published on, read from its address alone; nothing is fetched.

One video has many addresses (watch, youtu.be, shorts, studio): `key` is the same for all of them, so that it counts
once. Short links (vt.tiktok.com) can not be resolved without asking the platform and stand for themselves.
"""

import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, urlsplit, urlunsplit

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.errors import InputRefused
from sanggar.foundation.typed_text import plain_line

LONGEST = 500
YOUTUBE_HOSTS = frozenset(
    {"youtube.com", "www.youtube.com", "m.youtube.com", "music.youtube.com", "studio.youtube.com"}
    | {"www.youtube-nocookie.com"}
)
TIKTOK_HOSTS = frozenset({"tiktok.com", "www.tiktok.com", "m.tiktok.com"})
TIKTOK_SHORT_HOSTS = frozenset({"vm.tiktok.com", "vt.tiktok.com"})
INSTAGRAM_HOSTS = frozenset({"instagram.com", "www.instagram.com", "m.instagram.com"})

YOUTUBE_ID = re.compile(r"[0-9A-Za-z_-]{11}")
YOUTUBE_PATH = re.compile(r"/(?:shorts|live|embed|video)/(?P<id>[^/]+)(?:/.*)?")
TIKTOK_PATH = re.compile(r"/@(?P<handle>[\w.]{2,24})/(?P<kind>video|photo)/(?P<id>\d{15,21})/?", re.IGNORECASE)
TIKTOK_OLD_PATH = re.compile(r"/v/(?P<id>\d{15,21})\.html")
TIKTOK_SHORT_PATH = re.compile(r"/(?:t/)?(?P<code>[0-9A-Za-z]{6,16})/?")
INSTAGRAM_SHARE_PATH = re.compile(r"/share/(?:(?:p|reel)/)?(?P<id>[0-9A-Za-z_-]{5,40})/?")
INSTAGRAM_PATH = re.compile(r"(?:/[\w.]{1,30})?/(?:p|reel|reels|tv)/(?P<id>[0-9A-Za-z_-]{5,40})/?")
HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")


class Platform(models.TextChoices):
    YOUTUBE = "youtube", "YouTube"
    TIKTOK = "tiktok", "TikTok"
    INSTAGRAM = "instagram", "Instagram"
    OTHER = "other", _("Lainnya")


class AddressNotUnderstood(InputRefused):
    code = "address_not_understood"
    message = _("Alamat ini tidak terbaca. Salin seluruh alamat karya, misalnya https://youtu.be/….")


class AddressNotSecure(AddressNotUnderstood):
    code = "address_not_secure"
    message = _("Alamat karya harus diawali https://.")


class AddressOfChannel(AddressNotUnderstood):
    code = "address_of_channel"
    message = _("Ini alamat kanal atau profil %(platform)s. Buka satu karya, lalu salin alamatnya.")


class VideoCodeNotWhole(AddressNotUnderstood):
    code = "video_code_not_whole"
    message = _("Kode video YouTube terdiri dari 11 huruf, angka, - atau _; yang tertulis “%(found)s”. Salin lagi.")


@dataclass(frozen=True, slots=True)
class Address:
    """`url` is the address to open, `key` names the work itself (at most 200 characters)."""

    platform: Platform
    key: str
    url: str


def read_address(text: str) -> Address:
    """The platform and the one key of a work. Raises `AddressNotUnderstood` or one of its more telling kinds."""
    line = plain_line(text)
    parts = _split(line if "://" in line else f"https://{line}")
    if parts.scheme != "https":
        raise AddressNotSecure(field="url")
    host = parts.hostname or ""
    for hosts, read in READERS:
        if host in hosts:
            return read(parts)
    return _other(parts, host)


def _split(line: str) -> SplitResult:
    try:
        parts = urlsplit(line)
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        raise AddressNotUnderstood(field="url") from None
    strange = " " in line or len(line) > LONGEST or parts.username is not None or port not in (None, 443)
    if strange or not HOST.fullmatch(host) or _is_number(host):
        raise AddressNotUnderstood(field="url")
    return parts


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _youtube(parts: SplitResult) -> Address:
    found = YOUTUBE_PATH.fullmatch(parts.path)
    wanted = parse_qs(parts.query).get("v", [""])[0] if parts.path.rstrip("/") == "/watch" else ""
    video = found["id"] if found else wanted
    if not video:
        raise AddressOfChannel(field="url", platform=Platform.YOUTUBE.label)
    return _video(video)


def _youtu_be(parts: SplitResult) -> Address:
    video = parts.path.strip("/")
    if not video:
        raise AddressNotUnderstood(field="url")
    return _video(video)


def _video(video: str) -> Address:
    if not YOUTUBE_ID.fullmatch(video):
        raise VideoCodeNotWhole(field="url", found=video)
    return Address(Platform.YOUTUBE, f"youtube:{video}", f"https://www.youtube.com/watch?v={video}")


def _tiktok(parts: SplitResult) -> Address:
    if found := TIKTOK_PATH.fullmatch(parts.path):
        url = f"https://www.tiktok.com/@{found['handle'].lower()}/{found['kind'].lower()}/{found['id']}"
        return Address(Platform.TIKTOK, f"tiktok:{found['id']}", url)
    if found := TIKTOK_OLD_PATH.fullmatch(parts.path):
        return Address(Platform.TIKTOK, f"tiktok:{found['id']}", _bare(parts))
    if parts.path.startswith("/t/") and TIKTOK_SHORT_PATH.fullmatch(parts.path):
        return _tiktok_short(parts)
    raise AddressOfChannel(field="url", platform=Platform.TIKTOK.label)


def _tiktok_short(parts: SplitResult) -> Address:
    found = TIKTOK_SHORT_PATH.fullmatch(parts.path)
    if not found:
        raise AddressNotUnderstood(field="url")
    return Address(Platform.TIKTOK, f"tiktok:short:{found['code']}", _bare(parts))


def _instagram(parts: SplitResult) -> Address:
    if found := INSTAGRAM_SHARE_PATH.fullmatch(parts.path):
        return Address(Platform.INSTAGRAM, f"instagram:share:{found['id']}", _bare(parts))
    found = INSTAGRAM_PATH.fullmatch(parts.path)
    if not found:
        raise AddressOfChannel(field="url", platform=Platform.INSTAGRAM.label)
    return Address(Platform.INSTAGRAM, f"instagram:{found['id']}", f"https://www.instagram.com/p/{found['id']}/")


def _other(parts: SplitResult, host: str) -> Address:
    """A page of one's own: its address without the fragment is all there is to know it by."""
    url = urlunsplit(("https", host, parts.path or "/", parts.query, ""))
    return Address(Platform.OTHER, url, url)


def _bare(parts: SplitResult) -> str:
    return urlunsplit(("https", parts.hostname or "", parts.path, "", ""))


READERS: tuple[tuple[frozenset[str], Callable[[SplitResult], Address]], ...] = (
    (YOUTUBE_HOSTS, _youtube),
    (frozenset({"youtu.be"}), _youtu_be),
    (TIKTOK_HOSTS, _tiktok),
    (TIKTOK_SHORT_HOSTS, _tiktok_short),
    (INSTAGRAM_HOSTS, _instagram),
)
