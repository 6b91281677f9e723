"""A participant's page of goals and progress: goals first, and like held against like."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factories.planning import make_meeting
from factories.training import make_cohort_of, make_enrolment
from factories.works import act, answer, assess, hand_in, make_assignment, make_skills, make_trainer
from sanggar.people.actions import open_account
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.training import actions
from sanggar.training.models import Enrolment
from sanggar.training.progress_charts import progress_page
from sanggar.training.queries import progress_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment(programme: Programme) -> Enrolment:
    make_skills(programme)
    enrolment = make_enrolment(make_cohort_of(programme))
    enrolment.person.account = open_account(email="sulastri@contoh.example", name="Sulastri", **act())
    enrolment.person.save()
    return enrolment


def rate_all(enrolment: Enrolment, points: int) -> None:
    found = actions.begin_self_assessment(enrolment, **act())
    for skill in enrolment.stage.programme.skills.all():
        actions.rate_skill(found, skill.levels.get(points=points), **act())
    actions.finish_self_assessment(found, **act())


def mark(enrolment: Enrolment, title: str, points: int) -> None:
    submission = hand_in(make_assignment(enrolment.stage, title), enrolment)
    for each in submission.assessments.all():
        assess(each, points)
    answer(submission, "revise")


def test_a_work_is_held_against_the_first_work_not_against_how_they_saw_themselves(enrolment: Enrolment) -> None:
    make_trainer("Nadia", enrolment.stage.programme)
    rate_all(enrolment, 3)
    mark(enrolment, "Video pertama", 2)
    mark(enrolment, "Video kedua", 4)
    (skill,) = [each for each in progress_page(progress_of(enrolment))["skills"] if len(each["lines"]) > 1]
    assert [line["change"] for line in skill["lines"]] == ["", "", "+50 poin"]
    assert [(line["percent"], line["change"]) for line in skill["now"]] == [("75%", ""), ("100%", "+50 poin")]
    assert [chart.reference for chart in skill["charts"]] == [50]


def test_a_work_is_freed_of_its_assessors_severity_and_says_so(enrolment: Enrolment) -> None:
    """Strict gives Budi, whom Kind too marks, 50 points less; so Sulastri's nought by Strict is worth 25."""
    programme = enrolment.stage.programme
    strict, kind = make_trainer("Tono Ketat", programme), make_trainer("Lia Longgar", programme)
    budi = make_enrolment(enrolment.cohort, "Budi")
    assignment = make_assignment(enrolment.stage, "Video pertama")
    for person, levels in ((budi, {strict: 2, kind: 4}), (enrolment, {strict: 0})):
        submission = hand_in(assignment, person)
        for each in submission.assessments.all():
            if each.account in levels:
                assess(each, levels[each.account])
        answer(submission, "revise")
    (measure,) = [each for skill in progress_of(enrolment).skills for each in skill.measures]
    assert (measure.percent, measure.raw) == (25, 0)
    (skill,) = progress_page(progress_of(enrolment))["skills"]
    assert [(line["percent"], line["raw"]) for line in skill["now"]] == [("25%", "rata-rata penilai 0%")]
    with CaptureQueriesContext(connection) as again:
        progress_of(enrolment)
    cache.clear()
    with CaptureQueriesContext(connection) as anew:
        progress_of(enrolment)
    assert len(again) < len(anew)  # the marks of all others are not read for every page of one person


def test_what_came_late_is_told_in_words_and_by_a_shape(enrolment: Enrolment) -> None:
    make_trainer("Nadia", enrolment.stage.programme)
    make_meeting(enrolment.cohort, in_days=-1)
    rate_all(enrolment, 3)
    rate_all(enrolment, 4)
    late = hand_in(make_assignment(enrolment.stage, "Video pertama", due_in_days=-1), enrolment)
    for each in late.assessments.all():
        assess(each, 2)
    answer(late, "revise")
    mark(enrolment, "Video kedua", 4)
    (skill,) = [each for each in progress_page(progress_of(enrolment))["skills"] if len(each["lines"]) > 3]
    assert sorted(line["late"] for line in skill["lines"]) == [
        "",
        "",
        "diisi sesudah sesi pertama",
        "dikirim terlambat",
    ]
    assert [chart.flagged for chart in skill["charts"]] == [[0], [0]]


def test_goals_come_first_then_what_was_measured(enrolment: Enrolment, signed_in: Callable[[Account], Client]) -> None:
    actions.set_goal(enrolment, text="Sepuluh video sampai Desember", due_on=None, **act())
    rate_all(enrolment, 1)
    assert enrolment.person.account
    page = signed_in(enrolment.person.account).get(reverse("own_progress", args=[enrolment.pk])).content.decode()
    spots = [page.index(each) for each in ("<h1>Tujuan dan kemajuan", "Sepuluh video", "Nilai diri sekarang")]
    assert 'figure class="chart"' not in page  # one look alone is told in words
    assert all(one < other for one, other in pairwise(spots))
