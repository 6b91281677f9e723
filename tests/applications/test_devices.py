"""Several applications from one browser: a sign to ask, by a random word that the browser keeps; never a refusal."""

import re
from collections.abc import Callable
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from html import unescape
from http.cookies import Morsel
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from applications.test_calls import filled
from applications.test_drafts import again, begin
from applications.test_entering import COUNTER, typed
from applications.test_form import FORM, posted
from applications.test_imports import csv_of, row, uploaded
from faces.test_own_data import copy_of
from factories.applications import BUDI, SULASTRI, make_call
from factories.people import SETUP
from sanggar.applications import actions
from sanggar.applications.models import Application, Call, Draft
from sanggar.applications.pages.calls import call_of
from sanggar.applications.signals import shared_by, shared_values, signals_of
from sanggar.foundation import clock
from sanggar.foundation.dates import local_date, plain_date
from sanggar.journeys.purging import purge
from sanggar.people.models import Account
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
SIGN = "tanda_peramban"
MADE_UP = "Satu-tanda_22-huruf-aa"
ROOM = "/desk/diskominfo-malang/youtuber-tiktok/pendaftaran/"
THIRD = "3573022501909024"
Desk = Callable[[Account], Client]


@pytest.fixture
def call(programme: Programme) -> Call:
    return make_call(programme, notes_device=True)


def sent(browser: Client, **changes: str) -> Application:
    """An application through the public form, as it is stored."""
    form = posted(**changes)
    answer = browser.post(FORM, form)
    assert answer.status_code == 303
    return Application.objects.get(submission_id=form["submission_id"])


def told(application: Application) -> list[tuple[str, int]]:
    one = Application.objects.get(pk=application.pk)
    found = signals_of(one, shared_by(one))
    assert found == signals_of(one, shared_values([one.call]))
    return [(each.kind, each.others) for each in found]


def budi(**changes: str) -> dict[str, str]:
    """What differs from Sulastri, telephone and all."""
    return {"name": "Budi", "nik": BUDI, "birth_date": "1995-03-12", "sex": "L", "phone": "0812 9999 0000"} | changes


def in_words(answer: Any) -> str:
    return unescape(re.sub(r"\s+", " ", answer.content.decode()))


# --- a sign to ask ---------------------------------------------------------------------------------------------------
def test_two_applications_from_one_browser_are_a_sign_for_the_officer_and_nobody_is_refused(
    call: Call, officer: Account, signed_in: Desk
) -> None:
    shared, other, desk = Client(), Client(), signed_in(officer)
    one, two = sent(shared), sent(shared, **budi())
    alone = sent(other, **budi(nik=THIRD, birth_date="1990-01-25", phone="0812 8888 0000"))
    assert (told(one), told(two), told(alone)) == ([("peramban", 1)], [("peramban", 1)], [])
    assert {each.state for each in Application.objects.all()} == {"submitted"}
    page = in_words(desk.get(f"{ROOM}lamaran/{one.receipt}/"))
    assert "Dikirim dari peramban yang sama dengan 1 lamaran lain" in page
    assert "satu keluarga sering memakai satu ponsel, dan di kantor kelurahan satu perangkat dipakai" in page
    others = in_words(desk.get(f"{ROOM}lamaran/{one.receipt}/sama/peramban/"))
    assert [each.receipt in others for each in (one, two, alone)] == [True, True, False]
    found = desk.get(f"{ROOM}lamaran/?signal=peramban").context["listing"].found
    assert {each.pk for each in found} == {one.pk, two.pk}


def test_what_the_desk_shows_is_the_sharing_and_never_the_sign(call: Call, officer: Account, signed_in: Desk) -> None:
    browser, desk = Client(), signed_in(officer)
    one = sent(browser)
    sent(browser, **budi())
    pages = [f"{ROOM}lamaran/{one.receipt}/", f"{ROOM}lamaran/?signal=peramban", f"{ROOM}lamaran/?format=csv"]
    assert [one.device in desk.get(page).content.decode() for page in pages] == [False] * 3


# --- the cookie ------------------------------------------------------------------------------------------------------
def given(browser: Client) -> "Morsel[str]":
    return browser.cookies[SIGN]


