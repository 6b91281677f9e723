"""Finding one's application again by a code: what it gives its owner, and what it tells everyone else."""

import hmac
import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applications.test_form import posted
from factories.applications import BUDI, answers_for, apply, make_call
from factories.messaging import accepted, provider, signed, sms_at, statuses, whatsapp_at
from factories.people import SETUP
from sanggar.applications import actions, data_letters
from sanggar.applications.finding import (
    BY_OFFICE,
    code_for,
    counts_until,
    is_code,
    plain_receipt,
    read_from_address,
    sealed_in_address,
)
from sanggar.applications.models import Application, FindRequest
from sanggar.foundation import by_hand, clock
from sanggar.foundation.dates import clock_time, plain_date
from sanggar.foundation.messaging import outbox
from sanggar.foundation.messaging.brief import forget_brief
from sanggar.foundation.messaging.envelope import person_of
from sanggar.foundation.models import AuditEntry, Message, MessageOptOut
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
BORN = date(2003, 8, 17)


@pytest.fixture
def application(programme: Programme) -> Application:
    return apply(make_call(programme), email="sulastri@contoh.example")


def ask(client: Client, receipt: str, born: str = "2003-08-17") -> tuple[int, bytes, int]:
    """Status, page and number of queries of asking for a code."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.post("/lamaran/", {"receipt": receipt, "birth_date": born})
    return answer.status_code, answer.content.replace(receipt.encode(), b"X"), len(queries)


def send_letters() -> None:
    for asked in FindRequest.objects.all():
        data_letters.send_find_code.func(asked.pk)


def enter(client: Client, receipt: str, code: str, **more: str) -> tuple[int, str]:
    answer = client.post(f"/lamaran/kode/{sealed_in_address(receipt, BORN)}/", {"code": code, **more})
    return answer.status_code, answer.headers.get("Location", "")


def test_the_page_answers_the_same_and_does_the_same_whether_or_not_there_is_such_an_application(
    client: Client, application: Application
) -> None:
    ask(client, application.receipt)  # what is read once a process
    known, unknown = ask(client, application.receipt), ask(client, "YT-2222-2222")
    wrong_day = ask(client, application.receipt, "2003-08-17")
    assert known == unknown == wrong_day
    assert known[0] == 302


def test_the_page_that_takes_the_code_asks_for_nothing_again_and_shows_nothing_that_was_typed(
    client: Client, application: Application
) -> None:
    place = client.post("/lamaran/", {"receipt": application.receipt, "birth_date": "2003-08-17"})["Location"]
    pages = [client.get(place), client.get(place, headers={"accept-language": "en"})]
    assert ([page.status_code for page in pages], FindRequest.objects.count()) == ([200, 200], 1)
    assert ["Tulis kode" in pages[0].content.decode(), "Tulis kode" in pages[1].content.decode()] == [True, False]
    assert f"?ke=en&amp;kembali={quote(place, safe='')}" in pages[0].content.decode()
    shown = [word for word in (application.receipt, "2003-08-17", "Sulastri") if word in pages[0].content.decode()]
    assert (shown, application.receipt in place, pages[0]["Cache-Control"]) == ([], False, "no-store")


def test_a_code_refused_stays_on_its_page_whose_language_can_be_switched(
    client: Client, application: Application
) -> None:
    place = f"/lamaran/kode/{sealed_in_address(application.receipt, BORN)}/"
    answer = client.post(place, {"code": "AAAA-AAAA"})
    assert (answer.status_code, f"kembali={quote(place, safe='')}" in answer.content.decode()) == (422, True)
    assert client.post(place, {}).status_code == 422


@pytest.mark.parametrize("address", ["x", "field-1:AAAA", "é", "%00", "field:" + "A" * 80])
def test_an_address_that_was_not_made_here_takes_no_code(client: Client, address: str) -> None:
    assert client.get(f"/lamaran/kode/{address}/").status_code == 404
    changed = sealed_in_address("YT-7K3F-92QD", BORN)[:-5] + "AAAAA"
    assert client.post(f"/lamaran/kode/{changed}/", {"code": "AAAA-AAAA"}).status_code == 404


@pytest.mark.parametrize("typed", ["yt 7k3f 92qd", "YT-7K3F-92QD", "ÿt/7k3f+92qd"])
def test_what_was_typed_comes_back_from_the_address_and_needs_no_escaping_there(typed: str) -> None:
    sealed = [sealed_in_address(typed, BORN) for _ in range(20)]
    assert {quote(each, safe=":") for each in sealed} == set(sealed)
    assert {read_from_address(each) for each in sealed} == {(plain_receipt(typed), BORN)}


def work(act: Callable[[], Any], monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """What it costs to answer: each statement by its verb and table, and every digest with a key."""
    done: Counter[str] = Counter()
    digest = hmac.HMAC.digest

    def counted(mac: hmac.HMAC) -> bytes:
        done["digest"] += 1
        return digest(mac)

    monkeypatch.setattr(hmac.HMAC, "digest", counted)
    with CaptureQueriesContext(connection) as asked:
        act()
    monkeypatch.setattr(hmac.HMAC, "digest", digest)
    done.update(" ".join(re.findall(r'^\w+|(?:INTO|FROM|UPDATE) "?\w+"?', query["sql"])[:2]) for query in asked)
    return done


def test_a_wrong_link_costs_the_same_whether_or_not_its_receipt_exists(
    client: Client, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    def follow(receipt: str) -> Counter[str]:
        return work(lambda: client.get(f"/lamaran/{receipt}/{'0' * 26}/ubah/"), monkeypatch)

    follow(application.receipt)
    known, unknown = follow(application.receipt), follow("YT-2222-2222")
    assert (known, known["digest"] > 0) == (unknown, True)


def test_sending_costs_the_same_with_a_known_phone_and_one_insert_more_with_a_known_nik(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That insert is the second application itself, kept as contested within the same commit (docs/decisions/0007)."""
    make_call(programme)

    def send(**changes: str) -> Counter[str]:
        return work(lambda: Client().post("/daftar/tahap-1/", posted(**changes)), monkeypatch)

    send(nik="3573011203959001")  # what is read once a process
    first = send(nik=BUDI, birth_date="1995-03-12", sex="L", phone="0812-3456-7001")
    same_phone = send(nik="3573011203959003", birth_date="1995-03-12", sex="L", phone="0812-3456-7001")
    same_nik = send(nik=BUDI, birth_date="1995-03-12", sex="L", phone="0812-3456-7003")
    assert first == same_phone
    assert same_nik - first == Counter({'INSERT INTO "applications_application"': 1})
    assert Application.objects.filter(state="contested").count() == 1


