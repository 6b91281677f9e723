"""Applications written in one commit: each has its own outcome, and none suffers for another."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest

from factories.applications import BUDI, answers_for, apply, make_call, numbered_answers
from factories.planning import make_programme
from factories.work import letters_waiting
from sanggar.applications.actions import CallNotOpen, SubmissionUsed
from sanggar.applications.actions.submission import Submission, prepare, write_together
from sanggar.applications.answers import Answers
from sanggar.applications.models import Application, ApplicationState, Call
from sanggar.applications.pages.express import _sent
from sanggar.applications.queries import texts_in_force
from sanggar.foundation import audit, clock, rates
from sanggar.foundation.models import AuditEntry
from sanggar.foundation.one_commit import in_one_commit
from sanggar.people.models import Organisation
from sanggar.planning.models import Programme

S = ApplicationState
together = pytest.mark.django_db
committed = pytest.mark.django_db(transaction=True)


def submission(call: Call, answers: Answers | None = None, submission_id: uuid.UUID | None = None) -> Submission:
    return prepare(
        call,
        answers or answers_for(call),
        submission_id=submission_id or uuid.uuid4(),
        consents=texts_in_force(call)[:1],
        at=clock.now(),
        language="id",
    )


@together
def test_of_equal_niks_in_one_group_one_lives_and_each_has_a_receipt(programme: Programme) -> None:
    call = make_call(programme)
    outcomes = write_together([submission(call) for _ in range(3)])
    assert sorted(each.state for each in outcomes if isinstance(each, Application)) == [
        S.CONTESTED,
        S.CONTESTED,
        S.SUBMITTED,
    ]
    assert Application.objects.filter(state=S.SUBMITTED).count() == 1
    assert len(set(Application.objects.values_list("receipt", flat=True))) == 3


@together
def test_of_equal_submissions_in_one_group_one_is_stored_and_all_get_its_receipt(programme: Programme) -> None:
    call, same = make_call(programme), uuid.uuid4()
    outcomes = write_together([submission(call, submission_id=same) for _ in range(3)])
    stored = Application.objects.get()
    assert outcomes == [stored] * 3
    assert (stored.state, stored.events.count()) == (S.SUBMITTED, 1)


@together
def test_one_form_with_two_niks_in_one_group_is_stored_once_and_shows_the_other_nothing(programme: Programme) -> None:
    call, same = make_call(programme), uuid.uuid4()
    first, second = write_together(
        [
            submission(call, submission_id=same),
            submission(call, answers_for(call, nik=BUDI), submission_id=same),
        ]
    )
    assert (first, type(second)) == (Application.objects.get(), SubmissionUsed)


@together
def test_what_came_before_this_group_counts_too(programme: Programme) -> None:
    call, same = make_call(programme), uuid.uuid4()
    first = apply(call, submission_id=same)
    again, other, new = write_together(
        [
            submission(call, submission_id=same),
            submission(call, answers_for(call, name="Orang Lain")),
            submission(call, numbered_answers(call, 5)),
        ]
    )
    assert isinstance(other, Application)
    assert isinstance(new, Application)
    assert (again, other.state, new.state) == (first, S.CONTESTED, S.SUBMITTED)


@together
def test_calls_are_judged_each_by_itself(programme: Programme) -> None:
    call, closed = make_call(programme), make_call(programme, slug="tutup")
    late = submission(closed)
    Call.objects.filter(pk=closed.pk).update(closed_at=clock.now() - timedelta(hours=1))
    refused, taken = write_together([late, submission(call)])
    assert (type(refused), taken) == (CallNotOpen, Application.objects.get())


@together
def test_a_receipt_that_exists_already_is_given_to_nobody_else(programme: Programme) -> None:
    call = make_call(programme)
    first, second = submission(call), submission(call, numbered_answers(call, 7))
    second.application.receipt = first.application.receipt
    write_together([first, second])
    assert len(set(Application.objects.values_list("receipt", flat=True))) == 2
    assert set(Application.objects.values_list("state", flat=True)) == {S.SUBMITTED}


@together
def test_each_has_its_history_consents_audit_row_and_letter(programme: Programme) -> None:
    call = make_call(programme)
    group = [submission(call, numbered_answers(call, number, email=f"w{number}@contoh.example")) for number in range(4)]
    write_together(group)
    for application in Application.objects.all():
        entry = AuditEntry.objects.get(subject=audit.subject_of(application))
        personal = {"name": application.name, "phone": application.phone, "email": application.email}
        assert audit.personal_of(entry) == personal
        assert (application.events.count(), application.consents.count()) == (1, 1)
    assert letters_waiting() == sorted(Application.objects.values_list("pk", flat=True))
    audit.seal_pending(clock.now())
    assert audit.verify().is_intact


@together
def test_too_many_of_one_network_are_told_so_without_holding_up_the_others(programme: Programme) -> None:
    call, at = make_call(programme), clock.now()

    def from_network(address: str) -> list[rates.Try]:
        return [rates.a_try("apply", address, limit=2, window=timedelta(minutes=10), at=at)]

    sends = [(submission(call, numbered_answers(call, number)), from_network("203.0.113.7")) for number in range(3)]
    outcomes = _sent([*sends, (submission(call, numbered_answers(call, 9)), from_network("203.0.113.8"))])
    assert [isinstance(each, Application) for each in outcomes] == [True, True, False, True]
    assert Application.objects.count() == 3


@committed
def test_a_row_that_the_database_can_not_take_fails_alone(office: Organisation) -> None:
    """A village that is gone is noticed only at the commit, when all of the group are written."""
    call = make_call(make_programme(office))
    good, bad, also_good = (submission(call, numbered_answers(call, number)) for number in range(3))
    bad.application.village_id = "99.99.99.9999"
    first, failed, last = in_one_commit(write_together, [good, bad, also_good])
    assert [first, last] == list(Application.objects.order_by("pk"))
    assert isinstance(failed, Exception)
    assert AuditEntry.objects.filter(verb="applications.submit").count() == 2


@committed
def test_what_was_written_once_may_be_written_again_after_a_lost_answer(office: Organisation) -> None:
    call = make_call(make_programme(office))
    group = [submission(call), submission(call, numbered_answers(call, 3))]
    first = write_together(group)
    again = write_together([replace(each) for each in group])
    assert [each.receipt for each in again if isinstance(each, Application)] == [
        each.receipt for each in first if isinstance(each, Application)
    ]
    assert Application.objects.count() == 2