@pytest.mark.parametrize("behind_tls", [True, False])
def test_only_the_answer_that_something_was_stored_gives_the_browser_a_sign(
    call: Call, settings: Any, *, behind_tls: bool
) -> None:
    settings.SESSION_COOKIE_SECURE = behind_tls
    browser = Client()
    form = browser.get(FORM)
    assert (form.status_code, browser.post(FORM, posted(step="check")).status_code) == (200, 200)
    assert browser.post(FORM, posted(name="")).status_code == 422
    assert dict(browser.cookies) == {}
    stored = sent(browser)
    cookie = given(browser)
    assert re.fullmatch("[A-Za-z0-9_-]{22}", cookie.value)
    assert (stored.device, stored.device in stored.own_path) == (cookie.value, False)
    assert (cookie["path"], cookie["samesite"], cookie["httponly"]) == (call.path, "Lax", True)
    assert (bool(cookie["secure"]), cookie["domain"], cookie["max-age"]) == (behind_tls, "", "")
    ends = parsedate_to_datetime(cookie["expires"])
    assert ends == (call.closes_at + timedelta(days=1)).astimezone(UTC).replace(microsecond=0)


def test_each_browser_has_a_sign_of_its_own_and_a_prolonged_call_prolongs_it(call: Call) -> None:
    first, second = Client(), Client()
    assert sent(first).device != sent(second, **budi()).device
    before = given(first)["expires"]
    actions.prolong_call(call, closes_at=call.closes_at + timedelta(days=3), reason="Uji.", by=SETUP, at=clock.now())
    sent(first, **budi(nik=THIRD, birth_date="1990-01-25"))
    assert parsedate_to_datetime(given(first)["expires"]) - parsedate_to_datetime(before) == timedelta(days=3)


@pytest.mark.parametrize("wrong", ["", "pendek", f"{MADE_UP}a", f"{MADE_UP[:-1]}é", "3573055708039001", "<b>" * 8])
def test_a_cookie_that_is_none_of_ours_is_left_aside(call: Call, wrong: str) -> None:
    answers = posted()
    answer = Client().post(FORM, answers, headers={"cookie": f"bahasa=id; {SIGN}={wrong}; x{SIGN}={MADE_UP}"})
    stored = Application.objects.get()
    assert (answer.status_code, answer.cookies[SIGN].value) == (303, stored.device)
    assert stored.device not in (wrong, MADE_UP)
    assert re.fullmatch("[A-Za-z0-9_-]{22}", stored.device)


@pytest.mark.parametrize("cookies", [f"{SIGN}={MADE_UP}", f"bahasa=id; {SIGN}={MADE_UP}", f"{SIGN}={MADE_UP}; a=b"])
def test_the_browser_s_own_sign_is_found_among_its_cookies(call: Call, cookies: str) -> None:
    answer = Client().post(FORM, posted(), headers={"cookie": cookies})
    assert (answer.status_code, Application.objects.get().device) == (303, MADE_UP)


def test_the_same_submission_again_gets_the_sign_it_was_stored_with(call: Call) -> None:
    form, first, elsewhere = posted(), Client(), Client()
    first.post(FORM, form)
    stored = Application.objects.get()
    for browser in (first, elsewhere):
        assert browser.post(FORM, form)["Location"] == stored.own_path
        assert given(browser).value == stored.device
    actions.close_call(call, reason="Kuota penuh.", by=SETUP, at=clock.now())
    late = Client()
    assert (late.post(FORM, form).status_code, given(late).value) == (303, stored.device)
    assert Application.objects.get().device == stored.device


def test_a_draft_is_sent_with_the_sign_of_the_browser_that_sends_it(call: Call) -> None:
    browser = Client()
    one, path = sent(browser, **budi()), begin()
    assert path.startswith(call.path)
    form = again(path, step="send")
    answer = browser.post(path, form)
    two = Application.objects.exclude(pk=one.pk).get()
    assert (answer["Location"], two.device, Draft.objects.exists()) == (two.own_path, one.device, False)
    assert told(two) == [("peramban", 1)]
    elsewhere = Client()
    assert (elsewhere.post(path, form).status_code, given(elsewhere).value) == (303, two.device)


