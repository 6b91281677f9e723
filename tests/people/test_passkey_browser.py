"""A passkey in a real browser, with an authenticator that Chromium plays: made, used, proved by and removed."""

from collections.abc import Callable
from typing import Any

import pytest

from factories.people import SETUP
from journeys.people_in_browsers import PHONE, Visitor
from sanggar.foundation import clock
from sanggar.people.actions import open_account
from sanggar.people.queries import passkeys_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Enter = Callable[..., Visitor]
PHONE_LOCK = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def test_a_passkey_from_adding_to_removing(come_in: Enter, live_server: Any, settings: Any) -> None:
    ani = open_account(email="ani@contoh.example", name="Ani", password="rahasia-sekali-1", by=SETUP, at=clock.now())
    by_name = live_server.url  # a passkey belongs to a name
    settings.PUBLIC_ADDRESS = by_name
    phone = come_in(by_name, "Ani", size=PHONE)
    device = phone.context.new_cdp_session(phone.page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE_LOCK})

    phone.signs_in("ani@contoh.example", "rahasia-sekali-1")
    phone.opens("/akun/kunci/tambah/")
    phone.fills({"Kata sandi": "rahasia-sekali-1"})
    phone.presses("Lanjutkan")
    phone.fills({"Nama kunci": "Ponsel Ani"})
    phone.presses("Buat kunci sandi")
    phone.sees("Kunci sandi ditambahkan", "Ponsel Ani")
    assert passkeys_of(ani).get().data["name"] == "Ponsel Ani"

    phone.opens("/akun/kunci/tambah/")
    phone.page.get_by_role("button", name="Buat kunci sandi").click()
    phone.page.get_by_text("Perangkat ini sudah menyimpan kunci sandi").wait_for()

    phone.context.clear_cookies()
    phone.opens("/masuk/?next=/akun/dua-langkah/")
    phone.presses("Masuk dengan kunci sandi")
    phone.sees("Ponsel Ani", "terakhir dipakai")
    phone.follows("Hapus")
    phone.follows("Pakai kunci sandi")
    phone.presses("Pakai kunci sandi")
    phone.presses("Hapus kunci sandi")
    phone.sees("Kunci sandi dihapus")
    assert not passkeys_of(ani).exists()

    for name, address, scripts in (
        ("nomor", by_name.replace("localhost", "127.0.0.1"), True),
        ("kertas", by_name, False),
    ):
        plain = come_in(address, f"tanpa {name}", java_script_enabled=scripts)
        plain.opens("/masuk/")
        assert (plain.offers("Masuk dengan kunci sandi"), plain.offers("Masuk dengan kode lewat email")) == (
            False,
            True,
        )
