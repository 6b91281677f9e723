"""One timer for many: who is late is told, each at the own time, and nobody else."""

import asyncio

import pytest

from sanggar.foundation.one_timer import OneTimer


def test_those_who_are_late_are_told_in_their_order_and_who_is_done_is_not() -> None:
    told: list[str] = []

    async def wait() -> None:
        timer = OneTimer(0.05)
        for name in ("first", "done", "last"):
            due = timer.after(lambda name=name: told.append(name))  # type: ignore[misc]  # bound at once
            if name == "done":
                timer.forget(due)
            await asyncio.sleep(0.01)
        assert told == []
        await asyncio.sleep(0.1)
        assert told == ["first", "last"]
        timer.after(lambda: told.append("later"))  # after all were over the timer begins anew
        await asyncio.sleep(0.1)

    asyncio.run(wait())
    assert told == ["first", "last", "later"]


def test_what_takes_too_long_is_a_timeout_and_the_task_goes_on() -> None:
    async def ask() -> str:
        timer = OneTimer(0.02)
        with pytest.raises(TimeoutError):
            await timer.within(asyncio.sleep(5))
        async with asyncio.timeout(5):  # which a task that is still being cancelled would not survive
            return await timer.within(asyncio.sleep(0, "in time"))

    assert asyncio.run(ask()) == "in time"


def test_a_task_that_somebody_else_cancels_is_cancelled() -> None:
    async def ask() -> bool:
        waiting = asyncio.create_task(OneTimer(5).within(asyncio.sleep(5)))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait([waiting])
        return waiting.cancelled()

    assert asyncio.run(ask())


def test_who_is_cancelled_while_it_is_late_is_cancelled() -> None:
    async def slow_to_go() -> None:
        try:
            await asyncio.sleep(5)
        finally:
            await asyncio.sleep(0.2)

    async def ask() -> bool:
        waiting = asyncio.create_task(OneTimer(0.02).within(slow_to_go()))
        await asyncio.sleep(0.1)
        waiting.cancel()
        await asyncio.wait([waiting])
        return waiting.cancelled()

    assert asyncio.run(ask())


def test_who_is_answered_although_it_is_late_is_cancelled_no_more() -> None:
    async def answered_late() -> str:
        try:
            await asyncio.sleep(5)
        except asyncio.CancelledError:
            return "late"
        return "never"

    async def ask() -> tuple[str, int]:
        answer = await OneTimer(0.02).within(answered_late())
        task = asyncio.current_task()
        assert task
        return answer, task.cancelling()

    assert asyncio.run(ask()) == ("late", 0)


def test_another_event_loop_begins_with_nobody() -> None:
    timer = OneTimer(0.02)
    told: list[int] = []

    async def leave() -> None:
        timer.after(lambda: told.append(1))

    async def wait() -> None:
        timer.after(lambda: told.append(2))
        await asyncio.sleep(0.05)

    asyncio.run(leave())
    asyncio.run(wait())
    assert told == [2]
