"""A letter leaves once, with no transaction open while the mail server takes its time."""

import uuid
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection

from factories.races import race
from sanggar.foundation import clock
from sanggar.foundation.models import Once
from sanggar.foundation.once import LEASE, SENDING, SENT, send_once, sent_among

TOKEN = uuid.UUID(int=7)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_locked_while_it_is_sent() -> None:
    seen: list[bool] = []
    assert send_once(TOKEN, clock.now(), lambda: seen.append(connection.in_atomic_block))
    assert not send_once(TOKEN, clock.now(), lambda: seen.append(True))
    assert (seen, sent_among([TOKEN])) == ([False], {TOKEN})


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_sends() -> None:
    sent: list[int] = []
    race([partial(send_once, TOKEN, clock.now(), partial(sent.append, 1))] * 6)
    assert sent == [1]


@pytest.mark.django_db
def test_what_failed_is_sent_by_the_next_try() -> None:
    def fail() -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        send_once(TOKEN, clock.now(), fail)
    assert sent_among([TOKEN]) == set()
    assert send_once(TOKEN, clock.now(), lambda: None)


@pytest.mark.django_db
def test_what_a_killed_worker_held_is_taken_over_when_its_lease_is_over() -> None:
    at = clock.now()
    Once.objects.create(token=TOKEN, content=SENDING, at=at)
    assert not send_once(TOKEN, at + LEASE - timedelta(seconds=1), lambda: None)
    assert send_once(TOKEN, at + LEASE, lambda: None)
    assert Once.objects.get(token=TOKEN).content == SENT
