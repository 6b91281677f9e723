"""What applicants do themselves by their secret link, and what their page tells them."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.db import OperationalError, connection
from django.test import Client
from django_tasks_db.models import DBTaskResult

from factories.applications import BUDI, SULASTRI, answers_for, apply, make_call
from factories.people import SETUP
from sanggar.applications import actions, letters
from sanggar.applications.models import Act, Application, ApplicationState, Call, Correction
from sanggar.applications.pages.desk_presenters import desk_timeline
from sanggar.applications.queries import consents_in_force, identity_of, texts_in_force
from sanggar.applications.status import last_step, own_status, timeline
from sanggar.foundation import clock
from sanggar.foundation.dates import clock_time, plain_date
from sanggar.foundation.models import AuditEntry
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
S = ApplicationState


@pytest.fixture
def call(programme: Programme) -> Call:
    return make_call(programme)


@pytest.fixture
def application(call: Call) -> Application:
    return apply(call)


def edited(application: Application, **changes: str) -> dict[str, str]:
    """The edit form as the browser sends it."""
    return {
        "revision": str(application.revision),
        "name": application.name,
        "nik": "",
        "birth_date": application.birth_date.isoformat(),
        "sex": application.sex,
        "kelurahan": application.village_id,
        "phone": application.phone,
        "email": application.email,
        "track": application.track.code,
        "category": application.category,
        "disability_need": "",
        "channel_url": "",
        "motivation": application.motivation,
    } | changes


def once(client: Client, address: str, **answers: str) -> int:
    """Fill in the form of a page as it stands and send it; the status."""
    form = client.get(address).context["form"]
    return client.post(address, {"once": str(form["once"].value())} | answers).status_code


# --- the link --------------------------------------------------------------------------------------------------------
PAGES = ("ubah/", "tarik/", "ajukan-lagi/", "persetujuan/")


@pytest.mark.parametrize("page", PAGES)
def test_a_wrong_link_is_not_found_and_a_right_one_leaves_no_trace(
    client: Client, application: Application, page: str
) -> None:
    token = application.token
    wrong = client.get(f"/lamaran/{application.receipt}/{token[:-1]}{'0' if token[-1] != '0' else '1'}/{page}")
    right = client.get(f"{application.own_path}{page}")
    assert (wrong.status_code, right.status_code) == (404, 200)
    for answer in (wrong, right):
        assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("no-store", "no-referrer")
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert not right.cookies


def test_many_wrong_links_from_one_address_have_to_wait(
    client: Client, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sanggar.applications.access.GUESSES", 2)
    address = f"/lamaran/{application.receipt}/{'0' * 26}/ubah/"
    statuses = [client.get(address, REMOTE_ADDR="203.0.113.7").status_code for _ in range(3)]
    assert statuses == [404, 404, 429]
    assert client.get(f"{application.own_path}ubah/", REMOTE_ADDR="203.0.113.7").status_code == 200


def test_a_form_by_link_needs_no_token_for_its_address_is_one(application: Application) -> None:
    """Under `Referrer-Policy: no-referrer` browsers send `Origin: null`, which no CSRF check could accept."""
    client = Client(enforce_csrf_checks=True)
    response = client.post(f"{application.own_path}ubah/", edited(application), headers={"Origin": "null"})
    assert response.status_code == 302


def test_a_page_by_link_never_shows_the_nik(client: Client, application: Application) -> None:
    page = client.get(f"{application.own_path}ubah/").content.decode()
    assert "Sulastri" in page
    assert SULASTRI not in page
    assert SULASTRI[:6] not in page


# --- edit ------------------------------------------------------------------------------------------------------------
def test_an_edit_is_stored_with_what_was_there_before_on_record(client: Client, application: Application) -> None:
    response = client.post(f"{application.own_path}ubah/", edited(application, name="Sulastri Dewi"))
    application.refresh_from_db()
    assert (response.status_code, response["Location"]) == (302, application.own_path)
    assert (application.name, application.revision, application.state) == ("Sulastri Dewi", 2, S.SUBMITTED)
    assert identity_of(application).nik == SULASTRI
    entry = AuditEntry.objects.get(verb="applications.edit")
    assert '"fields":["name"]' in entry.details
    assert "Sulastri" not in entry.details


def test_saving_without_a_change_changes_nothing(client: Client, application: Application) -> None:
    client.post(f"{application.own_path}ubah/", edited(application))
    application.refresh_from_db()
    assert (application.revision, application.events.count()) == (1, 1)


def test_what_was_accepted_is_screened_again_after_an_edit(client: Client, application: Application) -> None:
    actions.accept_for_draw(application, by=SETUP, at=clock.now())
    assert "sudah dinyatakan memenuhi syarat" in client.get(f"{application.own_path}ubah/").content.decode()
    client.post(f"{application.own_path}ubah/", edited(application, phone="0813 9999 0000"))
    application.refresh_from_db()
    assert (application.state, application.phone) == (S.SUBMITTED, "+6281399990000")


def test_editing_to_a_nik_that_already_applies_makes_it_contested_and_says_nothing(
    client: Client, call: Call, application: Application
) -> None:
    other = apply(call, nik=BUDI)
    response = client.post(f"{other.own_path}ubah/", edited(other, nik=SULASTRI))
    other.refresh_from_db()
    assert (response.status_code, other.state) == (302, S.CONTESTED)
    assert own_status(other) == own_status(application)
    assert identity_of(other).nik == SULASTRI


def test_of_two_devices_that_edit_none_overwrites_the_other_unseen(client: Client, application: Application) -> None:
    address = f"{application.own_path}ubah/"
    here = edited(application, name="Sulastri Dewi", motivation="Dari sini.", phone="0812-3456-7999")
    there = edited(application, name="Sulastri D", motivation="Dari gawai lain.")
    assert client.post(address, there).status_code == 302
    again = client.post(address, there)
    assert again.status_code == 302  # a double tap says the same again
    late = client.post(address, here)
    page = unescape(late.content.decode())
    application.refresh_from_db()
    assert (late.status_code, application.motivation, application.revision) == (409, "Dari gawai lain.", 2)
    assert "Tersimpan: Sulastri D<br>Di sini: Sulastri Dewi" in page
    assert "Tersimpan: Dari gawai lain.<br>Di sini: Dari sini." in page
    assert ("Tersimpan: Perempuan" in page, SULASTRI[:6] in page) == (False, False)
    form = late.context["form"]
    assert (form["motivation"].value(), form["revision"].value()) == ("Dari sini.", 2)
    assert client.post(address, here | {"revision": "2"}).status_code == 302
    application.refresh_from_db()
    assert (application.motivation, application.revision) == ("Dari sini.", 3)


def test_an_edit_that_says_no_revision_has_to_be_looked_at_once_more(client: Client, application: Application) -> None:
    for wrong in ("", "x"):
        page = client.post(f"{application.own_path}ubah/", edited(application, name="Lain", revision=wrong))
        assert (page.status_code, "Halaman ini sudah lama terbuka." in page.content.decode()) == (422, True)
        assert page.context["form"]["revision"].value() == "1"


def test_errors_of_an_edit_keep_what_was_typed(client: Client, application: Application) -> None:
    response = client.post(f"{application.own_path}ubah/", edited(application, phone="x", name="Nama Baru"))
    assert response.status_code == 422
    assert "Nama Baru" in response.content.decode()
    application.refresh_from_db()
    assert application.name == "Sulastri"


def test_while_the_database_is_away_an_edit_stays_on_the_page(client: Client, application: Application) -> None:
    address, form = f"{application.own_path}ubah/", edited(application, name="Nama Baru")

    def away(execute: Callable[..., object], sql: str, *rest: object) -> object:
        if "applications_application" in sql and "SELECT" not in sql:
            raise OperationalError
        return execute(sql, *rest)

    with connection.execute_wrapper(away):
        response = client.post(address, form)
    assert response.status_code == 503
    assert "Nama Baru" in response.content.decode()


def test_an_edit_stays_on_the_page_however_often_it_is_sent_while_the_database_is_away(
    client: Client, application: Application
) -> None:
    """Also in the other language, and by who comes before the link itself can be looked up."""

    def away(*_args: object) -> object:
        raise OperationalError

    address, form = f"{application.own_path}ubah/", edited(application, name="Nama Baru")
    with connection.execute_wrapper(away):
        sent = client.post(address, form)
        switched = client.post(f"{address}?bahasa=en", form | {"kept": "503 30 send"})
    for response, language in ((sent, "id"), (switched, "en")):
        told = (response.status_code, response["Content-Language"], response["Cache-Control"])
        assert told == (503, language, "no-store")
        assert "Nama Baru" in response.content.decode()


def test_an_application_can_be_edited_until_closing_and_a_correction_until_the_freeze(
    client: Client, call: Call, application: Application
) -> None:
    address = f"{application.own_path}ubah/"
    with time_machine.travel(call.closes_at, tick=False):
        assert client.get(address).status_code == 410
        assert client.post(address, edited(application, name="Terlambat")).status_code == 410
        actions.ask_for_correction(application, reason="Foto KTP buram", by=SETUP, at=clock.now())
        mend = f'href="{address}">Perbaiki lamaran</a>'
        assert mend in client.get(application.own_path).content.decode()
        assert client.post(address, edited(application)).status_code == 302
        assert mend not in client.get(application.own_path).content.decode()
    application.refresh_from_db()
    assert (application.state, application.name) == (S.SUBMITTED, "Sulastri")
    Application.objects.update(state=S.CORRECTION, frozen_at=call.closes_at)
    assert client.get(address).status_code == 410
    application.refresh_from_db()
    with pytest.raises(actions.ListFrozen):
        actions.edit_application(application, answers_for(call, nik=""), by=application.actor, at=clock.now())


# --- withdraw and come back ------------------------------------------------------------------------------------------
def test_withdrawing_and_coming_back_before_closing(client: Client, application: Application) -> None:
    assert once(client, f"{application.own_path}tarik/") == 302
    application.refresh_from_db()
    assert (application.state, own_status(application).title) == (S.WITHDRAWN, "Ditarik")
    assert once(client, f"{application.own_path}ajukan-lagi/") == 302
    application.refresh_from_db()
    assert application.state == S.SUBMITTED
    assert [event.act for event in application.events.all()] == [Act.SUBMIT, Act.WITHDRAW, Act.RETURN]


def test_looking_at_the_page_withdraws_nothing(client: Client, application: Application) -> None:
    client.get(f"{application.own_path}tarik/")
    application.refresh_from_db()
    assert application.state == S.SUBMITTED


def test_who_comes_back_while_another_application_lives_is_contested_and_not_told(
    client: Client, call: Call, application: Application
) -> None:
    actions.withdraw_application(application, by=application.actor, at=clock.now())
    second = apply(call)
    assert second.state == S.SUBMITTED
    assert once(client, f"{application.own_path}ajukan-lagi/") == 302
    application.refresh_from_db()
    assert application.state == S.CONTESTED
    assert own_status(application) == own_status(second)


def test_after_closing_one_can_withdraw_but_not_come_back(client: Client, call: Call, application: Application) -> None:
    with time_machine.travel(call.closes_at, tick=False):
        assert once(client, f"{application.own_path}tarik/") == 302
        assert once(client, f"{application.own_path}ajukan-lagi/") == 422
    application.refresh_from_db()
    assert application.state == S.WITHDRAWN


def test_from_a_frozen_list_one_can_still_withdraw(call: Call, application: Application) -> None:
    actions.accept_for_draw(application, by=SETUP, at=clock.now())
    actions.freeze_applications(call, by=SETUP, at=call.closes_at)
    actions.withdraw_application(application, by=application.actor, at=call.closes_at)
    application.refresh_from_db()
    assert application.state == S.WITHDRAWN


@pytest.mark.parametrize("state", [S.REFUSED, S.WITHDRAWN, S.SUPERSEDED])
def test_what_does_not_run_can_not_be_withdrawn(application: Application, state: ApplicationState) -> None:
    Application.objects.update(state=state)
    with pytest.raises(actions.WithdrawingOver):
        actions.withdraw_application(application, by=application.actor, at=clock.now())


# --- consents --------------------------------------------------------------------------------------------------------
def test_consent_is_given_withdrawn_and_given_again_each_on_record(client: Client, application: Application) -> None:
    address = f"{application.own_path}persetujuan/"
    for ticked in ({"consent_photo": "on"}, {}, {"consent_photo": "on"}):
        assert once(client, address, **ticked) == 302
    history = application.consents.filter(text__key="photo").order_by("pk")
    assert [consent.withdrawn_at is None for consent in history] == [False, True]
    assert AuditEntry.objects.filter(verb="applications.change_consents").count() == 3


def test_a_consent_stands_in_the_words_that_were_agreed_to(client: Client, call: Call) -> None:
    application = apply(call, consents=texts_in_force(call))
    photo = call.consent_texts.get(key="photo")
    actions.write_text(call, key="photo", text="Lebih luas", text_en="Wider", by=SETUP, at=clock.now())
    page = client.get(f"{application.own_path}persetujuan/").content.decode()
    assert (photo.text in page, "Lebih luas" in page) == (True, False)
    once(client, f"{application.own_path}persetujuan/", consent_photo=photo.mark, consent_later_programmes="on")
    assert {consent.text for consent in consents_in_force(application)} >= {photo}


def test_the_notice_stays_acknowledged_whatever_is_unticked(client: Client, application: Application) -> None:
    once(client, f"{application.own_path}persetujuan/")
    assert application.consents.get(text__key="notice").withdrawn_at is None


# --- what the page tells ---------------------------------------------------------------------------------------------
def test_the_last_of_the_form_s_steps_is_told_until_something_comes_of_it(call: Call, application: Application) -> None:
    contested = apply(call)
    told = [last_step(each) for each in (application, contested)]
    actions.withdraw_application(application, by=application.actor, at=clock.now())
    application.refresh_from_db()
    assert (contested.state, told, last_step(application)) == (S.CONTESTED, ["Terkirim", "Terkirim"], "")


def test_a_contested_application_reads_like_one_that_waits(call: Call, application: Application) -> None:
    contested = apply(call)
    assert own_status(contested) == own_status(application)
    told = [{**event, "at": ""} for event in timeline(contested)]
    assert told == [{**event, "at": ""} for event in timeline(application)]


def test_the_office_is_named_as_the_office_and_its_public_reason_is_told(application: Application) -> None:
    dewi = type(SETUP)("account", "1", "Dewi Pengelola")
    at = clock.now()
    actions.ask_for_correction(application, reason="NIK tidak cocok dengan nama.", by=dewi, at=at)
    assert own_status(application).reason == "NIK tidak cocok dengan nama."
    actions.reopen_decision(application, reason="Salah orang", by=dewi, at=at + timedelta(seconds=1))
    told = str(timeline(application))
    assert "NIK tidak cocok dengan nama." in told
    assert ("Dewi" in told, "Salah orang" in told) == (False, False)
    assert {event["by"] for event in timeline(application)} == {"Anda", "Kantor penyelenggara"}


def test_the_timeline_tells_the_answer_to_an_objection_and_the_time_that_passed(call: Call) -> None:
    late, upheld = apply(call), apply(call, nik=BUDI)
    actions.ask_for_correction(late, reason="Foto buram.", by=SETUP, at=clock.now())
    due_at = Correction.objects.get(application=late).due_at
    actions.lapse_corrections(due_at)
    assert timeline(late)[0]["text"] == f"Paling lambat {plain_date(due_at)}, {clock_time(due_at)}."
    actions.refuse_application(upheld, reason="Nama.", by=SETUP, at=clock.now())
    actions.admit_after_objection(upheld, reason="Namanya cocok.", by=SETUP, at=clock.now())
    assert timeline(upheld)[0]["text"] == "Namanya cocok."


def test_every_state_has_words(call: Call, application: Application) -> None:
    titles = set()
    for state in S:
        application.state = state
        titles.add(own_status(application).title)
    assert len(titles) == len(S) - 1


# --- letters ---------------------------------------------------------------------------------------------------------
def test_who_gave_an_address_gets_a_letter_with_the_link_and_its_task_carries_only_an_id(
    call: Call, mailoutbox: list[EmailMessage]
) -> None:
    application = apply(call, email="sulastri@contoh.example")
    apply(call, nik=BUDI)
    task = DBTaskResult.objects.get()
    assert task.args_kwargs == {"args": [application.pk], "kwargs": {}}
    letters.send_receipt.func(application.pk)
    (letter,) = mailoutbox
    assert letter.to == ["sulastri@contoh.example"]
    assert application.receipt in letter.subject
    assert application.own_path in letter.body
    assert SULASTRI[:6] not in letter.body


def test_a_decision_is_told_by_letter_with_its_reason(call: Call, mailoutbox: list[EmailMessage]) -> None:
    application = apply(call, email="sulastri@contoh.example")
    actions.refuse_application(application, reason="Berdomisili di luar kota.", by=SETUP, at=clock.now())
    assert DBTaskResult.objects.count() == 2
    letters.send_decision.func(application.pk)
    (letter,) = mailoutbox
    assert "Berdomisili di luar kota." in letter.body


@pytest.mark.parametrize("act", Act)
def test_every_act_has_words_on_the_own_page_and_at_the_desk(application: Application, act: Act) -> None:
    application.events.create(act=act, at=clock.now(), by_label="Rudi", by_kind="account", to_state=application.state)
    assert timeline(application)[0]["title"]
    assert desk_timeline(application)[0]["title"] == act.label
