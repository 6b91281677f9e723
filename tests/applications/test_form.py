"""The public form: what residents meet on their phones, and what a stranger can learn from it (nothing)."""

import json
import logging
import re
import uuid
from datetime import UTC, datetime, timedelta
from html import unescape
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from django.db import OperationalError, connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from factories.applications import BUDI, SULASTRI, apply, make_call
from factories.examples import asking
from sanggar.applications.models import Application, ApplicationState, Call, Consent, ConsentText
from sanggar.applications.pages.facts import call_facts
from sanggar.applications.queries import identity_of
from sanggar.config.logs import JsonLines
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
S = ApplicationState
FORM = "/daftar/tahap-1/"


def posted(**changes: str) -> dict[str, str]:
    """A form as the browser sends it."""
    answers = {
        "submission_id": str(uuid.uuid4()),
        "name": "Sulastri",
        "nik": "3573-0557-0803-9001",
        "birth_date": "2003-08-17",
        "sex": "P",
        "kelurahan": "35.73.05.1004",
        "phone": "0812 3456 7890",
        "email": "",
        "track": "youtube",
        "category": "public",
        "disability_need": "",
        "channel_url": "",
        "motivation": "Ingin memasarkan keripik tempe buatan ibu.",
        "notice": "on",
        "step": "send",
    }
    return answers | changes


def refuse_everything(*_args: Any) -> Any:
    raise OperationalError("the server closed the connection: INSERT … 3573055708039001")


# --- another language, without losing a word --------------------------------------------------------------------------
@pytest.mark.parametrize("step", ["change", "check"])
def test_switching_the_language_brings_along_what_was_typed(client: Client, programme: Programme, step: str) -> None:
    make_call(programme)
    first = client.get(FORM).content.decode()
    assert f'form="lamaran" formaction="{FORM}?bahasa=en" name="step" value="change" lang="en">English' in first
    shown = client.post(f"{FORM}?bahasa=en", posted(step=step, phone="12"))
    assert shown.context["form"]["motivation"].value() == posted()["motivation"]
    assert (shown["Content-Language"], shown.cookies["bahasa"].value) == ("en", "en")
    assert shown.status_code == (200 if step == "change" else 422)
    assert ">Check your answers</button>" in shown.content.decode()
    assert f'formaction="{FORM}?bahasa=id" name="step" value="{step}"' in shown.content.decode()


def test_the_check_page_is_checked_again_in_the_other_language_and_no_language_is_made_up(
    client: Client, programme: Programme
) -> None:
    make_call(programme)
    checked = client.post(f"{FORM}?bahasa=en", posted(step="check"))
    assert checked.status_code == 200
    assert f'formaction="{FORM}?bahasa=id" name="step" value="check"' in checked.content.decode()
    assert not Application.objects.exists()
    odd = client.post(f"{FORM}?bahasa=xx", posted(step="check"))
    assert (odd["Content-Language"], odd.cookies.get("bahasa")) == ("en", None)


def test_the_edited_application_speaks_another_language_with_what_was_typed(
    client: Client, programme: Programme
) -> None:
    application = apply(make_call(programme))
    address = f"{application.own_path}ubah/"
    assert f'formaction="{address}?bahasa=en" name="step" value="change"' in client.get(address).content.decode()
    typed = {name: value for name, value in posted().items() if name not in ("nik", "notice", "submission_id")}
    english = client.post(f"{address}?bahasa=en", typed | {"motivation": "Lain.", "step": "change", "revision": "1"})
    assert (english.status_code, english["Content-Language"]) == (200, "en")
    assert english.context["form"]["motivation"].value() == "Lain."
    assert Application.objects.get().revision == 1


def test_enter_checks_the_answers_and_does_not_switch_the_language(client: Client, programme: Programme) -> None:
    """The first button of a form in the order of the page is the one that Enter presses."""
    make_call(programme)
    buttons = re.findall(r"<(?:button|input)[^>]*type=.submit.[^>]*>", client.get(FORM).content.decode())
    of_the_form = [each for each in buttons if 'form="lamaran"' in each or "form=" not in each]
    assert 'value="check"' in of_the_form[0]


# --- the page --------------------------------------------------------------------------------------------------------
def test_the_form_asks_everything_in_one_page_without_cookie_or_script(client: Client, programme: Programme) -> None:
    make_call(programme)
    response = client.get(FORM)
    page = response.content.decode()
    assert response.status_code == 200
    assert not response.cookies
    assert "<script" not in page
    assert response["Cache-Control"] == "private, no-cache"  # a browser that goes back has what was typed
    assert page.count("<option") == 58
    for heading in ("Tentang Anda", "Tempat tinggal dan kontak", "Pelatihan", "Persetujuan"):
        assert f">{heading}</h2>" in page


