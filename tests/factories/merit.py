"""Reviews: a rubric of two criteria, reviewers who have declared, marks as tests want them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from factories.people import PASSWORD, SETUP
from factories.selection import make_screened_call
from sanggar.applications.models import Application, Call
from sanggar.foundation import clock
from sanggar.people.actions import open_account
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.selection.actions import merit
from sanggar.selection.actions.merit import Given
from sanggar.selection.actions.merit.rubric import CriterionText
from sanggar.selection.models import Reviewer, ReviewTask, Rubric, TaskState

LEVELS = {4: "Sangat jelas dan nyata", 2: "Cukup jelas", 0: "Tidak terjawab"}
CRITERIA = (CriterionText("Motivasi", 3, LEVELS, "Mengapa ikut?"), CriterionText("Kesiapan", 1, LEVELS))


def make_rubric(call: Call, *, published: bool = True, shows_link: bool = False) -> Rubric:
    at = clock.now()
    rubric = merit.write_rubric(call, CRITERIA, shows_link=shows_link, by=SETUP, at=at)
    if published:
        merit.publish_rubric(rubric, by=SETUP, at=at)
    rubric.refresh_from_db()
    return rubric


def make_reviewer(call: Call, name: str = "Rini Penilai", capacity: int = 50, *, declared: bool = True) -> Reviewer:
    """A reviewer who can sign in."""
    at, email = clock.now(), f"{name.lower().replace(' ', '.')}@contoh.example"
    if not Account.objects.filter(email=email).exists():
        open_account(email=email, name=name, password=PASSWORD, by=SETUP, at=at)
    reviewer = merit.appoint_reviewer(call, email=email, name=name, capacity=capacity, by=SETUP, at=at)
    if declared:
        merit.declare_conflicts(reviewer, names=[], by=reviewer.account.actor, at=at)
        reviewer.refresh_from_db()
    return reviewer


def make_review_call(
    programme: Programme, people: int = 6, reviewers: int = 3, *, shared: bool = True, **settings: Any
) -> Call:
    """A screened call with a published rubric and reviewers; its applications shared out unless told otherwise."""
    call = make_screened_call(programme, people, **settings)
    make_rubric(call)
    for number in range(1, reviewers + 1):
        make_reviewer(call, f"Penilai Uji {number}")
    if shared:
        merit.assign_reviews(call, by=SETUP, at=clock.now())
    return call


LADDER = ((4, 4), (4, 2), (4, 0), (2, 2), (0, 2), (0, 0))
"""Marks of 100, 87.5, 75, 50, 12.5 and 0 for the six of a call, from both reviewers alike."""


def make_marked_call(programme: Programme, reviewers: int = 2) -> Call:
    """Six people, each marked by two, down the ladder in the order in which they applied."""
    call = make_review_call(programme, people=6, reviewers=reviewers)
    points = dict(zip(call.applications.order_by("pk").values_list("pk", flat=True), LADDER, strict=True))
    for task in _with_reviewers(call):
        review(task, *points[task.application_id])
    return call


def given(task: ReviewTask, *points: int | None) -> list[Given]:
    """Levels by their points, criterion by criterion; None leaves one out."""
    criteria = task.reviewer.call.rubric.criteria.order_by("ordinal").prefetch_related("levels")
    levels = [{level.points: level for level in each.levels.all()} for each in criteria]
    return [
        Given(each, None if p is None else of_it[p], "")
        for each, of_it, p in zip(criteria, levels, points, strict=False)
    ]


def review(task: ReviewTask, *points: int) -> ReviewTask:
    """Finish a review with these points."""
    by = task.reviewer.account.actor
    merit.finish_review(task, given=given(task, *points), by=by, at=clock.now())
    task.refresh_from_db()
    return task


def review_all(call: Call, points: Iterable[int] = (2, 2)) -> None:
    for task in _with_reviewers(call).filter(state=TaskState.ASSIGNED):
        review(task, *points)


def _with_reviewers(call: Call) -> QuerySet[ReviewTask]:
    return ReviewTask.objects.filter(reviewer__call=call).select_related("reviewer__account", "reviewer__call__rubric")


def tasks_on(application: Application) -> list[ReviewTask]:
    live = application.review_tasks.exclude(state=TaskState.WITHDRAWN)
    return list(live.select_related("reviewer__account", "reviewer__call__stage__programme").order_by("pk"))