def test_who_gave_no_email_address_reads_of_this_way_back_on_their_own_page(programme: Programme) -> None:
    own = Client().get(apply(make_call(programme)).own_path).content.decode()
    assert "buka halaman “Cek lamaran saya” dengan nomor lamaran dan tanggal lahir" in own
    assert "satu-satunya jalan kembali" not in own


def test_a_wrong_code_asks_the_database_nothing_about_applications(client: Client, application: Application) -> None:
    told = []
    for receipt in (application.receipt, "YT-2222-2222"):
        with CaptureQueriesContext(connection) as queries:
            assert enter(client, receipt, "AAAA-AAAA")[0] == 422
        told.append([query["sql"] for query in queries if "applications_" in query["sql"]])
    assert told == [[], []]


def test_the_code_comes_by_letter_and_opens_the_link_that_was_there(
    client: Client, application: Application, mailoutbox: list[EmailMessage]
) -> None:
    ask(client, application.receipt.lower().replace("-", " "))
    send_letters()
    (letter,) = mailoutbox
    code = code_for(application.receipt, BORN, clock.now())
    assert (letter.to, code in str(letter.body), application.token in str(letter.body)) == (
        [application.email], True, False,
    )  # fmt: skip
    assert enter(client, application.receipt, code.lower().replace("-", " ")) == (302, application.own_path)
    entry = AuditEntry.objects.get(verb="applications.find_again")
    assert (entry.actor_id, FindRequest.objects.count()) == (application.receipt, 0)


def test_who_knows_that_others_have_the_link_gets_a_new_one(client: Client, application: Application) -> None:
    old = application.own_path
    code = code_for(application.receipt, BORN, clock.now())
    status, path = enter(client, application.receipt, code, renews="on")
    assert (status, path != old, client.get(old).status_code, client.get(path).status_code) == (302, True, 404, 200)


