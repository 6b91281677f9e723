"""Mentors and pairs: made as the office makes them, backdated where a test needs a past."""

from datetime import datetime, timedelta

from factories.people import PASSWORD, SETUP
from sanggar.foundation import clock
from sanggar.foundation.dates import local_date
from sanggar.mentoring import actions
from sanggar.mentoring.agreement_words import agreement_digest, agreement_text
from sanggar.mentoring.models import Contact, How, Mentor, Mentorship, Slot
from sanggar.people.actions import open_account
from sanggar.planning.models import Programme, Track
from sanggar.training.models import Enrolment


def make_mentor(programme: Programme, name: str = "Maya Pendamping", capacity: int = 10, *tracks: Track) -> Mentor:
    """A mentor who can sign in and has accepted the agreement."""
    at, email = clock.now(), f"{name.lower().replace(' ', '.')}@contoh.example"
    open_account(email=email, name=name, password=PASSWORD, by=SETUP, at=at)
    mentor = actions.add_mentor(programme, email=email, name=name, capacity=capacity, tracks=tracks, by=SETUP, at=at)
    agree(mentor)
    return mentor


def agree(mentor: Mentor, told: str = "") -> None:
    """To the agreement as it reads now."""
    given = {"digest": agreement_digest(agreement_text(mentor)), "conflicts_told": told}
    actions.accept_agreement(mentor, **given, by=mentor.account.actor, at=clock.now())


def make_pair(enrolment: Enrolment, mentor: Mentor, days_ago: int = 0) -> Mentorship:
    return actions.assign_mentor(enrolment, mentor, by=SETUP, at=clock.now() - timedelta(days=days_ago))


def make_contact(mentorship: Mentorship, days_ago: int = 0, summary: str = "Membahas naskah video.") -> Contact:
    """Another conversation whenever it is called: of one day they differ by a number."""
    at: datetime = clock.now()
    held_on = local_date(at, clock.office_zone()) - timedelta(days=days_ago)
    same = mentorship.contacts.filter(held_on=held_on).count()
    return actions.log_contact(
        mentorship,
        held_on=held_on,
        how=How.CALL,
        minutes=20,
        summary=f"{summary} ({same + 1})" if same else summary,
        is_another=True,
        by=mentorship.mentor.account.actor,
        at=at,
    )


def make_confirmed_contact(mentorship: Mentorship, days_ago: int = 0) -> Contact:
    """As the participant confirms it by one tap."""
    contact = make_contact(mentorship, days_ago)
    actions.confirm_contact(contact, by=mentorship.enrolment.application.actor, at=clock.now())
    contact.refresh_from_db()
    return contact


def make_slot(mentor: Mentor, days: float = 2, minutes: int = 30, place: str = "Sanggar") -> Slot:
    """A free slot so many days from now."""
    starts = clock.now() + timedelta(days=days)
    return Slot.objects.create(
        mentor=mentor,
        starts_at=starts,
        ends_at=starts + timedelta(minutes=minutes),
        place=place,
        offered_at=clock.now(),
    )
