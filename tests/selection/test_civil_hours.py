"""No deadline in the night: what is typed is refused by the acts, what is reckoned goes on until the morning."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

import pytest
import time_machine

from factories.applications import make_call
from factories.people import SETUP
from factories.selection import freeze, make_offers, make_published_draw, make_screened_call, open_offers_of
from sanggar.foundation import clock
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.hours import before_the_night, out_of_the_night
from sanggar.selection.models import Draw, Offer, Outcome
from sanggar.selection.procedure_refusals import DrawBeforeObjectionsEnd, NoTimeForObjections
from sanggar.selection.refusals import CallingUpEndsTooSoon, DeadlineAtNight

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _by_day() -> Iterator[None]:
    with time_machine.travel(at("2 10:00"), tick=False):
        yield


def at(day: str) -> datetime:
    """`2 10:00` is 10.00 on the second of March."""
    number, hour = day.split()
    return datetime.fromisoformat(f"2026-03-{int(number):02}T{hour}+07:00")


@pytest.mark.parametrize(
    ("moment", "after", "before"),
    [
        ("3 08:00", "3 08:00", "3 08:00"),
        ("3 21:00", "3 21:00", "3 21:00"),
        ("3 21:00:01", "4 08:00", "3 21:00"),
        ("4 07:59:59", "4 08:00", "3 21:00"),
    ],
)
def test_the_night_ends_in_the_morning_and_begins_in_the_evening(moment: str, after: str, before: str) -> None:
    assert (out_of_the_night(at(moment)), before_the_night(at(moment))) == (at(after), at(before))


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"deadline": "5 21:01"}, "deadline"),
        ({"deadline": "5 03:00"}, "deadline"),
        ({"deadline": "5 16:00", "call_up_until": "6 23:00"}, "call_up_until"),
    ],
)
def test_offers_are_not_opened_until_a_night(programme: Programme, terms: dict[str, str], field: str) -> None:
    draw = make_published_draw(programme)
    with pytest.raises(DeadlineAtNight) as refused:
        actions.open_offers(draw, **{name: at(day) for name, day in terms.items()}, by=SETUP, at=clock.now())
    assert (refused.value.field, Offer.objects.count()) == (field, 0)


def test_calling_up_does_not_end_before_the_first_answers(programme: Programme) -> None:
    draw = make_published_draw(programme)
    with pytest.raises(CallingUpEndsTooSoon) as refused:
        actions.open_offers(draw, deadline=at("5 16:00"), call_up_until=at("5 15:59"), by=SETUP, at=clock.now())
    assert refused.value.field == "call_up_until"


def test_a_replacement_at_the_door_is_not_asked_to_answer_in_the_night(programme: Programme) -> None:
    with pytest.raises(DeadlineAtNight):
        actions.ask_for_reserves(make_offers(programme), at=clock.now(), deadline=at("2 22:00"))


def test_a_procedure_does_not_name_an_hour_of_the_night(programme: Programme) -> None:
    terms = actions.Terms("lottery", "dice", objection_days=0, deadline_time=time(23))
    with pytest.raises(DeadlineAtNight) as refused:
        actions.write_procedure(make_call(programme), terms, by=SETUP, at=clock.now())
    assert refused.value.field == "deadline_time"


@pytest.mark.parametrize(
    ("left", "until", "ends"),
    [
        ("4 10:00", "5 17:00", "5 17:00"),
        ("4 10:00", "5 23:00", "5 21:00"),  # typed before the night was refused
        ("5 03:00", "5 09:00", "5 09:00"),
        ("5 03:00", "5 08:30", None),
        ("5 16:01", "5 17:00", None),
    ],
)
def test_near_the_end_of_calling_up_a_reserve_has_an_hour_of_the_day_or_is_not_called(
    programme: Programme, left: str, until: str, ends: str | None
) -> None:
    draw = make_offers(programme, deadline=at("6 10:00"))
    Draw.objects.filter(pk=draw.pk).update(call_up_until=at(until))
    offer = open_offers_of(draw)[0]
    actions.decline_offer(offer, by=offer.application.actor, at=at(left))
    actions.call_up_reserves(draw, at=at(left))
    called = Offer.objects.filter(entry__outcome=Outcome.RESERVE).values_list("deadline", flat=True).first()
    assert called == (at(ends) if ends else None)


@pytest.mark.parametrize(("frozen", "ends"), [("2 16:00", "5 16:00"), ("2 23:00", "6 08:00"), ("3 01:00", "6 08:00")])
def test_objections_are_heard_for_the_whole_time_and_on_until_the_morning(
    programme: Programme, frozen: str, ends: str
) -> None:
    call = make_screened_call(programme)
    with time_machine.travel(at(frozen), tick=False):
        draw = freeze(call, objection_days=3)
    assert draw.objections_until == at(ends)


def test_the_draw_leaves_time_for_objections_that_go_on_until_the_morning(programme: Programme) -> None:
    call = make_screened_call(programme)
    with time_machine.travel(at("2 23:00"), tick=False):
        terms: dict[str, Any] = {"objection_days": 3, "answering_hours": 12}
        with pytest.raises(NoTimeForObjections):
            freeze(call, **terms, draw_at=at("6 19:59"))
        draw = freeze(call, **terms, draw_at=at("6 20:00"))
    assert draw.answers_until == at("6 20:00")


def test_a_list_frozen_later_than_thought_leaves_no_time_for_the_morning(programme: Programme) -> None:
    call = make_screened_call(programme)
    with pytest.raises(DrawBeforeObjectionsEnd):
        freeze(call, objection_days=3, answering_hours=1, draw_at=at("5 23:00"), at=at("2 22:00"))
    assert not Draw.objects.exists()


def test_an_hour_is_enough_for_whoever_is_called_by_day(programme: Programme) -> None:
    draw = make_published_draw(programme)
    soon = clock.now() + timedelta(hours=1)
    assert len(actions.open_offers(draw, deadline=soon, by=SETUP, at=clock.now())) == 2