# --- where there is none ---------------------------------------------------------------------------------------------
def test_a_call_that_notes_no_device_gives_and_keeps_no_sign_and_says_nothing_of_it(programme: Programme) -> None:
    make_call(programme)
    browser = Client()
    answer = browser.post(FORM, posted(), headers={"cookie": f"{SIGN}={MADE_UP}"})
    assert (answer.status_code, SIGN in answer.cookies) == (303, False)
    assert Application.objects.get().device == ""
    assert "tanda acak" not in in_words(browser.get(FORM))


def test_what_the_office_enters_has_no_sign(call: Call, officer: Account, signed_in: Desk) -> None:
    desk = signed_in(officer)
    desk.cookies[SIGN] = MADE_UP
    assert desk.post(COUNTER, typed(desk)).status_code == 302
    assert actions.import_rows(uploaded(call, csv_of(row(1), row(2))), by=SETUP, at=clock.now()) == 2
    assert list(Application.objects.values_list("device", flat=True)) == [""] * 3
    assert given(desk).value == MADE_UP


# --- said, chosen ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("id", "peramban ini menyimpan tanda acak sampai {day}. Dengan tanda itu kantor melihat bila beberapa lamaran"),
        ("en", "this browser keeps a random sign until {day}. By it the office sees when several applications"),
    ],
)
def test_the_form_says_what_the_browser_keeps_until_when_and_what_for(call: Call, language: str, said: str) -> None:
    page = Client().get(FORM, headers={"accept-language": language})
    with translation.override(language):
        day = plain_date(local_date(call.closes_at + timedelta(days=1), clock.office_zone()))
    assert said.format(day=day) in in_words(page)
    assert ("never a reason to refuse" in in_words(page)) is (language == "en")
    assert len(page.content) < 50_000


def test_a_new_call_notes_devices_unless_the_office_says_otherwise_and_a_published_one_stays(
    programme: Programme, officer: Account, signed_in: Desk
) -> None:
    desk = signed_in(officer)
    old = make_call(programme)
    assert desk.get(f"{ROOM}baru/").context["form"]["notes_device"].value() is True
    form = filled(desk, f"{ROOM}baru/", slug="baru", notes_device="on")
    assert desk.post(f"{ROOM}baru/", form).status_code == 302
    new = call_of(programme, "baru")
    assert (old.notes_device, new.notes_device) == (False, True)
    address = f"{ROOM}buka/baru/ubah/"
    assert desk.get(address).context["form"]["notes_device"].value() is True
    assert desk.post(address, filled(desk, address)).status_code == 302  # without the tick
    assert "Tidak dicatat" in in_words(desk.get(f"{ROOM}buka/baru/"))
    new.refresh_from_db()
    actions.publish_call(new, by=SETUP, at=clock.now())
    with pytest.raises(actions.CallPublished):
        actions.change_call(new, notes_device=True, by=SETUP, at=clock.now())
    assert "notes_device" not in desk.get(address).context["form"].fields


@pytest.mark.parametrize("notes", [True, False])
def test_a_call_made_after_another_notes_devices_as_that_one_does(
    programme: Programme, officer: Account, signed_in: Desk, *, notes: bool
) -> None:
    source, desk = make_call(programme, notes_device=notes), signed_in(officer)
    page = desk.get(f"{ROOM}baru/seperti/{source.slug}/")
    assert page.context["form"]["notes_device"].value() is notes


# --- a person's data -------------------------------------------------------------------------------------------------
def test_the_sign_is_in_the_person_s_copy_and_goes_with_their_data(call: Call) -> None:
    browser = Client()
    one, two = sent(browser), sent(browser, **budi())
    (copy,) = copy_of(Client(), f"{one.own_path}data/")["applications.Application"]
    assert copy["device"] == one.device
    page = in_words(Client().get(f"{one.own_path}data/"))
    assert "Tanda peramban pengirim" in page
    actions.erase_application(one, purpose="uji", rows=0, by=SETUP, at=clock.now())
    assert (Application.objects.get(pk=one.pk).device, told(two)) == ("", [])
    late = Client()
    assert late.post(FORM, posted(submission_id=str(one.submission_id))).status_code == 422
    assert dict(late.cookies) == {}


def test_the_purge_takes_the_sign_too(call: Call) -> None:
    one = sent(Client(), nik=SULASTRI)
    actions.withdraw_application(one, by=one.actor, at=clock.now())
    assert purge(clock.now() + timedelta(days=3_000))["refused"] == 1
    assert Application.objects.get(pk=one.pk).device == ""
