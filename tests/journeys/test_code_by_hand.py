"""Who has no address and also accompanies or teaches: the secret link, and a code to the phone, sent or told."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from factories.messaging import sms_at
from factories.people import SETUP
from factories.planning import make_cohort
from factories.selection import make_offers, open_offers_of
from sanggar.foundation import by_hand, clock
from sanggar.foundation.messaging.envelope import without_secrets
from sanggar.foundation.models import AuditEntry, Message, MessageState
from sanggar.journeys import accept_offer, ask_code
from sanggar.journeys.handing import show_letter
from sanggar.people.models import Account, Role
from sanggar.planning.actions import give_programme_grant
from sanggar.planning.models import Programme
from sanggar.training.models import Enrolment

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def mentor(programme: Programme) -> Enrolment:
    """A participant without an address, who accompanies others."""
    offers = open_offers_of(make_offers(programme, people=6, seats=6))
    offer = next(each for each in offers if not each.application.email)
    make_cohort(offer.stage)
    enrolment = accept_offer(offer, by=SETUP, at=clock.now())
    Client().post(door(enrolment), headers=OURS)
    give_programme_grant(account_of(enrolment), Role.MENTOR, programme, by=SETUP, at=clock.now())
    return enrolment


def account_of(enrolment: Enrolment) -> Account:
    return Account.objects.get(person=enrolment.person_id)


def door(enrolment: Enrolment) -> str:
    return f"{enrolment.application.own_path}masuk/"


def code_page(enrolment: Enrolment) -> str:
    return f"{enrolment.application.own_path}kode/"


def asked(enrolment: Enrolment, browser: Client) -> str:
    """Ask for a code as the page does; the code that lies on the office's shelf."""
    html = browser.get(code_page(enrolment)).content.decode()
    once = re.search(r'name="once" value="([^"]+)"', html).group(1)  # type: ignore[union-attr]  # it is there
    assert browser.post(f"{code_page(enrolment)}minta/", {"once": once}).status_code == 302
    return told(enrolment)


def told(enrolment: Enrolment) -> str:
    (letter,) = by_hand.waiting(enrolment.stage.programme.shelf, clock.now()).filter(key__startswith="sign-in")
    words = by_hand.read(letter)
    assert words is not None
    assert (words.name, words.phone) == (enrolment.person.name, enrolment.person.phone)
    return re.search(r"\b\d{4} \d{4}\b", words.body).group()  # type: ignore[union-attr]  # it is there


def test_link_and_code_together_lead_to_my_page_once(mentor: Enrolment) -> None:
    browser = Client()
    assert browser.post(door(mentor), headers=OURS).headers["Location"] == code_page(mentor)
    assert "sessionid" not in browser.cookies
    code = asked(mentor, browser)
    assert browser.post(code_page(mentor), {"code": code}).headers["Location"] == "/saya/"
    assert browser.get("/saya/").status_code == 200
    again = Client().post(code_page(mentor), {"code": code})
    assert (again.status_code, "tidak berlaku" in again.content.decode()) == (422, True)
    verbs = list(AuditEntry.objects.filter(verb__startswith="journeys.").order_by("pk").values_list("verb", flat=True))
    assert verbs[-2:] == ["journeys.ask_code", "journeys.enter_by_code"]


def test_one_code_waits_at_a_time_and_a_newer_one_ends_it(mentor: Enrolment) -> None:
    browser = Client()
    code = asked(mentor, browser)
    assert asked(mentor, browser) == code
    letter = by_hand.waiting(mentor.stage.programme.shelf, clock.now()).get(key__startswith="sign-in")
    by_hand.mark_told(letter, place=mentor.stage.programme.place, by=SETUP, at=clock.now())
    newer = asked(mentor, browser)
    assert newer != code
    assert Client().post(code_page(mentor), {"code": code}).status_code == 422
    assert Client().post(code_page(mentor), {"code": newer.replace(" ", "")}).status_code == 302


def test_a_code_ends_after_three_days(mentor: Enrolment) -> None:
    code, at = asked(mentor, Client()), clock.now()
    with time_machine.travel(at + timedelta(days=3, minutes=1), tick=False):
        assert Client().post(code_page(mentor), {"code": code}).status_code == 422


def test_wrong_codes_are_counted_and_then_even_the_right_one_waits(mentor: Enrolment) -> None:
    code = asked(mentor, Client())
    with time_machine.travel(clock.now().replace(minute=10), tick=False):
        for number in range(5):
            assert Client().post(code_page(mentor), {"code": f"0000 000{number}"}).status_code == 422
        assert Client().post(code_page(mentor), {"code": code}).status_code == 429


def test_another_site_can_not_send_the_code(mentor: Enrolment) -> None:
    code = asked(mentor, Client())
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(code_page(mentor), {"code": code}, headers=OURS).status_code == 403
    assert strict.post(f"{code_page(mentor)}minta/", headers=OURS).status_code == 403


def test_a_second_factor_is_asked_for_after_the_code(mentor: Enrolment) -> None:
    TOTP.activate(account_of(mentor), generate_totp_secret())
    browser = Client()
    code = asked(mentor, browser)
    assert "/dua-langkah/" in browser.post(code_page(mentor), {"code": code}).headers["Location"]
    assert browser.get("/saya/").status_code == 302


def test_for_everybody_else_there_is_no_such_door(mentor: Enrolment, programme: Programme) -> None:
    account = account_of(mentor)
    give_programme_grant(account, Role.TREASURER, programme, by=SETUP, at=clock.now())
    assert Client().get(code_page(mentor)).status_code == 404
    assert Client().post(door(mentor), headers=OURS).status_code == 403
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert Client().get(code_page(mentor)).status_code == 404


def test_entering_by_the_link_alone_stands_in_the_record(programme: Programme) -> None:
    offers = open_offers_of(make_offers(programme, people=6, seats=6))
    make_cohort(offers[0].stage)
    enrolment = accept_offer(offers[0], by=SETUP, at=clock.now())
    for _time in range(2):
        Client().post(door(enrolment), headers=OURS)
    assert AuditEntry.objects.filter(verb="journeys.enter_by_link").count() == 2


def test_the_person_reads_that_the_office_was_shown_their_code(mentor: Enrolment) -> None:
    ask_code(mentor, by=SETUP, at=clock.now())
    programme = mentor.stage.programme
    (letter,) = by_hand.waiting(programme.shelf, clock.now()).filter(key__startswith="sign-in")
    assert show_letter(letter, programme, by=SETUP, at=clock.now()).is_read
    page = Client().get(mentor.application.own_path).content.decode()
    assert ("Kode Anda ditampilkan kepada petugas" in page, "Tautan halaman ini ditampilkan" in page) == (True, False)


def test_where_a_channel_leads_to_the_phone_the_code_goes_there_and_nobody_tells_it(
    mentor: Enrolment, settings: Any
) -> None:
    settings.SMS = sms_at("http://127.0.0.1:9")
    ask_code(mentor, by=SETUP, at=clock.now())
    letter = Message.objects.get(shelf=mentor.stage.programme.shelf, key__startswith="sign-in")
    assert (letter.state, letter.channel) == (MessageState.QUEUED, "sms")
    words = by_hand.read(letter)
    assert words is not None
    assert words.sms == f"Kode masuk Anda: {words.code}"
    assert words.code not in without_secrets(words.body, words.code)
    assert Client().post(code_page(mentor), {"code": words.code}).headers["Location"] == "/saya/"
