"""What each channel asks its provider, and what every answer means for the message. The provider is on this machine."""

import json
import smtplib
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from factories.messaging import accepted, envelope, failed, post, provider, sms_at, whatsapp_at
from sanggar.foundation import clock
from sanggar.foundation.messaging import outbox, whatsapp
from sanggar.foundation.models import MessageGate
from sanggar.foundation.models import MessageState as S

pytestmark = pytest.mark.django_db


# --- WhatsApp
def test_whatsapp_gets_an_approved_template_with_its_parameters_and_the_number_without_plus(settings: Any) -> None:
    with provider(accepted()) as meta:
        settings.WHATSAPP = whatsapp_at(meta.address)
        message = post(template="kabar_lamaran", parameters=["Sulastri", "dua\nbaris"])
    (asked,) = meta.asked
    told = json.loads(asked["body"])
    assert asked["path"] == "/v23.0/1055/messages"
    assert asked["headers"]["Authorization"] == "Bearer kunci"
    assert (told["to"], told["type"], told["biz_opaque_callback_data"]) == (
        "6281234567890",
        "template",
        str(message.ref),
    )
    assert told["template"] == {
        "name": "kabar_lamaran",
        "language": {"policy": "deterministic", "code": "id"},
        "components": [
            {
                "type": "body",
                "parameters": [{"type": "text", "text": "Sulastri"}, {"type": "text", "text": "dua baris"}],
            }
        ],
    }
    assert (message.state, message.channel, message.provider_id, message.cost) == (S.SENT, "whatsapp", "wamid.1", 400)


def test_without_a_template_of_its_own_the_general_one_says_what_and_where(settings: Any) -> None:
    with provider(accepted()) as meta:
        settings.WHATSAPP = whatsapp_at(meta.address)
        post()
    template = json.loads(meta.asked[0]["body"])["template"]
    texts = [each["text"] for each in template["components"][0]["parameters"]]
    assert (template["name"], texts[:2], "/lamaran/" in texts[2]) == ("kabar_umum", ["Sulastri", "Ada kabar"], True)


def test_a_pause_of_the_number_holds_everyone_and_one_of_a_person_nobody_else(settings: Any) -> None:
    for code, states in ((131056, [S.QUEUED, S.SENT]), (130429, [S.QUEUED, S.QUEUED])):
        with provider(failed(code), accepted()) as meta:
            settings.WHATSAPP = whatsapp_at(meta.address)
            assert [post(f"{code} a").state, post(f"{code} b", phone="+6281234567891").state] == states


def test_a_message_that_soon_counts_no_more_cuts_the_number_s_pause_short_for_nobody(settings: Any) -> None:
    at = clock.now()
    with provider(failed(130429)) as meta:
        settings.WHATSAPP = whatsapp_at(meta.address)
        message = post("kode", about={"until": at + timedelta(seconds=1)}, at=at)
    paused = at + whatsapp.PAUSES[130429]
    assert (message.next_try_at, MessageGate.objects.get().free_at) == (at + timedelta(seconds=1), paused)


@pytest.mark.parametrize(
    ("answer", "state", "reason"),
    [
        (failed(130429), S.QUEUED, "code 130429"),
        (failed(131056), S.QUEUED, "code 131056"),
        (failed(190, 401), S.QUEUED, "token"),
        (failed(131000, 500), S.QUEUED, "code 131000"),
        ((503, "<html>"), S.QUEUED, "http 503"),
        (failed(131049), S.BY_HAND, "ecosystem"),
        (failed(131047), S.BY_HAND, "window"),
        (failed(131026), S.BY_HAND, "undeliverable"),
        (failed(132001, 404), S.BY_HAND, "template"),
        (failed(100), S.BY_HAND, "code 100"),
        ((400, "<html>"), S.BY_HAND, "http 400"),
        ((200, "<html>"), S.UNKNOWN, "unreadable"),
        ((200, '{"messages": []}'), S.UNKNOWN, "unreadable"),
        ((200, "[1]"), S.UNKNOWN, "unreadable"),
        ((504, ""), S.UNKNOWN, "http 504"),
        ("drop", S.UNKNOWN, "no_answer"),
    ],
)
def test_each_answer_of_whatsapp_has_its_meaning(settings: Any, answer: Any, state: str, reason: str) -> None:
    with provider(answer) as meta:
        settings.WHATSAPP = whatsapp_at(meta.address)
        message = post()
    assert (message.state, message.reason, len(meta.asked)) == (state, reason, 1)
    assert (message.next_try_at is not None) == (state == S.QUEUED)


def test_a_provider_that_can_not_be_reached_has_got_nothing(settings: Any) -> None:
    with provider(accepted()) as gone:
        address = gone.address
    settings.WHATSAPP = whatsapp_at(address)
    message = post()
    assert (message.state, message.reason) == (S.QUEUED, "unreachable")


