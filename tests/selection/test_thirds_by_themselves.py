"""Two marks that are far apart call a third reader without anybody's click."""

import pytest

from factories.merit import make_review_call, make_reviewer, review, tasks_on
from factories.people import SETUP
from sanggar.applications.models import Call
from sanggar.foundation import clock
from sanggar.foundation.audit import subject_of
from sanggar.foundation.models import AuditEntry
from sanggar.planning.models import Programme
from sanggar.selection import jobs
from sanggar.selection.actions import merit
from sanggar.selection.models import ReviewTask

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(programme: Programme) -> Call:
    return make_review_call(programme, people=3)


def test_far_marks_call_a_third_by_themselves_of_those_who_are_not_in_conflict(call: Call) -> None:
    application, *_others = call.applications.order_by("pk")
    one, other = tasks_on(application)
    review(one, 4, 4)
    assert merit.call_due_third_readers(clock.now()) == 0
    review(other, 2, 2)
    free = call.reviewers.exclude(pk__in=[one.reviewer_id, other.reviewer_id]).get()
    merit.declare_conflict(free, application, reason="Saudara", by=SETUP, at=clock.now())
    jobs.call_third_readers(clock.now())
    assert not ReviewTask.objects.filter(is_third=True).exists()  # nobody else is there, and the office is told so
    fourth = make_reviewer(call, "Rano Penilai")
    assert [merit.call_due_third_readers(clock.now()) for _ in range(2)] == [1, 0]
    third = ReviewTask.objects.get(application=application, is_third=True)
    assert (third.reviewer_id, third.events.get().by_label) == (fourth.pk, "sistem: pemanggil penilai ketiga")
    assert AuditEntry.objects.filter(verb="selection.call_third_reader", subject=subject_of(third)).count() == 1


def test_nobody_calls_a_third_for_marks_that_decide_nothing_any_more(call: Call) -> None:
    for application in call.applications.all():
        for task, points in zip(tasks_on(application), (4, 2), strict=True):
            review(task, points, points)
    Call.objects.filter(pk=call.pk).update(frozen_at=clock.now())
    assert merit.call_due_third_readers(clock.now()) == 0
