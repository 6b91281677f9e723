"""A batch of letters leaves, or is cancelled, as a whole: not while the worker still writes some of them."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult

from factories.applications import apply, make_call, numbered_answers
from factories.people import SETUP
from factories.selection import make_procedure, make_published_draw
from sanggar.applications import letters
from sanggar.applications.actions import prolong_call
from sanggar.applications.models import CallChange
from sanggar.foundation import clock
from sanggar.foundation.models import Message
from sanggar.foundation.models import MessageState as S
from sanggar.journeys.batches import letters_to_come
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.selection import actions, rule_letters
from sanggar.selection.letters import send_result, tell_results
from sanggar.selection.result_words import result_batch

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
DESK = "/desk/diskominfo-malang/youtuber-tiktok/pesan/kelompok/"


def prolonged(programme: Programme) -> CallChange:
    """Two have applied."""
    call = make_call(programme)
    for number in (1, 2):
        apply(call, numbered_answers(call, number, email=f"{number}@contoh.example"))
    later = call.closes_at + timedelta(days=3)
    prolong_call(call, closes_at=later, reason="Banyak yang belum tahu.", by=SETUP, at=clock.now())
    return CallChange.objects.get()


def tasks(path: str) -> list[list[int]]:
    """Those that wait, taken out of the queue."""
    queued = DBTaskResult.objects.filter(task_path=path)
    given = [each.args_kwargs["args"] for each in queued.order_by("args_kwargs")]
    queued.delete()
    return given


def form(what: str) -> dict[str, str]:
    return {"once": str(uuid.uuid4()), "what": what}


def test_neither_released_nor_cancelled_before_the_last_letter_lies_in_it(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    change, client = prolonged(programme), signed_in(officer)
    batch = letters.change_batch(change)
    assert letters_to_come(batch, clock.now()) == 1  # whoever asks for the letters
    letters.send_prolonged.call(*tasks(letters.send_prolonged.module_path)[0])
    asked = DBTaskResult.objects.filter(task_path=letters.write_prolonged.module_path)
    first = asked[0]
    letters.write_prolonged.call(*first.args_kwargs["args"])
    first.delete()
    page = client.get(f"{DESK}{batch}/").content.decode()
    assert ("masih ditulis" in page, "Yang menyusul: 1." in page, "Kirim semuanya" in page) == (True, True, False)
    for what in ("lepas", "batal"):
        refused = client.post(f"{DESK}{batch}/", form(what))
        assert (refused.status_code, "yang menyusul: 1" in refused.content.decode()) == (409, True)
    assert [each.state for each in Message.objects.filter(batch=batch)] == [S.HELD]
    letters.write_prolonged.call(*tasks(letters.write_prolonged.module_path)[0])
    assert "Kirim semuanya" in client.get(f"{DESK}{batch}/").content.decode()
    assert client.post(f"{DESK}{batch}/", form("lepas")).status_code == 302
    assert [each.state for each in Message.objects.filter(batch=batch)] == [S.QUEUED] * 2


def test_a_task_that_failed_and_comes_again_is_waited_for_and_one_that_is_given_up_is_not(
    programme: Programme,
) -> None:
    batch, at = letters.change_batch(prolonged(programme)), clock.now()
    failed = DBTaskResult.objects.filter(task_path=letters.send_prolonged.module_path)
    failed.update(status="FAILED", finished_at=at, worker_ids=["1"])
    assert letters_to_come(batch, at) == 1
    failed.update(worker_ids=[str(number) for number in range(6)])
    assert letters_to_come(batch, at) == 0


def test_the_letters_about_changed_rules_and_about_results_are_waited_for_too(programme: Programme) -> None:
    draw, at = make_published_draw(programme, people=6, seats=2), clock.now()
    actions.send_results(draw, by=SETUP, at=at)
    assert letters_to_come(result_batch(draw), at) == 1
    tell_results.call(*tasks(tell_results.module_path)[0])
    assert letters_to_come(result_batch(draw), at) == 2  # of six two have an address
    for entry in tasks(send_result.module_path):
        send_result.call(*entry)
    assert (letters_to_come(result_batch(draw), at), Message.objects.filter(batch=result_batch(draw)).count()) == (0, 2)
    call = make_call(programme, programme.stages.create(name="Lain", ordinal=9, seats=5), slug="lain")
    make_procedure(call, venue="Aula", objection_days=0)
    apply(call, numbered_answers(call, 9, email="9@contoh.example"))
    terms = actions.Terms("lottery", "dice", objection_days=0, venue="Balai", draw_at=call.procedure.draw_at)
    actions.write_procedure(call, terms, reason="Gedungnya dipakai", by=SETUP, at=clock.now())
    change = call.procedure.changes.get()
    batch = rule_letters.change_batch(change)
    assert letters_to_come(batch, at) == 1
    rule_letters.tell_of_change.call(*tasks(rule_letters.tell_of_change.module_path)[0])
    assert letters_to_come(batch, at) == 1
    rule_letters.write_change.call(*tasks(rule_letters.write_change.module_path)[0])
    assert letters_to_come(batch, at) == 0


def test_a_batch_that_somebody_laid_by_hand_is_whole_at_once() -> None:
    assert [letters_to_come(batch, clock.now()) for batch in ("pesan-0b1c", "demo", "")] == [0, 0, 0]