@pytest.mark.parametrize(
    ("before", "told"),
    [
        (timedelta(days=6, hours=23, minutes=59), "Tersisa lebih dari 6 hari 23 jam menurut jam kami"),
        (timedelta(days=1), "Tersisa lebih dari 1 hari menurut jam kami"),
        (timedelta(hours=3, minutes=29), "Tersisa lebih dari 3 jam 20 menit menurut jam kami"),
        (timedelta(minutes=59), "Tersisa lebih dari 55 menit menurut jam kami"),
        (timedelta(minutes=4, seconds=59), "Tersisa lebih dari 4 menit menurut jam kami"),
        (timedelta(seconds=59), "Tersisa kurang dari satu menit menurut jam kami"),
    ],
)
def test_the_form_its_draft_and_the_check_page_say_how_much_time_is_left_by_our_clock(
    client: Client, programme: Programme, before: timedelta, told: str
) -> None:
    call = make_call(programme)
    with time_machine.travel(call.ends_at - before, tick=False):
        draft = client.post(FORM, posted(step="draft"), follow=True)
        pages = (client.get(FORM), client.post(FORM, posted(step="check")), draft)
    assert [told in page.content.decode() for page in pages] == [True] * 3


def test_a_kept_form_is_made_anew_when_less_time_is_left(programme: Programme) -> None:
    ends_at = make_call(programme).ends_at
    moments = [ends_at - timedelta(minutes=minutes, seconds=1) for minutes in (70, 61, 59, 55, 54)]
    stamps = []
    for moment in moments:
        with time_machine.travel(moment, tick=False):
            facts = call_facts("tahap-1")
            assert facts is not None
            stamps.append(facts.stamp)
    assert [one == other for one, other in pairwise(stamps)] == [False, False, True, False]


def test_a_call_that_is_not_published_does_not_exist(client: Client, programme: Programme) -> None:
    make_call(programme, published=False)
    assert client.get(FORM).status_code == 404
    assert client.get("/daftar/lain/").status_code == 404


def test_before_opening_the_page_says_when(client: Client, programme: Programme) -> None:
    make_call(programme, opens_in=1)
    response = client.get(FORM)
    assert (response.status_code, "Dibuka" in response.content.decode()) == (200, True)
    assert client.post(FORM, posted()).status_code == 409
    assert not Application.objects.exists()


# --- check, change, send ---------------------------------------------------------------------------------------------
def test_checking_writes_nothing_and_shows_the_answers(client: Client, programme: Programme) -> None:
    make_call(programme)
    response = client.post(FORM, posted(step="check"))
    page = response.content.decode()
    assert response.status_code == 200
    for answer in ("Sulastri", "3573 0557 0803 9001", "17 Agustus 2003", "Dinoyo, Lowokwaru", "0812-3456-7890"):
        assert answer in page
    assert not Application.objects.exists()
    assert not response.cookies


def test_what_the_check_page_carries_is_enough_to_send(client: Client, programme: Programme) -> None:
    call = make_call(programme)
    photo = call.consent_texts.get(key="photo")
    page = client.post(FORM, posted(step="check", consent_photo=photo.mark)).content.decode()
    response = client.post(FORM, carried_by(page) | {"step": "send"})
    assert response.status_code == 303
    assert set(Consent.objects.values_list("text__key", flat=True)) == {"notice", "photo"}


def test_going_back_to_change_keeps_every_answer(client: Client, programme: Programme) -> None:
    make_call(programme)
    sent = posted(step="change", name="Sulastri <b>", motivation="Baris satu\r\nBaris dua", consent_photo="on")
    page = client.post(FORM, sent).content.decode()
    assert "perlu diperbaiki" not in page
    for kept in ("Sulastri &lt;b&gt;", "3573-0557-0803-9001", "2003-08-17", "Baris dua", sent["submission_id"]):
        assert kept in page
    for chosen in (
        'value="P" id="id_sex_0" checked',
        'value="35.73.05.1004" selected',
        'id="id_consent_photo" checked',
    ):
        assert chosen in page
    assert 'id="id_consent_later_programmes" checked' not in page


def test_sending_stores_and_leads_to_the_own_page(client: Client, programme: Programme) -> None:
    make_call(programme)
    response = client.post(FORM, posted(email="sulastri@contoh.example", channel_url="youtube.com/@sulastri"))
    application = Application.objects.get()
    assert (response.status_code, response["Location"]) == (303, application.own_path)
    assert not response.cookies
    assert (application.phone, application.channel_url) == ("+6281234567890", "https://youtube.com/@sulastri")
    assert identity_of(application).nik == SULASTRI