def test_a_code_counts_for_half_an_hour_at_least_and_for_its_own_application_alone() -> None:
    at = datetime(2026, 11, 23, 9, 29, 59, tzinfo=UTC)
    code = code_for("YT-7K3F-92QD", BORN, at)
    assert is_code(code, "yt-7k3f-92qd ", BORN, at + timedelta(minutes=30))
    assert not is_code(code, "YT-7K3F-92QD", BORN, at + timedelta(minutes=31))
    told = code_for("YT-7K3F-92QD", BORN, at, BY_OFFICE)
    ends = counts_until(at, BY_OFFICE)
    assert [is_code(told, "YT-7K3F-92QD", BORN, ends + timedelta(seconds=late)) for late in (-1, 0)] == [True, False]
    assert (told != code, timedelta(days=3) <= ends - at <= timedelta(days=6)) == (True, True)
    assert not is_code(code, "YT-7K3F-92QC", BORN, at)
    assert not is_code(code, "YT-7K3F-92QD", BORN + timedelta(days=1), at)


def test_nothing_is_sent_for_what_fits_no_application(
    client: Client, application: Application, mailoutbox: list[EmailMessage]
) -> None:
    ask(client, application.receipt, "2003-08-18")
    ask(client, "YT-2222-2222")
    send_letters()
    assert (mailoutbox, by_hand.waiting(application.programme.shelf, clock.now()).count()) == ([], 0)
    assert FindRequest.objects.count() == 0


def test_a_stranger_who_asks_again_and_again_neither_floods_nor_locks_out_the_owner(
    client: Client, application: Application, mailoutbox: list[EmailMessage]
) -> None:
    for _ in range(data_letters.CODE_LETTERS + 2):
        ask(client, application.receipt)
    send_letters()
    for _ in range(5):
        enter(client, application.receipt, "AAAA-AAAA")
    assert len(mailoutbox) == data_letters.CODE_LETTERS
    code = code_for(application.receipt, BORN, clock.now())
    assert code in str(mailoutbox[0].body)
    assert enter(client, application.receipt, code)[0] == 302


def test_who_has_no_address_is_told_the_code_by_the_office(client: Client, programme: Programme) -> None:
    application = apply(make_call(programme))
    ask(client, application.receipt)
    send_letters()
    (letter,) = by_hand.waiting(programme.shelf, clock.now())
    words = by_hand.read(letter)
    assert words is not None
    code = code_for(application.receipt, BORN, clock.now(), BY_OFFICE)
    assert (words.phone, code in words.body) == (application.phone, True)
    assert enter(client, application.receipt, code) == (302, application.own_path)


def test_a_code_that_somebody_tells_still_counts_when_the_office_opens_again(
    client: Client, programme: Programme
) -> None:
    friday_night = datetime(2026, 11, 27, 23, 30, tzinfo=ZoneInfo("Asia/Jakarta"))
    with time_machine.travel(friday_night, tick=False):
        application = apply(make_call(programme))
        ask(client, application.receipt)
        send_letters()
    with time_machine.travel(friday_night + timedelta(days=2, hours=9), tick=False):  # Monday, 08.30
        (letter,) = by_hand.waiting(programme.shelf, clock.now())
        words = by_hand.read(letter)
        assert words is not None
        assert letter.until is not None
        assert f"sampai {plain_date(letter.until)}, {clock_time(letter.until)}" in words.body
        (code,) = re.findall(r"^\w{4}-\w{4}$", words.body, re.MULTILINE)
        assert enter(client, application.receipt, code) == (302, application.own_path)
    with time_machine.travel(friday_night + timedelta(days=7), tick=False):
        assert enter(client, application.receipt, code)[0] == 422


def test_a_code_whose_failure_is_reported_later_stays_to_be_told_and_goes_should_it_arrive(
    client: Client, programme: Programme, settings: Any
) -> None:
    """WhatsApp takes a message for a number that has none, and says afterwards that it failed."""
    settings.MESSAGE_CHANNELS, asked_at = ["whatsapp"], clock.now()
    with provider(accepted()) as meta:
        settings.WHATSAPP = whatsapp_at(meta.address)
        application = apply(make_call(programme))
        ask(client, application.receipt)
        send_letters()
    client.post("/pesan/whatsapp/", **signed(statuses("failed", errors=[{"code": 131026}])))
    letter = Message.objects.get()
    words = by_hand.show(letter, place=programme.place, by=SETUP, at=clock.now())
    code = code_for(application.receipt, BORN, asked_at, BY_OFFICE)
    assert (letter.state, letter.until, code in words.body) == ("failed", counts_until(asked_at, BY_OFFICE), True)
    with time_machine.travel(asked_at + timedelta(days=2), tick=False):
        assert enter(client, application.receipt, code) == (302, application.own_path)
    forget_brief.func(letter.pk)
    assert Message.objects.exclude(text_sealed="").count() == 1  # what failed is not forgotten in a day
    client.post("/pesan/whatsapp/", **signed(statuses("delivered")))
    letter.refresh_from_db()
    assert (letter.state, letter.text_sealed, letter.person) == ("delivered", "", "")


