"""The demo programme. `load` is all or nothing: a kill in the middle leaves an empty database."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django_tasks_db.models import DBTaskResult

from sanggar.foundation import audit
from sanggar.foundation.chance import repeatable
from sanggar.journeys.demo import (
    accompanying,
    asking,
    clinics,
    curriculum,
    desk,
    drawing,
    intake,
    making,
    messages,
    money,
    office,
    plan,
    reconciling,
    reviewing,
    spent,
    teaching,
    timetable,
)
from sanggar.journeys.demo.calendar import Calendar

LETTERS_KEPT = 12


Logins = list[tuple[str, str, str]]


def load(now: datetime, keep: Callable[[Logins], None]) -> None:
    """Play the programme's life up to `now`; `keep` gets (role, e-mail, password) of its accounts before the commit."""
    days = Calendar(now)
    with transaction.atomic(), repeatable(f"demo {days.today}"):
        keep(play(days))
        drop_old_letters()
    audit.seal_pending(now)


def play(days: Calendar) -> Logins:
    cast = office.make_cast(days.past(-125))
    made = plan.make_plan(cast, days)
    curriculum.write_curriculum(made, cast, days)
    lines = money.fund(made, cast, days)
    first = intake.open_call(made, made.first, -105, -91, cast, days)
    sent = intake.receive(first, made, 420, 0, (-105, -91), days)
    intake.screen(sent, 1.0, -90, cast, days)
    draw = drawing.hold_draw(first, cast, days)
    drawing.fill_seats(draw, cast, days)
    drawing.establish_participants(draw, cast, days)
    teaching.give_one_account(made, cast, days)
    teaching.hold_meetings(made, cast)
    making.make_works(made, cast, days)
    accompanying.accompany(made, cast, days)
    timetable.change_timetable(made, cast, days)
    accompanying.publish_works(made, cast, days)
    spent.spend(made, lines, cast, days)
    reconciling.reconcile(made, cast, days)
    clinics.hold_clinics(cast, days)
    accompanying.recognise(made, cast, days)
    teaching.ask_after_the_absent(days)
    second = intake.open_call(made, made.second, -2, 10, cast, days)
    sent = intake.receive(second, made, 231, 500, (-2, 0), days)
    intake.screen(sent, 0.82, 0, cast, days)
    intake.contest(sent, made, [12, 57, 140], days)
    intake.take_back(sent, [33, 88, 171], days)
    desk.work_at_desk(sent, made, cast, days)
    desk.bring_list(second, 800, cast, days)
    asking.ask_about_data(sent, cast, days)
    reviewing.review_call(second, cast, days)
    messages.write_messages(second, days)
    return cast.logins


def drop_old_letters() -> None:
    """Letters of months ago are not sent today; the newest stay, so that the mailbox is not empty."""
    kept = DBTaskResult.objects.order_by("-enqueued_at", "-id").values_list("pk", flat=True)[:LETTERS_KEPT]
    DBTaskResult.objects.exclude(pk__in=list(kept)).delete()