def test_sending_twice_leads_to_the_same_receipt(client: Client, programme: Programme) -> None:
    make_call(programme)
    form = posted()
    first, second = client.post(FORM, form), client.post(FORM, form)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first["Location"] == second["Location"]
    assert Application.objects.count() == 1


def test_a_form_that_was_sent_with_another_nik_gets_an_id_of_its_own(client: Client, programme: Programme) -> None:
    make_call(programme)
    form = posted()
    first = client.post(FORM, form)["Location"].split("/")[2]
    second = client.post(FORM, form | {"nik": BUDI, "name": "Budi"})
    page = second.content.decode()
    assert (second.status_code, first in page, form["submission_id"] in page) == (422, False, False)
    assert "sudah pernah dikirim dengan NIK lain" in page
    again = client.post(FORM, form | {"nik": BUDI, "submission_id": inputs_of(page)["submission_id"]})
    assert again.status_code == 303
    assert Application.objects.count() == 2


def test_a_form_without_a_usable_id_is_asked_to_be_sent_again(client: Client, programme: Programme) -> None:
    make_call(programme)
    response = client.post(FORM, posted(submission_id="bukan-uuid"))
    page = response.content.decode()
    assert (response.status_code, "bukan-uuid" in page, "sudah lama terbuka" in page) == (422, False, True)
    assert uuid.UUID(inputs_of(page)["submission_id"])


def test_all_errors_stand_linked_to_their_fields_and_what_was_typed_is_kept(
    client: Client, programme: Programme
) -> None:
    make_call(programme)
    wrong = {"name": "", "nik": "357305570803900", "phone": "0341-551111", "birth_date": "", "sex": "", "notice": ""}
    response = client.post(FORM, posted(**wrong))
    page = response.content.decode()
    assert response.status_code == 422
    assert "NIK harus 16 angka; yang diisi 15." in page
    for anchor in ("#id_name", "#id_nik", "#id_phone", "#id_birth_date", "#id_sex_0", "#id_notice"):
        assert f'href="{anchor}"' in page
        assert f'id="{anchor[1:]}"' in page
    assert 'value="357305570803900"' in page
    assert "keripik tempe" in page
    assert not Application.objects.exists()


def test_who_is_too_young_on_the_closing_day_is_told_the_age(client: Client, programme: Programme) -> None:
    call = make_call(programme)
    day = call.closing_date
    turns_18 = day.replace(year=day.year - 18)
    assert client.post(FORM, posted(birth_date=turns_18.isoformat())).status_code == 303
    late = client.post(FORM, posted(birth_date=(turns_18 + timedelta(days=1)).isoformat(), nik=BUDI))
    assert late.status_code == 422
    assert "paling muda 18 tahun" in late.content.decode()
    assert client.post(FORM, posted(birth_date="1821-01-01")).status_code == 422


def test_only_a_kelurahan_of_the_region_and_a_track_of_the_call_can_be_chosen(
    client: Client, programme: Programme
) -> None:
    youtube = programme.tracks.get(code="youtube")
    make_call(programme, tracks={youtube: None})
    for wrong in ({"kelurahan": "35.73.05"}, {"kelurahan": "35.07.01.2001"}, {"track": "tiktok"}, {"track": ""}):
        assert client.post(FORM, posted(**wrong)).status_code == 422


def test_the_version_of_a_text_that_was_on_the_page_is_the_one_on_record(client: Client, programme: Programme) -> None:
    call = make_call(programme)
    seen = call.consent_texts.get(key="photo")
    ConsentText.objects.filter(pk=seen.pk).update(retired_at=call.created_at)
    newer = ConsentText.objects.create(
        call=call, key="photo", version=2, text="Baru", text_en="New", digest="f" * 64, written_at=call.created_at
    )
    client.post(FORM, posted(consent_photo=seen.mark))
    client.post(FORM, posted(nik=BUDI, consent_photo="on"))
    texts = [c.text for c in Consent.objects.filter(text__key="photo").order_by("pk")]
    assert texts == [seen, newer]


