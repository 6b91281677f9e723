"""However many messages, rows or people there are, no statement holds more values than a database takes."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from factories.applications import apply, apply_together, make_call, numbered_answers
from factories.people import SETUP
from sanggar.applications.guardianship import needs_guardian
from sanggar.applications.models import Application
from sanggar.applications.screening_queries import lacking_guardian
from sanggar.applications.signals import shared_values, sharing
from sanggar.foundation import clock, inserting
from sanggar.foundation.audit import Place
from sanggar.foundation.inserting import Rows, insert_all
from sanggar.foundation.messaging import officer, outbox
from sanggar.foundation.models import Message, MessageEvent, MessageState, Once
from sanggar.foundation.once import SENT, sent_among
from sanggar.foundation.parts import parts_of
from sanggar.planning.models import Programme

SQLITE_LIMIT_VARIABLE_NUMBER = 9
FEW, MANY = 600, 1_300
"""Values of a statement here, and rows in these tests: as 32,766 and a crowd."""


@pytest.fixture
def _few_values(db: None) -> Iterator[None]:
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    before = connection.connection.setlimit(SQLITE_LIMIT_VARIABLE_NUMBER, FEW + 400)
    yield
    connection.connection.setlimit(SQLITE_LIMIT_VARIABLE_NUMBER, before)


@given(st.lists(st.integers()), st.integers(1, 10))
def test_parts_hold_everything_once_in_its_order(items: list[int], size: int) -> None:
    parts = list(parts_of(items, size))
    assert [each for part in parts for each in part] == items
    assert all(0 < len(part) <= size for part in parts)


def messages(state: MessageState) -> Any:
    at = clock.now()
    Message.objects.bulk_create(
        Message(shelf="rak", key=f"{state} {n}", batch="b", state=state, written_at=at, text_sealed="x")
        for n in range(MANY)
    )
    return Message.objects.filter(shelf="rak", state=state)


@pytest.mark.usefixtures("_few_values")
def test_a_crowd_s_letters_are_taken_back_and_emptied() -> None:
    act = {"by": SETUP, "at": clock.now(), "place": Place("1", "Dinas")}
    held = messages(MessageState.HELD)
    assert officer.take_back(held, "b", **act) == MANY
    assert MessageEvent.objects.filter(state=MessageState.CANCELLED).count() == MANY
    assert outbox.empty(Message.objects.filter(shelf="rak"), clock.now()) == MANY
    assert not Message.objects.exclude(text_sealed="").exists()


@pytest.mark.usefixtures("_few_values")
def test_of_a_crowd_it_is_known_who_was_sent_something() -> None:
    rows = [Once(token=f"{n:032x}", content=SENT, at=clock.now()) for n in range(MANY)]
    Once.objects.bulk_create(rows)
    assert len(sent_among([each.pk for each in Once.objects.all()])) == MANY


@pytest.mark.usefixtures("_few_values")
def test_a_crowd_s_rows_are_inserted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inserting, "MOST_VALUES", FEW)
    at = clock.now()
    insert_all(Rows(Once, ("token", "content", "at"), [(f"{n:032x}", "", at) for n in range(MANY)]))
    assert Once.objects.count() == MANY


@pytest.mark.usefixtures("_few_values")
def test_a_crowd_that_shares_telephones_is_found(programme: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    call = make_call(programme)
    monkeypatch.setattr("sanggar.applications.signals.AT_ONCE", 2)
    pairs = [numbered_answers(call, n, phone=f"+62812{n // 2:08}") for n in range(2, 12)]
    sent = apply_together(call, [*pairs, numbered_answers(call, 40)])
    found = sharing(Application.objects.all(), shared_values([call]), "ponsel")
    assert set(found) == set(sent[:-1])


@pytest.mark.django_db
def test_the_database_finds_the_same_children_as_the_rule(programme: Programme) -> None:
    """Around the eighteenth birthday, also of who was born on 29 February."""
    call, today = make_call(programme, minimum_age=13), clock.today()
    eighteen = today.replace(year=today.year - 18, day=min(today.day, 28))
    born = [eighteen + timedelta(days=days) for days in (-366, -31, -2, -1, 0, 1, 2, 3, 31, 366)]
    born += [date(2008, 2, 29), date(2012, 2, 29), date(1996, 2, 29)]
    for number, day in enumerate(born, start=1):
        apply(call, numbered_answers(call, number, birth_date=day))
    everybody = Application.objects.all()
    children = {each.pk for each in everybody if needs_guardian(each)}
    assert {each.pk for each in lacking_guardian(everybody)} == children
    assert 0 < len(children) < len(born)
