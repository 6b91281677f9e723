"""A reviewer who recognises somebody: the application goes to another at once, or is said to wait for one."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from factories.merit import make_review_call, tasks_on
from factories.people import make_office
from factories.planning import make_programme
from sanggar.applications.models import Call
from sanggar.people.models import Account
from sanggar.selection.models import Reviewer, ReviewTask
from sanggar.selection.queries import lacks_reader, tasks_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


@pytest.fixture(scope="module")
def shared_out(kept: None) -> int:
    return make_review_call(make_programme(make_office()), people=2, reviewers=3).pk


def recognised(call: Call, signed_in: SignIn) -> tuple[ReviewTask, str]:
    """Somebody's reviewer says so; what they read then."""
    task = tasks_on(call.applications.order_by("pk")[0])[0]
    address = f"/saya/penilaian/tahap-1/{task.ordinal}/benturan/"
    answer = signed_in(task.reviewer.account).post(
        address, {"once": str(uuid.uuid4()), "reason": "Sepupu saya"}, follow=True
    )
    return task, answer.content.decode()


def test_another_who_is_free_gets_it_at_once(shared_out: int, signed_in: SignIn) -> None:
    call = Call.objects.get(pk=shared_out)
    task, page = recognised(call, signed_in)
    readers = {each.reviewer_id for each in tasks_on(task.application)}
    assert (len(readers), task.reviewer_id in readers) == (2, False)
    assert ("diberikan kepada penilai lain" in page, lacks_reader(task.application)) == (True, False)


def test_where_nobody_is_free_it_is_said_to_wait(shared_out: int, signed_in: SignIn) -> None:
    call = Call.objects.get(pk=shared_out)
    for reviewer in call.reviewers.all():
        Reviewer.objects.filter(pk=reviewer.pk).update(capacity=max(tasks_of(reviewer).count(), 1))
    full = Reviewer.objects.exclude(pk__in=[each.reviewer_id for each in tasks_on(call.applications.order_by("pk")[0])])
    full.filter(call=call).update(active=False)
    task, page = recognised(call, signed_in)
    assert [each.reviewer_id == task.reviewer_id for each in tasks_on(task.application)] == [False]
    assert ("akan dibagikan" in page, lacks_reader(task.application)) == (True, True)
