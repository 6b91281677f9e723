"""The letterhead: address lines and the office's own coat of arms, on every paper that has a head."""

import io
import json
import struct
import zlib
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from factories.people import SETUP, make_account, make_office
from factories.selection import make_published_draw
from sanggar.foundation import clock, files
from sanggar.foundation.emblem import LARGEST
from sanggar.foundation.models import AuditEntry, StoredFile
from sanggar.people.actions import give_grant, set_letterhead
from sanggar.people.models import Organisation, Role
from sanggar.planning.models import Programme
from sanggar.selection.documents.minutes import minutes

pytestmark = pytest.mark.django_db


def part(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width: int = 200, height: int = 240, *, noise: bytes = b"", broken: bool = False) -> bytes:
    """A grey shield; with `noise` a part that is no picture, with `broken` rows that can not be unpacked."""
    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    parts = [
        part(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        *([part(b"tEXt", b"Comment\0" + noise)] if noise else []),
        part(b"IDAT", b"no picture" if broken else rows),
        part(b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.fixture
def office(programme: Programme) -> Organisation:
    return programme.organisation


@pytest.fixture
def send(office: Organisation) -> Callable[..., Any]:
    """The form, sent by the office's administrator."""
    anton = make_account("Anton Administrator", Role.ADMINISTRATOR, office)
    browser = Client()
    browser.force_login(anton)
    address = f"/desk/kop/{office.slug}/"

    def sent(content: bytes | None = None, name: str = "lambang.png", **fields: str) -> Any:
        once = browser.get(address).context["form"]["once"].value()
        arms = {"arms": SimpleUploadedFile(name, content)} if content is not None else {}
        return browser.post(address, {"once": once, "letterhead": "Jalan Uji 1\nMalang 65111", **fields, **arms})

    return sent


def pictures(content: bytes) -> list[str]:
    """What screen readers say of the drawings of a PDF's first page."""
    root: Any = pypdf.PdfReader(io.BytesIO(content)).trailer["/Root"]
    found: list[str] = []

    def walk(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for each in node:
                walk(each)
        elif isinstance(node, dict):
            if node.get("/S") == "/Figure":
                found.append(str(node.get("/Alt")))
            walk(node.get("/K", []))

    walk(root["/StructTreeRoot"])
    return found


def test_the_coat_of_arms_stands_on_the_papers_made_from_then_on_with_words_for_who_can_not_see_it(
    send: Callable[..., Any], office: Organisation, programme: Programme
) -> None:
    draw = make_published_draw(programme)
    assert [each for each in pictures(minutes(draw)) if "Lambang" in each] == []
    assert send(png()).status_code == 302
    draw = type(draw).objects.get(pk=draw.pk)
    assert f"Lambang Pemerintah {office.region.name}" in pictures(minutes(draw))
    text = pypdf.PdfReader(io.BytesIO(minutes(draw))).pages[0].extract_text()
    assert "Jalan Uji 1" in text
    sample = Client()
    sample.force_login(make_account("Ani Administrator", Role.ADMINISTRATOR, office))
    answer = sample.get(f"/desk/kop/{office.slug}/contoh/")
    assert (answer.headers["Content-Type"], len(pictures(answer.content))) == ("application/pdf", 1)


def test_a_new_one_takes_its_place_it_can_be_taken_away_and_the_record_tells_each(
    send: Callable[..., Any], office: Organisation
) -> None:
    send(png())
    send(png(300, 300))
    send()
    office.refresh_from_db()
    assert office.arms is not None
    assert files.content_of(office.arms.digest) == png(300, 300)
    send(without_arms="on")
    office.refresh_from_db()
    assert office.arms is None
    told = AuditEntry.objects.filter(verb="people.set_letterhead").order_by("pk")
    digests = [json.loads(entry.details)["arms"] for entry in told]
    assert [bool(digest) for digest in digests] == [True, True, True, False]
    assert (digests[0] != digests[1], digests[1] == digests[2]) == (True, True)


def test_the_page_shows_the_coat_of_arms_in_use_and_says_what_is_taken(
    send: Callable[..., Any], office: Organisation
) -> None:
    browser, page = Client(), f"/desk/kop/{office.slug}/"
    browser.force_login(make_account("Ani Administrator", Role.ADMINISTRATOR, office))
    assert (browser.get(f"{page}lambang/").status_code, f"{page}lambang/" in browser.get(page).content.decode()) == (
        404,
        False,
    )
    send(png())
    shown = browser.get(page).content.decode()
    assert (f'<img class="qr" src="{page}lambang/' in shown, "paling banyak tiga kali sisi pendeknya" in shown) == (
        True,
        True,
    )
    answer = browser.get(f"{page}lambang/")
    assert (answer.content, answer.headers["Content-Type"]) == (png(), "image/png")


def test_what_a_picture_says_of_its_maker_is_not_kept(send: Callable[..., Any], office: Organisation) -> None:
    send(png(noise=b"made by Budi"))
    office.refresh_from_db()
    assert office.arms is not None
    assert files.content_of(office.arms.digest) == png()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", "Lambang harus berkas PNG."),
        (b"just words", "Lambang harus berkas PNG."),
        (b"%PDF-1.7 a letter", "Lambang harus berkas PNG."),
        (png(149, 100), "Gambar ini 149×100 titik"),
        (png(2001, 10), "Gambar ini 2001×10 titik"),
        (png(2000, 10), "Gambar ini 2000×10 titik; sisi panjangnya paling banyak tiga kali"),
        (png(200, 601), "Gambar ini 200×601 titik; sisi panjangnya paling banyak tiga kali"),
        (png(200, 600), None),
        (png(broken=True), "Gambar PNG ini rusak."),
        (b"\x89PNG\r\n\x1a\nshort", "Foto ini rusak"),
        (png() + b"x" * 10, None),
    ],
)
def test_only_a_sound_png_of_a_fit_size_is_taken(
    send: Callable[..., Any], office: Organisation, content: bytes, told: str | None
) -> None:
    """Judged by what it holds, whatever it is called; what stands behind a picture is cut off."""
    answer = send(content)
    office.refresh_from_db()
    if told is None:
        assert (answer.status_code, office.arms is not None) == (302, True)
    else:
        assert (answer.status_code, told in answer.content.decode()) == (422, True)
        assert (office.arms, StoredFile.objects.count(), office.letterhead) == (None, 0, "")


def test_a_picture_that_would_weigh_on_every_letter_is_refused(send: Callable[..., Any]) -> None:
    noise = Random(1).randbytes(2 * LARGEST)
    rows = zlib.compress(b"".join(b"\0" + noise[row * 800 : row * 800 + 800] for row in range(750)))
    header = part(b"IHDR", struct.pack(">IIBBBBB", 800, 750, 8, 0, 0, 0, 0))
    heavy = b"\x89PNG\r\n\x1a\n" + header + part(b"IDAT", rows) + part(b"IEND", b"")
    answer = send(heavy)
    assert (answer.status_code, "KB; paling besar 300 KB" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize(("role", "code"), [(Role.ADMINISTRATOR, 200), (Role.OFFICER, 403), (Role.INSPECTOR, 403)])
def test_only_the_administrator_sets_it(office: Organisation, role: Role, code: int) -> None:
    account = make_account("Siti", role, office)
    other = make_account("Oki", Role.ADMINISTRATOR, make_office("dinas-lain", "Dinas Lain"))
    for who, expected in ((account, code), (other, 404)):
        browser = Client()
        browser.force_login(who)
        codes = [browser.get(f"/desk/kop/{office.slug}/{page}").status_code for page in ("", "contoh/", "lambang/")]
        assert codes == [expected, expected, 404 if expected == 200 else expected]


def test_the_same_paper_with_the_same_arms_is_the_same_bytes(office: Organisation, programme: Programme) -> None:
    draw = make_published_draw(programme)
    arms = files.Read(png(), "lambang.png")
    at = clock.now() - timedelta(days=1)
    set_letterhead(office, letterhead="Jalan Uji 1", arms=arms, by=SETUP, at=at)
    first, second = (minutes(type(draw).objects.get(pk=draw.pk)) for _ in range(2))
    assert first == second


def test_the_way_in_leads_to_the_office_or_lets_choose_among_several(office: Organisation) -> None:
    """From the desk's front page; nobody without such an office is let in."""
    anton, dewi = make_account("Anton", Role.ADMINISTRATOR, office), make_account("Dewi", Role.OFFICER, office)
    browser = Client()
    browser.force_login(anton)
    assert 'href="/desk/kop/"' in browser.get("/desk/").content.decode()
    assert browser.get("/desk/kop/").headers["Location"] == f"/desk/kop/{office.slug}/"
    other = make_office("dinas-lain", "Dinas Lain")
    give_grant(anton, Role.ADMINISTRATOR, organisation=other, by=SETUP, at=clock.now())
    page = browser.get("/desk/kop/").content.decode()
    assert [f'href="/desk/kop/{each.slug}/"' in page for each in (office, other)] == [True, True]
    browser.force_login(dewi)
    assert browser.get("/desk/kop/").status_code == 403
    assert 'href="/desk/kop/"' not in browser.get("/desk/").content.decode()
