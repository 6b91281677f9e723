"""One round at the desk: what can not be accepted is not offered, and nothing is figured from no marks."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from factories.training import make_cohort_of, make_enrolment
from factories.works import act, answer, assess, hand_in, make_assignment, make_trainer
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.training import actions
from sanggar.training.models import Submission
from sanggar.training.queries import Handed, handed_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
ACCEPTED = 'value="accepted"'


@pytest.fixture
def submission(programme: Programme) -> Submission:
    for name in ("Nadia", "Raka"):
        make_trainer(name, programme)
    enrolment = make_enrolment(make_cohort_of(programme))
    return hand_in(make_assignment(enrolment.stage), enrolment)


def page_of(desk: Client, submission: Submission) -> str:
    programme = submission.assignment.stage.programme
    here = reverse("training:submission", args=[programme.organisation.slug, programme.slug, submission.pk])
    return desk.get(here).content.decode()


def test_accepting_is_offered_once_nothing_stands_against_it(
    programme: Programme, submission: Submission, officer: Account, signed_in: SignIn
) -> None:
    desk = signed_in(officer)
    one, other = submission.assessments.all()
    assess(one, 0)
    assert (ACCEPTED in page_of(desk, submission), "Baru 1 dari 2" in page_of(desk, submission)) == (False, True)
    assess(other, 4)
    page = page_of(desk, submission)
    assert (ACCEPTED in page, "berselisih 100" in page) == (False, True)
    further = actions.ask_assessor(submission, make_trainer("Tia", programme), **act())
    assess(further, 4)
    assert ACCEPTED in page_of(desk, submission)


def test_an_assessor_is_told_the_same(submission: Submission, signed_in: SignIn) -> None:
    one, other = submission.assessments.all()
    assess(one, 2)
    here = reverse("my_assessment", args=[one.pk])
    assert ACCEPTED not in signed_in(one.account).get(here).content.decode()
    assess(other, 2)
    assert ACCEPTED in signed_in(one.account).get(here).content.decode()


def test_the_work_stands_before_the_answer_and_no_marks_make_no_figures(
    submission: Submission, officer: Account, signed_in: SignIn
) -> None:
    desk = signed_in(officer)
    page = page_of(desk, submission)
    assert ("Belum ada nilai." in page, "selisih penilai" in page) == (True, False)
    one, other = submission.assessments.all()
    assess(one, 2)
    assert "selisih penilai" not in page_of(desk, submission)
    assess(other, 2)
    make_trainer("Tia", submission.assignment.stage.programme)
    page = page_of(desk, submission)
    assert "selisih penilai 0<" in page
    assert page.index("Buka di") < page.index("Kirim tanggapan") < page.index("Minta menilai")


def test_before_an_assignment_is_closed_it_is_told_how_far_everybody_is(
    submission: Submission, officer: Account, signed_in: SignIn
) -> None:
    assignment, cohort = submission.assignment, submission.enrolment.cohort
    waiting, mending, _nothing, gone = [make_enrolment(cohort) for _ in range(4)]
    for each in submission.assessments.all():
        assess(each, 2)
    answer(submission, "accepted", "")
    hand_in(assignment, waiting)
    mended = hand_in(assignment, mending)
    assess(mended.assessments.all()[0], 2)
    answer(mended, "revise")
    hand_in(assignment, gone)
    actions.leave(gone, "withdrawn", reason="pindah", **act())
    assert handed_of(assignment) == Handed(accepted=1, waiting=1, revise=1, missing=1)
    programme = assignment.stage.programme
    here = reverse("training:assignment", args=[programme.organisation.slug, programme.slug, assignment.pk])
    page = signed_in(officer).get(here).content.decode()
    told = "Dari 4 peserta: 1 sudah diterima, 1 menunggu penilaian, 1 diminta memperbaiki, 1 belum mengumpulkan."
    assert told in page
