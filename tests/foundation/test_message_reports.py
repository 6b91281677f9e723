"""What providers tell afterwards: signed, in any order, as often as they like; and who asks us to stop."""

import itertools
import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from factories.examples import asking
from factories.messaging import PHONE, SECRET, accepted, post, provider, signed, sms_at, statuses, whatsapp_at, words
from sanggar.foundation import clock
from sanggar.foundation.messaging import outbox, reports
from sanggar.foundation.messaging.channels import has_stopped
from sanggar.foundation.models import Channel, Message, MessageEvent, MessageOptOut
from sanggar.foundation.models import MessageState as S

pytestmark = pytest.mark.django_db
HOOK = "/pesan/whatsapp/"
SMS_SECRET = "alamat-yang-sangat-rahasia"


@pytest.fixture
def sent(settings: Any) -> Message:
    with provider(accepted()) as meta:
        settings.WHATSAPP = whatsapp_at(meta.address)
        return post()


def state_of(message: Message) -> str:
    message.refresh_from_db()
    return message.state


# --- WhatsApp
def test_each_state_moves_the_message_on(client: Client, sent: Message) -> None:
    for state in ("sent", "delivered", "read"):
        assert client.post(HOOK, **signed(statuses(state))).status_code == 200
        assert state_of(sent) == state


def test_a_failure_is_told_with_its_reason_and_delivered_after_it_counts(client: Client, sent: Message) -> None:
    client.post(HOOK, **signed(statuses("failed", errors=[{"code": 131026, "title": "x"}])))
    assert (state_of(sent), sent.reason) == (S.FAILED, "undeliverable")
    client.post(HOOK, **signed(statuses("delivered")))
    assert (state_of(sent), sent.reason) == (S.DELIVERED, "")


@asking(20)
@given(st.permutations(["sent", "delivered", "read", "failed"]), st.lists(st.integers(0, 3), max_size=6))
def test_any_order_and_repetition_ends_in_the_same_state(sent: Message, order: list[str], repeated: list[int]) -> None:
    Message.objects.filter(pk=sent.pk).update(state=S.SENT, reason="")
    MessageEvent.objects.exclude(provider_id="").delete()
    for state in [*order, *(order[number] for number in repeated)]:
        for report in reports.whatsapp_reports(statuses(state, errors=[{"code": 131026}])):
            reports.take(report)
    told = MessageEvent.objects.exclude(provider_id="").values_list("state", flat=True)
    assert (state_of(sent), sent.reason, sorted(told)) == (S.READ, "", ["delivered", "failed", "read", "sent"])


def test_every_beginning_of_every_order_ends_as_its_furthest_state(sent: Message) -> None:
    rank = ["sent", "failed", "delivered", "read"]
    for size in (1, 2, 3):
        for order in itertools.permutations(rank, size):
            Message.objects.filter(pk=sent.pk).update(state=S.SENT, reason="")
            MessageEvent.objects.exclude(provider_id="").delete()
            for report in reports.whatsapp_reports(statuses(*order)):
                reports.take(report)
            assert state_of(sent) == max(order, key=rank.index), order


def test_a_report_may_be_faster_than_the_answer_or_come_where_the_answer_was_lost(settings: Any) -> None:
    with provider("drop") as meta:
        settings.WHATSAPP = whatsapp_at(meta.address)
        lost = post()
    assert lost.state == S.UNKNOWN
    for report in reports.whatsapp_reports(statuses("sent", "delivered", biz_opaque_callback_data=str(lost.ref))):
        assert reports.take(report)
    assert (state_of(lost), lost.provider_id) == (S.DELIVERED, "wamid.1")


def test_what_was_told_by_hand_or_is_not_ours_stays_as_it_is(client: Client, sent: Message) -> None:
    assert client.post(HOOK, **signed(statuses("read", id_="wamid.lain"))).status_code == 200
    assert state_of(sent) == S.SENT
    Message.objects.filter(pk=sent.pk).update(state=S.CANCELLED)
    client.post(HOOK, **signed(statuses("read")))
    assert state_of(sent) == S.CANCELLED


@pytest.mark.parametrize(
    "told",
    [
        None,
        [],
        {"entry": 1},
        {"entry": [1, {"changes": {}}, {"changes": [{"value": []}, {"value": {"statuses": [1, {}, {"id": None}]}}]}]},
        {"entry": [{"changes": [{"value": {"statuses": [{"id": "wamid.1", "status": ["read"]}], "messages": [{}]}}]}]},
        statuses("failed", id_="wamid.lain\0", errors=[{"code": "9" * 5000}]),
        {"entry": [{"changes": [{"value": {"messages": [{"from": {}, "text": "x", "timestamp": "10" * 40}]}}]}]},
    ],
)
def test_whatever_is_signed_is_answered_and_garbage_changes_nothing(client: Client, sent: Message, told: Any) -> None:
    assert client.post(HOOK, **signed(told)).status_code == 200
    assert state_of(sent) == S.SENT


