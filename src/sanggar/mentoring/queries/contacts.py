"""Reads: one contact noted twice, and what waits for the participant's word."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from sanggar.mentoring.models import OPEN, Contact, FollowUp, FollowUpKind, Mentorship, MentorshipState
from sanggar.mentoring.queries.follow_ups import DISPUTED
from sanggar.mentoring.queries.pairs import UNANSWERED
from sanggar.people.models import Account, Role
from sanggar.planning.rules import programmes_seen_by

ABOUT = (
    "mentorship__enrolment__person__village",
    "mentorship__enrolment__application",
    "mentorship__mentor__programme",
)


def same_contacts(
    mentorship: Mentorship, *, held_on: date, how: str, minutes: int, summary: str, topics: Sequence[str]
) -> list[Contact]:
    """What stands noted already with the same day, way, length, topics and words, however they are spaced."""
    words = " ".join(summary.split()).casefold()
    rows = mentorship.contacts.filter(held_on=held_on, how=how, minutes=minutes, voided_at=None)
    alike = (row for row in rows if set(row.topics) == set(topics))
    return [row for row in alike if " ".join(row.summary.split()).casefold() == words]


def waiting_contacts(account: Account) -> QuerySet[Contact]:
    """Of a mentor's pairs, also those that ended: the contacts that their participants have still to confirm, the
    oldest first. Nothing of a programme in which they are a mentor no more.
    """
    return _noted_by(account).filter(UNANSWERED).order_by("held_on", "pk")


def ended_disputes(account: Account) -> QuerySet[Contact]:
    """A mentor's own notes of pairs that ended, disputed, while the office still looks into it. Of somebody whom they
    accompany again, the running pair tells it.
    """
    looked_after = FollowUp.objects.filter(
        kind=FollowUpKind.DISPUTE, settled_at=None, enrolment=OuterRef("mentorship__enrolment")
    )
    again = Mentorship.objects.filter(mentor__account=account, state__in=OPEN).values("enrolment")
    rows = _noted_by(account).filter(DISPUTED, Exists(looked_after), mentorship__state=MentorshipState.ENDED)
    return rows.exclude(mentorship__enrolment__in=again).order_by("answered_at", "pk")


def _noted_by(account: Account) -> QuerySet[Contact]:
    granted = programmes_seen_by(account, (Role.MENTOR,))
    rows = Contact.objects.filter(mentorship__mentor__account=account, mentorship__mentor__programme__in=granted)
    return rows.select_related(*ABOUT)
