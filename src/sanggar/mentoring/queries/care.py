"""Reads: days, wishes for another mentor, complaints and who may hear them."""

import hmac
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from sanggar.foundation.links import link_token
from sanggar.mentoring.models import About, ChangeRequest, Complaint, Mentorship, MentorshipState, Terms
from sanggar.mentoring.queries.pairs import NEVER_BEGAN, pairs_of
from sanggar.mentoring.queries.rhythm import is_over, only_overdue
from sanggar.people.models import Account, Role
from sanggar.planning.models import Meeting, Programme
from sanggar.planning.queries import holders_of
from sanggar.planning.rules import roles_on
from sanggar.training.models import Enrolment

HEARERS = (Role.OFFICER, Role.BUDGET_AUTHORITY, Role.INSPECTOR)
"""More than one desk, so that no single person can keep a complaint from being heard."""
CODE_LETTERS = 12
ANSWERED = "request_answered"
"""The letter that says what became of a wish for another mentor."""


def terms_of(programme: Programme) -> Terms:
    """The days that were set, or the usual ones."""
    return Terms.objects.filter(programme=programme).first() or Terms(programme=programme)


def silent_pairs(programme: Programme, at: datetime) -> QuerySet[Mentorship]:
    """Overdue for so long, after a contact or without any, that the office is to look; daily reminders went before.
    When mentoring is over, the office has them before it as unclosed.
    """
    if is_over(programme, at):
        return Mentorship.objects.none()
    return only_overdue(pairs_of(programme), programme, at - timedelta(days=terms_of(programme).escalate_after))


def unanswered(programme: Programme, at: datetime) -> QuerySet[Mentorship]:
    """Proposed, and neither accepted nor declined within the days for a first contact."""
    latest = at - timedelta(days=terms_of(programme).first_contact_within)
    return pairs_of(programme).filter(state=MentorshipState.PROPOSED, started_at__lt=latest)


def requests_of(programme: Programme, account: Account) -> QuerySet[ChangeRequest]:
    """Wishes for another mentor, for an officer; never those about the officer themself."""
    rows = ChangeRequest.objects.filter(mentorship__mentor__programme=programme)
    rows = rows.exclude(mentorship__mentor__account=account)
    return rows.select_related(
        "mentorship__enrolment__person", "mentorship__mentor__account", "mentorship__mentor__programme__organisation"
    ).order_by("-asked_at")


def complaints_of(programme: Programme, account: Account) -> QuerySet[Complaint]:
    """What an account may hear; the right itself is asked by `rules.may_hear_complaints`.

    A complaint about an officer is for the budget authority and the inspector, also once it is known about which.
    """
    rows = Complaint.objects.filter(enrolment__stage__programme=programme)
    if Role.OFFICER in roles_on(account, programme):
        rows = rows.exclude(about=About.OFFICER)
    shown_with = ("enrolment__person", "accused", "enrolment__stage__programme__organisation")
    return past(rows, account).select_related(*shown_with).order_by("-made_at")


def past(complaints: QuerySet[Complaint], account: Account) -> QuerySet[Complaint]:
    """Without those by this account, about it, or of somebody whom it accompanies, accompanied or teaches: whomever a
    complaint names, it goes past the mentor and the trainer of who complains, for it may mean them unnamed.
    """
    rows = complaints.exclude(accused=account).exclude(enrolment__person__account=account)
    rows = rows.exclude(enrolment__in=Mentorship.objects.filter(mentor__account=account).values("enrolment"))
    return rows.exclude(enrolment__cohort__in=Meeting.objects.filter(trainer=account).values("cohort"))


def who_may_be_meant(complaint: Complaint) -> QuerySet[Account]:
    """Whom the office may find a complaint to be about: who mentors, teaches, assesses or runs the programme."""
    programme = complaint.enrolment.stage.programme
    mentors = programme.mentors.values("account")
    taught = Meeting.objects.filter(cohort__stage__programme=programme, trainer__isnull=False).values("trainer")
    there = holders_of(programme, Role.MENTOR, Role.TRAINER, Role.REVIEWER, Role.OFFICER).values("pk")
    rows = Account.objects.filter(Q(pk__in=mentors) | Q(pk__in=taught) | Q(pk__in=there))
    return rows.exclude(person=complaint.enrolment.person_id).order_by("name", "pk")


def letters_kept_from(account: Account, programme: Programme) -> list[str]:
    """The keys of letters to be told by somebody else: what a mentor who is an officer too would learn from them is
    that another mentor was asked for.
    """
    asked = ChangeRequest.objects.filter(mentorship__mentor__account=account, mentorship__mentor__programme=programme)
    return [by_hand_key(ANSWERED, pk) for pk in asked.values_list("mentorship__enrolment", flat=True)]


def by_hand_key(letter: str, enrolment_id: int) -> str:
    return f"{letter} participant {enrolment_id}"


def own_complaints(enrolment: Enrolment) -> QuerySet[Complaint]:
    return Complaint.objects.filter(enrolment=enrolment).select_related("accused").order_by("-made_at")


def hearers_of(complaint: Complaint) -> QuerySet[Account]:
    """Who is told of a complaint: who may hear it, without the accused."""
    return _not_meant(complaint, HEARERS)


def appointers_of(complaint: Complaint) -> QuerySet[Account]:
    """Who may give somebody the right to hear a complaint that nobody may hear; they never read it themselves."""
    return _not_meant(complaint, (Role.ADMINISTRATOR,))


def _not_meant(complaint: Complaint, roles: Iterable[Role]) -> QuerySet[Account]:
    """Who holds one of these roles, by a right of whatever scope, and can not be who is complained of."""
    programme = complaint.enrolment.stage.programme
    rows = holders_of(programme, *roles)
    heard = [each.pk for each in rows if complaints_of(programme, each).filter(pk=complaint.pk).exists()]
    return rows.filter(pk__in=heard)


def complaint_code(complaint: Complaint) -> str:
    """By which who complained follows it without a login: `7-k3f92qd0a1b2`. Derived, stored nowhere."""
    return f"{complaint.pk}-{link_token('complaint', str(complaint.pk), 1)[:CODE_LETTERS]}"


def complaint_by_code(code: str) -> Complaint | None:
    number, _, _letters = code.strip().lower().partition("-")
    found = (
        Complaint.objects.filter(pk=int(number)).first() if number.isdecimal() and len(number) < CODE_LETTERS else None
    )
    same = found and hmac.compare_digest(complaint_code(found).encode(), code.strip().lower().encode())
    return found if same else None


def people_around(enrolment: Enrolment) -> list[tuple[Account, str]]:
    """Whom a participant has to do with, and as what: their mentors and the trainers of their cohort. Who was merely
    asked to accompany them is not told.
    """
    begun = Mentorship.objects.filter(enrolment=enrolment).exclude(NEVER_BEGAN)
    mentors = Account.objects.filter(pk__in=begun.values("mentor__account"))
    taught = Meeting.objects.filter(cohort=enrolment.cohort_id, trainer__isnull=False)
    trainers = Account.objects.filter(pk__in=taught.values("trainer")).exclude(pk__in=mentors.values("pk"))
    return [(each, "mentor") for each in mentors] + [(each, "trainer") for each in trainers]
