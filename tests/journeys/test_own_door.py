"""Without a password: a participant comes in by the secret link, or by a code sent to their address."""

import re
from urllib.parse import unquote

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client
from django.urls import reverse

from factories.passkeys import Device, add_form, sign_in_form
from factories.people import SETUP
from factories.planning import make_cohort
from factories.selection import make_offers, open_offers_of
from sanggar.foundation import clock
from sanggar.journeys import accept_offer
from sanggar.people.actions import open_account
from sanggar.people.models import Account, Role
from sanggar.planning.actions import give_programme_grant
from sanggar.planning.models import Programme
from sanggar.training.models import Enrolment

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin"}
"""What a browser says of a button on our own page."""


def make_participant(programme: Programme, *, with_email: bool) -> Enrolment:
    offers = open_offers_of(make_offers(programme, people=6, seats=6))
    offer = next(each for each in offers if bool(each.application.email) == with_email)
    make_cohort(offer.stage)
    return accept_offer(offer, by=SETUP, at=clock.now())


def door(enrolment: Enrolment) -> str:
    return f"{enrolment.application.own_path}masuk/"


@pytest.mark.parametrize("with_email", [True, False])
def test_the_secret_link_leads_to_my_page(programme: Programme, *, with_email: bool) -> None:
    enrolment, browser = make_participant(programme, with_email=with_email), Client()
    assert "Buka halaman saya" in browser.get(enrolment.application.own_path).content.decode()
    page = browser.post(door(enrolment), headers=OURS, follow=True)
    assert (page.request["PATH_INFO"], page.status_code) == ("/saya/", 200)
    assert str(enrolment.stage.programme) in page.content.decode()
    again = Client().post(door(enrolment), headers=OURS)
    assert (again.status_code, Account.objects.filter(person=enrolment.person).count()) == (302, 1)


def test_relatives_with_one_address_have_a_door_each(programme: Programme) -> None:
    enrolment = make_participant(programme, with_email=True)
    open_account(email=enrolment.person.email, name="Kakak Sulung", by=SETUP, at=clock.now())
    assert Client().post(door(enrolment), headers=OURS).status_code == 302
    enrolment.person.refresh_from_db()
    assert enrolment.person.account is not None
    assert enrolment.person.account.email is None


def test_a_link_never_opens_more_than_a_participants_own_pages(programme: Programme) -> None:
    enrolment = make_participant(programme, with_email=True)
    Client().post(door(enrolment), headers=OURS)
    account = Account.objects.get(person=enrolment.person)
    give_programme_grant(account, Role.MENTOR, programme, by=SETUP, at=clock.now())
    refused = Client().post(door(enrolment), headers=OURS)
    assert refused.status_code == 403
    assert "Masuk lewat halaman masuk" in refused.content.decode()
    assert "sessionid" not in refused.cookies


def test_a_link_opens_no_account_with_a_second_factor_or_switched_off(programme: Programme) -> None:
    enrolment = make_participant(programme, with_email=True)
    Client().post(door(enrolment), headers=OURS)
    account = Account.objects.get(person=enrolment.person)
    TOTP.activate(account, generate_totp_secret())
    assert Client().post(door(enrolment), headers=OURS).status_code == 403
    account.authenticator_set.all().delete()
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert Client().post(door(enrolment), headers=OURS).status_code == 403


ELSEWHERE: list[dict[str, str]] = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
    {"Origin": "https://lain.example"},
    {"Referer": "https://lain.example/lamaran/"},
    {"Origin": "null", "Referer": "http://testserver.lain.example/"},
]


@pytest.mark.parametrize("said", ELSEWHERE, ids=str)
def test_another_site_can_not_sign_anyone_in(programme: Programme, said: dict[str, str]) -> None:
    enrolment, browser = make_participant(programme, with_email=True), Client()
    answer = browser.post(door(enrolment), headers=said)
    assert (answer.status_code, Account.objects.filter(person=enrolment.person).exists()) == (403, False)
    assert "sessionid" not in browser.cookies


@pytest.mark.parametrize("said", [{"Origin": "http://testserver"}, {"Referer": "http://testserver/lamaran/"}], ids=str)
def test_an_older_browser_that_names_our_own_page_comes_in(programme: Programme, said: dict[str, str]) -> None:
    enrolment = make_participant(programme, with_email=True)
    assert Client().post(door(enrolment), headers=said).headers["Location"] == "/saya/"


