"""Whatever is done in whatever order: one mentor a person, no slot twice, counters that count, a whole history."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from factories.accompanying import assert_promises_kept
from factories.examples import asking
from factories.mentoring import make_contact, make_mentor, make_slot
from factories.people import SETUP
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.foundation.errors import DomainError
from sanggar.mentoring import actions
from sanggar.mentoring.jobs import call_off_lost_talks
from sanggar.mentoring.models import Contact, Mentor, Mentorship, Outcome, Slot, Talk
from sanggar.mentoring.queries import coming_talk, open_mentorship, rematch_of
from sanggar.planning.models import Programme, ProgrammeGrant
from sanggar.training.models import Enrolment

WHO = st.integers(0, 2)
TO_WHOM = st.integers(0, 1)
WHEN = st.integers(0, 3)


def act() -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now()}


class Accompanying(RuleBasedStateMachine):
    """Three people, two mentors (one with a single place), four slots; each run starts from the same rows."""

    people: ClassVar[list[Enrolment]]
    mentors: ClassVar[list[Mentor]]
    slots: ClassVar[list[Slot]]

    def __init__(self) -> None:
        super().__init__()
        self.point = transaction.savepoint()

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.point)

    def attempt(self, deed: Callable[[], object]) -> None:
        """A refusal is an answer like any other; what it had begun is undone."""
        with suppress(DomainError), transaction.atomic():
            deed()

    def with_pair(self, who: int, deed: Callable[[Mentorship], object]) -> None:
        """Also with pairs that are over, whose pages somebody still has open."""
        if pair := open_mentorship(self.people[who]) or self.people[who].mentorships.last():
            self.attempt(lambda: deed(pair))

    @rule(who=WHO, whom=TO_WHOM, ask=st.booleans())
    def begin(self, who: int, whom: int, ask: bool) -> None:  # noqa: FBT001 - hypothesis gives values by name
        start = actions.propose_mentor if ask else actions.assign_mentor
        self.attempt(lambda: start(self.people[who], self.mentors[whom], **act()))

    @rule(who=WHO)
    def accept(self, who: int) -> None:
        self.with_pair(who, lambda pair: actions.accept_mentorship(pair, **act()))

    @rule(who=WHO)
    def pause(self, who: int) -> None:
        day = clock.today() + timedelta(days=9)
        self.with_pair(who, lambda pair: actions.pause_mentorship(pair, resumes_on=day, reason="Panen.", **act()))

    @rule(who=WHO)
    def resume(self, who: int) -> None:
        self.with_pair(who, lambda pair: actions.resume_mentorship(pair, **act()))

    @rule(who=WHO, slot=WHEN)
    def book(self, who: int, slot: int) -> None:
        self.with_pair(who, lambda pair: actions.book_slot(self.slots[slot], pair, **act()))

    @rule(who=WHO, slot=WHEN)
    def move(self, who: int, slot: int) -> None:
        self.with_pair(who, lambda pair: self._with_talk(pair, slot))

    def _with_talk(self, pair: Mentorship, slot: int) -> None:
        if talk := coming_talk(pair, clock.now()):
            actions.move_talk(talk, self.slots[slot], **act())

    @rule(who=WHO)
    def cancel(self, who: int) -> None:
        for talk in Talk.objects.filter(mentorship__enrolment=self.people[who])[:1]:
            self.attempt(lambda talk=talk: actions.cancel_talk(talk, **act()))  # type: ignore[misc]  # the loop's own talk

    @rule(slot=WHEN)
    def withdraw(self, slot: int) -> None:
        self.attempt(lambda: actions.withdraw_slot(self.slots[slot], **act()))

    @rule(who=WHO)
    def log(self, who: int) -> None:
        self.with_pair(who, make_contact)

    @rule(who=WHO, is_so=st.booleans())
    def answer(self, who: int, is_so: bool) -> None:  # noqa: FBT001 - hypothesis gives values by name
        if contact := Contact.objects.filter(mentorship__enrolment=self.people[who]).first():
            dispute = lambda: actions.dispute_contact(contact, word="Tidak.", **act())  # noqa: E731 - said once, in place
            self.attempt(dispute if not is_so else lambda: actions.confirm_contact(contact, **act()))

    @rule(who=WHO, whom=TO_WHOM)
    def hand_over(self, who: int, whom: int) -> None:
        self.with_pair(who, lambda pair: actions.hand_over(pair, self.mentors[whom], note="Silakan.", **act()))

    @rule(who=WHO, by_mentor=st.booleans())
    def end(self, who: int, by_mentor: bool) -> None:  # noqa: FBT001 - hypothesis gives values by name
        """Also of a question: withdrawn by the office, or the mentor's no."""
        given: dict[str, Any] = {"outcome": Outcome.STOPPED, "reason": "Usai.", "at": clock.now()}
        by = lambda pair: pair.mentor.account.actor if by_mentor else SETUP  # noqa: E731 - said once, in place
        self.with_pair(who, lambda pair: actions.end_mentorship(pair, by=by(pair), **given))

    @rule(whom=TO_WHOM)
    def falls_away(self, whom: int) -> None:
        """And comes back: who stays away would leave little to try."""
        mentor = self.mentors[whom]
        self.attempt(lambda: actions.rematch(mentor, rematch_of(mentor).digest, note="Sakit.", **act()))
        Mentor.objects.filter(pk=mentor.pk).update(active=True)

    @rule(who=WHO, whom=TO_WHOM)
    def conflict(self, who: int, whom: int) -> None:
        told: dict[str, Any] = {"enrolment": self.people[who], "kind": "kin"}
        self.attempt(lambda: actions.declare_conflict(self.mentors[whom], **told, **act()))

    @rule(who=WHO)
    def ask_for_another(self, who: int) -> None:
        self.with_pair(who, lambda pair: actions.ask_for_another(pair, reason="Ingin yang lain.", **act()))

    @rule(who=WHO, outcome=st.sampled_from([Outcome.FINISHED, Outcome.STOPPED, Outcome.UNREACHABLE]))
    def close(self, who: int, outcome: Outcome) -> None:
        self.with_pair(who, lambda pair: actions.close_mentorship(pair, outcome=outcome, reason="Usai.", **act()))

    @rule(whom=TO_WHOM)
    def loses_the_right(self, whom: int) -> None:
        """For as long as the clock needs to call off what nobody would come to; then it is given again."""
        account = self.mentors[whom].account
        grants = ProgrammeGrant.objects.filter(account=account)
        grants.update(ended_at=clock.now(), ended_by="uji")
        call_off_lost_talks(clock.now())
        assert not Talk.objects.filter(cancelled_at=None, slot__mentor=self.mentors[whom]).exists()
        grants.update(ended_at=None, ended_by="")

    @invariant()
    def what_is_promised_holds(self) -> None:
        assert_promises_kept()


@pytest.mark.django_db
def test_any_order_of_acts_keeps_the_promises(programme: Programme) -> None:
    cohort = make_cohort_of(programme)
    Accompanying.people = [make_enrolment(cohort) for _ in range(3)]
    Accompanying.mentors = [make_mentor(programme, "Satu", 1), make_mentor(programme, "Dua", 3)]
    Accompanying.slots = [make_slot(Accompanying.mentors[n % 2], days=2 + n) for n in range(4)]
    run_state_machine_as_test(Accompanying, settings=asking(4, stateful_step_count=15))  # type: ignore[no-untyped-call]  # hypothesis leaves it untyped
    assert not Mentorship.objects.exists()
