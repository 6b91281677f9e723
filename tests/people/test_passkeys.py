"""Passkeys: a way in beside the others, added, named, used and removed by the account's own holder."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client
from django.urls import reverse

from factories.passkeys import Device, add_form, options_on, sign_in_form
from factories.people import SETUP
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry
from sanggar.people.actions import add_passkey, open_account, remove_passkey
from sanggar.people.actions.passkeys import MOST, TooManyPasskeys
from sanggar.people.letters import send_passkey_news
from sanggar.people.models import Account
from sanggar.people.queries import passkeys_of
from sanggar.people.second_factors import has_second_factor

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
ADD, SIGN_IN, PROVE = reverse("add_passkey"), reverse("mfa_login_webauthn"), reverse("mfa_reauthenticate_webauthn")


@pytest.fixture
def participant(db: None) -> Account:
    """Who came in by link or code: no password, nothing else to prove themselves by."""
    return open_account(email="ani@contoh.example", name="Ani", by=SETUP, at=clock.now())


def done(account: Account) -> list[str]:
    verbs = AuditEntry.objects.filter(actor_id=str(account.pk), verb__contains="passkey").order_by("pk")
    return [verb.removeprefix("people.") for verb in verbs.values_list("verb", flat=True)]


def button(client: Client, path: str) -> dict[str, str]:
    found = re.search(r'name="once" value="([^"]+)"', client.get(path).content.decode())
    return {"once": found.group(1) if found else ""}


def given_to(account: Account, signed_in: SignIn) -> Device:
    device, client = Device(), signed_in(account)
    assert client.post(ADD, add_form(client, device)).headers["Location"] == reverse("mfa_index")
    return device


def test_a_passkey_is_added_used_named_and_removed(participant: Account, signed_in: SignIn) -> None:
    mine, device = signed_in(participant), Device()
    mine.post(ADD, add_form(mine, device))
    passkey = passkeys_of(participant).get()
    assert "Ponsel saya" in mine.get(reverse("mfa_index")).content.decode()

    browser = Client()
    answer = browser.post(SIGN_IN, sign_in_form(browser, device) | {"next": "/saya/"})
    assert (answer.headers["Location"], browser.session["_auth_user_id"]) == ("/saya/", str(participant.pk))

    rename, remove = (reverse(f"{act}_passkey", args=[passkey.pk]) for act in ("rename", "remove"))
    browser.post(rename, button(browser, rename) | {"name": "Ponsel lama"})
    assert "Ponsel lama" in browser.get(remove).content.decode()
    browser.post(remove, button(browser, remove))
    assert list(participant.authenticator_set.all()) == []
    assert done(participant) == ["add_passkey", "use_passkey", "rename_passkey", "remove_passkey"]
    browser = Client()
    browser.post(SIGN_IN, sign_in_form(browser, device))
    assert "_auth_user_id" not in browser.session


def test_later_it_is_asked_for_before_anything_is_changed(participant: Account, signed_in: SignIn) -> None:
    device, mine = given_to(participant, signed_in), signed_in(participant)
    passkey = passkeys_of(participant).get()
    remove = reverse("remove_passkey", args=[passkey.pk])
    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        page = mine.get(remove, follow=True)
        assert page.request["PATH_INFO"] == PROVE
        answer = device.signs(options_on(page.content.decode()))
        proved = mine.post(PROVE, {"credential": json.dumps(answer), "next": remove})
        assert proved.headers["Location"] == remove
        mine.post(remove, button(mine, remove))
    assert done(participant) == ["add_passkey", "use_passkey", "remove_passkey"]


def test_who_lost_the_device_comes_in_anew_and_removes_its_passkey(participant: Account, signed_in: SignIn) -> None:
    given_to(participant, signed_in)
    remove = reverse("remove_passkey", args=[passkeys_of(participant).get().pk])
    mine = signed_in(participant)
    mine.post(remove, button(mine, remove))
    assert not passkeys_of(participant).exists()


def test_a_passkey_takes_no_other_way_in_away_and_is_no_second_factor(
    participant: Account, signed_in: SignIn, client: Client
) -> None:
    given_to(participant, signed_in)
    assert [factor.type for factor in participant.authenticator_set.all()] == [Authenticator.Type.WEBAUTHN]
    assert not has_second_factor(participant)
    client.post(reverse("account_request_login_code"), {"email": participant.email})
    code = re.search(r"^\s*([A-Z0-9-]{6,})\s*$", str(mail.outbox[-1].body), re.MULTILINE)
    client.post(reverse("account_confirm_login_code"), {"code": code.group(1) if code else ""})
    assert client.session["_auth_user_id"] == str(participant.pk)


def test_with_a_second_factor_the_passkey_is_enough_but_the_password_alone_is_not(
    officer: Account, signed_in: SignIn, client: Client
) -> None:
    officer.set_unusable_password()
    officer.save()
    device = given_to(officer, signed_in)
    officer.set_password("rahasia-sekali-1")
    officer.save()
    TOTP.activate(officer, generate_totp_secret())
    client.post(reverse("account_login"), {"login": officer.email, "password": "rahasia-sekali-1"})
    assert "_auth_user_id" not in client.session
    browser = Client()
    browser.post(SIGN_IN, sign_in_form(browser, device))
    assert browser.session["_auth_user_id"] == str(officer.pk)


def test_a_device_that_does_not_ask_who_holds_it_is_refused(
    participant: Account, signed_in: SignIn, client: Client
) -> None:
    mine = signed_in(participant)
    assert mine.post(ADD, add_form(mine, Device(verifies=False))).status_code == 422
    device = given_to(participant, signed_in)
    device.verifies = False
    client.post(SIGN_IN, sign_in_form(client, device))
    assert "_auth_user_id" not in client.session


def test_an_answer_counts_once_for_its_own_challenge_site_and_key(
    participant: Account, signed_in: SignIn, client: Client
) -> None:
    device = given_to(participant, signed_in)
    old = sign_in_form(client, device)
    client.get(SIGN_IN, headers={"Accept": "application/json"})
    foreign = Device(site="lain.example", key=device.key, key_id=device.key_id, handle=device.handle)
    other = Device(key_id=device.key_id, handle=device.handle)
    for answer in (old, sign_in_form(client, foreign), sign_in_form(client, other)):
        client.post(SIGN_IN, answer)
        assert "_auth_user_id" not in client.session
    right = sign_in_form(client, device)
    client.post(SIGN_IN, right)
    assert client.session["_auth_user_id"] == str(participant.pk)
    again = Client()
    again.post(SIGN_IN, right)
    assert "_auth_user_id" not in again.session


def test_an_account_that_is_switched_off_stays_shut(participant: Account, signed_in: SignIn, client: Client) -> None:
    device = given_to(participant, signed_in)
    Account.objects.filter(pk=participant.pk).update(is_active=False)
    answer = client.post(SIGN_IN, sign_in_form(client, device))
    assert (answer.headers["Location"], done(participant)) == (reverse("account_inactive"), ["add_passkey"])
    assert "_auth_user_id" not in client.session


MANGLED: list[Any] = [
    None, 3, "x", [], {}, {"id": "a"}, {"id": "YQ", "rawId": "YQ", "type": "public-key", "response": "s"},
    {"id": "YQ", "rawId": "YQ", "type": "public-key", "response": {"clientDataJSON": "YQ", "attestationObject": "YQ"}},
    {"id": "YQ", "rawId": "YQ", "type": "public-key", "response": {"clientDataJSON": "e30", "signature": "YQ",
        "authenticatorData": "YQ", "userHandle": "enp6enp6enp6enp6eg"}},
]  # fmt: skip


@pytest.mark.parametrize("sent", MANGLED, ids=str)
def test_nonsense_is_refused_politely(participant: Account, signed_in: SignIn, client: Client, sent: object) -> None:
    mine = signed_in(participant)
    form = add_form(mine, Device()) | {"credential": json.dumps(sent)}
    assert mine.post(ADD, form).status_code == 422
    client.get(SIGN_IN, headers={"Accept": "application/json"})
    assert client.post(SIGN_IN, {"credential": json.dumps(sent)}).headers["Location"] == reverse("account_login")
    given_to(participant, signed_in)
    mine.get(PROVE)
    assert mine.post(PROVE, {"credential": json.dumps(sent)}).status_code == 200


def test_a_double_click_adds_one(participant: Account, signed_in: SignIn) -> None:
    mine = signed_in(participant)
    form = add_form(mine, Device())
    assert {mine.post(ADD, form).headers["Location"] for _click in range(2)} == {reverse("mfa_index")}
    assert (passkeys_of(participant).count(), done(participant)) == (1, ["add_passkey"])
    passkey = passkeys_of(participant).get()
    for _click in range(2):
        remove_passkey(passkey, by=participant.actor, at=clock.now())
    assert done(participant) == ["add_passkey", "remove_passkey"]


def test_an_account_holds_a_few_of_them(participant: Account) -> None:
    options = {"publicKey": {"challenge": "YQ", "user": {"id": "YQ"}}}
    by = {"by": participant.actor, "at": clock.now()}
    for _device in range(MOST):
        add_passkey(participant, name="Ponsel", credential=Device().makes(options), **by)  # type: ignore[arg-type]  # untyped kwargs
    with pytest.raises(TooManyPasskeys):
        add_passkey(participant, name="Ponsel", credential=Device().makes(options), **by)  # type: ignore[arg-type]  # untyped kwargs


def test_who_came_in_long_ago_proves_themselves_first(participant: Account, signed_in: SignIn) -> None:
    """Without a password or a code there is nothing to ask for but to come in anew."""
    mine = signed_in(participant)
    page = mine.get(ADD).content.decode()
    assert "<div data-passkeys hidden>" in page  # without scripts it stays so, and this is what is read:
    assert "<div data-without-passkeys>" in page
    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        page = mine.get(ADD)
        assert (page.status_code, "Masuk sekali lagi" in page.content.decode()) == (403, True)
        assert mine.post(ADD, {"name": "x"}).status_code == 403
    participant.set_password("rahasia-sekali-1")
    participant.save()
    with_password = signed_in(participant).get(ADD)
    assert with_password.headers["Location"].startswith(reverse("account_reauthenticate"))


def test_another_person_s_passkey_does_not_exist(participant: Account, signed_in: SignIn) -> None:
    given_to(participant, signed_in)
    passkey = passkeys_of(participant).get()
    other = signed_in(open_account(email=None, name="Budi", by=SETUP, at=clock.now()))
    for act in ("rename", "remove"):
        path = reverse(f"{act}_passkey", args=[passkey.pk])
        assert (other.get(path).status_code, other.post(path, {}).status_code) == (302, 302)
    assert passkeys_of(participant).get().data["name"] == "Ponsel saya"


def test_a_passkey_belongs_to_the_public_name_whatever_a_proxy_calls_us(
    participant: Account, signed_in: SignIn, settings: Any
) -> None:
    mine = signed_in(participant)
    assert options_on(mine.get(ADD).content.decode())["publicKey"]["rp"] == {"id": "testserver", "name": "Sanggar"}
    settings.PUBLIC_ADDRESS, settings.BEHIND_TLS = "https://sanggar.contoh.example", True
    assert options_on(mine.get(ADD).content.decode())["publicKey"]["rp"]["id"] == "sanggar.contoh.example"


@pytest.mark.parametrize(("is_new", "subject"), [(True, "ditambahkan ke"), (False, "dihapus dari")])
def test_its_owner_is_told_by_letter(participant: Account, *, is_new: bool, subject: str) -> None:
    send_passkey_news.func(participant.pk, is_new=is_new)
    assert mail.outbox[-1].subject == f"Kunci sandi {subject} akun Anda"
    assert mail.outbox[-1].to == ["ani@contoh.example"]


def test_the_sign_in_page_tells_who_has_no_email_how_to_come_in(client: Client) -> None:
    for name in ("account_login", "account_request_login_code"):
        html = client.get(reverse(name)).content.decode()
        assert "Tidak punya email?" in html
        assert "Buka tautan rahasia pada tanda terima" in html


def test_the_apps_codes_are_switched_on_only_by_who_surely_is_the_holder(
    participant: Account, signed_in: SignIn
) -> None:
    activate = reverse("mfa_activate_totp")
    mine = signed_in(participant)
    assert mine.get(activate).status_code == 200
    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        for page in (mine.get(activate), mine.post(activate, {"code": "000000"})):
            assert (page.status_code, "Masuk sekali lagi" in page.content.decode()) == (403, True)
    assert not has_second_factor(participant)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "[::1]:8000"])
def test_where_the_site_is_reached_by_a_number_no_passkey_is_offered_and_it_is_said_why(
    participant: Account, signed_in: SignIn, host: str, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    mine = signed_in(participant)
    for path in (reverse("account_login"), reverse("mfa_index"), ADD):
        client = Client() if path == reverse("account_login") else mine
        html = client.get(path, headers={"Host": host}).content.decode()
        assert "Kunci sandi terikat pada nama situs" in html
        assert (path != reverse("account_login")) or "data-without-passkeys hidden>" in html  # scripts alone show it
        assert ("data-ceremony" in html, f'href="{ADD}"' in html) == (False, False)
        named = client.get(path, headers={"Host": "localhost:8000"}).content.decode()
        assert "terikat pada nama situs" not in named


def test_behind_a_proxy_the_public_name_counts(participant: Account, signed_in: SignIn, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    settings.PUBLIC_ADDRESS, settings.BEHIND_TLS = "https://sanggar.contoh.example", True
    html = signed_in(participant).get(reverse("mfa_index"), headers={"Host": "10.0.0.7"}).content.decode()
    assert f'href="{ADD}"' in html


@pytest.mark.parametrize("host", ["bukan-kami.example", "10.0.0.9", "[", "[::1", "10.0.0.9:x"])
def test_a_host_that_is_not_ours_is_told_so_and_breaks_nothing(host: str, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["sanggar.contoh.example"]
    assert Client().get(reverse("account_login"), headers={"Host": host}).status_code == 400