@pytest.mark.parametrize("said", [{}, {"Origin": "null"}], ids=str)
def test_a_browser_that_says_nothing_is_asked_once_more(programme: Programme, said: dict[str, str]) -> None:
    """As old ones under our referrer policy; another site can have them send the first form, but not the second."""
    enrolment, browser = make_participant(programme, with_email=False), Client(enforce_csrf_checks=True)
    page = browser.post(door(enrolment), headers=said)
    html = page.content.decode()
    assert (page.status_code, page.headers["Referrer-Policy"]) == (200, "same-origin")
    assert (enrolment.application.receipt in html, "sessionid" in browser.cookies) == (True, False)
    (other_language,) = re.findall(r'<a class="language" href="[^"]*kembali=([^"]+)"', html)
    assert unquote(other_language) == enrolment.application.own_path, "this address itself takes a button alone"
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html).group(1)  # type: ignore[union-attr]  # it is there
    surely = f"{door(enrolment)}pasti/"
    assert browser.post(surely).status_code == 403
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.post(surely, {"csrfmiddlewaretoken": token}).status_code == 403
    foreign = {"Origin": "https://lain.example"}
    assert browser.post(surely, {"csrfmiddlewaretoken": token}, headers=foreign).status_code == 403
    assert "sessionid" not in browser.cookies
    answer = browser.post(surely, {"csrfmiddlewaretoken": token}, headers={"Origin": "http://testserver"})
    assert (answer.headers["Location"], answer.headers["Referrer-Policy"]) == ("/saya/", "no-referrer")


def test_who_has_only_a_phone_comes_in_by_link_and_may_add_a_passkey_which_closes_no_door(programme: Programme) -> None:
    enrolment, phone, device = make_participant(programme, with_email=False), Client(), Device()
    phone.post(door(enrolment), headers=OURS)
    assert phone.post(reverse("add_passkey"), add_form(phone, device)).headers["Location"] == reverse("mfa_index")
    again = Client()
    again.post(reverse("mfa_login_webauthn"), sign_in_form(again, device))
    assert again.get("/saya/").status_code == 200
    assert Client().post(door(enrolment), headers=OURS).headers["Location"] == "/saya/"


def test_an_applicant_without_a_seat_has_no_such_door(programme: Programme) -> None:
    offers = open_offers_of(make_offers(programme, people=6, seats=6))
    assert Client().post(f"{offers[0].application.own_path}masuk/").status_code == 404


def ask_for_a_code(browser: Client, email: str) -> str:
    page = browser.post(reverse("account_request_login_code"), {"email": email}, follow=True)
    assert page.request["PATH_INFO"] == reverse("account_confirm_login_code")
    found = re.search(r"^\s*([A-Z0-9-]{6,})\s*$", str(mail.outbox[-1].body), re.MULTILINE)
    return found.group(1) if found else ""


def test_a_code_by_letter_is_enough(officer: Account, client: Client) -> None:
    code = ask_for_a_code(client, str(officer.email))
    wrong = client.post(reverse("account_confirm_login_code"), {"code": "AAAA-AAAA"})
    assert (wrong.status_code, "_auth_user_id" in client.session) == (200, False)
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert client.session["_auth_user_id"] == str(officer.pk)
    assert mail.outbox[-1].subject == "Sanggar: Kode masuk Anda"


def test_a_code_works_once_and_in_the_browser_that_asked(officer: Account, client: Client) -> None:
    code = ask_for_a_code(client, str(officer.email))
    elsewhere = Client()
    elsewhere.post(reverse("account_confirm_login_code"), {"code": code})
    assert "_auth_user_id" not in elsewhere.session
    for _guess in range(3):
        client.post(reverse("account_confirm_login_code"), {"code": "AAAA-AAAA"})
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert "_auth_user_id" not in client.session


def test_a_code_does_not_replace_the_second_factor(officer: Account, client: Client) -> None:
    TOTP.activate(officer, generate_totp_secret())
    code = ask_for_a_code(client, str(officer.email))
    page = client.post(reverse("account_confirm_login_code"), {"code": code}, follow=True)
    assert (page.request["PATH_INFO"], "_auth_user_id" in client.session) == (reverse("mfa_authenticate"), False)


def test_an_address_without_account_looks_the_same(client: Client) -> None:
    assert ask_for_a_code(client, "siapa@contoh.example") == ""
    assert mail.outbox[0].subject == "Sanggar: Alamat ini belum punya akun"
