"""The outbox: never twice knowingly, within the limits of all workers together, and emptied in time."""

import json
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from functools import partial
from threading import Thread
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from factories.messaging import PHONE, accepted, envelope, post, provider, sms_at, whatsapp_at
from factories.people import SETUP
from factories.races import race
from sanggar.foundation import by_hand, clock, work
from sanggar.foundation.audit import Place
from sanggar.foundation.jobs import send_messages
from sanggar.foundation.messaging import limits, officer, outbox, reports
from sanggar.foundation.messaging.brief import forget_brief
from sanggar.foundation.messaging.envelope import read, without_secrets
from sanggar.foundation.messaging.outcomes import Outcome, Refused, Retry, Unsure
from sanggar.foundation.models import AuditEntry, Message, MessageContact, MessageEvent, MessageGate
from sanggar.foundation.models import MessageState as S

NOWHERE = Place("1", "Kantor uji")
EMAIL = "a@contoh.example"


def act() -> dict[str, Any]:
    return {"place": NOWHERE, "by": SETUP, "at": clock.now()}


def held(key: str = "hasil 1", **changes: Any) -> Message:
    return post(key, about={"batch": "hasil-1"}, email=EMAIL, **changes)


def limited(name: str, number: int) -> dict[str, Any]:
    return {name: [(date.min, number)]}


