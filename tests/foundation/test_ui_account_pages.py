"""Signing in, lost passwords and the second factor: allauth's pages in our kit, words and strict policy."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client
from django.urls import reverse

from sanggar.people.models import Account

PASSKEYS = '<script type="module" src="/static/sanggar/passkey.js"></script>'
OPEN_PAGES = {
    "account_login": "Masuk",
    "account_request_login_code": "Masuk dengan kode",
    "account_reset_password": "Lupa kata sandi",
    "account_reset_password_done": "Periksa email Anda",
    "account_reset_password_from_key_done": "Kata sandi tersimpan",
    "account_inactive": "Akun ini tidak aktif",
}
OWN_PAGES = {
    "account_logout": "Keluar dari Sanggar?",
    "account_change_password": "Ganti kata sandi",
    "account_reauthenticate": "Pastikan ini Anda",
    "add_passkey": "Tambah kunci sandi",
    "mfa_index": "Akun dan keamanan",
}


def check(answer: Any, heading: str) -> str:
    """The page in the kit's frame, with this heading, without styles and scripts of its own but that of passkeys."""
    html: str = answer.content.decode().replace(PASSKEYS, "", 1)
    assert answer.status_code == 200
    assert re.findall(r"<h1>([^<]+)</h1>", html) == [heading]
    assert 'class="skip"' in html
    assert not re.search(r"<style|<script|\sstyle=|\son[a-z]+=", html)
    return html


@pytest.fixture
def mine(officer: Account, signed_in: Callable[[Account], Client]) -> Client:
    """A browser that has just proved who it is."""
    officer.set_password("rahasia-sekali-1")
    officer.save()
    client = signed_in(officer)
    client.post(reverse("account_reauthenticate"), {"password": "rahasia-sekali-1", "next": reverse("mfa_index")})
    return client


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "heading"), OPEN_PAGES.items())
def test_pages_before_signing_in(client: Client, name: str, heading: str) -> None:
    check(client.get(reverse(name)), heading)


@pytest.mark.parametrize(("name", "heading"), OWN_PAGES.items())
def test_pages_after_signing_in(mine: Client, name: str, heading: str) -> None:
    check(mine.get(reverse(name)), heading)


@pytest.mark.django_db
def test_a_wrong_password_is_told_at_the_top_and_the_address_is_kept(client: Client) -> None:
    html = check(client.post(reverse("account_login"), {"login": "dewi@example.test", "password": "salah"}), "Masuk")
    assert 'role="alert"' in html
    assert 'value="dewi@example.test"' in html


def test_a_lost_password_is_made_anew_through_a_letter(client: Client, officer: Account) -> None:
    client.post(reverse("account_reset_password"), {"email": officer.email})
    letter = mail.outbox[0]
    assert letter.subject == "Sanggar: Buat kata sandi baru"
    assert "abaikan surat ini" in letter.body
    address = re.search(r"http://[^/]+(\S+)", str(letter.body)).group(1)  # type: ignore[union-attr]
    page = client.get(address, follow=True)
    check(page, "Kata sandi baru")
    new = {"password1": "baru-sekali-2026", "password2": "baru-sekali-2026"}
    check(client.post(page.request["PATH_INFO"], new, follow=True), "Kata sandi tersimpan")
    officer.refresh_from_db()
    assert officer.check_password("baru-sekali-2026")


@pytest.mark.django_db
def test_a_used_or_broken_link_says_how_to_get_another(client: Client) -> None:
    html = check(client.get(reverse("account_reset_password_from_key", args=["1", "x-y"])), "Tautan tidak berlaku")
    assert reverse("account_reset_password") in html


@pytest.mark.django_db
def test_an_address_without_account_learns_no_more_on_the_page_than_any_other(client: Client) -> None:
    answer = client.post(reverse("account_reset_password"), {"email": "siapa@example.test"}, follow=True)
    check(answer, "Periksa email Anda")
    assert mail.outbox[0].subject == "Sanggar: Alamat ini belum punya akun"


def test_switching_the_second_factor_on_shows_a_code_to_scan(mine: Client) -> None:
    html = check(mine.get(reverse("mfa_activate_totp")), "Aktifkan verifikasi dua langkah")
    assert re.search(
        r'<img class="qr" src="data:image/svg\+xml;base64,[^"]+"\s+width="200" height="200" alt="[^"]+"', html
    )
    assert re.search(r"<code>[A-Z2-7]{16,}</code>", html)


def test_with_a_second_factor_there_are_codes_for_a_lost_phone(mine: Client, officer: Account) -> None:
    TOTP.activate(officer, generate_totp_secret())
    RecoveryCodes.activate(officer)
    assert "Tersisa 10 kode" in check(mine.get(reverse("mfa_index")), "Akun dan keamanan")
    html = check(mine.get(reverse("mfa_view_recovery_codes")), "Kode pemulihan")
    assert len(re.findall(r"<li><code>", html)) == 10
    check(mine.get(reverse("mfa_generate_recovery_codes")), "Buat kode pemulihan")
    check(mine.get(reverse("mfa_deactivate_totp")), "Matikan verifikasi dua langkah?")


def test_signing_in_with_a_second_factor_asks_for_the_code(client: Client, officer: Account) -> None:
    officer.set_password("rahasia-sekali-1")
    officer.save()
    TOTP.activate(officer, generate_totp_secret())
    page = client.post(reverse("account_login"), {"login": officer.email, "password": "rahasia-sekali-1"}, follow=True)
    check(page, "Kode keamanan")


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "heading"), [("id", "Terlalu banyak permintaan"), ("en", "Too many requests")])
def test_who_tries_to_sign_in_too_often_is_told_so_by_a_page_of_ours(
    client: Client, settings: Any, language: str, heading: str
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    place, typed = reverse("account_login"), {"login": "siapa@contoh.example", "password": "salah"}
    said = {"accept-language": language}
    answers = [
        client.post(place, typed, headers=said, REMOTE_ADDR=f"203.0.113.{len(language + heading)}") for _ in "12"
    ]
    assert [answer.status_code for answer in answers] == [200, 429]
    page = answers[1].content.decode()
    assert (re.findall(r"<h1>([^<]+)</h1>", page), 'class="language"' in page) == ([heading], True)
    assert answers[1]["Retry-After"] == "60"
