"""Thirty-two hands at the same moment, and a kill in the middle: what is promised holds, and nothing is half done."""

import os
import signal
from collections.abc import Callable
from datetime import timedelta
from itertools import cycle, islice
from typing import Any

import pytest
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult

from factories.accompanying import assert_promises_kept
from factories.mentoring import make_contact, make_mentor, make_pair, make_slot
from factories.people import SETUP, make_office
from factories.planning import make_programme
from factories.races import race
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry
from sanggar.mentoring import actions
from sanggar.mentoring.models import Contact, Mentor, Mentorship, MentorshipEvent, MentorshipState, Slot, Talk
from sanggar.mentoring.queries import rematch_of
from sanggar.mentoring.refusals import ContactThere, SlotTaken
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 32
KEPT = (Talk, Contact, Mentorship, MentorshipEvent, AuditEntry, DBTaskResult)


def act() -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now()}


@pytest.fixture
def programme() -> Programme:
    return make_programme(make_office())


def pairs_with(mentor: Mentor, count: int) -> list[Mentorship]:
    cohort = make_cohort_of(mentor.programme, seats=40)
    return [make_pair(make_enrolment(cohort), mentor) for _ in range(count)]


def hands(*acts: Callable[[], object]) -> list[Callable[[], object]]:
    return list(islice(cycle(acts), HANDS))


def test_32_talks_are_moved_to_one_slot_and_the_others_stay_where_they_were(programme: Programme) -> None:
    mentor = make_mentor(programme, "Maya", 40)
    talks = [
        actions.book_slot(make_slot(mentor, days=3 + number / 24), pair, **act())
        for number, pair in enumerate(pairs_with(mentor, HANDS))
    ]
    wanted = make_slot(mentor, days=2)
    acts = [lambda talk=talk: actions.move_talk(talk, wanted, **act()) for talk in talks]
    assert race(acts) == {"done": 1, SlotTaken.code: HANDS - 1}
    standing = Talk.objects.filter(cancelled_at=None)
    assert (standing.count(), standing.filter(slot=wanted).count()) == (HANDS, 1)
    assert_promises_kept()


def test_one_contact_logged_by_32_is_there_once_and_confirmed_by_32_is_confirmed_once(programme: Programme) -> None:
    (pair,) = pairs_with(make_mentor(programme), 1)
    told: dict[str, Any] = {"held_on": clock.today(), "how": "call", "minutes": 20, "summary": "Membahas naskah."}
    logging = hands(lambda: actions.log_contact(Mentorship.objects.get(pk=pair.pk), **told, **act()))
    assert race(logging) == {"done": 1, ContactThere.code: HANDS - 1}
    contact = Contact.objects.get()
    assert race(hands(lambda: actions.confirm_contact(contact, **act()))) == {"done": HANDS}
    assert AuditEntry.objects.filter(verb="mentoring.confirm_contact").count() == 1


def test_pausing_reassigning_booking_moving_logging_confirming_all_at_once(programme: Programme) -> None:
    """Every hand at pairs as it last saw them: many are refused, none fails, and what is promised holds."""
    one, other = make_mentor(programme, "Satu", 9), make_mentor(programme, "Dua", 9)
    pairs = pairs_with(one, 4)
    slots = [make_slot(one, days=2 + number) for number in range(4)]
    talk, contact = actions.book_slot(slots[0], pairs[0], **act()), make_contact(pairs[0])
    day = clock.today() + timedelta(days=9)
    said: dict[str, Any] = {"held_on": clock.today(), "how": "call", "minutes": 5, "is_another": True}
    acts = [
        act_
        for number, pair in enumerate(pairs)
        for act_ in (
            lambda pair=pair: actions.pause_mentorship(pair, resumes_on=day, reason="Panen.", **act()),
            lambda pair=pair: actions.resume_mentorship(pair, **act()),
            lambda pair=pair: actions.hand_over(pair, other, note="Silakan.", **act()),
            lambda pair=pair, slot=slots[number]: actions.book_slot(slot, pair, **act()),
            lambda pair=pair: actions.book_slot(slots[0], pair, **act()),
            lambda number=number: actions.move_talk(talk, slots[number], **act()),
            lambda pair=pair, number=number: actions.log_contact(pair, summary=f"Hal {number}.", **said, **act()),
            lambda: actions.confirm_contact(contact, **act()),
        )
    ]
    assert len(acts) == HANDS
    outcome = race(acts)
    assert {code for code in outcome if not code.isidentifier()} == set(), outcome
    assert_promises_kept()
    assert {pair.mentor_id for pair in Mentorship.objects.exclude(state=MentorshipState.ENDED)} <= {one.pk, other.pk}


def killed_before_the_commit(deed: Callable[[], object]) -> None:
    """In a process of its own, with a connection of its own, which dies when all is written and nothing committed."""
    connection.close()
    if (child := os.fork()) == 0:
        with transaction.atomic():
            deed()
            os.kill(os.getpid(), signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL


def everything_kept() -> list[list[dict[str, Any]]]:
    return [list(model.objects.order_by("pk").values()) for model in KEPT]


def test_what_is_killed_in_the_middle_was_never_done_and_can_be_done_again(programme: Programme) -> None:
    mentor, other = make_mentor(programme, "Satu"), make_mentor(programme, "Dua")
    pair, free = pairs_with(mentor, 2)
    talk, contact = actions.book_slot(make_slot(mentor), pair, **act()), make_contact(pair)
    slot: Slot = make_slot(mentor, days=5)
    day, digest = clock.today() + timedelta(days=9), rematch_of(mentor).digest
    deeds: dict[str, Callable[[], object]] = {
        "confirm": lambda: actions.confirm_contact(contact, **act()),
        "log": lambda: make_contact(free),
        "book": lambda: actions.book_slot(slot, free, **act()),
        "move": lambda: actions.move_talk(talk, slot, **act()),
        "hand over": lambda: actions.hand_over(pair, other, note="Silakan.", **act()),
        "rematch": lambda: actions.rematch(mentor, digest, note="Sakit.", **act()),
        "pause": lambda: actions.pause_mentorship(pair, resumes_on=day, reason="Panen.", **act()),
    }
    before = everything_kept()
    for name, deed in deeds.items():
        killed_before_the_commit(deed)
        assert everything_kept() == before, name
    for name in ("confirm", "log", "book", "pause"):
        deeds[name]()
        assert_promises_kept()
    free.refresh_from_db()
    assert (free.talks.count(), Mentorship.objects.get(pk=pair.pk).state) == (1, MentorshipState.PAUSED)
