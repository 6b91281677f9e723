"""What officers read of channels that nobody has set up here, and where it is told how."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from factories.messaging import whatsapp_at
from sanggar.people.models import Account
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
DESK = "/desk/diskominfo-malang/youtuber-tiktok/"
PAGES = (f"{DESK}pesan/", f"{DESK}sampaikan/")
TITLES = {"id": "Belum diatur di sini: ", "en": "Not set up here: "}
MAIL = {"id": "tidak sampai kepada siapa pun", "en": "reach nobody"}


@pytest.fixture
def desk(officer: Account, signed_in: Callable[[Account], Client], programme: Programme) -> Client:
    return signed_in(officer)


def read(desk: Client, language: str = "id") -> list[str]:
    desk.cookies["bahasa"] = language
    return [unescape(re.sub(r"\s+", " ", desk.get(page).content.decode())) for page in PAGES]


@pytest.mark.parametrize(
    ("language", "told", "guide"),
    [
        ("id", "WhatsApp, SMS, Email", "docs/guide/messages.id.md"),
        ("en", "WhatsApp, SMS, E-mail", "docs/guide/messages.md"),
    ],
)
def test_with_nothing_set_up_both_pages_say_so_and_where_the_guide_tells_how(
    desk: Client, settings: Any, language: str, told: str, guide: str
) -> None:
    settings.EMAIL_BACKEND = "sanggar.foundation.mail.MailboxBackend"
    for page in read(desk, language):
        assert [each in page for each in (f"{TITLES[language]}{told}<", guide, MAIL[language])] == [True] * 3


def test_what_is_set_up_is_not_named_as_missing(desk: Client, settings: Any) -> None:
    settings.WHATSAPP = whatsapp_at("http://127.0.0.1:1")
    for page in read(desk):
        assert (f"{TITLES['id']}SMS<" in page, MAIL["id"] in page) == (True, False)
    settings.SMS = {"url": "http://127.0.0.1:1"}
    for page in read(desk):
        assert TITLES["id"] not in page


def test_where_no_channel_is_used_the_outbox_does_not_tell_an_empty_order(desk: Client, settings: Any) -> None:
    settings.MESSAGE_CHANNELS = ["sms"]
    page, _by_hand = read(desk)
    assert ("semuanya disampaikan langsung" in page, "Urutan saluran di sini" in page) == (True, False)


def test_a_demo_leads_to_the_letters_that_stay_and_no_other_installation_does(
    desk: Client, settings: Any, tmp_path: Path
) -> None:
    settings.EMAIL_BACKEND = "sanggar.foundation.mail.MailboxBackend"
    settings.DEMO_LOGINS = tmp_path / "demo-logins.tsv"
    link = 'href="/desk/kotak-surat/"'
    assert [link in page for page in read(desk)] == [False, False]
    settings.DEMO_LOGINS.touch()
    assert [link in page for page in read(desk)] == [True, True]
