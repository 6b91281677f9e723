"""Everyone who was decided about hears that the objection period began: until when, how, and never a mark."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from django.test import Client
from django_tasks_db.models import DBTaskResult

from factories.applications import apply, make_call, numbered_answers
from factories.merit import make_marked_call
from factories.people import SETUP, make_account
from factories.planning import make_stage
from factories.selection import freeze, make_procedure, make_screened_call
from sanggar.applications.actions import accept_for_draw, close_call, refuse_application
from sanggar.applications.models import Application, Call
from sanggar.foundation import clock
from sanggar.foundation.messaging.envelope import read
from sanggar.foundation.models import Message, MessageState
from sanggar.people.models import Role
from sanggar.planning.models import Programme
from sanggar.selection import actions, objection_letters
from sanggar.selection.models import Draw
from sanggar.selection.moments import when

pytestmark = pytest.mark.django_db
CONTESTED = "dapat Anda sanggah"


def make_decided_call(programme: Programme) -> Call:
    """Six applied; the last two were refused. The second and the fifth left no e-mail address."""
    call = make_call(programme, make_stage(programme, seats=2))
    for number in range(1, 7):
        email = "" if number in (2, 5) else f"pelamar{number}@contoh.example"
        apply(call, numbered_answers(call, number, email=email))
    for place, application in enumerate(call.applications.order_by("pk"), 1):
        if place < 5:
            accept_for_draw(application, by=SETUP, at=clock.now())
        else:
            refuse_application(application, reason="KTP luar kota", by=SETUP, at=clock.now())
    close_call(call, reason="Uji", by=SETUP, at=clock.now())
    return call


def asked(task: Any) -> list[int]:
    tasks = DBTaskResult.objects.filter(task_path=task.module_path).order_by("enqueued_at")
    return [task.args_kwargs["args"][0] for task in tasks]


def tell(draw: Draw) -> None:
    """As the worker would, from what the freeze has asked for."""
    objection_letters.tell_of_objections.call(draw.pk)
    for pk in asked(objection_letters.send_objection_letter):
        objection_letters.send_objection_letter.call(pk)


def letter_to(application: Application) -> str:
    [message] = Message.objects.filter(key=f"objection {application.call.draw.pk} {application.pk}")
    envelope = read(message)
    return f"{envelope.subject}\n{envelope.body}" if envelope else ""


def people(call: Call) -> list[Application]:
    return list(call.applications.order_by("pk"))


def test_the_freeze_asks_for_the_letters_in_its_own_transaction(programme: Programme) -> None:
    call = make_decided_call(programme)
    with transaction.atomic():
        freeze(call, objection_days=3)
        transaction.set_rollback(True)
    assert asked(objection_letters.tell_of_objections) == []
    draw = freeze(call, objection_days=3)
    assert asked(objection_letters.tell_of_objections) == [draw.pk]


def test_without_an_objection_period_nobody_is_written_to(programme: Programme) -> None:
    freeze(make_decided_call(programme))
    assert asked(objection_letters.tell_of_objections) == []


def test_each_is_told_until_when_and_how_and_by_hand_only_who_may_object(programme: Programme) -> None:
    draw = freeze(make_decided_call(programme), objection_days=3)
    tell(draw)
    listed, _without, _third, _fourth, by_hand, refused = people(draw.call)
    assert sorted(letter.to[0] for letter in mail.outbox) == [f"pelamar{n}@contoh.example" for n in (1, 3, 4, 6)]
    assert draw.objections_until is not None
    assert draw.answers_until is not None
    until, answer = when(draw.objections_until), when(draw.answers_until)
    for application in (by_hand, refused):
        text = letter_to(application)
        assert [part in text for part in (until, answer, application.own_path, CONTESTED)] == [True] * 4
    text = letter_to(listed)
    assert [part in text for part in (until, CONTESTED, "tidak perlu melakukan apa pun")] == [True, False, True]
    told = Message.objects.filter(key__startswith="objection").values_list("key", "state")
    assert [key for key, state in told if state == MessageState.BY_HAND] == [f"objection {draw.pk} {by_hand.pk}"]
    assert len(told) == 5


def test_nobody_is_written_to_twice_also_when_the_list_is_frozen_anew(programme: Programme) -> None:
    draw = freeze(make_decided_call(programme), objection_days=3)
    tell(draw)
    refused = people(draw.call)[5]
    objection = actions.raise_objection(refused, text="KTP saya Malang", by=refused.actor, at=clock.now())
    head = make_account("Kartika Kepala", Role.BUDGET_AUTHORITY, programme.organisation)
    actions.answer_objection(objection, upheld=True, answer="Benar", by=head.actor, at=clock.now())
    tell(draw)
    draw.refresh_from_db()
    assert (draw.revision, Message.objects.filter(key__startswith="objection").count()) == (2, 5)


def test_what_a_killed_worker_left_is_asked_for_again_until_the_period_ends(programme: Programme) -> None:
    draw = freeze(make_decided_call(programme), objection_days=3)
    assert objection_letters.take_up_objection_letters(clock.now() + timedelta(hours=1)) == 0  # it still waits
    DBTaskResult.objects.all().delete()
    assert objection_letters.take_up_objection_letters(clock.now() + timedelta(minutes=1)) == 0
    assert objection_letters.take_up_objection_letters(clock.now() + timedelta(days=5)) == 0
    assert objection_letters.take_up_objection_letters(clock.now() + timedelta(hours=1)) == 1
    tell(draw)
    DBTaskResult.objects.all().delete()
    assert objection_letters.take_up_objection_letters(clock.now() + timedelta(hours=1)) == 0


def test_once_the_period_is_over_no_letter_says_that_it_began(programme: Programme) -> None:
    draw = freeze(make_decided_call(programme), objection_days=3)
    objection_letters.tell_of_objections.call(draw.pk)
    with time_machine.travel(clock.now() + timedelta(days=5)):
        for pk in asked(objection_letters.send_objection_letter):
            objection_letters.send_objection_letter.call(pk)
        objection_letters.tell_of_objections.call(draw.pk)
    assert Message.objects.filter(key__startswith="objection").count() == 0


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        ({"rule": "merit"}, [True] * 6),
        ({"rule": "floor", "floor": Decimal(60)}, [False, False, False, True, True, True]),
    ],
)
def test_where_marks_count_each_reads_that_the_own_mark_can_be_contested_but_not_which_it_is(
    programme: Programme, terms: dict[str, Any], told: list[bool]
) -> None:
    call = make_marked_call(programme)
    call.applications.update(email="warga@contoh.example")
    draw = freeze(call, objection_days=3, **terms)
    tell(draw)
    texts = [letter_to(each) for each in people(call)]
    assert [CONTESTED in text for text in texts] == told
    marks = ("87,5", "87.5", "12,5", "12.5")
    assert [text for text in texts if any(mark in text for mark in marks)] == []


def test_the_letter_is_in_the_language_in_which_the_person_applied(programme: Programme) -> None:
    call = make_decided_call(programme)
    call.applications.update(language="en")
    tell(freeze(call, objection_days=3))
    text = letter_to(people(call)[5])
    assert ("Objections until" in text, "Masa sanggah" in text) == (True, False)


def test_the_own_page_keeps_when_the_list_was_frozen_and_what_was_contested(programme: Programme) -> None:
    draw = freeze(make_decided_call(programme), objection_days=3)
    assert draw.objections_until is not None
    refused = people(draw.call)[5]
    actions.raise_objection(refused, text="KTP saya Malang", by=refused.actor, at=clock.now())
    page = " ".join(Client().get(refused.own_path).content.decode().split())
    for told in ("Daftar peserta dibekukan", f"Masa sanggah sampai {when(draw.objections_until)}", "Sanggahan dikirim"):
        assert told in page
    other = freeze(make_screened_call(programme, slug="tahap-1b"))
    page = " ".join(Client().get(people(other.call)[0].own_path).content.decode().split())
    assert ("Daftar peserta dibekukan" in page, "Masa sanggah" in page) == (True, False)


def test_the_officer_reads_beforehand_that_letters_leave_and_finds_them_in_the_outbox(
    programme: Programme, signed_in: Any
) -> None:
    call = make_decided_call(programme)
    officer = make_account("Dewi", Role.OFFICER, programme.organisation)
    make_procedure(call, objection_days=3)
    client, desk = signed_in(officer), "/desk/diskominfo-malang/youtuber-tiktok"
    page = client.get(f"{desk}/seleksi/undian/{call.slug}/").content.decode()
    assert "diberi tahu bahwa masa sanggah dimulai" in page
    tell(actions.freeze_draw(call, by=SETUP, at=clock.now()))
    assert "Masa sanggah sampai" in client.get(f"{desk}/pesan/").content.decode()


def test_a_letter_that_waits_is_taken_back_when_the_objection_of_its_receiver_is_upheld(programme: Programme) -> None:
    """It says that the application was refused; the others' letters hold as they are."""
    draw = freeze(make_decided_call(programme), objection_days=3)
    tell(draw)
    refused, other = people(draw.call)[5], people(draw.call)[4]
    letters = {each: Message.objects.filter(key=f"objection {draw.pk} {each.pk}") for each in (refused, other)}
    for waiting in letters.values():
        waiting.update(state=MessageState.HELD)
    objection = actions.raise_objection(refused, text="KTP saya Malang", by=refused.actor, at=clock.now())
    head = make_account("Kartika Kepala", Role.BUDGET_AUTHORITY, programme.organisation)
    actions.answer_objection(objection, upheld=True, answer="Benar", by=head.actor, at=clock.now())
    assert [(found.get().state, found.get().reason) for found in letters.values()] == [
        (MessageState.CANCELLED, "superseded"),
        (MessageState.HELD, ""),
    ]
