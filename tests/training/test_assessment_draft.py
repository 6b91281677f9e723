"""A half-filled assessment, kept for its assessor: found again on another device, seen by nobody else, no mark."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from factories.races import race
from factories.training import make_cohort_of, make_enrolment
from factories.works import act, answer, assess, hand_in, level_of, make_assignment, make_trainer
from sanggar.foundation import clock
from sanggar.foundation.errors import DomainError
from sanggar.foundation.models import AuditEntry
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.training import actions
from sanggar.training.models import Enrolment, Submission, WorkAssessment
from sanggar.training.queries import round_marks, works_lacking_assessors_in

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
WORDS = "Suaranya sudah jernih"


@pytest.fixture
def enrolment(programme: Programme) -> Enrolment:
    return make_enrolment(make_cohort_of(programme), "Sulastri")


@pytest.fixture
def nadia(programme: Programme) -> Account:
    return make_trainer("Nadia", programme)


@pytest.fixture
def submission(enrolment: Enrolment, nadia: Account) -> Submission:
    return hand_in(make_assignment(enrolment.stage, assessors=1), enrolment)


@pytest.fixture
def mine(submission: Submission) -> WorkAssessment:
    return submission.assessments.get()


def kept(**given: Any) -> dict[str, Any]:
    return {"once": str(uuid.uuid4()), "simpan_dulu": "1", **given}


def keep(assessment: WorkAssessment, points: int | None = None, feedback: str = WORDS) -> None:
    criterion = assessment.submission.assignment.criteria.get()
    level = None if points is None else level_of(criterion.assignment, points)
    given = [actions.GivenLevel(criterion, level, "Gambarnya goyang")]
    actions.keep_draft(assessment, given=given, feedback=feedback, by=assessment.account.actor, at=clock.now())
    assessment.refresh_from_db()


def test_what_is_half_filled_is_found_again_and_is_no_mark(
    nadia: Account, mine: WorkAssessment, programme: Programme, signed_in: SignIn
) -> None:
    at = reverse("my_assessment", args=[mine.pk])
    level = level_of(mine.submission.assignment, 2)
    assert signed_in(nadia).post(at, kept(note_1="Gambarnya goyang", feedback=WORDS)).status_code == 302
    page = signed_in(nadia).get(at).content.decode()
    assert all(words in page for words in (WORDS, "Gambarnya goyang", "hanya Anda yang melihatnya"))
    assert "checked" not in page
    signed_in(nadia).post(at, kept(level_1=str(level.pk), feedback=WORDS))
    page = signed_in(nadia).get(at).content.decode()
    assert (page.count("checked"), "Gambarnya goyang" in page) == (1, False)
    assert "isian sementara tersimpan" in signed_in(nadia).get(reverse("my_assessments")).content.decode()
    mine.refresh_from_db()
    assert (mine.state, mine.scores.count(), mine.feedback) == ("assigned", 0, "")
    marks = round_marks(Submission.objects.get(pk=mine.submission_id))
    assert (marks.values, marks.pending, works_lacking_assessors_in(Programme.objects.all())) == ((), 1, {})
    mine.submission.assignment.refresh_from_db()
    assert mine.submission.assignment.locked_at is None


def test_nobody_else_sees_it_nor_does_the_record(
    programme: Programme, submission: Submission, mine: WorkAssessment, officer: Account, signed_in: SignIn
) -> None:
    raka = make_trainer("Raka", programme)
    other = actions.ask_assessor(submission, raka, **act())
    keep(mine, 2)
    assess(other, 4, "Dari Raka")
    desk = [programme.organisation.slug, programme.slug]
    pages = [
        (officer, reverse("training:submission", args=[*desk, submission.pk])),
        (officer, reverse("training:submissions", args=desk) + "?format=csv"),
        (officer, reverse("training:progress", args=[*desk, submission.enrolment_id])),
        (raka, reverse("my_assessment", args=[other.pk])),
    ]
    for who, at in pages:
        answered = signed_in(who).get(at)
        assert (answered.status_code, WORDS in answered.content.decode()) == (200, False)
    assert "Dari Raka" in signed_in(raka).get(pages[-1][1]).content.decode()
    assert signed_in(raka).post(reverse("my_assessment", args=[mine.pk]), kept(feedback="x")).status_code == 404
    entry = AuditEntry.objects.get(verb="training.keep_draft")
    assert WORDS not in entry.details


def test_a_draft_goes_with_the_marks_and_with_the_answer(
    programme: Programme, submission: Submission, mine: WorkAssessment
) -> None:
    keep(mine, 2)
    other = actions.ask_assessor(submission, make_trainer("Raka", programme), **act())
    keep(other)
    assess(mine, 2)
    mine.refresh_from_db()
    assert (mine.draft, mine.drafted_at) == ("", None)
    answer(submission, "revise")
    other.refresh_from_db()
    assert (other.state, other.draft) == ("withdrawn", "")


def test_who_was_let_go_and_is_asked_again_finds_it(submission: Submission, mine: WorkAssessment) -> None:
    keep(mine, 4)
    actions.release_assessor(mine, **act())
    with pytest.raises(DomainError) as told, transaction.atomic():
        keep(mine)
    assert told.value.code == "work_assessment_closed"
    actions.ask_assessor(submission, mine.account, **act())
    mine.refresh_from_db()
    assert actions.draft_of(mine).feedback == WORDS


def test_a_level_that_the_rubric_lost_is_chosen_anew(nadia: Account, mine: WorkAssessment, signed_in: SignIn) -> None:
    keep(mine, 4)
    criterion = mine.submission.assignment.criteria.get()
    text = actions.AssignmentCriterionText("Gambar", 1, {0: "Gelap", 3: "Terang"})
    actions.write_assignment_criterion(mine.submission.assignment, text, criterion=criterion, **act())
    page = signed_in(nadia).get(reverse("my_assessment", args=[mine.pk])).content.decode()
    assert ("checked" in page, WORDS in page, "Gambarnya goyang" in page) == (False, True, True)


def test_a_number_of_an_identity_card_is_refused_in_a_draft_too(
    nadia: Account, mine: WorkAssessment, signed_in: SignIn
) -> None:
    at = reverse("my_assessment", args=[mine.pk])
    answered = signed_in(nadia).post(at, kept(feedback="NIK-nya 3573054101900001"))
    mine.refresh_from_db()
    assert (answered.status_code, mine.draft) == (422, "")


def test_the_database_keeps_no_draft_beside_marks(mine: WorkAssessment) -> None:
    assess(mine, 2)
    for wrong in ({"draft": "{}", "drafted_at": clock.now()}, {"draft": "", "drafted_at": clock.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            WorkAssessment.objects.filter(pk=mine.pk).update(**wrong)


@pytest.mark.django_db(transaction=True)
def test_a_draft_and_the_marks_sent_at_once_leave_the_marks(mine: WorkAssessment) -> None:
    outcomes = race([lambda: keep(WorkAssessment.objects.get(pk=mine.pk)), lambda: assess(mine, 2)])
    assert outcomes in ({"done": 2}, {"done": 1, "work_assessment_closed": 1})
    found = WorkAssessment.objects.get(pk=mine.pk)
    assert (found.state, found.draft, found.scores.count()) == ("done", "", 1)
