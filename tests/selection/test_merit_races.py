"""Two at once: each outcome as if one had come after the other."""

from collections import Counter

import pytest

from factories.merit import given, make_review_call, review, tasks_on
from factories.people import SETUP
from factories.races import race
from sanggar.foundation import clock
from sanggar.planning.models import Programme
from sanggar.selection.actions import merit
from sanggar.selection.models import ReviewTask, ReviewTaskEvent, TaskState
from sanggar.selection.queries import proposed_sharing, scores_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_review_finished_twice_at_once_is_finished_once(programme: Programme) -> None:
    call = make_review_call(programme, people=2)
    task = tasks_on(call.applications.all()[0])[0]

    def finish(points: int) -> None:
        by = task.reviewer.account.actor
        merit.finish_review(task, given=given(task, points, points), by=by, at=clock.now())

    assert race([lambda: finish(4), lambda: finish(0)]) == Counter({"done": 1, "review_closed": 1})
    assert ReviewTaskEvent.objects.filter(task=task, to_state=TaskState.DONE).count() == 1
    assert scores_of(call).applications[task.application_id].raw in (0.0, 100.0)


def test_the_same_sharing_carried_out_twice_at_once_gives_everything_out_once(programme: Programme) -> None:
    call = make_review_call(programme, people=4, shared=False)
    digest = proposed_sharing(call).digest
    outcomes = race([lambda: merit.assign_reviews(call, digest=digest, by=SETUP, at=clock.now())] * 2)
    assert outcomes == Counter({"done": 1, "sharing_outdated": 1})
    assert ReviewTask.objects.count() == 8


def test_two_officers_call_one_third_reader(programme: Programme) -> None:
    call = make_review_call(programme, people=3)
    application = call.applications.all()[0]
    for task, points in zip(tasks_on(application), (4, 0), strict=True):
        review(task, points, points)
    outcomes = race([lambda: merit.call_third_reader(application, by=SETUP, at=clock.now())] * 2)
    assert outcomes == Counter({"done": 1, "third_reader_not_needed": 1})
    assert ReviewTask.objects.filter(is_third=True).count() == 1


def test_a_review_begun_while_it_is_handed_on_is_either_begun_or_handed_on(programme: Programme) -> None:
    call = make_review_call(programme, people=3)
    task = tasks_on(call.applications.all()[0])[0]
    free = call.reviewers.exclude(tasks__application=task.application).get()
    outcomes = race(
        [
            lambda: merit.save_scores(task, given=given(task, 4, None), by=task.reviewer.account.actor, at=clock.now()),
            lambda: merit.reassign(task, free, reason="Cuti", by=SETUP, at=clock.now()),
        ]
    )
    assert outcomes in (Counter({"done": 1, "review_begun": 1}), Counter({"done": 1, "review_closed": 1}))
    assert len(tasks_on(task.application)) == 2


def test_the_first_mark_and_a_change_of_the_rubric_do_not_cross(programme: Programme) -> None:
    call = make_review_call(programme, people=2)
    task = tasks_on(call.applications.all()[0])[0]
    chosen = given(task, 4, 4)
    criterion = call.rubric.criteria.get(ordinal=2)
    outcomes = race(
        [
            lambda: merit.finish_review(task, given=chosen, by=task.reviewer.account.actor, at=clock.now()),
            lambda: merit.remove_criterion(criterion, reason="Uji", by=SETUP, at=clock.now()),
        ]
    )
    assert outcomes in (Counter({"done": 1, "rubric_locked": 1}), Counter({"done": 1, "rubric_changed": 1}))
    assert task.scores.count() in (0, 2)