def test_an_unsigned_or_wrongly_signed_report_is_refused(client: Client, sent: Message) -> None:
    right = signed(statuses("read"))
    wrong = [
        signed(statuses("read"), secret="lain"),
        right | {"HTTP_X_HUB_SIGNATURE_256": ""},
        right | {"HTTP_X_HUB_SIGNATURE_256": right["HTTP_X_HUB_SIGNATURE_256"].removeprefix("sha256=")},
        right | {"HTTP_X_HUB_SIGNATURE_256": "sha256=é"},
        right | {"data": json.dumps(statuses("failed")).encode()},
    ]
    assert [client.post(HOOK, **each).status_code for each in wrong] == [403] * 5
    assert state_of(sent) == S.SENT


def test_a_report_larger_than_any_of_theirs_is_refused_unread(client: Client, sent: Message) -> None:
    told = statuses("read") | {"x": "y" * 300_000}
    assert client.post(HOOK, **signed(told)).status_code == 403


def test_the_subscription_gives_the_challenge_back_to_who_knows_the_word(client: Client, sent: Message) -> None:
    asked = {"hub.mode": "subscribe", "hub.verify_token": "kata-sandi-langganan", "hub.challenge": "1158201444"}
    answer = client.get(HOOK, asked)
    assert (answer.status_code, answer.content, answer.headers["Content-Type"]) == (200, b"1158201444", "text/plain")
    assert client.get(HOOK, asked | {"hub.verify_token": "salah"}).status_code == 403
    assert client.get(HOOK).status_code == 403


def test_where_no_channel_is_set_up_there_is_no_such_address(client: Client) -> None:
    assert client.post(HOOK, **signed({}, SECRET)).status_code == 404
    assert client.get(f"/pesan/sms/{SMS_SECRET}/").status_code == 404


# --- SMS
@pytest.fixture
def texted(settings: Any) -> Message:
    with provider((200, '{"data": [{"id": "77"}]}')) as gate:
        settings.SMS = sms_at(
            gate.address,
            secret=SMS_SECRET,
            report={"id": "message.id", "state": "message.status"},
            states={"DELIVRD": "delivered", "UNDELIV": "failed"},
        )
        return post()


def test_a_gateway_reports_by_json_form_or_address(client: Client, texted: Message, settings: Any) -> None:
    address = f"/pesan/sms/{SMS_SECRET}/"
    told = {"message": {"id": "77", "status": "UNDELIV"}, "error": "unknown subscriber 6281234567890"}
    assert client.post(address, json.dumps(told), content_type="application/json").status_code == 200
    assert (state_of(texted), texted.reason) == (S.FAILED, "unknown subscriber …")
    settings.SMS = settings.SMS | {"report": settings.SMS["report"] | {"id": "id", "state": "status"}}
    assert client.get(address, {"ref": str(texted.ref), "status": "DELIVRD"}).status_code == 200
    assert state_of(texted) == S.DELIVERED
    assert client.post(address, {"id": "77", "status": "aneh"}).status_code == 200
    assert state_of(texted) == S.DELIVERED


def test_who_does_not_know_the_secret_address_finds_nothing(client: Client, texted: Message) -> None:
    told = {"message": {"id": "77", "status": "DELIVRD"}}
    for secret in ("salah", SMS_SECRET[:-1], "é"):
        assert client.post(f"/pesan/sms/{secret}/", json.dumps(told), "application/json").status_code == 404
    assert state_of(texted) == S.SENT


# --- BERHENTI
def test_who_writes_berhenti_gets_no_more_by_telephone_until_mulai(client: Client, sent: Message) -> None:
    client.post(HOOK, **signed(words(" berhenti. ")))
    assert has_stopped(PHONE)
    assert not MessageOptOut.objects.filter(person__contains="81234").exists()
    assert post("lain").state == S.BY_HAND
    assert post("surel", email="a@contoh.example").channel == Channel.EMAIL
    client.post(HOOK, **signed(words("Mulai", seconds=1795600001)))
    assert not has_stopped(PHONE)


def test_what_already_waits_is_not_sent_either(client: Client, sent: Message) -> None:
    waiting = post("nanti", about={"batch": "hasil"})
    client.post(HOOK, **signed(words("STOP")))
    Message.objects.filter(pk=waiting.pk).update(state=S.QUEUED, next_try_at=clock.now())
    outbox.deliver(waiting.pk, clock.now())
    assert state_of(waiting) == S.BY_HAND


@asking(20)
@given(st.lists(st.tuples(st.sampled_from(["BERHENTI", "MULAI"]), st.integers(0, 3)), min_size=1, max_size=6))
def test_the_latest_word_counts_in_whatever_order_they_come(sent: Message, said: list[tuple[str, int]]) -> None:
    MessageOptOut.objects.all().delete()
    for word, seconds in said:
        for phone, told, at in reports.whatsapp_words(words(word, seconds=1795600000 + seconds)):
            reports.hear(phone, told, at)
    newest = max(seconds for _word, seconds in said)
    assert has_stopped(PHONE) == (("BERHENTI", newest) in said)


def test_other_words_and_strange_numbers_change_nothing(sent: Message) -> None:
    for phone, told in (("+6281234567890", "terima kasih"), ("+1555", "STOP"), ("", "STOP"), ("x", "BERHENTI")):
        reports.hear(phone, told, clock.now())
    assert not MessageOptOut.objects.exists()
