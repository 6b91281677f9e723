"""How long a reserve has who is called up late in the day."""

from datetime import datetime, time, timedelta

import pytest
import time_machine

from factories.offers import decline
from factories.people import SETUP, make_office
from factories.planning import make_programme
from factories.selection import (
    by_day,
    draw_and_publish,
    freeze,
    make_screened_call,
    open_offers_of,
)
from sanggar.foundation import clock
from sanggar.selection import actions
from sanggar.selection.letters import remind_of_open_offers
from sanggar.selection.models import Draw, Offer, Outcome

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def published(kept: None) -> int:
    with time_machine.travel("2026-03-01T10:00:00+07:00", tick=False):
        call = make_screened_call(make_programme(make_office()))
        return draw_and_publish(freeze(call, deadline_time=time(17, 30))).pk


@pytest.fixture
def draw(published: int, db: None) -> Draw:
    return Draw.objects.get(pk=published)


@pytest.mark.parametrize(
    ("left", "hours", "ends"),
    [
        ("2026-03-02T16:00:00+07:00", 48, "2026-03-04T16:00:00+07:00"),
        ("2026-03-02T21:00:00+07:00", 48, "2026-03-04T21:00:00+07:00"),
        ("2026-03-02T21:00:01+07:00", 48, "2026-03-05T08:00:00+07:00"),
        ("2026-03-02T02:00:00+07:00", 48, "2026-03-04T08:00:00+07:00"),
        ("2026-03-02T14:00:00+07:00", 24, "2026-03-03T14:00:00+07:00"),
        ("2026-03-02T20:30:00+07:00", 1, "2026-03-03T08:00:00+07:00"),
        ("2026-03-02T23:30:00+07:00", 1, "2026-03-03T09:00:00+07:00"),
    ],
)
def test_no_reserve_loses_a_seat_in_the_night_and_each_is_reminded_a_day_before(
    draw: Draw, left: str, hours: int, ends: str
) -> None:
    with time_machine.travel("2026-03-01T10:00:00+07:00", tick=False):
        now = clock.now()
        actions.open_offers(draw, deadline=by_day(days=3), reserve_hours=hours, by=SETUP, at=now)
    at, end = datetime.fromisoformat(left), datetime.fromisoformat(ends)
    with time_machine.travel(at, tick=False):
        decline(open_offers_of(draw)[0])
    called = Offer.objects.get(entry__outcome=Outcome.RESERVE)
    assert called.deadline == end
    type(called.application).objects.filter(pk=called.application_id).update(email="cadangan@contoh.example")
    Offer.objects.filter(pk=called.pk).update(letter_at=at)
    Offer.objects.exclude(pk=called.pk).update(letter_at=None)
    assert remind_of_open_offers(end - timedelta(hours=24, seconds=1)) == 0
    assert remind_of_open_offers(end - timedelta(hours=24)) == (end - at > timedelta(hours=24))
