"""Work done for all who wait together: everyone gets an answer of their own, in time, whatever happens to the work."""

import asyncio
import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import DataError, OperationalError

from sanggar.foundation.gathered import MOMENT, Gathered, TookTooLong
from sanggar.foundation.one_commit import in_one_commit
from sanggar.foundation.remembered import NotAtHand, Remembered

SOON = 20.0  # seconds on a slow machine


class Gate:
    """Work that waits to be let through, and notes its groups."""

    def __init__(self) -> None:
        self.groups: list[list[int]] = []
        self.began, self.open = threading.Event(), threading.Event()

    def __call__(self, items: list[int]) -> list[Any]:
        self.groups.append(items)
        self.began.set()
        assert self.open.wait(SOON)
        return [item * 10 for item in items]


@pytest.fixture
def gathered() -> Iterator[Callable[..., Gathered[Any, Any]]]:
    made: list[Gathered[Any, Any]] = []

    def make(work: Callable[[list[Any]], Any]) -> Gathered[Any, Any]:
        made.append(Gathered(work, "test"))
        return made[-1]

    before = threading.active_count()
    yield make
    for each in made:
        each.end()
    assert threading.active_count() == before


def test_nobody_who_comes_alone_is_kept_waiting_for_company(gathered: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    work = gathered(lambda items: items)
    assert [work.ask(number, seconds=SOON) for number in range(5)] == list(range(5))
    assert waits == []


def test_few_of_many_wait_a_moment_for_those_behind_them(gathered: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    gate = Gate()
    gate.open.set()
    work = gathered(gate)
    with work._starting:  # both are there before the thread is
        asking = [threading.Thread(target=work.ask, args=(number,), kwargs={"seconds": SOON}) for number in (1, 2)]
        for each in asking:
            each.start()
        while work._queue.qsize() < 2:
            threading.Event().wait(0.001)
    for each in asking:
        each.join()
    assert len(gate.groups) == 1
    assert work.ask(3, seconds=SOON) == 30
    assert waits == [MOMENT]


def test_who_asks_while_a_group_is_under_way_is_taken_with_all_the_others_who_wait(gathered: Any) -> None:
    gate = Gate()
    work = gathered(gate)
    with ThreadPoolExecutor(9) as pool:
        first = pool.submit(work.ask, 0, seconds=SOON)
        assert gate.began.wait(SOON)
        others = [pool.submit(work.ask, number, seconds=SOON) for number in range(1, 9)]
        while work._queue.qsize() < 8:
            threading.Event().wait(0.001)
        gate.open.set()
        assert [each.result() for each in (first, *others)] == [number * 10 for number in range(9)]
    assert [len(group) for group in gate.groups] == [1, 8]


def test_an_outcome_that_is_an_error_is_raised_for_the_one_it_concerns(gathered: Any) -> None:
    work = gathered(lambda items: [ValueError(item) if item == 2 else item for item in items])
    assert (work.ask(1, seconds=SOON), work.ask(3, seconds=SOON)) == (1, 3)
    with pytest.raises(ValueError, match="2"):
        work.ask(2, seconds=SOON)


def test_work_that_fails_altogether_tells_everyone_and_goes_on(gathered: Any) -> None:
    def fail_once(items: list[int]) -> list[int]:
        if 1 in items:
            raise SystemExit
        return items

    work = gathered(fail_once)
    with pytest.raises(SystemExit):
        work.ask(1, seconds=SOON)
    assert work.ask(2, seconds=SOON) == 2


def test_who_waits_in_vain_is_told_in_time_and_what_nobody_waits_for_is_not_done(gathered: Any) -> None:
    gate = Gate()
    work = gathered(gate)
    for number in (1, 2, 3):
        with pytest.raises(TookTooLong):
            work.ask(number, seconds=0.01)
    gate.open.set()
    assert work.ask(4, seconds=SOON) == 40
    done = [item for group in gate.groups for item in group]
    assert (done[0], done[-1], 2 in done, 3 in done) == (1, 4, False, False)


def test_a_process_forked_after_the_thread_started_has_one_of_its_own(gathered: Any) -> None:
    work = gathered(lambda items: items)
    assert work.ask(1, seconds=SOON) == 1
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(writing, str(work.ask(2, seconds=SOON)).encode())
        finally:
            os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    assert (os.read(reading, 10), work.ask(3, seconds=SOON)) == (b"2", 3)
    os.close(reading)
    os.close(writing)


def test_a_connection_that_broke_is_tried_once_more() -> None:
    tries: list[int] = []

    def broken_once(items: list[int]) -> list[int]:
        tries.append(len(items))
        if len(tries) == 1:
            raise OperationalError
        return items

    assert in_one_commit(broken_once, [1, 2]) == [1, 2]
    assert tries == [2, 2]


def test_a_database_that_is_away_is_told_to_everyone_after_two_tries() -> None:
    tries: list[int] = []

    def broken(items: list[int]) -> list[int]:
        tries.append(len(items))
        raise OperationalError

    assert [type(each) for each in in_one_commit(broken, [1, 2, 3])] == [OperationalError] * 3
    assert tries == [3, 3]


def test_one_that_can_not_be_written_takes_nobody_along() -> None:
    def strict(items: list[int]) -> list[int]:
        if 2 in items:
            raise DataError(f"not {items}")
        return items

    first, second, third = in_one_commit(strict, [1, 2, 3])
    assert (first, third, type(second)) == (1, 3, DataError)


def test_the_first_who_ask_for_what_is_remembered_give_up_with_the_one_who_asked_for_all() -> None:
    """While the database is away each would else wait for the one before, and then in vain by itself."""
    facts: Remembered[str, int] = Remembered(seconds=60)
    began, over = threading.Event(), threading.Event()

    def in_vain(_before: int | None) -> int:
        began.set()
        assert over.wait(SOON)
        raise OperationalError

    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(facts.get, "a", in_vain)
        assert began.wait(SOON)
        second = pool.submit(facts.get, "a", lambda _before: 8)
        other = pool.submit(facts.get, "b", lambda _before: 7)
        while not (second.running() and other.running()):
            threading.Event().wait(0.001)
        threading.Event().wait(0.05)  # they wait for the first by now
        over.set()
        assert isinstance(first.exception(SOON), OperationalError)
        assert isinstance(second.exception(SOON), TookTooLong)
        assert other.result(SOON) == 7  # what somebody else asked for
    assert facts.get("a", lambda _before: 9) == 9


def test_an_event_loop_gets_the_outcomes_of_all_who_wait_in_it_and_goes_on_meanwhile(gathered: Any) -> None:
    gate = Gate()
    work = gathered(gate)

    async def everyone() -> list[int]:
        first = asyncio.create_task(work.soon(1, seconds=SOON))
        await asyncio.to_thread(gate.began.wait, SOON)
        others = [asyncio.create_task(work.soon(item, seconds=SOON)) for item in (2, 3)]
        await asyncio.sleep(0)
        gate.open.set()
        return await asyncio.gather(first, *others)

    assert asyncio.run(everyone()) == [10, 20, 30]
    assert gate.groups == [[1], [2, 3]]


def test_in_an_event_loop_an_error_is_for_the_one_it_concerns_and_nobody_waits_too_long(gathered: Any) -> None:
    gate = Gate()

    async def ask(work: Any, items: list[int], seconds: float) -> list[Any]:
        return await asyncio.gather(*(work.soon(item, seconds=seconds) for item in items), return_exceptions=True)

    one_is_wrong = gathered(lambda items: [ValueError(item) if item == 2 else item for item in items])
    outcomes = asyncio.run(ask(one_is_wrong, [1, 2, 3], SOON))
    assert [repr(each) for each in outcomes] == ["1", "ValueError(2)", "3"]
    (outcome,) = asyncio.run(ask(gathered(gate), [1], 0.01))
    gate.open.set()
    assert isinstance(outcome, TookTooLong)


def test_where_all_are_gone_there_is_nothing_to_do(gathered: Any) -> None:
    gate = Gate()
    work = gathered(gate)
    first = threading.Thread(target=work.ask, args=(1,), kwargs={"seconds": SOON})
    first.start()
    assert gate.began.wait(SOON)
    with pytest.raises(TookTooLong):
        work.ask(2, seconds=0.01)
    gate.open.set()
    first.join()
    work.end()
    assert gate.groups == [[1]]


def test_where_no_loop_runs_a_lane_waits_as_a_thread_does(gathered: Any) -> None:
    waiting = gathered(lambda items: [item + 1 for item in items]).soon(1, seconds=SOON)
    with pytest.raises(StopIteration) as done:
        waiting.send(None)
    assert done.value.value == 2


def test_an_event_loop_makes_nothing_and_sends_one_to_have_it_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: moment[0])
    remembered: Remembered[str, int] = Remembered(seconds=1.0)

    def at_hand() -> int | None:
        try:
            return remembered.at_hand("a")
        except NotAtHand:
            return None

    assert at_hand() is None
    remembered.get("a", lambda _before: 1)
    moment[0] += 0.9
    assert at_hand() == 1
    moment[0] += 0.2
    assert [at_hand() for _ in range(3)] == [None, 1, 1]
    moment[0] += 1.0
    assert [at_hand() for _ in range(2)] == [None, None]
    remembered.get("a", lambda _before: 2)
    assert at_hand() == 2


def test_what_is_remembered_is_never_made_in_an_event_loop() -> None:
    remembered: Remembered[str, int] = Remembered(seconds=1.0)

    async def get() -> int:
        return remembered.get("a", lambda _before: 1)

    with pytest.raises(NotAtHand):
        asyncio.run(get())