@pytest.mark.parametrize("broken", ["refused", "silent"])
def test_a_code_that_no_channel_carried_is_told_as_one_that_counts_for_days(
    client: Client, programme: Programme, settings: Any, broken: str
) -> None:
    """At once where the channel refuses it, else when the code that it tried to send would have ended."""
    settings.MESSAGE_CHANNELS, asked_at = ["sms"], clock.now()
    with provider((400, "") if broken == "refused" else (503, "")) as gateway:
        settings.SMS = sms_at(gateway.address)
        application = apply(make_call(programme))
        ask(client, application.receipt)
        send_letters()
        short = counts_until(asked_at)
        with time_machine.travel(short + timedelta(minutes=1), tick=False):
            outbox.send_due(clock.now())
            (letter,) = by_hand.waiting(programme.shelf, clock.now())
    words = by_hand.read(letter)
    assert words is not None
    code = code_for(application.receipt, BORN, asked_at, BY_OFFICE)
    assert letter.until == counts_until(asked_at, BY_OFFICE)
    assert (code in words.body, words.code, code_for(application.receipt, BORN, asked_at) in words.body) == (
        True, code, False,
    )  # fmt: skip
    assert f"sampai {plain_date(letter.until)}, {clock_time(letter.until)}" in words.body
    with time_machine.travel(asked_at + timedelta(days=2), tick=False):
        assert enter(client, application.receipt, code) == (302, application.own_path)


def test_who_asked_us_to_write_no_more_is_told_by_the_office_and_in_its_time(
    client: Client, programme: Programme, settings: Any
) -> None:
    settings.SMS = {"url": "https://sms.contoh.example"}
    settings.MESSAGE_CHANNELS = ["sms"]
    application = apply(make_call(programme))
    MessageOptOut.objects.create(person=person_of(application.phone), is_out=True, at=clock.now())
    ask(client, application.receipt)
    send_letters()
    (letter,) = by_hand.waiting(programme.shelf, clock.now())
    assert letter.until == counts_until(clock.now(), BY_OFFICE)


def test_many_tries_from_one_address_wait_whatever_they_try(client: Client, application: Application) -> None:
    waits = []
    for receipt in (application.receipt, "YT-2222-2222"):
        address = f"203.0.113.{len(waits) + 1}"
        for _ in range(20):
            client.post("/lamaran/", {"receipt": receipt, "birth_date": "2003-08-17"}, REMOTE_ADDR=address)
        answer = client.post("/lamaran/", {"receipt": receipt, "birth_date": "2003-08-17"}, REMOTE_ADDR=address)
        waits.append((answer.status_code, "Retry-After" in answer.headers))
    assert waits == [(429, True), (429, True)]


def test_what_was_typed_stands_sealed_and_is_forgotten_in_a_day(client: Client, application: Application) -> None:
    ask(client, application.receipt)
    assert application.receipt not in FindRequest.objects.get().typed_sealed
    assert actions.forget_find_requests(clock.now() + timedelta(hours=25)) == 1


def test_an_erased_application_is_not_found_again(client: Client, programme: Programme) -> None:
    call = make_call(programme)
    application = apply(call, answers_for(call, email="sulastri@contoh.example"))
    actions.erase_application(application, purpose="rights", rows=0, by=application.actor, at=clock.now())
    status, _ = enter(client, application.receipt, code_for(application.receipt, BORN, clock.now()))
    assert (status, client.get(application.own_path).status_code) == (422, 410)


@pytest.mark.parametrize("typed", ["sulastri@contoh.example", "YT", "7K3F-92QD"])
def test_what_no_number_looks_like_is_said_at_once_and_nothing_is_asked(client: Client, typed: str) -> None:
    answer = client.post("/lamaran/", {"receipt": typed[:20], "birth_date": "2003-08-17"})
    assert "Itu bukan nomor lamaran." in answer.content.decode()
    assert not FindRequest.objects.exists()
