"""People for a quota are counted by the database where it can, and read once where it can not; it comes to the same."""

from collections import Counter
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories.applications import apply, apply_together, make_call, numbered_answers
from factories.people import SETUP
from factories.planning import make_stage
from sanggar.applications.actions import withdraw_application
from sanggar.applications.models import Application, Call
from sanggar.cores.lottery.lottery import Person
from sanggar.foundation import clock
from sanggar.foundation.models import Region, RegionLevel
from sanggar.planning.models import Programme
from sanggar.selection.alike import COLUMNS, EVERYONE, counted_by_track, each_of, people_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 15)
BIRTHS = (
    *(date(2001, 6, 14), date(2001, 6, 15), date(2001, 6, 16), date(1991, 6, 15), date(1976, 6, 16), date(1976, 6, 14)),
    *(date(2004, 2, 29), date(2004, 2, 28), date(2004, 3, 1), date(2003, 12, 31), date(2003, 1, 1)),
)
"""On both sides of the edges of the bands of ages, by that day; and of leap days and years."""


@pytest.fixture
def call(programme: Programme) -> Call:
    """Thirty people of all kinds."""
    call = make_call(programme, make_stage(programme, seats=3))
    tracks, villages = (
        list(programme.tracks.order_by("code")),
        list(Region.objects.filter(level=RegionLevel.VILLAGE).order_by("-code")[:60:20]),
    )
    given = [
        numbered_answers(
            call,
            number,
            birth_date=BIRTHS[number % len(BIRTHS)],
            sex="LP"[number % 2],
            track=tracks[number % 2],
            village=villages[number % 3],
            category=("public", "community")[number % 5 == 0],
            disability_need="Kursi roda" if number % 7 == 0 else "",
            family_card=f"357302010110900{number % 9}",
        )
        for number in range(30)
    ]
    apply_together(call, given)
    return call


def kinds(people: list[Person]) -> Counter[tuple[tuple[tuple[str, str], ...], str | None]]:
    return Counter((tuple(sorted(person.features.items())), person.household) for person in people)


def test_counted_by_the_database_they_are_the_same_people(call: Call) -> None:
    everyone = call.applications.all()
    for names in (("sex",), ("district", "category"), ("track", "disability"), (*COLUMNS,)):
        counted = people_of(everyone, call, names, apart=False).people
        assert kinds(counted) == kinds(each_of(everyone, call, names, apart=False))
        assert (len(counted), len(kinds(counted)) > 1) == (30, True)


def test_ages_are_counted_alike_on_any_day(call: Call) -> None:
    everyone = call.applications.all()
    for day in (DAY, date(2026, 1, 1), date(2026, 2, 28), date(2028, 2, 29), date(2026, 12, 31)):
        call.ages_on = day
        counted = kinds(people_of(everyone, call, ["age"], apart=False).people)
        assert (day, counted) == (day, kinds(each_of(everyone, call, ["age"], apart=False)))
        assert len(counted) > 2


def test_where_each_is_told_apart_they_are_read_once_until_somebody_changes(call: Call) -> None:
    Call.objects.filter(pk=call.pk).update(closes_at=clock.now())
    call.refresh_from_db()
    everyone = Application.objects.filter(call=call).exclude(state="withdrawn")
    first = people_of(everyone, call, ["sex"], apart=True)
    assert kinds(first.people) == kinds(each_of(everyone, call, ["sex"], apart=True))
    with CaptureQueriesContext(connection) as asked:
        again = people_of(everyone, call, ["sex"], apart=True)
    assert (again is first, len(asked)) == (True, 1)
    with time_machine.travel(clock.now() + timedelta(minutes=1), tick=False):
        withdraw_application(everyone[0], by=SETUP, at=clock.now())
    assert len(people_of(everyone, call, ["sex"], apart=True).people) == 29


def test_while_people_apply_they_are_read_every_few_minutes_however_many_come(call: Call) -> None:
    everyone = Application.objects.filter(call=call).exclude(state="withdrawn")
    first = people_of(everyone, call, ["sex"], apart=True)
    apply(call, numbered_answers(call, 77))
    with CaptureQueriesContext(connection) as asked:
        again = people_of(everyone, call, ["sex"], apart=True)
    assert (again is first, len(asked)) == (True, 0)
    assert len(people_of(everyone.filter(sex="P"), call, ["sex"], apart=True).people) == 15  # others are others
    EVERYONE.forget()  # the minutes are over
    assert len(people_of(everyone, call, ["sex"], apart=True).people) == 31


def test_tracks_are_counted_by_the_database(call: Call) -> None:
    with CaptureQueriesContext(connection) as asked:
        found = counted_by_track(call.applications.all())
    assert (found.total(), sorted(found.values()), len(asked)) == (30, [15, 15], 1)