def test_who_answers_too_late_may_have_taken_it(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import httpx

    def late(*_args: object, **_kwargs: object) -> None:
        raise httpx.ReadTimeout("late")

    monkeypatch.setattr(httpx.Client, "request", late)
    settings.WHATSAPP = whatsapp_at("http://127.0.0.1:9")
    assert post().state == S.UNKNOWN


# --- SMS
def test_sms_is_asked_for_as_the_gateway_wants_it(settings: Any) -> None:
    with provider((200, '{"data": [{"id": 77}]}')) as gate:
        settings.SMS = sms_at(gate.address, price="350", headers={"X-Key": "kunci"})
        message = post(short="Halo {to}")
    (asked,) = gate.asked
    assert asked["headers"]["X-Key"] == "kunci"
    assert json.loads(asked["body"]) == {"to": "6281234567890", "text": "Halo {to}", "ref": str(message.ref)}
    assert (message.state, message.channel, message.provider_id, message.cost) == (S.SENT, "sms", "77", 350)


def test_an_address_and_a_form_are_encoded_and_a_long_text_costs_each_part(settings: Any) -> None:
    with provider((200, "OK 1")) as gate:
        settings.SMS = sms_at(
            gate.address,
            url=f"{gate.address}/kirim?ke={{to}}&isi={{text}}",
            body="tujuan={to}&isi={text}",
            answer_id="",
            plus=True,
            price="100",
        )
        message = post(short="a & b = c\n" + "x" * 200)
    (asked,) = gate.asked
    assert asked["path"].startswith("/kirim?ke=%2B6281234567890&isi=a%20%26%20b%20%3D%20c%0A")
    assert parse_qs(asked["body"])["isi"][0].startswith("a & b = c\nxxx")
    assert (message.state, message.provider_id, message.cost) == (S.SENT, "", 200)


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ((429, ""), S.QUEUED),
        ((500, "x"), S.QUEUED),
        ((401, "x"), S.BY_HAND),
        ((200, "bukan json"), S.UNKNOWN),
        ((200, '{"data": "x"}'), S.UNKNOWN),
        ((200, '{"data": [{"id": true}]}'), S.UNKNOWN),
        ("drop", S.UNKNOWN),
    ],
)
def test_each_answer_of_a_gateway_has_its_meaning(settings: Any, answer: Any, state: str) -> None:
    with provider(answer) as gate:
        settings.SMS = sms_at(gate.address)
        assert post().state == state


# --- e-mail
class Broken(EmailBackend):
    """A mail server that fails as it is told."""

    opening: Exception | None = None
    sending: Exception | None = None

    def open(self) -> bool:
        if self.opening:
            raise self.opening
        return True

    def send_messages(self, messages: Any) -> int:
        if self.sending:
            raise self.sending
        return super().send_messages(messages)


@pytest.mark.parametrize(
    ("opening", "sending", "state"),
    [
        (ConnectionRefusedError(), None, S.QUEUED),
        (smtplib.SMTPAuthenticationError(535, b"no"), None, S.QUEUED),
        (None, smtplib.SMTPRecipientsRefused({"a@contoh.example": (550, b"unknown")}), S.BY_HAND),
        (None, smtplib.SMTPRecipientsRefused({"a@contoh.example": (451, b"later")}), S.QUEUED),
        (None, smtplib.SMTPDataError(554, b"no"), S.BY_HAND),
        (None, smtplib.SMTPDataError(421, b"later"), S.QUEUED),
        (None, smtplib.SMTPServerDisconnected(), S.UNKNOWN),
        (None, TimeoutError(), S.UNKNOWN),
        (None, None, S.SENT),
    ],
)
def test_each_answer_of_a_mail_server_has_its_meaning(
    settings: Any, monkeypatch: pytest.MonkeyPatch, opening: Exception | None, sending: Exception | None, state: str
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    monkeypatch.setattr(Broken, "opening", opening)
    monkeypatch.setattr(Broken, "sending", sending)
    assert post(email="a@contoh.example").state == state
    assert len(mail.outbox) == (state == S.SENT)


# --- one after the other
def test_what_one_channel_refuses_goes_by_the_next_and_at_last_by_hand(settings: Any) -> None:
    with provider(failed(131026)) as meta, provider((400, "")) as gate:
        settings.WHATSAPP, settings.SMS = whatsapp_at(meta.address), sms_at(gate.address)
        message = post()
    assert (len(meta.asked), len(gate.asked)) == (1, 1)
    assert (message.state, message.channel, message.tried) == (S.BY_HAND, "", "whatsapp,sms")
    steps = [(step.state, step.channel) for step in message.events.all()]
    assert steps[0] == (S.QUEUED, "whatsapp")
    assert [step for step in steps if step[0] == S.SENDING] == [(S.SENDING, "whatsapp"), (S.SENDING, "sms")]


def test_the_order_is_the_installation_s_and_nobody_without_an_address_gets_e_mail(settings: Any) -> None:
    with provider((200, '{"data": [{"id": 1}]}')) as gate:
        settings.SMS = sms_at(gate.address)
        assert post("a", email="a@contoh.example").channel == "email"
        assert post("b").channel == "sms"
        settings.MESSAGE_CHANNELS = ["sms", "email"]
        assert post("c", email="a@contoh.example").channel == "sms"
    settings.MESSAGE_CHANNELS = ["email"]
    assert post("d").state == S.BY_HAND


def test_after_each_failure_the_pause_is_longer_and_after_the_last_the_next_channel_is_taken(settings: Any) -> None:
    at = clock.now()
    with provider((503, "")) as meta:
        settings.WHATSAPP = whatsapp_at(meta.address)
        message = post(at=at)
        waits = []
        while message.state == S.QUEUED:
            assert message.next_try_at is not None
            waits.append(message.next_try_at - at)
            at = message.next_try_at
            outbox.deliver(message.pk, at - timedelta(seconds=1))
            outbox.deliver(message.pk, at)
            message.refresh_from_db()
    assert waits == list(outbox.PAUSES)
    assert (message.state, len(meta.asked)) == (S.BY_HAND, len(outbox.PAUSES) + 1)


def test_nothing_personal_reaches_a_log(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    with provider(failed(131026)) as meta, caplog.at_level("DEBUG", logger="sanggar"):
        settings.WHATSAPP = whatsapp_at(meta.address)
        post()
    assert "6281234567890" not in caplog.text
    assert envelope().phone not in caplog.text