# --- once
@pytest.mark.django_db
def test_a_message_said_to_be_once_is_never_written_again() -> None:
    first = post(about={"once": True}, email=EMAIL)
    assert post(about={"once": True}, email=EMAIL) == first
    assert (len(mail.outbox), Message.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_a_newer_text_takes_the_place_of_one_that_waits() -> None:
    first, second = held(), held(body="Yang baru")
    words = read(Message.objects.get())
    assert (first.pk == second.pk, words and words.body) == (True, "Yang baru")
    assert mail.outbox == []


@pytest.mark.django_db
def test_a_killed_worker_leaves_a_message_uncertain_and_it_is_not_sent_again_by_itself() -> None:
    message, at = held(), clock.now()
    Message.objects.filter(pk=message.pk).update(state=S.SENDING, taken_at=at - outbox.LEASE)
    assert outbox.mark_lost(at) == 0
    assert outbox.mark_lost(at + timedelta(seconds=1)) == 1
    send_messages(at + timedelta(hours=1))
    outbox.send_due(at + timedelta(hours=1))
    message.refresh_from_db()
    assert (message.state, message.reason, mail.outbox) == (S.UNKNOWN, "killed", [])
    officer.again(message, **act())
    outbox.send_due(clock.now())
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_message_once(settings: Any) -> None:
    with provider(accepted()) as meta:
        settings.WHATSAPP = whatsapp_at(meta.address)
        for number in range(12):
            post(f"hasil {number}", about={"batch": "hasil-1"}, phone=f"+62812345670{number:02}")
        officer.release_batch("rak", "hasil-1", **act())
        outcomes = race([partial(outbox.send_due, clock.now())] * 3)
    told = Counter(json.loads(asked["body"])["to"] for asked in meta.asked)
    assert (outcomes, len(told), set(told.values())) == ({"done": 3}, 12, {1})
    assert set(Message.objects.values_list("state", flat=True)) == {S.SENT}


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_the_provider_is_asked(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import connection

    seen: list[bool] = []
    send = outbox.letters.send

    def watched(*args: Any, **kwargs: Any) -> Any:
        seen.append(connection.in_atomic_block)
        return send(*args, **kwargs)

    monkeypatch.setattr(outbox.letters, "send", watched)
    post(email=EMAIL)
    assert (seen, len(mail.outbox)) == ([False], 1)


# --- limits
@pytest.mark.django_db
def test_a_person_is_written_to_again_only_after_the_pause(settings: Any) -> None:
    at = clock.now()
    with provider(accepted()) as meta:
        settings.WHATSAPP = whatsapp_at(meta.address, **limited("pause", 6))
        post("a", at=at)
        second = post("b", at=at + timedelta(seconds=2))
        other = post("c", at=at + timedelta(seconds=2), phone="+6281234567891")
        assert (second.state, second.reason, second.next_try_at) == (S.QUEUED, "pause", at + timedelta(seconds=6))
        assert other.state == S.SENT
        assert outbox.deliver(second.pk, at + timedelta(seconds=6)) is None
    second.refresh_from_db()
    assert (second.state, len(meta.asked)) == (S.SENT, 3)


@pytest.mark.django_db
def test_no_more_new_people_a_day_than_the_account_allows(settings: Any) -> None:
    at = clock.now()
    with provider(accepted()) as meta:
        settings.WHATSAPP = whatsapp_at(meta.address, **limited("daily", 2))
        states = [post(f"{number}", at=at, phone=f"+628123456789{number}") for number in range(4)]
        assert [each.state for each in states] == [S.SENT, S.SENT, S.QUEUED, S.QUEUED]
        assert (states[2].reason, states[2].next_try_at) == ("daily", at + timedelta(hours=24))
        assert post("lagi", at=at, phone="+6281234567890").state == S.SENT
        for each in states[2:]:
            outbox.deliver(each.pk, at + timedelta(hours=24))
    assert Message.objects.filter(state=S.SENT).count() == 5
    assert limits.forget(at + timedelta(days=4)) == 4
    assert not MessageContact.objects.exists()


@pytest.mark.django_db
def test_what_a_limit_holds_back_for_too_long_goes_another_way(settings: Any) -> None:
    at = clock.now()
    with provider(accepted()) as meta:
        settings.WHATSAPP = whatsapp_at(meta.address, **limited("daily", 0))
        settings.MESSAGE_CHANNELS = ["whatsapp", "email"]
        message = post(at=at, email=EMAIL, about={"until": at + timedelta(hours=3)})
        assert (message.state, message.channel, len(mail.outbox)) == (S.SENT, "email", 1)
        assert post("tanpa", at=at, about={"until": at + timedelta(hours=3)}).state == S.BY_HAND
    assert meta.asked == []


@pytest.mark.django_db
def test_whom_the_day_s_quota_keeps_waiting_is_told_another_way_but_of_a_batch_as_it_was_shown(settings: Any) -> None:
    at = clock.now()
    with provider(accepted()) as meta:
        settings.WHATSAPP = whatsapp_at(meta.address, **limited("daily", 0))
        settings.MESSAGE_CHANNELS = ["whatsapp", "email"]
        assert (post(at=at, email=EMAIL).channel, len(mail.outbox)) == ("email", 1)
        waits = post("tanpa", at=at)
        assert (waits.state, waits.channel, waits.reason) == (S.QUEUED, "whatsapp", "daily")
        shown = held("hasil 2")
        officer.release_batch("rak", "hasil-1", **act())
        outbox.deliver(shown.pk, clock.now())
    shown.refresh_from_db()
    assert (shown.state, shown.channel, shown.reason) == (S.QUEUED, "whatsapp", "daily")
    assert (len(mail.outbox), meta.asked) == (1, [])


@pytest.mark.django_db
def test_the_speed_of_a_channel_holds_for_everyone_and_the_rest_is_sent_when_it_opens(settings: Any) -> None:
    with provider(accepted()) as meta:
        settings.WHATSAPP = whatsapp_at(meta.address, **limited("per_second", 1))
        for number in range(3):
            post(f"{number}", about={"batch": "b"}, phone=f"+628123456789{number}")
        officer.release_batch("rak", "b", **act())
        again = outbox.send_due(clock.now())
    assert (len(meta.asked), Message.objects.filter(state=S.QUEUED).count()) == (1, 2)
    assert again is not None
    assert clock.now() - timedelta(seconds=30) < again <= clock.now() + timedelta(seconds=1)


@pytest.mark.django_db
def test_what_a_channel_s_speed_holds_back_is_taken_up_by_a_task_of_its_own(settings: Any) -> None:
    """Not by waiting: the worker has other work to do."""
    at = clock.now() + timedelta(minutes=5)
    post("satu", about={"batch": "b"})
    settings.WHATSAPP = whatsapp_at("http://127.0.0.1:9")
    message = post("satu", about={"batch": "b"})
    Message.objects.filter(pk=message.pk).update(state=S.QUEUED, next_try_at=clock.now())
    MessageGate.objects.create(channel="whatsapp", free_at=at)
    outbox.send_waiting.call()
    (later,) = DBTaskResult.objects.all()
    message.refresh_from_db()
    assert (later.run_after, message.state, message.next_try_at) == (at, S.QUEUED, at)


@pytest.mark.django_db(transaction=True)
def test_workers_keep_the_daily_limit_together(settings: Any) -> None:
    with provider(accepted()) as meta:
        settings.WHATSAPP = whatsapp_at(meta.address, **limited("daily", 3))
        found = [post(f"{n}", about={"batch": "b"}, phone=f"+628123456789{n}") for n in range(6)]
        officer.release_batch("rak", "b", **act())
        race([partial(outbox.deliver, each.pk, clock.now()) for each in found])
    assert (len(meta.asked), Message.objects.filter(reason="daily").count()) == (3, 3)


# --- the officer
@pytest.mark.django_db
def test_a_batch_waits_until_it_is_released_as_a_whole() -> None:
    at = clock.now()
    messages = [held("hasil 1"), held("hasil 2")]
    alone = post("lain", email=EMAIL)
    assert [each.state for each in (*messages, alone)] == [S.HELD, S.HELD, S.SENT]
    outbox.send_due(at + timedelta(days=1))
    assert len(mail.outbox) == 1
    assert officer.release_batch("rak", "hasil-1", **act()) == 2
    assert officer.release_batch("rak", "hasil-1", **act()) == 0
    outbox.send_due(clock.now())
    assert len(mail.outbox) == 3
    entry = AuditEntry.objects.get(verb="foundation.release_messages")
    assert '"messages": 2' in json.dumps(json.loads(entry.details))


@pytest.mark.django_db
def test_a_hundred_messages_are_taken_back_in_as_many_statements_as_three(django_assert_num_queries: Any) -> None:
    waiting, gone = [held("hasil 1"), held("hasil 2"), held("hasil 3")], held("hasil 4")
    officer.release(waiting[0], **act())
    Message.objects.filter(pk=waiting[1].pk).update(state=S.BY_HAND)
    Message.objects.filter(pk=gone.pk).update(state=S.SENT)
    with CaptureQueriesContext(connection) as three:
        assert officer.take_back_batch("rak", "hasil-1", **act()) == 3
    for message in waiting:
        message.refresh_from_db()
        last = message.events.latest("pk")
        assert (message.state, message.next_try_at, last.state) == (S.CANCELLED, None, S.CANCELLED)
        assert (last.channel, last.by, last.at) == (message.channel, SETUP.label, message.changed_at)
    assert Message.objects.get(pk=gone.pk).state == S.SENT
    entry = AuditEntry.objects.get(verb="foundation.cancel_messages")
    assert json.loads(entry.details) == {"batch": "hasil-1", "messages": 3}
    Message.objects.bulk_create(
        Message(shelf="rak", key=f"lagi {n}", batch="lagi", state=S.HELD, written_at=clock.now()) for n in range(100)
    )
    with django_assert_num_queries(len(three)):
        assert officer.take_back_batch("rak", "lagi", **act()) == 100


@pytest.mark.django_db
def test_whatever_is_cancelled_says_why_also_in_its_history() -> None:
    one, other, overtaken = held("hasil 1"), held("hasil 2"), post("lain", email=EMAIL, about={"batch": "lain-1"})
    officer.cancel(one, **act())
    officer.cancel_batch("rak", "hasil-1", **act())
    officer.take_back_batch("rak", "lain-1", **act())
    kept = [(m.state, m.reason, m.events.latest("pk").reason) for m in Message.objects.order_by("pk")]
    assert [m.pk for m in Message.objects.order_by("pk")] == [one.pk, other.pk, overtaken.pk]
    assert kept == [(S.CANCELLED, "by_office", "by_office")] * 2 + [(S.CANCELLED, "superseded", "superseded")]


@pytest.mark.django_db
@pytest.mark.parametrize("state", [S.FAILED, S.UNKNOWN])
def test_what_failed_and_holds_no_longer_is_never_sent_again(state: str) -> None:
    taken_back, overtaken, standing = held("hasil 1"), post("lain", email=EMAIL), post("lagi", email=EMAIL)
    Message.objects.update(state=state)
    officer.take_back_batch("rak", "hasil-1", **act())
    post("lain", email=EMAIL, body="Yang baru")
    for message in (taken_back, overtaken):
        message.refresh_from_db()
        assert (message.state, message.reason) == (S.CANCELLED, "superseded")
        with pytest.raises(officer.NotNow):
            officer.again(message, **act())
    officer.again(standing, **act())  # which nothing has overtaken
    assert Message.objects.get(pk=standing.pk).state == S.QUEUED


@pytest.mark.django_db
@pytest.mark.parametrize("state", [S.SENDING, S.SENT])
def test_what_was_leaving_when_it_was_taken_back_is_not_tried_again_should_it_fail(state: str) -> None:
    message = held()
    Message.objects.update(state=state, taken_at=clock.now())
    assert officer.take_back_batch("rak", "hasil-1", **act()) == 0
    Message.objects.update(state=S.FAILED, taken_at=None)  # as the provider tells of it later
    officer.again(message, **act())
    outbox.send_due(clock.now())
    message.refresh_from_db()
    assert (message.state, message.reason, mail.outbox) == (S.CANCELLED, "late", [])


@pytest.mark.django_db
@pytest.mark.parametrize("outcome", [Retry("busy"), Refused("no"), Unsure("lost")])
def test_what_fails_after_a_newer_one_was_written_is_not_tried_again(outcome: Outcome) -> None:
    """The newer one was written while the older was leaving; it waits under the same key."""
    older, at = held("lain"), clock.now()
    Message.objects.update(state=S.SENDING, taken_at=at)
    newer = held("lain", body="Yang baru")
    older.refresh_from_db()
    assert outbox.settle(older, outcome, at) is False
    told = list(Message.objects.order_by("pk").values_list("pk", "state", "reason"))
    assert told == [(older.pk, S.CANCELLED, "superseded"), (newer.pk, S.HELD, "")]


@pytest.mark.django_db
def test_what_a_provider_tells_to_have_failed_is_sent_once_more_only_while_it_is_the_newest() -> None:
    older = post("lain", email=EMAIL)
    newer = held("lain", body="Yang baru")
    Message.objects.update(state=S.FAILED)  # as the provider tells of both, some time later
    for act_again in (officer.again, officer.next_way):
        with pytest.raises(officer.Overtaken):
            act_again(older, **act())
    officer.again(newer, **act())
    assert list(Message.objects.order_by("pk").values_list("state", flat=True)) == [S.FAILED, S.QUEUED]


@pytest.mark.django_db(transaction=True)
def test_no_worker_that_takes_a_message_meanwhile_keeps_it_from_being_taken_back() -> None:
    """It leaves, or is cancelled; it never comes to be tried again later."""
    message = held()
    officer.release(message, **act())
    takers: list[Thread] = []

    def take() -> None:
        with closing(connection):
            outbox.deliver(message.pk, clock.now())

    def meanwhile(execute: Callable[..., object], sql: str, *rest: object) -> object:
        done = execute(sql, *rest)
        if '"until"' in sql and sql.startswith("UPDATE"):
            takers.append(Thread(target=take))
            takers[0].start()
            takers[0].join(0.5)
        return done

    with connection.execute_wrapper(meanwhile):
        officer.take_back_batch("rak", "hasil-1", **act())
    takers[0].join()
    message.refresh_from_db()
    assert (message.state, message.reason, mail.outbox) == (S.CANCELLED, "superseded", [])


@pytest.mark.django_db
def test_a_letter_under_its_key_is_found_by_an_index_however_many_there_are() -> None:
    rows = Message.objects.filter(shelf="rak", key="hasil 1").order_by("written_at", "pk")[:1]
    sql, given = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # which it would prefer for these few
        explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
        cursor.execute(f"{explain} {sql}", given)
        plan = " ".join(str(row[-1]) for row in cursor.fetchall())
    assert "message_under_key" in plan


@pytest.mark.django_db
def test_each_act_is_recorded_and_refused_where_it_comes_too_late() -> None:
    message = held()
    officer.release(message, **act())
    officer.hold(message, **act())
    officer.cancel(message, **act())
    for late in (officer.release, officer.hold, officer.cancel, officer.again, officer.next_way):
        with pytest.raises(officer.NotNow):
            late(message, **act())
    verbs = AuditEntry.objects.filter(verb__startswith="foundation.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == [f"foundation.{each}_message" for each in ("release", "hold", "cancel")]
    assert mail.outbox == []
    assert set(MessageEvent.objects.exclude(by="").values_list("by", flat=True)) == {SETUP.label}


@pytest.mark.django_db
def test_the_next_way_is_taken_by_hand_too() -> None:
    message = held()
    officer.next_way(message, **act())
    outbox.send_due(clock.now())
    message.refresh_from_db()
    assert (message.state, message.tried, mail.outbox) == (S.BY_HAND, "email", [])


@pytest.mark.django_db
def test_what_is_due_is_sent_by_a_task_and_what_is_past_by_none() -> None:
    at = clock.now()
    message = held("telat", at=at)
    Message.objects.filter(pk=message.pk).update(state=S.QUEUED, next_try_at=at, until=at)
    send_messages(at)
    assert DBTaskResult.objects.filter(task_path="sanggar.foundation.messaging.outbox.send_waiting").count() == 1
    outbox.send_waiting.call()
    message.refresh_from_db()
    assert (message.state, message.reason, mail.outbox) == (S.CANCELLED, "late", [])
    send_messages(clock.now())
    assert DBTaskResult.objects.count() == 1


# --- what is kept
@pytest.mark.django_db
def test_texts_are_sealed_and_emptied_after_their_time_but_never_while_they_wait() -> None:
    at = clock.now()
    kept = timedelta(days=30)
    sent, waiting = post("a", at=at, email=EMAIL), held("b", at=at)
    sealed = list(Message.objects.values_list("text_sealed", "person"))
    assert not any("Sulastri" in text or PHONE in text or "81234" in person for text, person in sealed)
    assert outbox.forget(at + kept, kept) == 0
    assert outbox.forget(at + kept + timedelta(seconds=5), kept) == 1
    sent.refresh_from_db()
    waiting.refresh_from_db()
    assert (read(sent), sent.state, read(waiting) is not None) == (None, S.SENT, True)


def test_whoever_only_looks_sees_no_secret_link() -> None:
    assert without_secrets(envelope().body).endswith("/lamaran/MLG-1/…/")
    guardians = "https://contoh.example/lamaran/wali/7/kode/", "https://contoh.example/lamaran/MLG-1/kode/wali/"
    assert [without_secrets(each).partition("/lamaran")[2] for each in guardians] == ["/wali/7/…/", "/MLG-1/…/wali/"]


@pytest.mark.django_db
def test_what_was_emptied_tells_nobody_and_learns_nothing_more(settings: Any) -> None:
    with provider(accepted()) as meta:
        settings.WHATSAPP = whatsapp_at(meta.address)
        sent, waiting, namesake = post("a"), post("b", about={"batch": "x"}), post("c", phone="+6281234567891")
        later = post("d", about={"batch": "x"}, phone="+6281234567891")
    reports.take(reports.Report("whatsapp", "wamid.1", S.DELIVERED, clock.now(), ref=str(sent.ref)))
    assert by_hand.forget_person("rak", name="Sulastri", phone=PHONE, at=clock.now()) == 3
    reports.take(reports.Report("whatsapp", "wamid.1", S.READ, clock.now(), ref=str(sent.ref)))
    kept = list(Message.objects.order_by("key").values_list("state", "text_sealed", "person", "provider_id"))
    assert kept[:3] == [(state, "", "", "") for state in (S.DELIVERED, S.CANCELLED, S.SENT)]
    assert [kept[3][0], read(later) is not None] == [S.HELD, True]
    assert [waiting.pk, namesake.pk, outbox.is_busy(clock.now())] == [waiting.pk, namesake.pk, False]
    assert set(MessageEvent.objects.values_list("provider_id", flat=True)) == {""}
    assert MessageContact.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sent_while_an_act_may_still_be_rolled_back() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        post(email=EMAIL)
    assert (mail.outbox, Message.objects.count()) == ([], 0)
    with transaction.atomic():
        outbox.write(envelope(email=EMAIL), outbox.About("rak", "a"), language="id", at=clock.now())
    assert mail.outbox == []
    outbox.send_due(clock.now())
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_what_is_brief_is_emptied_as_it_leaves_or_in_a_day_and_its_code_is_shown_to_nobody(settings: Any) -> None:
    message = post(email=EMAIL, code="7K3F", brief=True, body="Kode: 7K3F\n\nhttps://contoh.example/cari/")
    assert (message.state, read(message), "7K3F" in str(mail.outbox[0].body)) == (S.SENT, None, True)
    with provider(accepted()) as meta:
        settings.WHATSAPP = whatsapp_at(meta.address)
        message = post("lain", code="7K3F", brief=True)
    later = DBTaskResult.objects.get(task_path__endswith="forget_brief")
    assert (read(message) is None, later.run_after) == (False, message.changed_at + timedelta(days=1))
    assert work.waiting() == 0  # of the queue that is told to who watches, it is no part
    forget_brief.func(*later.args_kwargs["args"])  # nobody reported that it failed
    message.refresh_from_db()
    assert (message.state, message.text_sealed, message.person) == (S.SENT, "", "")
    with provider("drop") as meta:
        settings.WHATSAPP = whatsapp_at(meta.address)
        unsure = post("ketiga", code="7K3F", brief=True)
    reports.take(reports.Report("whatsapp", "wamid.3", S.SENT, clock.now(), ref=str(unsure.ref)))
    tasks = DBTaskResult.objects.filter(task_path__endswith="forget_brief", run_after__gt=clock.now())
    assert [each.args_kwargs["args"] for each in tasks.order_by("enqueued_at")] == [[message.pk], [unsure.pk]]
    words = envelope(code="7K3F", body="Kode: 7K3F\n\nhttps://contoh.example/cari/")
    assert words.sms == "Ada kabar: 7K3F https://contoh.example/cari/"
    assert "7K3F" not in without_secrets(words.sms + words.body, words.code)


@pytest.mark.django_db
def test_a_letter_that_leads_to_no_page_is_no_sms(settings: Any) -> None:
    settings.SMS = sms_at("http://127.0.0.1:9")
    assert post("a", body="Tanpa tautan").state == S.BY_HAND