# --- nothing is given away -------------------------------------------------------------------------------------------
def test_a_contested_application_is_answered_exactly_like_any_other(programme: Programme) -> None:
    make_call(programme)
    other = Client().post(FORM, posted(nik=BUDI))
    Client().post(FORM, posted(name="Pemilik NIK", motivation="RAHASIA PEMILIK"))
    contested = Client().post(FORM, posted(name="Orang Lain"))
    assert sorted(Application.objects.values_list("state", flat=True)) == [S.CONTESTED, S.SUBMITTED, S.SUBMITTED]
    assert (contested.status_code, contested.content) == (other.status_code, other.content)
    assert without_receipt(contested.headers) == without_receipt(other.headers)
    assert (contested.cookies, other.cookies) == ({}, {})
    for page in ("ubah/", "tarik/", "persetujuan/"):
        ours = Client().get(f"{contested['Location']}{page}")
        theirs = Client().get(f"{other['Location']}{page}")
        assert without_ids(ours, contested) == without_ids(theirs, other).replace("Sulastri", "Orang Lain")


def test_a_nik_is_in_no_log_and_no_address_whatever_happens(
    client: Client, programme: Programme, caplog: pytest.LogCaptureFixture
) -> None:
    make_call(programme)
    caplog.set_level(logging.DEBUG)
    addresses = [client.post(FORM, posted(step=step)).get("Location", "") for step in ("check", "change", "send")]
    client.post(FORM, posted(nik=f"{SULASTRI}9"))
    with connection.execute_wrapper(refuse_everything):
        client.post(FORM, posted())
    lines = [JsonLines().format(record) for record in caplog.records if record.name.startswith("sanggar")]
    assert any(json.loads(line)["status"] == 303 for line in lines if "status" in line)
    assert any(json.loads(line).get("type") == "OperationalError" for line in lines)
    for digits in (SULASTRI, SULASTRI[6:], "3573-0557-0803-9001", "Sulastri"):
        assert digits not in "\n".join(lines) + "".join(addresses)


# --- time ------------------------------------------------------------------------------------------------------------
def test_closing_is_exact_to_the_second(client: Client, programme: Programme) -> None:
    call = make_call(programme)
    closes_at = datetime(2027, 1, 15, 9, 0, tzinfo=UTC)  # 16.00 WIB
    Call.objects.filter(pk=call.pk).update(closes_at=closes_at)
    with time_machine.travel(closes_at - timedelta(milliseconds=1), tick=False):
        assert client.get(FORM).status_code == 200
        assert client.post(FORM, posted()).status_code == 303
    with time_machine.travel(closes_at, tick=False):
        assert client.get(FORM).status_code == 410
        closed = client.post(FORM, posted(nik=BUDI))
    assert closed.status_code == 410
    assert "16.00 WIB" in closed.content.decode()
    assert Application.objects.count() == 1


def test_who_got_in_before_closing_and_lost_the_answer_gets_the_receipt_after_closing(
    client: Client, programme: Programme
) -> None:
    call = make_call(programme)
    form = posted()
    first = client.post(FORM, form)
    with time_machine.travel(call.closes_at + timedelta(hours=1)):
        again = client.post(FORM, form)
        assert client.post(FORM, form | {"nik": BUDI}).status_code == 410
        assert client.post(FORM, form | {"nik": "x"}).status_code == 410
    assert (again.status_code, again["Location"]) == (303, first["Location"])


