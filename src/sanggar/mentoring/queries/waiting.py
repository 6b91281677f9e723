"""Reads: what waits for the office in the mentoring of many programmes, in a number of questions that does not grow.

What one account must not learn is left out as in the lists of one programme (`care`, `follow_ups`).
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from sanggar.foundation import by_hand, clock
from sanggar.mentoring.models import (
    RUNNING,
    About,
    ChangeRequest,
    Complaint,
    FollowUp,
    FollowUpKind,
    Mentor,
    MentorApplication,
    Mentorship,
    MentorshipState,
    Terms,
)
from sanggar.mentoring.queries.care import ANSWERED, by_hand_key, past
from sanggar.mentoring.queries.closing import unclosed_pairs
from sanggar.mentoring.queries.pairs import AGAIN
from sanggar.mentoring.queries.rhythm import is_over, overdue_where
from sanggar.people.models import Account, Grant, Role
from sanggar.planning.models import Programme, ProgrammeGrant
from sanggar.planning.rules import programmes_seen_by
from sanggar.training.models import Enrolment


@dataclass(frozen=True, slots=True)
class CareWaiting:
    """How much of what concerns people waits for one reader: complaints to hear, wishes for another mentor, offers to
    accompany, conflicts nobody has read, follow-ups, and letters that somebody must tell.
    """

    complaints: int = 0
    requests: int = 0
    offers: int = 0
    conflicts: int = 0
    follow_ups: int = 0
    letters: int = 0


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """Mentors who are gone, by name, and how many running pairs they leave."""

    mentors: tuple[Mentor, ...]
    pairs: int


def care_waiting(programmes: Sequence[Programme], account: Account, at: datetime) -> dict[int, CareWaiting]:
    """By programme; whether this account may hear complaints and arrange mentoring there is asked by the rules."""
    among = [each.pk for each in programmes]
    own = Mentorship.objects.filter(mentor__account=account).values("enrolment")
    follow_ups = FollowUp.objects.filter(enrolment__stage__programme__in=among, settled_at=None)
    follow_ups = follow_ups.exclude(kind=FollowUpKind.WISH, enrolment__in=own)
    requests = ChangeRequest.objects.filter(mentorship__mentor__programme__in=among, answered_at=None)
    offers = MentorApplication.objects.filter(programme__in=among, decided_at=None)
    told = Mentor.objects.filter(programme__in=among, conflicts_told_at__isnull=False, conflicts_read_at=None)
    counted = {
        "complaints": _counts(complaints_heard_in(among, account), "enrolment__stage__programme"),
        "requests": _counts(requests.exclude(mentorship__mentor__account=account), "mentorship__mentor__programme"),
        "offers": _counts(offers, "programme"),
        "conflicts": _counts(told.exclude(account=account), "programme"),
        "follow_ups": _counts(follow_ups, "enrolment__stage__programme"),
        "letters": _letters(programmes, account, at),
    }
    return {pk: CareWaiting(**{name: found.get(pk, 0) for name, found in counted.items()}) for pk in among}


def complaints_heard_in(programmes: Sequence[int], account: Account) -> QuerySet[Complaint]:
    """The unanswered ones of `complaints_of`, of many programmes."""
    rows = Complaint.objects.filter(enrolment__stage__programme__in=programmes, answered_at=None)
    officer_of = programmes_seen_by(account, (Role.OFFICER,)).values("pk")
    rows = rows.exclude(about=About.OFFICER, enrolment__stage__programme__in=officer_of)
    return past(rows, account)


def overdue_in(programmes: Sequence[Programme], at: datetime) -> Mapping[int, int]:
    """By programme how many running pairs have not spoken in time, as `overdue_mentorships`."""
    alike: dict[tuple[int, int], list[int]] = defaultdict(list)
    terms = {each.pk: each for each in Terms.objects.filter(programme__in=programmes)}
    for each in programmes:
        if is_over(each, at):
            continue
        first = terms.get(each.pk, Terms()).first_contact_within
        alike[each.contact_rhythm_days, min(first, each.contact_rhythm_days)].append(each.pk)
    late = Q(pk__in=())
    for (rhythm, first), those in alike.items():
        late |= Q(mentor__programme__in=those) & overdue_where(rhythm, first, at)
    return _counts(Mentorship.objects.filter(late, state=MentorshipState.ACTIVE), "mentor__programme")


def left_alone_in(programmes: Sequence[Programme]) -> dict[int, LeftAlone]:
    """By programme the mentors of `mentors_gone` with what they leave."""
    running = _counts(Mentorship.objects.filter(mentor__programme__in=programmes, state__in=RUNNING), "mentor")
    rows = Mentor.objects.filter(pk__in=running).order_by("account__name", "pk")
    there = rows.values_list("pk", "account", "programme", "active", "account__is_active")
    has_right = _right_to_accompany({account for _pk, account, *_more in there}, programmes)
    lost = [pk for pk, account, of, *is_on in there if not (all(is_on) and has_right(account, of))]
    gone: dict[int, list[Mentor]] = defaultdict(list)
    for each in rows.filter(pk__in=lost).select_related("account", "programme__organisation"):
        gone[each.programme_id].append(each)
    return {pk: LeftAlone(tuple(those), sum(running[each.pk] for each in those)) for pk, those in gone.items()}


def _right_to_accompany(accounts: set[int], programmes: Sequence[Programme]) -> Callable[[int, int], bool]:
    """Whether an account may accompany in a programme now, by a right of whatever scope."""
    at, office_of = clock.now(), {each.pk: each.organisation for each in programmes}
    wide: dict[int, list[Grant]] = defaultdict(list)
    for grant in Grant.objects.in_force(at).filter(role=Role.MENTOR, account__in=accounts).select_related("region"):
        wide[grant.account_id].append(grant)
    own = ProgrammeGrant.objects.in_force(at).filter(role=Role.MENTOR, programme__in=programmes)
    on_one = set(own.values_list("account", "programme"))
    return lambda who, of: (who, of) in on_one or any(grant.covers(office_of[of]) for grant in wide[who])


def unclosed_in(programmes: Sequence[Programme], at: datetime) -> Mapping[int, int]:
    """By programme how many pairs went on after the last day of its mentoring."""
    return _counts(unclosed_pairs(at).filter(mentor__programme__in=programmes), "mentor__programme")


def without_mentor_in(programmes: Sequence[Programme]) -> Mapping[int, int]:
    """By programme how many `unassigned_enrolments` it has."""
    rows = Enrolment.objects.filter(stage__programme__in=programmes).seated()
    rows = rows.exclude(pk__in=Mentorship.objects.exclude(outcome__in=AGAIN).values("enrolment"))
    return _counts(rows, "stage__programme")


def _letters(programmes: Sequence[Programme], account: Account, at: datetime) -> dict[int, int]:
    """Without the letters of `letters_kept_from`; a key names its enrolment, and so lies on one shelf alone."""
    asked = ChangeRequest.objects.filter(mentorship__mentor__account=account)
    asked = asked.filter(mentorship__mentor__programme__in=programmes)
    kept = [by_hand_key(ANSWERED, pk) for pk in asked.values_list("mentorship__enrolment", flat=True)]
    of_shelf = {each.shelf: each.pk for each in programmes}
    found = _counts(by_hand.waiting_on(of_shelf, at).exclude(key__in=kept), "shelf")
    return {of_shelf[shelf]: count for shelf, count in found.items()}


def _counts(rows: QuerySet[Any], name: str) -> dict[Any, int]:
    return dict(rows.order_by().values_list(name).annotate(number=Count("pk")))
