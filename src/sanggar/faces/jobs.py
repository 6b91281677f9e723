"""Periodic work that pushes forward between rooms. It stands here because journeys are plain functions, no app."""

from datetime import datetime

from django_tasks import task

from sanggar.faces.daily_letter import enrolments_to_write, tell_of_the_day
from sanggar.foundation import clock
from sanggar.foundation.ticks import every
from sanggar.foundation.work import enqueue_many
from sanggar.journeys import (
    follow_up_falling_presence,
    follow_up_overdue_works,
    pass_on_doubled,
    purge,
    seat_who_waits,
    settle_handed_works,
)

DAILY = 24 * 60


@every(minutes=1)
def seat_who_waits_for_a_class(at: datetime) -> None:
    """Who accepted while the classes were full gets the place as soon as there is one."""
    seat_who_waits(at)


@every(minutes=1)
def pass_on_doubled_seats(at: datetime) -> None:
    """Who came into the stage by one list keeps nobody behind from the seat that another offers them."""
    pass_on_doubled(at)


@every(minutes=DAILY)
def ask_after_the_absent(at: datetime) -> None:
    """Once a day, at 07.00 WIB (midnight UTC), as the mentors' reminders."""
    follow_up_falling_presence(at)


@every(minutes=DAILY)
def watch_works(at: datetime) -> None:
    """Required work of which nothing came."""
    follow_up_overdue_works(at)


@every(minutes=DAILY)
def write_letters_of_the_day(at: datetime) -> None:
    """At 07.00 WIB; one letter a participant, who may switch it off."""
    enqueue_many(tell_of_the_day, list(enrolments_to_write(at).values_list("pk", flat=True)), at)


@every(minutes=15)
def settle_works(at: datetime) -> None:
    """Nobody is called about a work that has come."""
    settle_handed_works(at)


@every(minutes=DAILY)
def empty_what_is_due(at: datetime) -> None:
    """Once a day; as a background task, for it may take long. Killed, it is taken up again where it stopped."""
    purge_personal_data.enqueue()


@task()
def purge_personal_data() -> None:
    purge(clock.now())
