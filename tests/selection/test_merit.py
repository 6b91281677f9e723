"""The review before the lottery: rubric, reviewers, sharing out, marks."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from factories.applications import nik_number
from factories.merit import CRITERIA, given, make_review_call, make_reviewer, make_rubric, review, review_all, tasks_on
from factories.people import SETUP
from factories.selection import freeze, make_screened_call
from sanggar.applications.actions import (
    freeze_applications,
    reopen_decision,
    withdraw_application,
)
from sanggar.applications.models import Application, Call
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry
from sanggar.foundation.national_id import NikInText
from sanggar.people.actions import register_person
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.selection.actions import merit
from sanggar.selection.merit_refusals import (
    AlreadyReviewer,
    AnswersChanged,
    CapacityBelowLoad,
    CriterionTaken,
    LevelMissing,
    LevelsTooFew,
    NobodyLeftToRead,
    NotDeclared,
    OwnAppointment,
    ReviewBegun,
    ReviewClosed,
    ReviewerInConflict,
    ReviewerNotFree,
    ReviewsOver,
    RubricLocked,
    RubricNotPublished,
    RubricTooThin,
    SharingOutdated,
    ThirdReaderNotNeeded,
)
from sanggar.selection.models import (
    Conflict,
    Criterion,
    Level,
    Reviewer,
    ReviewTask,
    ReviewTaskEvent,
    Rubric,
    Score,
    TaskState,
)
from sanggar.selection.queries import merit_ready, progress, proposed_sharing, scores_of, tasks_of
from sanggar.selection.rules import may_see_scores

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(programme: Programme) -> Call:
    return make_review_call(programme)


def first_task(call: Call) -> ReviewTask:
    task = ReviewTask.objects.filter(reviewer__call=call).select_related("reviewer__account").first()
    assert task is not None
    return task


def loads(call: Call) -> list[int]:
    return sorted(tasks_of(reviewer).count() for reviewer in call.reviewers.all())


# --- rubric
def test_a_rubric_is_free_until_the_first_mark_and_fixed_from_then_on(call: Call) -> None:
    rubric = call.rubric
    merit.set_rubric(rubric, readers=2, threshold=30, shows_link=True, reason="Uji", by=SETUP, at=clock.now())
    task = first_task(call)
    merit.save_scores(task, given=given(task, 4, None), by=task.reviewer.account.actor, at=clock.now())
    with pytest.raises(RubricLocked):
        merit.set_rubric(rubric, readers=3, threshold=30, shows_link=True, by=SETUP, at=clock.now())
    with pytest.raises(RubricLocked):
        merit.write_criterion(rubric, name="Baru", weight=1, levels=CRITERIA[0].levels, by=SETUP, at=clock.now())
    with pytest.raises(RubricLocked):
        merit.remove_criterion(rubric.criteria.get(ordinal=1), by=SETUP, at=clock.now())
    rubric.refresh_from_db()
    assert (rubric.threshold, rubric.criteria.count(), rubric.is_locked) == (30, 2, True)


def test_a_criterion_is_written_anew_with_its_levels(programme: Programme) -> None:
    rubric = make_rubric(make_screened_call(programme, 2), published=False)
    criterion = rubric.criteria.get(ordinal=1)
    merit.write_criterion(
        rubric, name="Semangat", weight=5, levels={3: "Ya", 0: "Tidak"}, criterion=criterion, by=SETUP, at=clock.now()
    )
    found = rubric.criteria.get(ordinal=1)
    assert (found.name, found.weight, dict(found.levels.values_list("points", "text"))) == (
        "Semangat", 5, {3: "Ya", 0: "Tidak"},
    )  # fmt: skip


def test_a_rubric_needs_criteria_and_these_two_levels(programme: Programme) -> None:
    rubric = merit.write_rubric(make_screened_call(programme, 2), [], by=SETUP, at=clock.now())
    with pytest.raises(RubricTooThin):
        merit.publish_rubric(rubric, by=SETUP, at=clock.now())
    for levels in ({4: "Hanya satu"}, {}):
        with pytest.raises(LevelsTooFew):
            merit.write_criterion(rubric, name="Motivasi", weight=1, levels=levels, by=SETUP, at=clock.now())
    merit.write_criterion(rubric, name="Motivasi", weight=1, levels=CRITERIA[0].levels, by=SETUP, at=clock.now())
    with pytest.raises(CriterionTaken):
        merit.write_criterion(rubric, name="Motivasi", weight=1, levels=CRITERIA[0].levels, by=SETUP, at=clock.now())


# --- reviewers
def test_a_reviewer_is_appointed_once_and_by_someone_else(programme: Programme, officer: Account) -> None:
    call = make_screened_call(programme, 2)
    with pytest.raises(OwnAppointment):
        merit.appoint_reviewer(
            call, email=officer.email, name=officer.name, capacity=5, by=officer.actor, at=clock.now()
        )
    merit.appoint_reviewer(call, email=officer.email, name="", capacity=5, by=SETUP, at=clock.now())
    with pytest.raises(AlreadyReviewer):
        merit.appoint_reviewer(call, email=officer.email, name="", capacity=5, by=SETUP, at=clock.now())
    assert Reviewer.objects.get(call=call).account == officer


def test_capacity_does_not_shrink_below_what_is_held(call: Call) -> None:
    reviewer = call.reviewers.first()
    assert reviewer is not None
    with pytest.raises(CapacityBelowLoad):
        merit.change_reviewer(reviewer, capacity=3, active=True, by=SETUP, at=clock.now())
    merit.change_reviewer(reviewer, capacity=4, active=True, by=SETUP, at=clock.now())
    reviewer.refresh_from_db()
    assert reviewer.capacity == 4


def test_a_named_relative_is_kept_away_without_a_word_about_who_applied(programme: Programme) -> None:
    call = make_review_call(programme, shared=False)
    reviewer = call.reviewers.first()
    assert reviewer is not None
    found = merit.declare_conflicts(
        reviewer, names=["pelamar uji 2", "Orang Lain"], by=reviewer.account.actor, at=clock.now()
    )
    merit.assign_reviews(call, by=SETUP, at=clock.now())
    relative = call.applications.get(name="Pelamar Uji 2")
    assert (found, reviewer in {task.reviewer for task in tasks_on(relative)}) == (1, False)
    entry = AuditEntry.objects.get(verb="selection.declare_conflicts", details__contains='"conflicts":1')
    assert "elamar" not in entry.details


def test_nobody_reviews_their_own_application_by_nik_or_by_email(programme: Programme) -> None:
    call = make_review_call(programme, people=6, reviewers=4, shared=False)
    by_email, by_nik, *_ = call.reviewers.order_by("pk")
    mine = call.applications.get(name="Pelamar Uji 3")  # every third has e-mail
    Account.objects.filter(pk=by_email.account_id).update(email=mine.email.upper())
    other = call.applications.get(name="Pelamar Uji 4")
    person = register_person(_identity(other), by=SETUP, at=clock.now())
    type(person).objects.filter(pk=person.pk).update(account=by_nik.account)
    merit.assign_reviews(call, by=SETUP, at=clock.now())
    assert by_email not in {task.reviewer for task in tasks_on(mine)}
    assert by_nik not in {task.reviewer for task in tasks_on(other)}


def _identity(application: Application):  # type: ignore[no-untyped-def]  # noqa: ANN202
    from sanggar.applications.queries import identity_of

    return identity_of(application)


# --- sharing out
def test_each_application_comes_to_two_reviewers_evenly_and_connected(call: Call) -> None:
    assert [len(tasks_on(application)) for application in call.applications.all()] == [2] * 6
    assert (loads(call), proposed_sharing(call).is_empty) == ([4, 4, 4], True)
    assert ReviewTaskEvent.objects.filter(to_state=TaskState.ASSIGNED).count() == 12


def test_nothing_is_shared_out_before_the_rubric_is_published(programme: Programme) -> None:
    call = make_screened_call(programme, 2)
    make_rubric(call, published=False)
    with pytest.raises(RubricNotPublished):
        merit.assign_reviews(call, by=SETUP, at=clock.now())


def test_too_few_reviewers_are_told_with_the_application_that_is_left(programme: Programme) -> None:
    call = make_review_call(programme, reviewers=1, shared=False)
    with pytest.raises(NobodyLeftToRead, match="YT-"):
        merit.assign_reviews(call, by=SETUP, at=clock.now())
    assert ReviewTask.objects.count() == 0


def test_only_the_sharing_that_was_shown_is_carried_out(programme: Programme) -> None:
    call = make_review_call(programme, shared=False)
    shown = proposed_sharing(call).digest
    make_reviewer(call, "Penilai Baru")
    with pytest.raises(SharingOutdated):
        merit.assign_reviews(call, digest=shown, by=SETUP, at=clock.now())
    assert merit.assign_reviews(call, digest=proposed_sharing(call).digest, by=SETUP, at=clock.now()) == 12


def test_a_new_reviewer_takes_over_only_what_nobody_has_begun(call: Call) -> None:
    begun = first_task(call)
    merit.save_scores(begun, given=given(begun, 2, None), by=begun.reviewer.account.actor, at=clock.now())
    make_reviewer(call, "Penilai Baru")
    merit.assign_reviews(call, by=SETUP, at=clock.now())
    begun.refresh_from_db()
    assert (begun.state, loads(call)) == (TaskState.BEGUN, [3, 3, 3, 3])


def test_what_a_reviewer_who_leaves_has_not_finished_goes_to_others(call: Call) -> None:
    task = first_task(call)
    review(task, 4, 4)
    merit.change_reviewer(task.reviewer, capacity=10, active=False, by=SETUP, at=clock.now())
    merit.assign_reviews(call, by=SETUP, at=clock.now())
    task.refresh_from_db()
    held = list(tasks_of(task.reviewer))
    assert (held, [len(tasks_on(each)) for each in call.applications.all()]) == ([task], [2] * 6)


def test_changed_answers_are_read_anew(call: Call) -> None:
    task = review(first_task(call), 4, 4)
    Application.objects.filter(pk=task.application_id).update(revision=2)
    assert scores_of(call).applications[task.application_id].reviews == 0
    merit.assign_reviews(call, by=SETUP, at=clock.now())
    task.refresh_from_db()
    assert task.state == TaskState.WITHDRAWN
    assert [each.revision for each in tasks_on(task.application)] == [2, 2]


def test_who_is_no_longer_eligible_is_not_read_and_comes_back_with_what_was_found(call: Call) -> None:
    task = review(first_task(call), 4, 4)
    application = Application.objects.get(pk=task.application_id)
    reopen_decision(application, reason="Periksa lagi", by=SETUP, at=clock.now())
    assert (task.application_id in scores_of(call).applications, progress(call).applications) == (False, 5)
    from sanggar.applications.actions import accept_for_draw

    accept_for_draw(application, by=SETUP, at=clock.now())
    assert scores_of(call).applications[task.application_id].reviews == 1


def test_an_unbegun_review_is_handed_on_to_who_may_read_it(call: Call) -> None:
    task = first_task(call)
    holders = {each.reviewer_id for each in tasks_on(task.application)}
    free = call.reviewers.exclude(pk__in=holders).get()
    made = merit.reassign(task, free, reason="Cuti", by=SETUP, at=clock.now())
    task.refresh_from_db()
    assert (task.state, made.reviewer, made.application) == (TaskState.WITHDRAWN, free, task.application)
    with pytest.raises(ReviewerNotFree):
        merit.reassign(
            made, call.reviewers.get(pk=(holders - {task.reviewer_id}).pop()), reason="x", by=SETUP, at=clock.now()
        )


def test_a_begun_review_is_not_handed_on_and_none_to_someone_in_conflict(call: Call) -> None:
    task = first_task(call)
    free = call.reviewers.exclude(tasks__application=task.application).get()
    merit.declare_conflict(free, task.application, reason="Saudara", by=SETUP, at=clock.now())
    with pytest.raises(ReviewerInConflict):
        merit.reassign(task, free, reason="Cuti", by=SETUP, at=clock.now())
    merit.save_scores(task, given=given(task, 2, None), by=task.reviewer.account.actor, at=clock.now())
    with pytest.raises(ReviewBegun):
        merit.reassign(task, free, reason="Cuti", by=SETUP, at=clock.now())


# --- marking
def test_a_draft_is_kept_and_only_a_whole_review_is_finished(call: Call) -> None:
    task = first_task(call)
    by = task.reviewer.account.actor
    merit.save_scores(task, given=given(task, 4, None), by=by, at=clock.now())
    task.refresh_from_db()
    assert (task.state, task.scores.count()) == (TaskState.BEGUN, 1)
    with pytest.raises(LevelMissing, match="Kesiapan"):
        merit.finish_review(task, given=given(task, 4, None), by=by, at=clock.now())
    review(task, 4, 0)
    assert (task.state, scores_of(call).applications[task.application_id].raw) == (TaskState.DONE, 75.0)
    with pytest.raises(ReviewClosed):
        merit.save_scores(task, given=given(task, 0, 0), by=by, at=clock.now())


def test_who_has_not_declared_marks_nothing(call: Call) -> None:
    task = first_task(call)
    Reviewer.objects.filter(pk=task.reviewer_id).update(declared_at=None)
    with pytest.raises(NotDeclared):
        review(task, 4, 4)


def test_a_conflict_recognised_late_takes_even_a_finished_review_away(call: Call) -> None:
    task = review(first_task(call), 4, 4)
    merit.declare_conflict(
        task.reviewer, task.application, reason="Teman sekantor", by=task.reviewer.account.actor, at=clock.now()
    )
    task.refresh_from_db()
    assert (task.state, scores_of(call).applications[task.application_id].reviews) == (TaskState.WITHDRAWN, 0)
    assert task.events.last().reason == "Teman sekantor"  # type: ignore[union-attr]  # it has events


def test_a_nik_is_kept_out_of_notes_and_reasons(call: Call) -> None:
    task = first_task(call)
    noted = [merit.Given(each.criterion, each.level, f"NIK {nik_number(1)}") for each in given(task, 4, 4)]
    with pytest.raises(NikInText):
        merit.finish_review(task, given=noted, by=task.reviewer.account.actor, at=clock.now())
    with pytest.raises(NikInText):
        merit.declare_conflict(task.reviewer, task.application, reason=nik_number(1), by=SETUP, at=clock.now())


def test_answers_that_changed_while_they_were_read_are_not_marked(call: Call) -> None:
    task = first_task(call)
    withdraw_application(task.application, by=SETUP, at=clock.now())
    with pytest.raises(AnswersChanged):
        review(task, 4, 4)


def test_reviews_end_with_the_freeze(call: Call) -> None:
    freeze_applications(call, by=SETUP, at=clock.now())
    for act in (
        lambda: review(first_task(call), 4, 4),
        lambda: merit.assign_reviews(call, by=SETUP, at=clock.now()),
        lambda: merit.declare_conflicts(first_task(call).reviewer, names=["Pelamar Uji 1"], by=SETUP, at=clock.now()),
        lambda: merit.appoint_reviewer(call, email="x@contoh.example", name="X", capacity=1, by=SETUP, at=clock.now()),
    ):
        with pytest.raises(ReviewsOver):
            act()


def test_notes_stand_in_the_record_where_they_can_be_erased(call: Call) -> None:
    task = first_task(call)
    noted = [merit.Given(each.criterion, each.level, "Jawabannya ragu-ragu") for each in given(task, 4, 2)]
    merit.finish_review(task, given=noted, by=task.reviewer.account.actor, at=clock.now())
    entry = AuditEntry.objects.get(verb="selection.finish_review")
    assert (entry.details, "ragu" in entry.details, bool(entry.commitment)) == ('{"points":{"1":4,"2":2}}', False, True)


# --- what was found
def test_a_severe_reviewer_costs_nobody_points(programme: Programme) -> None:
    """Reviewer 1 gives 50 to everyone where the others give 100: with it corrected, all are equal."""
    call = make_review_call(programme)
    severe = call.reviewers.order_by("pk").first()
    for task in ReviewTask.objects.filter(reviewer__call=call):
        review(task, *((2, 2) if task.reviewer == severe else (4, 4)))
    scores = scores_of(call)
    assert {score.raw for score in scores.applications.values()} == {75.0, 100.0}
    assert {(score.corrected, score.error) for score in scores.applications.values()} == {(83.33, 0.0)}
    assert [row.severity for row in scores.reviewers] == [-33.33, 16.67, 16.67]
    assert scores.fault is None


def test_two_far_apart_call_one_third_reader(call: Call) -> None:
    application = call.applications.order_by("pk").first()
    assert application is not None
    one, other = tasks_on(application)
    review(one, 4, 4)
    with pytest.raises(ThirdReaderNotNeeded):
        merit.call_third_reader(application, by=SETUP, at=clock.now())
    review(other, 2, 2)
    score = scores_of(call).applications[application.pk]
    assert (score.disagreement, score.needs_third) == (50.0, True)
    third = merit.call_third_reader(application, by=SETUP, at=clock.now())
    assert (third.is_third, third.reviewer_id in {one.reviewer_id, other.reviewer_id}) == (True, False)
    assert not scores_of(call).applications[application.pk].needs_third
    with pytest.raises(ThirdReaderNotNeeded):
        merit.call_third_reader(application, by=SETUP, at=clock.now())
    review(third, 4, 4)
    assert scores_of(call).applications[application.pk].reviews == 3
    assert proposed_sharing(call).is_empty


def test_what_stands_in_the_way_is_said_in_order_until_nothing_does(call: Call) -> None:
    assert [fault.code for fault in merit_ready(call).faults] == ["reviews_unfinished"]
    one, other = tasks_on(call.applications.order_by("pk")[0])
    review(one, 4, 4)
    review(other, 0, 0)
    codes = [fault.code for fault in merit_ready(call).faults]
    assert codes == ["reviews_unfinished", "third_readers_missing"]
    merit.call_third_reader(one.application, by=SETUP, at=clock.now())
    review_all(call)
    assert merit_ready(call).is_ready


def test_marks_that_can_not_be_compared_are_not_corrected_and_say_who_is_apart(programme: Programme) -> None:
    call = make_review_call(programme, people=2, reviewers=4)
    review_all(call)
    scores, ready = scores_of(call), merit_ready(call)
    assert {(score.raw, score.corrected) for score in scores.applications.values()} == {(50.0, None)}
    assert [fault.code for fault in ready.faults] == ["raters_apart"]
    assert str(scores.fault).count("Penilai Uji") == 4


def test_without_a_rubric_nothing_is_ready(programme: Programme) -> None:
    call = make_screened_call(programme, 2)
    assert [fault.code for fault in merit_ready(call).faults] == ["rubric_not_published"]


# --- the database keeps it
def test_what_the_database_refuses(call: Call) -> None:
    task, rubric, at = first_task(call), call.rubric, clock.now()
    criterion = rubric.criteria.get(ordinal=1)
    level = criterion.levels.get(points=4)
    values = {"reviewer": task.reviewer, "application": task.application, "revision": 1, "assigned_at": at}
    Score.objects.create(task=task, criterion=criterion, level=level)
    broken = [
        lambda: Rubric.objects.filter(pk=rubric.pk).update(readers=1),
        lambda: Rubric.objects.filter(pk=rubric.pk).update(threshold=0),
        lambda: Rubric.objects.filter(pk=rubric.pk).update(published_at=None, locked_at=at),
        lambda: Criterion.objects.create(rubric=rubric, ordinal=1, name="Lain", weight=1),
        lambda: Criterion.objects.create(rubric=rubric, ordinal=9, name="Motivasi", weight=1),
        lambda: Criterion.objects.create(rubric=rubric, ordinal=9, name="Lain", weight=0),
        lambda: Criterion.objects.create(rubric=rubric, ordinal=9, name="", weight=1),
        lambda: Level.objects.create(criterion=criterion, points=4, text="Lagi"),
        lambda: Level.objects.create(criterion=criterion, points=11, text="Lebih"),
        lambda: Level.objects.create(criterion=criterion, points=3, text=""),
        lambda: Reviewer.objects.create(
            call=call, account=task.reviewer.account, capacity=1, appointed_at=at, appointed_by=""
        ),
        lambda: Reviewer.objects.filter(pk=task.reviewer_id).update(capacity=0),
        lambda: Conflict.objects.create(
            reviewer=task.reviewer, application=task.application, reason="", declared_at=at
        ),
        lambda: ReviewTask.objects.create(**values, ordinal=99),
        lambda: ReviewTask.objects.create(**values, ordinal=task.ordinal, state="withdrawn"),
        lambda: ReviewTask.objects.filter(pk=task.pk).update(state="done"),
        lambda: ReviewTask.objects.filter(pk=task.pk).update(finished_at=at),
        lambda: ReviewTask.objects.filter(pk=task.pk).update(state="lost"),
        lambda: ReviewTask.objects.filter(pk=task.pk).update(
            state="done", finished_at=task.assigned_at - timedelta(days=1)
        ),
        lambda: ReviewTask.objects.filter(application=task.application).update(is_third=True),
        lambda: Score.objects.create(task=task, criterion=criterion, level=level),
        lambda: Score.objects.filter(task=task).update(level=None),
    ]
    held = [_is_refused(act) for act in broken]
    assert held == [True] * len(broken)


def _is_refused(act) -> bool:  # type: ignore[no-untyped-def]  # noqa: ANN001
    try:
        with transaction.atomic():
            act()
    except IntegrityError:
        return True
    return False


def test_who_reviews_sees_no_marks_of_others_before_the_freeze(programme: Programme, officer: Account) -> None:
    call = make_review_call(programme, people=4)
    assert may_see_scores(officer, call)
    merit.appoint_reviewer(call, email=officer.email, name="", capacity=5, by=SETUP, at=clock.now())
    review_all(call)
    assert not may_see_scores(officer, call)  # nothing waits for them, and more may come
    draw = freeze(call, rule="merit")
    assert may_see_scores(officer, draw.call)
