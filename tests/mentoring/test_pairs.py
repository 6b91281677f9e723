"""Who accompanies whom: within capacity and track, one at a time, and with the whole history kept."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from factories.mentoring import make_confirmed_contact, make_contact, make_mentor, make_pair
from factories.people import SETUP
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry
from sanggar.mentoring import actions, queries
from sanggar.mentoring.models import ALLOWED, Mentor, Mentorship, MentorshipState, Outcome
from sanggar.mentoring.refusals import (
    AlreadyAccompanied,
    CapacityTooSmall,
    MentorAlreadyAdded,
    MentorFull,
    MentorInactive,
    MentorOfOtherTrack,
    MentorshipEnded,
    NotParticipating,
    SameMentor,
)
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme
from sanggar.planning.rules import holds
from sanggar.training.actions import leave, set_goal
from sanggar.training.models import Enrolment

pytestmark = pytest.mark.django_db


def act() -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now()}


@pytest.fixture
def enrolment(programme: Programme) -> Enrolment:
    return make_enrolment(make_cohort_of(programme), "Sulastri")


def assigned(mentor: Mentor) -> int:
    return Mentor.objects.get(pk=mentor.pk).assigned


def test_a_new_address_opens_an_account_with_the_right_to_accompany(programme: Programme) -> None:
    mentor = actions.add_mentor(programme, email="baru@contoh.example", name="Baru", capacity=5, **act())
    assert (mentor.account.name, mentor.account.has_usable_password()) == ("Baru", False)
    assert holds(mentor.account, programme, Role.MENTOR)


def test_a_known_address_keeps_its_account_and_name(programme: Programme, pptk: Account) -> None:
    mentor = actions.add_mentor(programme, email=pptk.email.upper(), name="Nama Lain", capacity=5, **act())
    assert (mentor.account, mentor.account.name) == (pptk, "Putra PPTK")


def test_nobody_is_mentor_of_a_programme_twice(programme: Programme) -> None:
    mentor = make_mentor(programme)
    with pytest.raises(MentorAlreadyAdded):
        actions.add_mentor(programme, email=mentor.account.email, name="Maya", capacity=5, **act())


def test_a_pair_takes_one_place_and_its_end_gives_it_back(enrolment: Enrolment, programme: Programme) -> None:
    mentor = make_mentor(programme, capacity=1)
    pair = make_pair(enrolment, mentor)
    assert assigned(mentor) == 1
    actions.end_mentorship(pair, outcome="finished", reason="sampai akhir", **act())
    assert assigned(mentor) == 0


def test_a_full_mentor_takes_nobody(enrolment: Enrolment, programme: Programme) -> None:
    mentor = make_mentor(programme, capacity=1)
    make_pair(make_enrolment(enrolment.cohort), mentor)
    with pytest.raises(MentorFull, match="sudah mendampingi 1 orang"), transaction.atomic():
        make_pair(enrolment, mentor)
    assert (assigned(mentor), enrolment.mentorships.count()) == (1, 0)


def test_the_database_refuses_one_too_many_even_past_the_actions(programme: Programme) -> None:
    mentor = make_mentor(programme, capacity=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mentor.objects.filter(pk=mentor.pk).update(assigned=2)


def test_nobody_has_two_mentors_at_once(enrolment: Enrolment, programme: Programme) -> None:
    first, second = make_mentor(programme, "Satu"), make_mentor(programme, "Dua")
    make_pair(enrolment, first)
    with pytest.raises(AlreadyAccompanied, match="Sulastri sudah punya pendamping"), transaction.atomic():
        make_pair(enrolment, second)
    assert (assigned(first), assigned(second)) == (1, 0)


def test_a_mentor_of_another_track_is_refused(enrolment: Enrolment, programme: Programme) -> None:
    mentor = make_mentor(programme, "Tia", 5, programme.tracks.get(code="tiktok"))
    with pytest.raises(MentorOfOtherTrack, match="tidak mendampingi jalur YouTube"):
        make_pair(enrolment, mentor)


def test_a_mentor_on_leave_gets_nobody_new_but_keeps_their_people(enrolment: Enrolment, programme: Programme) -> None:
    mentor = make_mentor(programme)
    pair = make_pair(make_enrolment(enrolment.cohort), mentor)
    actions.change_mentor(mentor, capacity=10, active=False, **act())
    with pytest.raises(MentorInactive):
        make_pair(enrolment, mentor)
    make_confirmed_contact(pair)
    assert queries.contacts_held(pair.enrolment) == 1


def test_capacity_never_falls_below_the_people_there_are(enrolment: Enrolment, programme: Programme) -> None:
    mentor = make_mentor(programme, capacity=3)
    make_pair(enrolment, mentor)
    make_pair(make_enrolment(enrolment.cohort), mentor)
    with pytest.raises(CapacityTooSmall, match="kurang dari 2"):
        actions.change_mentor(mentor, capacity=1, active=True, **act())


def test_who_left_the_training_gets_no_mentor(enrolment: Enrolment, programme: Programme) -> None:
    leave(enrolment, "withdrawn", reason="pindah kota", **act())
    with pytest.raises(NotParticipating):
        make_pair(enrolment, make_mentor(programme))


def test_a_handover_keeps_the_whole_history(enrolment: Enrolment, programme: Programme) -> None:
    old_mentor, new_mentor = make_mentor(programme, "Lama"), make_mentor(programme, "Baru")
    old = make_pair(enrolment, old_mentor, days_ago=10)
    make_confirmed_contact(old, days_ago=5)
    goal = set_goal(enrolment, text="Seratus pelanggan", **act())
    new = actions.hand_over(old, new_mentor, note="Sudah lancar menyunting.", **act())
    old.refresh_from_db()
    assert (old.state, old.outcome, old.handover_note) == ("ended", "moved", "Sudah lancar menyunting.")
    assert (new.state, new.previous, new.mentor) == ("active", old, new_mentor)
    assert (assigned(old_mentor), assigned(new_mentor)) == (0, 1)
    assert list(new.enrolment.goals.all()) == [goal]
    assert list(queries.history_of(enrolment)) == [old, new]
    assert queries.contacts_held(enrolment) == 1
    events = [(e.from_state, e.to_state, e.outcome) for p in (old, new) for e in p.events.all()]
    assert events == [("", "active", ""), ("active", "ended", "moved"), ("", "active", "")]


def test_a_failed_handover_changes_nothing(enrolment: Enrolment, programme: Programme) -> None:
    old_mentor, full = make_mentor(programme, "Lama"), make_mentor(programme, "Penuh", 1)
    make_pair(make_enrolment(enrolment.cohort), full)
    pair = make_pair(enrolment, old_mentor)
    with pytest.raises(MentorFull), transaction.atomic():
        actions.hand_over(pair, full, note="Silakan.", **act())
    pair.refresh_from_db()
    assert (pair.state, assigned(old_mentor), assigned(full)) == ("active", 1, 1)


def test_nobody_is_handed_over_to_their_own_mentor(enrolment: Enrolment, programme: Programme) -> None:
    pair = make_pair(enrolment, make_mentor(programme))
    with pytest.raises(SameMentor):
        actions.hand_over(pair, pair.mentor, note="Silakan.", **act())


def test_stopping_is_an_end_like_any_other_and_allows_a_new_start(enrolment: Enrolment, programme: Programme) -> None:
    mentor = make_mentor(programme)
    pair = make_pair(enrolment, mentor)
    actions.end_mentorship(pair, outcome="stopped", reason="ingin jalan sendiri", **act())
    assert list(queries.unassigned_enrolments(programme)) == []
    assert queries.can_be_assigned(enrolment)
    assert make_pair(enrolment, mentor).is_active


def test_what_has_ended_does_not_change_any_more(enrolment: Enrolment, programme: Programme) -> None:
    pair = make_pair(enrolment, make_mentor(programme))
    contact = make_contact(pair)
    actions.end_mentorship(pair, outcome="finished", reason="sampai akhir", **act())
    attempts: list[Any] = [
        lambda: actions.end_mentorship(pair, outcome="stopped", reason="lagi", **act()),
        lambda: actions.hand_over(pair, make_mentor(programme, "Lain"), note="Silakan.", **act()),
        lambda: make_contact(pair),
        lambda: actions.void_contact(contact, reason="keliru", by=pair.mentor.account.actor, at=clock.now()),
    ]
    for attempt in attempts:
        with pytest.raises(MentorshipEnded), transaction.atomic():
            attempt()
    assert (pair.contacts.count(), pair.events.count()) == (1, 2)


def test_a_move_is_no_ordinary_end(enrolment: Enrolment, programme: Programme) -> None:
    pair = make_pair(enrolment, make_mentor(programme))
    with pytest.raises(ValueError, match="hand_over"):
        actions.end_mentorship(pair, outcome="moved", reason="pindah", **act())


@pytest.mark.parametrize(
    "half",
    [
        {"state": MentorshipState.ENDED},
        {"outcome": Outcome.FINISHED},
        {"state": MentorshipState.ENDED, "outcome": Outcome.STOPPED, "ended_at": True},
        {"state": MentorshipState.ENDED, "outcome": Outcome.MOVED, "ended_at": True},
    ],
)
def test_the_database_holds_no_half_ended_pair(
    enrolment: Enrolment, programme: Programme, half: dict[str, Any]
) -> None:
    pair = make_pair(enrolment, make_mentor(programme))
    values = half | ({"ended_at": clock.now()} if half.get("ended_at") else {})
    with pytest.raises(IntegrityError), transaction.atomic():
        Mentorship.objects.filter(pk=pair.pk).update(**values)


def test_an_end_is_final() -> None:
    assert ALLOWED[MentorshipState.ENDED] == frozenset()


def test_the_record_holds_no_names_and_no_notes(enrolment: Enrolment, programme: Programme) -> None:
    pair = make_pair(enrolment, make_mentor(programme))
    actions.hand_over(pair, make_mentor(programme, "Baru"), note="Sulastri sering sakit.", **act())
    written = " ".join(
        f"{e.subject_label} {e.details}" for e in AuditEntry.objects.filter(verb__startswith="mentoring.")
    )
    assert "Sulastri" not in written
    assert "pendampingan" in written


def test_who_has_left_since_the_page_was_read_gets_no_mentor(programme: Programme, enrolment: Enrolment) -> None:
    mentor = make_mentor(programme)
    read_before = Enrolment.objects.get(pk=enrolment.pk)
    leave(enrolment, "withdrawn", reason="Pindah kota", **act())
    with pytest.raises(NotParticipating):
        actions.assign_mentor(read_before, mentor, **act())
    assert (assigned(mentor), Mentorship.objects.count()) == (0, 0)
