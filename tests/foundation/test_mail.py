"""Letters: plain text in the reader's language; without a mail server they wait in a private mailbox."""

import stat
from pathlib import Path
from typing import Any

import pytest
from django.core import mail as django_mail

from sanggar.foundation import mail


@pytest.fixture(autouse=True)
def _a_letter(tmp_path: Path, settings: Any) -> None:
    (tmp_path / "letter.txt").write_text(
        "{% get_current_language as spoken %}Kabar untuk {{ name }}\n\n"
        "Halo {{ name }},\nbuka {{ address }}/lamaran/ ({{ spoken }})\n"
    )
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]
    settings.PUBLIC_ADDRESS = "https://sanggar.contoh.example"


@pytest.fixture
def mailbox(settings: Any, tmp_path: Path) -> Path:
    settings.EMAIL_BACKEND = "sanggar.foundation.mail.MailboxBackend"
    folder: Path = tmp_path / "mail"
    settings.MAIL_FOLDER = folder
    return folder


def _send(name: str = "Nur'aini & Siti", **options: str) -> None:
    mail.send_letter("letter", {"name": name}, to="siti@contoh.example", **options)


def test_the_first_line_is_the_subject_and_the_rest_the_letter() -> None:
    _send()
    (letter,) = django_mail.outbox
    assert (letter.subject, letter.to) == ("Kabar untuk Nur'aini & Siti", ["siti@contoh.example"])
    assert letter.body == "Halo Nur'aini & Siti,\nbuka https://sanggar.contoh.example/lamaran/ (id)\n"


def test_a_letter_speaks_the_reader_s_language() -> None:
    _send(language="en")
    assert django_mail.outbox[0].body.endswith("(en)\n")


def test_a_name_can_not_add_a_header() -> None:
    _send(name="Siti\nBcc: lain@contoh.example")
    (letter,) = django_mail.outbox
    assert (letter.subject, letter.recipients()) == ("Kabar untuk Siti", ["siti@contoh.example"])


def test_without_a_mail_server_letters_wait_in_a_mailbox(mailbox: Path) -> None:
    _send("Satu")
    _send("Dua")
    letters = list(mail.letters())
    assert [(letter.subject, letter.to) for letter in letters] == [
        ("Kabar untuk Dua", "siti@contoh.example"),
        ("Kabar untuk Satu", "siti@contoh.example"),
    ]
    assert letters[0].body.startswith("Halo Dua,\nbuka https://sanggar.contoh.example")
    assert mail.is_mailbox()


def test_the_mailbox_is_private_for_letters_hold_secret_links(mailbox: Path) -> None:
    _send()
    (path,) = mailbox.iterdir()
    assert (stat.S_IMODE(path.stat().st_mode), stat.S_IMODE(mailbox.stat().st_mode)) == (0o600, 0o700)


def test_an_empty_mailbox_is_empty(mailbox: Path) -> None:
    assert list(mail.letters()) == []
