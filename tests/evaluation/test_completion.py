"""Who has completed: each requirement judged live, right at its edges, one by one and in lists alike."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from factories.evaluation import LONG_AGO, make_finisher, make_held_meeting, make_rule
from factories.mentoring import make_contact, make_mentor, make_pair
from factories.people import SETUP
from factories.planning import make_meeting
from factories.publication import make_work
from factories.training import make_cohort_of, make_enrolment
from factories.works import answer, assess, hand_in, make_assignment, make_questions, make_trainer
from sanggar.evaluation import actions, queries
from sanggar.evaluation.models import CompletionRule
from sanggar.evaluation.refusals import NoFinalTest, RuleAsksNothing
from sanggar.foundation import clock
from sanggar.mentoring.actions import confirm_contact, void_contact
from sanggar.planning.models import Cohort, Meeting, Programme
from sanggar.publication.actions import confirm_work, remove_work
from sanggar.training.actions import answer_question, begin_quiz, finish_quiz, leave
from sanggar.training.models import Enrolment
from sanggar.training.queries import meetings_to_record

pytestmark = pytest.mark.django_db
KEYS = ("attendance", "contacts", "works")


def act() -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now()}


@pytest.fixture
def cohort(programme: Programme) -> Cohort:
    return make_cohort_of(programme)


@pytest.fixture
def enrolment(cohort: Cohort) -> Enrolment:
    return make_enrolment(cohort, "Sulastri", at=clock.now() - LONG_AGO)


def judged(enrolment: Enrolment) -> dict[str, tuple[int | None, int, bool]]:
    found = queries.completion_of(enrolment).requirements
    return {each.key: (each.value, each.needed, each.met) for each in found}


def is_listed_complete(enrolment: Enrolment) -> bool:
    programme = enrolment.stage.programme
    rule = queries.rule_of(programme)
    assert rule
    return queries.complete_in(queries.participants_of(programme), rule).filter(pk=enrolment.pk).exists()


def test_without_a_rule_nobody_is_complete(cohort: Cohort) -> None:
    enrolment = make_finisher(cohort)
    completion = queries.completion_of(enrolment)
    assert (completion.requirements, completion.is_complete) == ((), False)
    assert list(queries.to_certify(cohort.stage)) == []


def test_everything_done_is_complete(programme: Programme, cohort: Cohort) -> None:
    make_rule(programme)
    enrolment = make_finisher(cohort)
    assert judged(enrolment) == {"attendance": (100, 80, True), "contacts": (1, 1, True), "works": (1, 1, True)}
    completion = queries.completion_of(enrolment)
    assert (completion.is_complete, completion.missing) == (True, ())
    assert list(queries.to_certify(cohort.stage)) == [enrolment]


def test_nothing_done_says_what_is_missing(programme: Programme, enrolment: Enrolment) -> None:
    make_rule(programme, contacts=4)
    completion = queries.completion_of(enrolment)
    asked = [requirement.asked for requirement in completion.requirements]
    assert asked == ["kehadiran 80%", "4 kontak pendampingan yang dibenarkan peserta", "1 karya terbit"]
    assert completion.missing == (
        "belum ada sesi yang presensinya dicatat",
        "4 kontak pendampingan lagi",
        "1 karya terbit lagi",
    )
    assert not is_listed_complete(enrolment)


def test_before_any_meeting_was_held_attendance_is_not_met(programme: Programme, enrolment: Enrolment) -> None:
    make_rule(programme, attendance=1, contacts=0, works=0)
    for _before in ("any is planned", "anybody's presence is recorded"):
        assert judged(enrolment) == {"attendance": (None, 1, False)}
        assert not is_listed_complete(enrolment)
        make_meeting(enrolment.cohort, in_days=-7)


@pytest.mark.parametrize(
    ("present", "absent", "asked", "judgement"),
    [
        (4, 1, 80, (80, 80, True)),
        (3, 1, 80, (75, 80, False)),
        (2, 1, 67, (66, 67, False)),
        (2, 1, 66, (66, 66, True)),
        (0, 1, 1, (0, 1, False)),
    ],
)
def test_attendance_is_judged_to_the_last_fraction(
    programme: Programme, enrolment: Enrolment, present: int, absent: int, asked: int, judgement: tuple[int, int, bool]
) -> None:
    make_rule(programme, attendance=asked, contacts=0, works=0)
    for _ in range(present):
        make_held_meeting(enrolment.cohort, [enrolment])
    for _ in range(absent):
        make_held_meeting(enrolment.cohort, [], [enrolment])
    assert judged(enrolment) == {"attendance": judgement}
    assert is_listed_complete(enrolment) == judgement[-1]


@pytest.mark.parametrize(
    ("recorded", "gaps", "judgement"),
    [
        (("present",) * 3, 1, (100, 75, True)),  # even if they were absent there
        (("present", "present"), 1, (100, 75, False)),
        (("present", "absent"), 1, (50, 75, False)),
        ((), 1, (None, 75, False)),
    ],
)
def test_a_gap_counts_neither_way_and_only_what_stands_without_it_is_enough(
    programme: Programme, enrolment: Enrolment, recorded: tuple[str, ...], gaps: int, judgement: tuple[int, int, bool]
) -> None:
    rule = make_rule(programme, attendance=75, contacts=0, works=0)
    for presence in recorded:
        people = {"present": [], "absent": []} | {presence: [enrolment]}
        make_held_meeting(enrolment.cohort, people["present"], people["absent"])
    other = make_enrolment(enrolment.cohort, at=clock.now() - LONG_AGO)
    for _ in range(gaps):
        make_held_meeting(enrolment.cohort, [other])
    assert judged(enrolment) == {"attendance": judgement}
    assert is_listed_complete(enrolment) == judgement[-1]
    is_open = judgement[0] != 50
    held = is_open and not judgement[-1]
    assert list(queries.held_in(queries.participants_of(programme), rule).filter(pk=enrolment.pk)) == [enrolment] * held
    assert queries.completion_tally(programme).held >= held
    known = [each.pk for each in meetings_to_record(Meeting.objects.all())]
    everywhere = Programme.objects.all()
    assert queries.ready_in(everywhere, gaps=known) == queries.ready_in(everywhere)


def test_required_assignments_of_one_s_own_stage_and_track_must_be_accepted(
    programme: Programme, enrolment: Enrolment
) -> None:
    actions.set_rule(programme, attendance_percent=0, contacts=0, works=0, assignments=True, **act())
    assert judged(enrolment) == {"assignments": (None, 0, False)}
    assert queries.completion_of(enrolment).missing == ("belum ada tugas wajib yang diterbitkan",)
    assert not is_listed_complete(enrolment)
    make_trainer("Nadia", programme)
    other_track = programme.tracks.exclude(pk=enrolment.track_id).get()
    make_assignment(enrolment.stage, "Jalur lain", track=other_track)
    make_assignment(enrolment.stage, "Pilihan", is_required=False)
    make_assignment(enrolment.stage, "Rancangan", published=False)
    wanted = [
        make_assignment(enrolment.stage, "Untuk semua", assessors=1),
        make_assignment(enrolment.stage, "Jalurnya", assessors=1, track=enrolment.track),
    ]
    assert queries.completion_of(enrolment).missing == ("2 tugas wajib belum diterima",)
    for number, assignment in enumerate(wanted, start=1):
        submission = hand_in(assignment, enrolment)
        assess(submission.assessments.get(), 4)
        assert judged(enrolment)["assignments"] == (number - 1, 2, False)
        answer(submission, "accepted", "")
        assert judged(enrolment)["assignments"] == (number, 2, number == 2)
        assert is_listed_complete(enrolment) == (number == 2)


def test_the_test_after_must_be_taken_whatever_its_score(programme: Programme, enrolment: Enrolment) -> None:
    asked = {"attendance_percent": 0, "contacts": 0, "works": 0, "post_test": True}
    with pytest.raises(NoFinalTest):
        actions.set_rule(programme, **asked, **act())
    make_questions(programme)
    actions.set_rule(programme, **asked, **act())
    make_meeting(enrolment.cohort, in_days=-1)
    sitting = begin_quiz(enrolment, "post", **act())
    assert queries.completion_of(enrolment).missing == ("tes akhir belum dikerjakan",)
    assert not is_listed_complete(enrolment)
    for question in programme.quiz_questions.all():
        wrong = question.choices.filter(is_right=False)[0]
        answer_question(sitting, wrong, **act())
    finish_quiz(sitting, **act())
    assert (judged(enrolment), is_listed_complete(enrolment)) == ({"post_test": (1, 1, True)}, True)


def test_what_is_not_asked_is_no_requirement(programme: Programme, enrolment: Enrolment) -> None:
    make_rule(programme, attendance=0, contacts=1, works=0)
    contact = make_contact(make_pair(enrolment, make_mentor(programme)))
    assert (judged(enrolment), is_listed_complete(enrolment)) == ({"contacts": (0, 1, False)}, False)
    assert queries.completion_of(enrolment).missing == ("1 kontak pendampingan lagi (1 menunggu dibenarkan peserta)",)
    confirm_contact(contact, **act())
    assert judged(enrolment) == {"contacts": (1, 1, True)}
    assert is_listed_complete(enrolment)


def test_voided_contacts_and_unconfirmed_or_removed_works_do_not_count(
    programme: Programme, enrolment: Enrolment
) -> None:
    make_rule(programme, attendance=0, contacts=1, works=1)
    void_contact(make_contact(make_pair(enrolment, make_mentor(programme))), reason="salah orang", **act())
    work = make_work(enrolment)
    assert judged(enrolment) == {"contacts": (0, 1, False), "works": (0, 1, False)}
    confirm_work(work, **act())
    assert judged(enrolment)["works"] == (1, 1, True)
    remove_work(work, reason="bukan miliknya", **act())
    assert judged(enrolment)["works"] == (0, 1, False)


def test_a_raised_bar_counts_at_once(programme: Programme, cohort: Cohort) -> None:
    make_rule(programme)
    enrolment = make_finisher(cohort)
    make_rule(programme, contacts=2)
    assert queries.completion_of(enrolment).missing == ("1 kontak pendampingan lagi",)
    assert list(queries.to_certify(cohort.stage)) == []


def test_who_left_is_not_complete_whatever_they_did(programme: Programme, cohort: Cohort) -> None:
    make_rule(programme, attendance=0)
    enrolment = make_finisher(cohort)
    leave(enrolment, "withdrawn", reason="pindah kota", **act())
    assert not queries.completion_of(Enrolment.objects.get(pk=enrolment.pk)).is_complete
    assert list(queries.to_certify(cohort.stage)) == []


def test_lists_and_single_judgements_agree(programme: Programme, cohort: Cohort) -> None:
    rule = make_rule(programme)
    finisher, other = make_finisher(cohort, "Aminah"), make_enrolment(cohort, "Budi", at=clock.now() - LONG_AGO)
    rows = {row.pk: queries.completion_read(row, rule) for row in queries.participants_of(programme)}
    assert {pk: row.is_complete for pk, row in rows.items()} == {finisher.pk: True, other.pk: False}
    lacking = {key: list(queries.lacking_in(queries.participants_of(programme), rule, key)) for key in KEYS}
    assert lacking == {"attendance": [other], "contacts": [other], "works": [other]}
    tally = queries.CompletionTally(seated=2, complete=1, certified=0, held=0, ready={cohort.stage_id: 1})
    assert queries.completion_tally(programme) == tally


def test_a_rule_asks_for_something(programme: Programme) -> None:
    with pytest.raises(RuleAsksNothing):
        actions.set_rule(programme, attendance_percent=0, contacts=0, works=0, **act())
    make_rule(programme)
    with pytest.raises(IntegrityError), transaction.atomic():
        CompletionRule.objects.update(attendance_percent=0, contacts=0, works=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        CompletionRule.objects.update(attendance_percent=101)
