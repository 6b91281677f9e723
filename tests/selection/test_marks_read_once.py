"""Marks of tens of thousands: added up by the database, exactly, and once for a page."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factories.merit import LEVELS, make_review_call, make_reviewer, review_all, tasks_on
from factories.people import SETUP
from factories.selection import make_procedure, make_screened_call
from sanggar.applications.models import Call
from sanggar.foundation import clock
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.selection.actions import merit
from sanggar.selection.actions.merit.rubric import CriterionText
from sanggar.selection.models import ReviewTask
from sanggar.selection.queries import finished_marks, readiness_of, task_marks, who_reaches, who_takes_part

pytestmark = pytest.mark.django_db
SEVENTHS = {7: "Sangat jelas", 3: "Cukup jelas", 0: "Tidak terjawab"}


def test_marks_are_the_exact_shares_also_where_the_levels_are_of_different_height(programme: Programme) -> None:
    call = make_screened_call(programme, people=1)
    criteria = (CriterionText("Motivasi", 3, LEVELS), CriterionText("Kesiapan", 5, SEVENTHS))
    merit.publish_rubric(merit.write_rubric(call, criteria, by=SETUP, at=clock.now()), by=SETUP, at=clock.now())
    for number in (1, 2):
        make_reviewer(call, f"Penilai Uji {number}")
    merit.assign_reviews(call, by=SETUP, at=clock.now())
    review_all(call, (2, 3))
    mark = round(float(100 * (Fraction(3 * 2, 4 * 8) + Fraction(5 * 3, 7 * 8))), 2)
    [application] = call.applications.all()
    assert task_marks(call) == {task.pk: mark for task in tasks_on(application)}
    assert task_marks(call, application.pk + 1) == {}
    assert [(each.application, each.mark) for each in finished_marks(call)] == [(application.pk, mark)] * 2


def floor_call(programme: Programme) -> Call:
    """Of four the last two have the best marks; floor and quotas."""
    call = make_review_call(programme, people=4)
    best = set(call.applications.order_by("-pk").values_list("pk", flat=True)[:2])
    for task in ReviewTask.objects.filter(reviewer__call=call):
        criteria = task.reviewer.call.rubric.criteria.order_by("ordinal")
        points = 4 if task.application_id in best else 2
        given = [merit.Given(each, each.levels.get(points=points), "") for each in criteria]
        merit.finish_review(task, given=given, by=task.reviewer.account.actor, at=clock.now())
    make_procedure(call, rule="floor", floor=Decimal(60), quotas={"track": {"youtube": (0, 2), "tiktok": (0, 2)}})
    call.refresh_from_db()
    return call


def test_who_reaches_the_floor_takes_part(programme: Programme) -> None:
    call = floor_call(programme)
    ready = readiness_of(call)
    best = list(call.applications.order_by("pk"))[2:]
    assert who_reaches(call.procedure, ready.marks) == {each.pk for each in best}
    assert (who_takes_part(call.procedure, ready.marks), ready.entrants) == (best, 2)


@pytest.mark.parametrize("room", ["undian", "tata-cara"])
def test_the_pages_before_the_freeze_add_the_marks_up_once(programme: Programme, officer: Account, room: str) -> None:
    call, client = floor_call(programme), Client()
    client.force_login(officer)
    with CaptureQueriesContext(connection) as asked:
        shown = client.get(f"/desk/{programme.organisation.slug}/{programme.slug}/seleksi/{room}/{call.slug}/")
    assert shown.status_code == 200
    assert sum('FROM "selection_score"' in each["sql"] for each in asked.captured_queries) == 1
