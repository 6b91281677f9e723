"""The sample of before the training goes before assessors as any other work, and is the first point of progress."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from factories.people import SETUP
from factories.planning import make_meeting
from factories.races import race
from factories.training import make_cohort_of, make_enrolment
from factories.works import VIDEO, act, answer, assess, hand_in, make_assignment, make_skills, make_trainer
from sanggar.foundation import clock
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.training import actions
from sanggar.training.actions.assessing import SampleStands
from sanggar.training.actions.samples import SampleAssessed
from sanggar.training.models import Assignment, Enrolment, Submission, WorkSample
from sanggar.training.progress_charts import progress_page
from sanggar.training.queries import baseline_of, progress_of, tasks_of
from sanggar.training.refusals import AssignmentMoved

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
    actions.show_sample(enrolment, work=actions.read_handed(url), **act())


def of_whom(*people: Enrolment) -> list[tuple[Enrolment, str, str]]:
    rows = Submission.objects.order_by("enrolment", "number")
    rows = rows.filter(enrolment__in=people) if people else rows
    return [(each.enrolment, each.state, each.url) for each in rows]


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


def test_what_is_shown_while_the_assignment_is_closed_goes_before_the_assessors_when_it_opens_again(
    enrolment: Enrolment,
) -> None:
    assignment = make_sample_assignment(enrolment)
    show(enrolment)
    late = make_enrolment(enrolment.cohort, "Wati")
    actions.close_assignment(assignment, **act())
    show(late)
    show(enrolment, OTHER)
    assert of_whom() == [(enrolment, "withdrawn", FIRST), (enrolment, "waiting", OTHER)]
    before = letters_to_assessors()
    for _again in range(2):
        actions.reopen_assignment(assignment, **act())
    assert of_whom() == [(enrolment, "withdrawn", FIRST), (enrolment, "waiting", OTHER), (late, "waiting", FIRST)]
    assert letters_to_assessors() == before + 1


def test_what_an_assessor_has_begun_with_is_not_exchanged_behind_a_closed_assignment(enrolment: Enrolment) -> None:
    assignment = make_sample_assignment(enrolment)
    show(enrolment)
    actions.close_assignment(assignment, **act())
    assess(Submission.objects.get().assessments.get(), 2)
    with pytest.raises(SampleAssessed), transaction.atomic():
        show(enrolment, OTHER)
    assert WorkSample.objects.get().url == FIRST


def test_a_published_assignment_that_takes_samples_from_now_on_takes_in_those_shown_by_now(
    enrolment: Enrolment, programme: Programme
) -> None:
    show(enrolment)
    assignment = make_assignment(enrolment.stage, "Titik awal", assessors=1)
    as_shown = Assignment.objects.get(pk=assignment.pk)
    text = actions.AssignmentText("Titik awal", "Contoh.", clock.now(), assessors=1, takes_samples=True)
    for _again in range(2):
        actions.write_assignment(enrolment.stage, text, assignment=assignment, **act())
    assert of_whom() == [(enrolment, "waiting", FIRST)]
    with pytest.raises(AssignmentMoved), transaction.atomic():
        hand_in(as_shown, enrolment)
    youtube = make_assignment(enrolment.stage, "Titik awal YouTube", takes_samples=True, track=enrolment.track)
    assert not youtube.submissions.exists()


@pytest.mark.django_db(transaction=True)
def test_a_sample_shown_while_its_assignment_opens_is_before_the_assessors_once(enrolment: Enrolment) -> None:
    """Whichever is first: the sample is there and taken in, or it finds the assignment open."""
    for number in range(6):
        assignment = make_sample_assignment(enrolment, published=number % 2 == 0)
        opening = actions.publish_assignment
        if assignment.published_at:
            actions.close_assignment(assignment, **act())
            opening = actions.reopen_assignment
        who = make_enrolment(enrolment.cohort, f"Orang {number}")

        def showing(who: Enrolment = who) -> None:
            show(who)

        def open_it(opening: Callable[..., None] = opening, assignment: Assignment = assignment) -> None:
            opening(assignment, **act())

        assert race([showing, open_it][:: 1 if number % 3 else -1]) == {"done": 2}
        assert of_whom(who) == [(who, "waiting", FIRST)]
        Assignment.objects.filter(pk=assignment.pk).update(closed_at=clock.now(), title=f"Titik awal {number}")


@pytest.mark.django_db(transaction=True)
def test_of_samples_shown_at_the_same_moment_the_last_stands_before_the_assessors(enrolment: Enrolment) -> None:
    """Also where the one that waited was sent first: its time is before that of what it takes the place of."""
    make_sample_assignment(enrolment)
    at = clock.now()

    def showing(number: int) -> Callable[[], object]:
        work = actions.read_handed(f"https://youtu.be/{number:011}")
        mine = Enrolment.objects.get(pk=enrolment.pk)
        sent_at = at - timedelta(milliseconds=number)
        return lambda: actions.show_sample(mine, work=work, by=SETUP, at=sent_at)

    assert race([showing(number) for number in range(8)]) == {"done": 8}
    assert [state for _who, state, _url in of_whom()] == ["withdrawn"] * 7 + ["waiting"]
    assert of_whom()[-1] == (enrolment, "waiting", WorkSample.objects.get().url)


def test_the_desk_says_what_becomes_of_samples(
    enrolment: Enrolment, officer: Account, signed_in: Callable[[Account], Client]
) -> None:
    assignment, desk = make_sample_assignment(enrolment, published=False), signed_in(officer)
    programme = enrolment.stage.programme
    args = [programme.organisation.slug, programme.slug, assignment.pk]

    def told_after(act: str) -> str:
        at = reverse(f"training:{act}_assignment", args=args)
        return desk.post(at, {"once": uuid.uuid4()}, follow=True).content.decode()

    assert "peserta tidak diminta apa pun" in desk.get(reverse("training:assignment", args=args)).content.decode()
    assert "contoh karya yang sudah ditunjukkan dibagikan kepada penilai" in told_after("publish")
    told_after("close")
    show(enrolment)
    assert not assignment.submissions.exists()
    assert "Contoh karya yang ditunjukkan sementara itu dibagikan kepada penilai." in told_after("reopen")
    assert assignment.submissions.get().url == FIRST


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
