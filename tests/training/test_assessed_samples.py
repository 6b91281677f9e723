"""The sample of before the training goes before assessors as any other work, and is the first point of progress."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from factories.planning import make_meeting
from factories.training import make_cohort_of, make_enrolment
from factories.works import VIDEO, act, answer, assess, hand_in, make_assignment, make_skills, make_trainer
from sanggar.foundation import clock
from sanggar.planning.models import Programme
from sanggar.training import actions
from sanggar.training.actions.assessing import SampleStands
from sanggar.training.actions.samples import SampleAssessed
from sanggar.training.models import Assignment, Enrolment, Submission, WorkSample
from sanggar.training.progress_charts import progress_page
from sanggar.training.queries import baseline_of, progress_of, tasks_of

pytestmark = pytest.mark.django_db
OTHER = "https://www.youtube.com/watch?v=lainlainlai"
FIRST = "https://www.youtube.com/watch?v=abcdefghijk"


@pytest.fixture
def enrolment(programme: Programme) -> Enrolment:
    make_skills(programme)
    make_trainer("Nadia", programme)
    cohort = make_cohort_of(programme)
    make_meeting(cohort, in_days=3)
    return make_enrolment(cohort, "Sulastri")


def make_sample_assignment(enrolment: Enrolment, *, published: bool = True) -> Assignment:
    return make_assignment(enrolment.stage, "Titik awal", takes_samples=True, assessors=1, published=published)


def show(enrolment: Enrolment, url: str = VIDEO) -> None:
    actions.show_sample(enrolment, url=url, **act())


def letters_to_assessors() -> int:
    return DBTaskResult.objects.filter(task_path__endswith=".tell_assessor").count()


def test_a_sample_is_assessed_and_is_the_first_point_of_progress(enrolment: Enrolment) -> None:
    make_sample_assignment(enrolment)
    assert tasks_of(enrolment) == []
    show(enrolment)
    sample = Submission.objects.get()
    assert (sample.url, sample.is_late, sample.checklist_answers.count()) == (FIRST, False, 0)
    (given,) = sample.assessments.all()
    assess(given, 2)
    with pytest.raises(SampleStands):
        answer(sample, "revise")
    told = DBTaskResult.objects.filter(task_path__endswith=".tell_participant").count()
    answer(sample, "accepted", "")
    assert DBTaskResult.objects.filter(task_path__endswith=".tell_participant").count() == told
    later = hand_in(make_assignment(enrolment.stage, "Video satu menit", assessors=1), enrolment)
    assess(later.assessments.get(), 4)
    answer(later, "accepted", "")
    (skill,) = [each for each in progress_page(progress_of(enrolment))["skills"] if each["lines"]]
    assert [(line["source"], line["percent"], line["change"]) for line in skill["lines"]] == [
        ("Contoh karya awal", "50%", ""),
        ("Video satu menit, kiriman 1", "100%", "+50 poin"),
    ]
    assert [chart.reference for chart in skill["charts"]] == [50]


def test_an_exchanged_sample_takes_the_place_of_the_one_before_until_somebody_has_begun(enrolment: Enrolment) -> None:
    make_sample_assignment(enrolment)
    show(enrolment)
    show(enrolment, OTHER)
    first, second = Submission.objects.order_by("number")
    assert (first.state, second.state, second.url) == ("withdrawn", "waiting", OTHER)
    assert [each.state for each in first.assessments.all()] == ["withdrawn"]
    assess(second.assessments.get(), 2)
    with pytest.raises(SampleAssessed), transaction.atomic():
        show(enrolment)
    assert WorkSample.objects.get().url == OTHER


def test_samples_that_were_shown_before_go_before_the_assessors_with_one_letter_each(enrolment: Enrolment) -> None:
    youtube, tiktok = (enrolment.stage.programme.tracks.get(code=code) for code in ("youtube", "tiktok"))
    assert enrolment.track == youtube
    elsewhere = make_enrolment(enrolment.cohort, "Budi", track=tiktok)
    late = make_enrolment(enrolment.cohort, "Wati")
    for each in (enrolment, elsewhere):
        show(each)
    enrolment.cohort.meetings.update(
        starts_at=clock.now() - timedelta(hours=3), ends_at=clock.now() - timedelta(hours=1)
    )
    show(late)
    WorkSample.objects.exclude(enrolment=late).update(at=clock.now() - timedelta(days=2))
    assignment = make_assignment(
        enrolment.stage, "Titik awal", takes_samples=True, assessors=1, track=youtube, published=False
    )
    before = letters_to_assessors()
    actions.publish_assignment(assignment, **act())
    handed = {each.enrolment: each.is_late for each in Submission.objects.all()}
    assert handed == {enrolment: False, late: True}
    assert letters_to_assessors() == before + 1


def test_an_assignment_of_samples_is_required_of_nobody(enrolment: Enrolment) -> None:
    assignment = make_sample_assignment(enrolment, published=False)
    assert not assignment.is_required
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.filter(pk=assignment.pk).update(is_required=True)


def test_a_dropped_goal_is_no_start(enrolment: Enrolment) -> None:
    goal = actions.set_goal(enrolment, text="Empat video", **act())
    assert "goals" not in baseline_of(enrolment).missing
    actions.settle_goal(goal, result="dropped", **act())
    assert "goals" in baseline_of(enrolment).missing
