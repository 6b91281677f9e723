"""A slip in a finished review is mended openly: with a reason, the old marks kept, and never after the freeze."""

import uuid
from collections import Counter
from collections.abc import Callable

import pytest
from django.test import Client

from factories.merit import given, make_review_call, review, review_all, tasks_on
from factories.people import SETUP
from factories.races import race
from sanggar.applications.actions import freeze_applications
from sanggar.applications.models import Call
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.selection.actions import merit
from sanggar.selection.merit_refusals import (
    CorrectedMeanwhile,
    LevelMissing,
    NothingCorrected,
    ReviewClosed,
    ReviewsOver,
)
from sanggar.selection.models import ReviewCorrection, ReviewTask, Score
from sanggar.selection.queries import scores_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
SLIP = "Salah pilih tingkat"


@pytest.fixture
def call(programme: Programme) -> Call:
    return make_review_call(programme, people=2)


@pytest.fixture
def done(call: Call) -> ReviewTask:
    return review(tasks_on(call.applications.order_by("pk")[0])[0], 0, 4)


def mend(task: ReviewTask, *points: int | None, standing: int = 0) -> ReviewCorrection:
    by = task.reviewer.account.actor
    return merit.correct_review(task, given=given(task, *points), reason=SLIP, standing=standing, by=by, at=clock.now())


def points_of(task: ReviewTask) -> list[int]:
    return list(task.scores.order_by("criterion__ordinal").values_list("level__points", flat=True))


def test_the_mended_mark_counts_and_the_old_one_stays(call: Call, done: ReviewTask) -> None:
    assert scores_of(call).applications[done.application_id].raw == 25.0
    correction = mend(done, 4, 4)
    assert scores_of(call).applications[done.application_id].raw == 100.0
    assert points_of(done) == [4, 4]
    assert [(old.criterion.ordinal, old.level.points) for old in correction.replaced.all()] == [(1, 0)]
    assert (correction.reason, correction.by_label) == (SLIP, done.reviewer.account.actor.label)


def test_it_is_mended_twice_and_each_time_tells_what_stood_before(done: ReviewTask) -> None:
    mend(done, 4, 4)
    mend(done, 2, 4, standing=1)
    replaced = [[old.level.points for old in each.replaced.all()] for each in done.corrections.all()]
    assert (replaced, points_of(done)) == ([[0], [4]], [2, 4])


def test_a_page_that_has_not_seen_the_last_correction_is_refused(done: ReviewTask) -> None:
    mend(done, 4, 4)
    with pytest.raises(CorrectedMeanwhile):
        mend(done, 2, 2, standing=0)
    assert points_of(done) == [4, 4]


def test_a_correction_changes_something_and_leaves_no_gap(done: ReviewTask) -> None:
    with pytest.raises(NothingCorrected):
        mend(done, 0, 4)
    with pytest.raises(LevelMissing):
        mend(done, 4, None)
    assert (points_of(done), done.corrections.count()) == ([0, 4], 0)


def test_only_a_finished_review_is_mended(call: Call) -> None:
    begun = tasks_on(call.applications.order_by("pk")[0])[0]
    with pytest.raises(ReviewClosed):
        mend(begun, 4, 4)
    assert not Score.objects.filter(task=begun).exists()


def test_the_frozen_list_stands(call: Call, done: ReviewTask) -> None:
    freeze_applications(call, by=SETUP, at=clock.now())
    with pytest.raises(ReviewsOver):
        mend(done, 4, 4)
    assert points_of(done) == [0, 4]


def test_who_could_read_others_before_is_known_to_have(call: Call, done: ReviewTask) -> None:
    first = mend(done, 2, 4)
    review_all(call, (4, 4))
    second = mend(done, 4, 4, standing=1)
    assert (first.others_done, second.others_done) == (0, 1)


def test_a_correction_that_parts_two_readers_calls_for_a_third(call: Call, done: ReviewTask) -> None:
    review_all(call, (0, 4))
    assert not scores_of(call).applications[done.application_id].needs_third
    mend(done, 4, 4)
    assert scores_of(call).applications[done.application_id].needs_third


def test_the_reason_stands_in_the_record_where_it_can_be_erased(done: ReviewTask) -> None:
    mend(done, 4, 4)
    entry = AuditEntry.objects.get(verb="selection.correct_review")
    assert (entry.details, bool(entry.commitment)) == ('{"points":{"1":4,"2":4}}', True)


@pytest.mark.django_db(transaction=True)
def test_two_windows_at_once_mend_it_once(programme: Programme) -> None:
    task = review(tasks_on(make_review_call(programme, people=2).applications.all()[0])[0], 0, 0)
    assert race([lambda: mend(task, 4, 4), lambda: mend(task, 2, 2)]) == Counter({"done": 1, "corrected_meanwhile": 1})
    assert points_of(task) in ([4, 4], [2, 2])


# --- pages
def test_the_reviewer_mends_it_on_a_page_and_the_officer_reads_both(
    call: Call, done: ReviewTask, officer: Account, signed_in: SignIn
) -> None:
    own = f"/saya/penilaian/{call.slug}/{done.ordinal}/"
    browser = signed_in(done.reviewer.account)
    assert f'href="{own}perbaiki/"' in browser.get(own).content.decode()
    assert 'name="standing" value="0"' in browser.get(f"{own}perbaiki/").content.decode()
    chosen = {f"level_{each.criterion.ordinal}": each.level.pk for each in given(done, 4, 4) if each.level}
    typed = {"once": str(uuid.uuid4()), "standing": 0, **chosen}
    refused = browser.post(f"{own}perbaiki/", typed)
    assert (refused.status_code, points_of(done)) == (422, [0, 4])
    assert browser.post(f"{own}perbaiki/", {**typed, "reason": SLIP}).status_code == 302
    programme = call.stage.programme
    desk = f"/desk/{programme.organisation.slug}/{programme.slug}/seleksi/penilaian/{call.slug}/nilai/"
    for page in (browser.get(own), signed_in(officer).get(f"{desk}{done.application.receipt}/")):
        text = page.content.decode()
        assert SLIP in text
        assert "semula: 0 · Tidak terjawab" in text


def test_after_the_freeze_the_page_says_what_is_still_possible(call: Call, done: ReviewTask, signed_in: SignIn) -> None:
    freeze_applications(call, by=SETUP, at=clock.now())
    own = f"/saya/penilaian/{call.slug}/{done.ordinal}/"
    browser = signed_in(done.reviewer.account)
    assert "perbaiki/" not in browser.get(own).content.decode()
    assert "masa sanggah" in browser.get(f"{own}perbaiki/").content.decode()


def test_nobody_elses_review_can_be_opened_for_mending(call: Call, done: ReviewTask, signed_in: SignIn) -> None:
    other = call.reviewers.exclude(pk=done.reviewer_id)[0]
    ordinal = max(each.ordinal for each in ReviewTask.objects.all()) + 1
    assert signed_in(other.account).get(f"/saya/penilaian/{call.slug}/{ordinal}/perbaiki/").status_code == 404
