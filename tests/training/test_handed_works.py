"""Handing in rounds of a work, assessing them by several, and answering them."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from factories.people import SETUP, make_account
from factories.planning import make_stage
from factories.races import race
from factories.training import make_cohort_of, make_enrolment
from factories.works import VIDEO, act, answer, assess, hand_in, make_assignment, make_trainer, replies
from sanggar.foundation import clock
from sanggar.foundation.errors import DomainError
from sanggar.foundation.models import AuditEntry
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme, Stage
from sanggar.training import actions, letters, refusals
from sanggar.training.actions import EnrolmentOver
from sanggar.training.models import Assignment, Enrolment, Submission, WorkAssessment
from sanggar.training.queries import (
    apart_among,
    assessments_of_account,
    assignments_counted,
    corrected_round,
    handed_of,
    own_mark_missing,
    strictness_of,
    submissions_of,
    tasks_of,
    with_tasks,
    works_lacking_assessors_in,
)

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4 contoh"


@pytest.fixture
def enrolment(programme: Programme) -> Enrolment:
    return make_enrolment(make_cohort_of(programme), "Sulastri")


@pytest.fixture
def trainers(programme: Programme) -> list[Account]:
    return [make_trainer(name, programme) for name in ("Nadia", "Raka")]


@pytest.fixture
def assignment(enrolment: Enrolment) -> Assignment:
    return make_assignment(enrolment.stage)


def refused(code: str, act_of: object) -> None:
    assert callable(act_of)
    with pytest.raises(DomainError) as told, transaction.atomic():
        act_of()
    assert told.value.code == code


@pytest.mark.parametrize(
    ("typed", "where", "kept"),
    [
        ("youtu.be/abcdefghijk", "youtube", "https://www.youtube.com/watch?v=abcdefghijk"),
        ("https://www.tiktok.com/@warga/video/7000000000000000001?x=1", "tiktok", None),
        (
            "https://drive.google.com/file/d/1a2B3c4D5e6F7g8H/view?usp=sharing",
            "drive",
            "https://drive.google.com/file/d/1a2B3c4D5e6F7g8H/view",
        ),
        ("https://contoh.id/karya", "other", "https://contoh.id/karya"),
    ],
)
def test_a_link_is_recognised_by_what_it_is(
    assignment: Assignment, enrolment: Enrolment, typed: str, where: str, kept: str | None
) -> None:
    found = hand_in(assignment, enrolment, typed)
    assert (found.where, found.url) == (where, kept or found.url)


def test_a_small_file_is_taken_by_its_bytes(assignment: Assignment, enrolment: Enrolment) -> None:
    found = hand_in(assignment, enrolment, "", file=SimpleUploadedFile("naskah.pdf", PDF))
    assert (found.where, found.url, found.file.media_type if found.file else "") == ("file", "", "application/pdf")


@pytest.mark.parametrize(
    ("accepts", "given", "code"),
    [
        ("link", {"url": "", "file": SimpleUploadedFile("a.pdf", PDF)}, "link_wanted"),
        ("file", {"url": VIDEO}, "file_wanted"),
        ("any", {"url": ""}, "link_or_file"),
        ("any", {"url": VIDEO, "file": SimpleUploadedFile("a.pdf", PDF)}, "link_or_file"),
        ("any", {"url": "https://www.youtube.com/@kanal"}, "address_of_channel"),
        ("any", {"url": "", "file": SimpleUploadedFile("a.exe", b"MZ")}, "file_kind_unknown"),
        ("any", {"url": VIDEO, "checklist": {}}, "checklist_incomplete"),
    ],
)
def test_what_is_no_work_is_refused(enrolment: Enrolment, accepts: str, given: dict[str, object], code: str) -> None:
    assignment = make_assignment(enrolment.stage, accepts=accepts)
    refused(code, lambda: hand_in(assignment, enrolment, **given))
    assert not Submission.objects.exists()


def test_late_is_shown_and_not_refused(enrolment: Enrolment) -> None:
    assert hand_in(make_assignment(enrolment.stage, due_in_days=-1), enrolment).is_late
    assert not hand_in(make_assignment(enrolment.stage, "Lain"), enrolment).is_late


def test_what_waits_is_replaced_or_taken_back_until_an_assessor_has_begun(
    assignment: Assignment, enrolment: Enrolment, trainers: list[Account]
) -> None:
    first = hand_in(assignment, enrolment)
    checklist = replies(enrolment.stage.programme)
    second = actions.replace_submission(
        first, work=actions.read_handed("https://youtu.be/bbbbbbbbbbb"), checklist=checklist, **act()
    )
    actions.withdraw_submission(second, **act())
    third = hand_in(assignment, enrolment, "https://youtu.be/ccccccccccc")
    kept = [(each.number, each.state, each.url[-11:]) for each in enrolment.submissions.all()]
    assert kept == [(1, "withdrawn", VIDEO[-11:]), (2, "withdrawn", "bbbbbbbbbbb"), (3, "waiting", "ccccccccccc")]
    assert {each.submission_id for each in WorkAssessment.objects.filter(state="assigned")} == {third.pk}
    actions.keep_draft(third.assessments.all()[0], given=[], feedback="Mulai", **act())
    refused("assessing_begun", lambda: actions.withdraw_submission(third, **act()))
    refused(
        "assessing_begun",
        lambda: actions.replace_submission(third, work=actions.read_handed(VIDEO), checklist=checklist, **act()),
    )
    assess(third.assessments.all()[0], 2)
    refused("assessing_begun", lambda: actions.withdraw_submission(third, **act()))
    answer(third, "revise")
    refused("submission_decided", lambda: actions.withdraw_submission(third, **act()))
    assert enrolment.submissions.count() == 3


def test_a_replaced_round_keeps_its_assessors_and_writes_to_none_of_them_again(
    programme: Programme, assignment: Assignment, enrolment: Enrolment, trainers: list[Account]
) -> None:
    round_of = hand_in(assignment, enrolment)
    further = make_trainer("Tia", programme)
    actions.ask_assessor(round_of, further, **act())
    for _again in range(2):
        more = {"work": actions.read_handed(VIDEO), "checklist": replies(programme), **act()}
        round_of = actions.replace_submission(round_of, **more)
    found = {each.account: each.is_further for each in round_of.assessments.all()}
    assert found == {trainers[0]: False, trainers[1]: False, further: True}
    assert DBTaskResult.objects.filter(task_path__endswith="tell_assessor").count() == 3
    first = WorkAssessment.objects.filter(account=further).order_by("pk")[0]
    letters.tell_assessor.call(first.pk)  # it leaves late, and tells of the round that waits now
    assert [letter.to for letter in mail.outbox] == [[further.email]]


def test_who_was_asked_for_a_work_that_was_taken_back_is_asked_for_the_next_and_who_was_let_go_is_not(
    programme: Programme, enrolment: Enrolment, trainers: list[Account]
) -> None:
    assignment = make_assignment(enrolment.stage, assessors=1)
    first = hand_in(assignment, enrolment)
    (given,) = first.assessments.all()
    asked = next(each for each in trainers if each != given.account)
    actions.ask_assessor(first, asked, **act())
    actions.release_assessor(given, **act())
    actions.withdraw_submission(first, **act())
    for other in range(2):  # whose turn it would be otherwise
        hand_in(assignment, make_enrolment(enrolment.cohort, f"Lain {other}"))
    again = hand_in(assignment, enrolment)
    assert [each.account for each in again.assessments.all()] == [asked]
    stays = first.assessments.order_by("pk").values_list("account", "state", "assigned_at", "withdrawn_at")
    assert [(who, state) for who, state, *_days in stays] == [(given.account_id, "withdrawn"), (asked.pk, "withdrawn")]
    assert all(withdrawn >= since for _who, _state, since, withdrawn in stays)


def test_no_work_is_taken_back_where_no_other_can_be_handed_in(
    programme: Programme, assignment: Assignment, enrolment: Enrolment
) -> None:
    submission = hand_in(assignment, enrolment)
    Programme.objects.update(mentoring_until=clock.today())
    over = {"by": SETUP, "at": clock.now() + timedelta(days=1)}
    refused("programme_over", lambda: actions.withdraw_submission(Submission.objects.get(), **over))
    Assignment.objects.update(track=programme.tracks.exclude(pk=enrolment.track_id).first())
    refused("assignment_moved", lambda: actions.withdraw_submission(Submission.objects.get(), **act()))
    submission.refresh_from_db()
    assert submission.is_waiting


def test_what_was_taken_back_is_asked_for_again_and_counts_as_no_work(
    programme: Programme, assignment: Assignment, enrolment: Enrolment
) -> None:
    actions.withdraw_submission(hand_in(assignment, enrolment), **act())
    (task,) = tasks_of(enrolment)
    assert task.is_mine_to_do
    (counted,) = assignments_counted(programme)
    assert (counted.works, counted.waiting, handed_of(assignment).missing) == (0, 0, 1)
    assert works_lacking_assessors_in(Programme.objects.all()) == {}


def test_rounds_follow_each_other_until_one_is_accepted(
    assignment: Assignment, enrolment: Enrolment, trainers: list[Account]
) -> None:
    first = hand_in(assignment, enrolment)
    refused("submission_still_waiting", lambda: hand_in(assignment, enrolment))
    assess(first.assessments.all()[0], 2)
    answer(first, "revise")
    assert sorted(each.state for each in first.assessments.all()) == ["done", "withdrawn"]
    second = hand_in(assignment, enrolment, "https://youtu.be/bbbbbbbbbbb")
    assert second.assessments.all()[0].account == first.assessments.get(state="done").account
    for each in second.assessments.all():
        assess(each, 4)
    answer(second, "accepted", "")
    refused("submission_already_accepted", lambda: hand_in(assignment, enrolment))
    assert [(each.number, each.state) for each in enrolment.submissions.all()] == [(1, "revise"), (2, "accepted")]
    assert {each.account for each in second.assessments.all()} == set(trainers)


def test_who_left_hands_in_nothing_more_nor_anybody_once_programme_or_assignment_is_over(
    assignment: Assignment, enrolment: Enrolment
) -> None:
    done, left, programme = (
        make_enrolment(enrolment.cohort),
        make_enrolment(enrolment.cohort),
        enrolment.stage.programme,
    )
    actions.complete_enrolment(done, **act())
    actions.leave(left, "withdrawn", reason="pindah", **act())
    refused(EnrolmentOver.code, lambda: hand_in(assignment, left))
    assert hand_in(assignment, done).is_waiting
    Programme.objects.update(mentoring_until=clock.today())
    programme.refresh_from_db()
    tomorrow = clock.now() + timedelta(days=1)
    refused("programme_over", lambda: hand_in(make_assignment(enrolment.stage, "Lain"), enrolment, at=tomorrow))
    actions.close_assignment(assignment, **act())
    refused("assignment_closed", lambda: hand_in(assignment, enrolment))
    draft = make_assignment(enrolment.stage, "Rancangan", published=False)
    refused("assignment_not_published", lambda: hand_in(draft, enrolment))


def test_what_was_handed_in_before_the_close_may_still_be_mended(
    assignment: Assignment, enrolment: Enrolment, trainers: list[Account]
) -> None:
    first = hand_in(assignment, enrolment)
    actions.close_assignment(assignment, **act())
    assess(first.assessments.all()[0], 2)
    answer(first, "revise")
    (task,) = tasks_of(enrolment)
    assert task.is_mine_to_do
    assert hand_in(assignment, enrolment).number == 2
    assert trainers


def test_an_assignment_stays_where_its_works_are(assignment: Assignment, enrolment: Enrolment) -> None:
    hand_in(assignment, enrolment)
    due_at = clock.now() + timedelta(days=30)
    moved = actions.AssignmentText("Lain", "Buat.", due_at, track=enrolment.track)
    refused(
        "assignment_stage_fixed",
        lambda: actions.write_assignment(enrolment.stage, moved, assignment=assignment, **act()),
    )
    longer = actions.AssignmentText("Lain", "Buat.", due_at)
    assert actions.write_assignment(enrolment.stage, longer, assignment=assignment, **act()).due_at == due_at


def test_nobody_assesses_their_own_work_and_loads_stay_even(programme: Programme, trainers: list[Account]) -> None:
    cohort = make_cohort_of(programme)
    people = [make_enrolment(cohort) for _ in range(4)]
    people[0].person.account = trainers[0]
    people[0].person.save()
    third = make_trainer("Tia", programme)
    assignment = make_assignment(cohort.stage)
    for enrolment in people:
        hand_in(assignment, enrolment)
    own = WorkAssessment.objects.filter(submission__enrolment=people[0])
    assert {each.account for each in own} == {trainers[1], third}
    assert sorted(account.work_assessments.count() for account in (*trainers, third)) == [2, 3, 3]


def test_a_mark_is_given_once_whole_and_by_the_rubric_as_it_stands(
    assignment: Assignment, enrolment: Enrolment, trainers: list[Account]
) -> None:
    task = hand_in(assignment, enrolment).assessments.all()[0]
    criterion = assignment.criteria.get()
    empty = [actions.GivenLevel(criterion, None)]
    given = {"feedback": "", "by": trainers[0].actor, "at": clock.now()}
    refused("assignment_level_missing", lambda: actions.assess_work(task, given=empty, **given))
    refused("assignment_rubric_changed", lambda: actions.assess_work(task, given=[], **given))
    assess(task, 4)
    refused("work_assessment_closed", lambda: assess(task, 0))
    text = actions.AssignmentCriterionText("Lain", 1, {0: "a", 4: "b"})
    refused("assignment_rubric_locked", lambda: actions.write_assignment_criterion(assignment, text, **act()))


def test_assessors_far_apart_need_another_before_a_work_is_accepted(
    programme: Programme, assignment: Assignment, enrolment: Enrolment, trainers: list[Account]
) -> None:
    submission = hand_in(assignment, enrolment)
    one, other = submission.assessments.all()
    refused("too_few_marks", lambda: answer(submission, "revise"))
    assess(one, 0)
    refused("answer_missing", lambda: answer(submission, "revise", ""))
    refused("too_few_marks", lambda: answer(submission, "accepted"))
    assess(other, 4)
    assert apart_among(submissions_of(programme)) == {submission.pk}
    assert works_lacking_assessors_in(Programme.objects.all()) == {programme.pk: 1}
    refused("marks_apart", lambda: answer(submission, "accepted"))
    refused("already_assessing", lambda: actions.ask_assessor(submission, trainers[0], **act()))
    stranger = make_trainer("Tia", programme)
    further = actions.ask_assessor(submission, stranger, **act())
    refused("marks_pending", lambda: answer(submission, "accepted"))
    assess(further, 4)
    assert (further.is_further, works_lacking_assessors_in(Programme.objects.all())) == (True, {})
    answer(submission, "accepted", "")
    assert (submission.state, apart_among(submissions_of(programme))) == ("accepted", set())
    refused("submission_decided", lambda: answer(submission, "revise"))


def test_a_round_does_not_wait_for_ever_for_an_assessor_who_gives_no_marks(
    programme: Programme, assignment: Assignment, enrolment: Enrolment, trainers: list[Account]
) -> None:
    submission = hand_in(assignment, enrolment)
    silent, other = submission.assessments.all()
    assess(other, 4)
    actions.release_assessor(silent, **act())
    refused("work_assessment_closed", lambda: assess(silent, 4))
    refused("work_assessment_closed", lambda: actions.release_assessor(other, **act()))
    refused("too_few_marks", lambda: answer(submission, "accepted"))
    instead = actions.ask_assessor(submission, make_trainer("Tia", programme), **act())
    assess(instead, 4)
    answer(submission, "accepted")
    assert (submission.state, instead.is_further) == ("accepted", False)


def test_an_assessor_answers_only_after_their_own_mark(
    assignment: Assignment, enrolment: Enrolment, trainers: list[Account]
) -> None:
    submission = hand_in(assignment, enrolment)
    one, other = submission.assessments.all()
    assess(one, 2)
    given = {"state": "revise", "answer": "Suaranya.", "at": clock.now()}
    refused("own_mark_first", lambda: actions.decide_submission(submission, by=other.account.actor, **given))
    actions.decide_submission(submission, by=one.account.actor, **given)
    assert Submission.objects.get().decided_by == one.account.name


def test_marks_are_corrected_for_severity_or_it_is_said_why_not(programme: Programme, trainers: list[Account]) -> None:
    cohort = make_cohort_of(programme)
    assignment = make_assignment(cohort.stage, assessors=1, threshold=100)
    severe, mild = trainers
    works = [hand_in(assignment, make_enrolment(cohort)) for _ in range(2)]
    alone = [work.assessments.get() for work in works]
    assert [each.account for each in alone] == [severe, mild]
    for each, points in zip(alone, (0, 4), strict=True):
        assess(each, points)
    fault = strictness_of(assignment).fault
    assert isinstance(fault, refusals.MarksNotConnected)
    assert str(fault).count("Nadia") == str(fault).count("Raka") == 1
    apart = [corrected_round(each) for each in works]
    assert [(each.raw, each.corrected, str(why)) for each, why in apart] == [
        (0, None, str(fault)),
        (100, None, str(fault)),
    ]
    assess(actions.ask_assessor(works[0], mild, **act()), 2)
    joined = strictness_of(assignment)
    assert joined.fault is None
    # severe gave 0 where mild gave 50: 25 points stricter and milder than their average
    assert [each.severity for each in joined.assessors] == [-25, 25]
    freed = [corrected_round(each) for each in works]
    assert [(each.raw, each.corrected, why) for each, why in freed] == [(25, 25, None), (100, 75, None)]


def test_the_database_keeps_one_waiting_round_and_one_thing(assignment: Assignment, enrolment: Enrolment) -> None:
    found = hand_in(assignment, enrolment)
    for broken in ({"url": ""}, {"where": "file"}, {"state": "accepted"}, {"number": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Submission.objects.filter(pk=found.pk).update(**broken)
    found.pk, found.number = None, 2
    with pytest.raises(IntegrityError), transaction.atomic():
        found.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
def test_of_two_rounds_handed_in_at_once_one_is_taken(enrolment: Enrolment) -> None:
    assignment = make_assignment(enrolment.stage)
    outcomes = race([lambda: hand_in(assignment, enrolment) for _ in range(4)])
    assert outcomes == {"done": 1, "submission_still_waiting": 3}
    assert Submission.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moved", ["stage", "track"])
def test_an_assignment_that_moves_while_a_round_comes_in_strands_nobody(
    enrolment: Enrolment, programme: Programme, moved: str
) -> None:
    """Whichever is first: the round stands and the assignment stays, or it moves and the round is refused."""
    other = make_stage(programme, ordinal=2) if moved == "stage" else enrolment.stage
    track = programme.tracks.exclude(pk=enrolment.track_id).first() if moved == "track" else None
    for number in range(4):
        assignment = make_assignment(enrolment.stage, f"Tugas {number}")
        as_shown = Assignment.objects.get(pk=assignment.pk)
        text = actions.AssignmentText(assignment.title, assignment.brief, assignment.due_at, track=track)

        def move(stage: Stage = other, text: Any = text, assignment: Assignment = assignment) -> None:
            actions.write_assignment(stage, text, assignment=assignment, **act())

        acts = [lambda as_shown=as_shown: hand_in(as_shown, enrolment), move]
        outcomes = race(acts if number % 2 else acts[::-1])
        assert outcomes in ({"done": 1, "assignment_stage_fixed": 1}, {"done": 1, "assignment_moved": 1})
        now = Assignment.objects.get(pk=assignment.pk)
        is_theirs = now.stage_id == enrolment.stage_id and now.track_id in (None, enrolment.track_id)
        assert now.submissions.exists() == is_theirs


def test_a_round_for_an_assignment_that_was_moved_after_the_page_was_shown_is_refused(
    enrolment: Enrolment, programme: Programme, assignment: Assignment
) -> None:
    as_shown = Assignment.objects.get(pk=assignment.pk)
    text = actions.AssignmentText(assignment.title, assignment.brief, assignment.due_at)
    actions.write_assignment(make_stage(programme, ordinal=2), text, assignment=assignment, **act())
    refused("assignment_moved", lambda: hand_in(as_shown, enrolment))
    assert not Submission.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_counts(enrolment: Enrolment, programme: Programme) -> None:
    make_trainer("Nadia", programme)
    submission = hand_in(make_assignment(enrolment.stage, assessors=1), enrolment)
    assess(submission.assessments.get(), 4)
    given = {"by": SETUP, "at": clock.now() + timedelta(seconds=1)}
    acts = [
        lambda state=state: actions.decide_submission(
            Submission.objects.get(pk=submission.pk), state=state, answer="Ya.", **given
        )
        for state in ("accepted", "revise")
    ]
    assert race(acts) == {"done": 1, "submission_decided": 1}


# --- whose hands are where --------------------------------------------------------------------------------------------
def test_nobody_has_a_hand_in_their_own_work_whatever_rights_they_hold(
    programme: Programme, assignment: Assignment, enrolment: Enrolment, trainers: list[Account]
) -> None:
    officer = make_account("Siti Petugas", Role.OFFICER, programme.organisation)
    enrolment.person.account = officer
    enrolment.person.save()
    submission = hand_in(assignment, enrolment)
    first, second = submission.assessments.all()
    by = {"by": officer.actor, "at": clock.now()}
    assert own_mark_missing(officer, assignment)
    refused("own_work", lambda: actions.release_assessor(first, **by))
    refused("own_work", lambda: actions.ask_assessor(submission, trainers[0], **by))
    assess(first, 4)
    assess(second, 4)
    refused("own_work", lambda: actions.decide_submission(submission, state="accepted", answer="", **by))
    answer(submission, "accepted")


def test_who_turns_out_to_be_the_maker_assesses_no_more(
    assignment: Assignment, enrolment: Enrolment, trainers: list[Account]
) -> None:
    task = hand_in(assignment, enrolment).assessments.get(account=trainers[0])
    enrolment.person.account = trainers[0]
    enrolment.person.save()
    refused("own_work", lambda: assess(task, 4))
    assert list(assessments_of_account(trainers[0])) == []


def test_who_has_seen_the_marks_of_others_does_not_ask_or_release_themselves(
    programme: Programme, assignment: Assignment, enrolment: Enrolment, trainers: list[Account]
) -> None:
    submission = hand_in(assignment, enrolment)
    first, second = submission.assessments.all()
    assess(first, 0)
    third = make_trainer("Tia", programme)
    by = {"by": third.actor, "at": clock.now()}
    refused("asked_by_self", lambda: actions.ask_assessor(submission, third, **by))
    refused("released_by_self", lambda: actions.release_assessor(second, by=second.account.actor, at=clock.now()))
    assert trainers


def test_who_was_let_go_may_be_asked_again(
    assignment: Assignment, enrolment: Enrolment, trainers: list[Account]
) -> None:
    submission = hand_in(assignment, enrolment)
    task = submission.assessments.get(account=trainers[0])
    actions.release_assessor(task, **act())
    again = actions.ask_assessor(submission, trainers[0], **act())
    assert (again.pk, submission.assessments.count(), again.is_further) == (task.pk, 2, False)
    refused("already_assessing", lambda: actions.ask_assessor(submission, trainers[0], **act()))


def test_what_was_closed_by_mistake_is_opened_again_and_a_latecomer_is_not_asked_for_it(
    assignment: Assignment, enrolment: Enrolment
) -> None:
    actions.close_assignment(assignment, **act())
    late = make_enrolment(enrolment.cohort, "Datang Belakangan")
    required = {each.pk: each.works_required for each in with_tasks(Enrolment.objects.all())}
    assert required == {enrolment.pk: 1, late.pk: 0}
    refused("assignment_closed", lambda: hand_in(assignment, enrolment))
    for _again in range(2):
        actions.reopen_assignment(assignment, **act())
    hand_in(assignment, enrolment)
    assert AuditEntry.objects.filter(verb="training.reopen_assignment").count() == 1
    assert {each.works_required for each in with_tasks(Enrolment.objects.all())} == {1}