# --- trouble ---------------------------------------------------------------------------------------------------------
def test_too_many_from_one_address_wait_with_their_answers(
    client: Client, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_call(programme)
    monkeypatch.setattr("sanggar.applications.pages.sending_limits.SENDS", 1)
    phone = {"REMOTE_ADDR": "203.0.113.7"}
    assert client.post(FORM, posted(), **phone).status_code == 303  # type: ignore[arg-type]
    refused = client.post(FORM, posted(nik=BUDI), **phone)  # type: ignore[arg-type]
    page = refused.content.decode()
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 600
    assert "keripik tempe" in page
    assert inputs_of(page)["nik"] == BUDI
    assert client.post(FORM, posted(nik=BUDI), REMOTE_ADDR="203.0.113.8").status_code == 303


@pytest.mark.parametrize(("seconds", "told"), [(90, "90 detik"), (91, "2 menit"), (900, "15 menit")])
def test_a_long_time_to_wait_is_told_in_minutes(
    client: Client, programme: Programme, monkeypatch: pytest.MonkeyPatch, seconds: int, told: str
) -> None:
    make_call(programme)
    monkeypatch.setattr("sanggar.applications.pages.apply.seconds_to_wait", lambda *_: seconds)
    page = client.post(FORM, posted())
    assert (page["Retry-After"], f"Tunggu {told}." in page.content.decode()) == (str(seconds), True)


@pytest.mark.parametrize("step", ["check", "send"])
def test_while_the_database_is_away_the_answers_stay_on_the_page_and_can_be_sent_later(
    client: Client, programme: Programme, step: str
) -> None:
    make_call(programme)
    form = posted(step=step, consent_photo="on", motivation="Dua baris\r\nyang panjang <i>")
    with connection.execute_wrapper(refuse_everything):
        away = client.post(FORM, form)
    page = away.content.decode()
    assert (away.status_code, away["Retry-After"], away["Cache-Control"]) == (503, "30", "no-store")
    assert not away.cookies
    assert "Dinoyo" in page
    assert carried_by(page) == {name: value for name, value in form.items() if name != "step"}
    assert f'name="step" value="{step}"' in page
    assert client.post(FORM, carried_by(page) | {"step": "send"}).status_code == 303


def test_the_page_that_keeps_the_answers_speaks_the_other_language_while_the_database_is_away_and_sends_nothing(
    client: Client, programme: Programme
) -> None:
    make_call(programme)
    form = posted(consent_photo="on")
    with connection.execute_wrapper(refuse_everything):
        page = client.post(FORM, form).content.decode()
        assert f'formaction="{FORM}?bahasa=en" name="kept" value="503 30 send" lang="en"' in page
        switched = client.post(f"{FORM}?bahasa=en", carried_by(page) | {"kept": "503 30 send"})
    told = switched.content.decode()
    assert (switched.status_code, switched["Retry-After"], switched["Content-Language"]) == (503, "30", "en")
    assert (carried_by(told), 'name="step" value="send"' in told) == (carried_by(page), True)
    again = client.post(f"{FORM}?bahasa=id", carried_by(page) | {"kept": "429 900 check"})
    assert (again.status_code, "Tunggu 15 menit." in again.content.decode()) == (429, True)
    assert Application.objects.count() == 0
    made_up = ["", "200 30 send", "503 ٣ send", "503 30 <b>", "503"]
    assert [client.post(FORM, posted(kept=words, step="check")).status_code for words in made_up] == [200] * 5


def test_while_the_database_is_away_the_form_can_not_be_opened(client: Client, programme: Programme) -> None:
    make_call(programme)
    with connection.execute_wrapper(refuse_everything):
        assert client.get(FORM).status_code == 503


typed = st.text(max_size=60) | st.sampled_from(["", "\x00", "\ud7ff\uffff", "٣٥٧٣", "9" * 400, "2003-08-17", SULASTRI])


@asking(40)
@given(
    fields=st.dictionaries(st.sampled_from([*posted(), "consent_photo", "consent_x", "lain"]), typed, max_size=17),
    step=st.sampled_from(["check", "change", "send", "", "\x00"]),
)
def test_whatever_is_typed_gets_an_answer(programme: Programme, fields: dict[str, str], step: str) -> None:
    if not Call.objects.exists():
        make_call(programme)
    response = Client().post(FORM, posted() | fields | {"step": step})
    assert response.status_code in {200, 303, 422}


def test_the_form_may_come_from_any_page_without_a_token(programme: Programme) -> None:
    make_call(programme)
    assert Client(enforce_csrf_checks=True).post(FORM, posted()).status_code == 303


def test_an_english_reader_gets_the_english_texts_and_letters(client: Client, programme: Programme) -> None:
    call = make_call(programme)
    notice = call.consent_texts.get(key="notice")
    page = client.get(FORM, headers={"Accept-Language": "en"}).content.decode()
    assert notice.text_en.splitlines()[0] in unescape(page)
    assert notice.text.splitlines()[0] not in unescape(page)
    client.post(FORM, posted(), headers={"Accept-Language": "en"})
    assert Application.objects.get().language == "en"


def test_the_way_back_is_explained_to_everyone(client: Client, programme: Programme) -> None:
    application = apply(make_call(programme))
    response = client.get("/lamaran/")
    assert (response.status_code, application.receipt in response.content.decode()) == (200, False)


# --- reading pages ---------------------------------------------------------------------------------------------------
def inputs_of(page: str) -> dict[str, str]:
    """The hidden fields of a page."""
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page)
    return {unescape(name): unescape(value) for name, value in found}


carried_by = inputs_of


def without_receipt(headers: Any) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name != "Location"}


def without_ids(response: Any, sent: Any) -> str:
    """A page without what differs between any two applications: receipt, token, the id of a form."""
    _, _, receipt, token, _ = sent["Location"].split("/")
    page = response.content.decode().replace(receipt, "R").replace(token, "T")
    for name in ("once", "submission_id"):
        page = page.replace(inputs_of(page).get(name, "—"), "ID")
    return str(page)
