"""Reads: who accompanies whom."""

from datetime import datetime

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, When

from sanggar.foundation.counting import number_of
from sanggar.mentoring.models import (
    AGREEMENT_VERSION,
    OPEN,
    RUNNING,
    Answer,
    Contact,
    FollowUp,
    Mentor,
    Mentorship,
    MentorshipState,
    Outcome,
)
from sanggar.mentoring.queries.rhythm import only_overdue, with_rhythm
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme, Track
from sanggar.planning.queries import holders_of
from sanggar.planning.rules import programmes_seen_by
from sanggar.training.models import Enrolment, EnrolmentQuerySet

SHOWN_WITH = (
    "mentor__account",
    "mentor__programme__organisation",
    "mentor__programme__mentoring_terms",
    "enrolment__person",
    "enrolment__application",
    "enrolment__track",
    "enrolment__cohort",
    "enrolment__stage",
)


ENDED_LAST = Case(When(state=MentorshipState.ENDED, then=1), default=0)
AGAIN = (Outcome.DECLINED, Outcome.WITHDRAWN)
"""After these ends somebody still waits for a mentor."""
NEVER_BEGAN = Q(state=MentorshipState.PROPOSED) | Q(outcome__in=AGAIN)
"""Nobody was accompanied: these stand in no paper and no figure."""
CONFIRMED = Q(answer=Answer.CONFIRMED, voided_at=None)
UNANSWERED = Q(answer="", voided_at=None)


def pairs_of(programme: Programme) -> QuerySet[Mentorship]:
    """Every mentorship of a programme with its rhythm; the running ones first, the longest silent of them on top."""
    rows = Mentorship.objects.filter(mentor__programme=programme).select_related(*SHOWN_WITH)
    return with_rhythm(rows).order_by(ENDED_LAST, F("since").asc(), "pk")


def overdue_mentorships(programme: Programme, at: datetime) -> QuerySet[Mentorship]:
    """The running pairs whose rhythm, or day for a first contact, has lapsed; the longest silent first."""
    return only_overdue(pairs_of(programme), programme, at)


def mentorships_of(account: Account) -> QuerySet[Mentorship]:
    """Everyone an account accompanies or has accompanied, in every programme where it is a mentor now, with the rhythm.
    Whose right was ended reads nothing more of the people they had.
    """
    granted = programmes_seen_by(account, (Role.MENTOR,))
    rows = Mentorship.objects.filter(mentor__account=account, mentor__programme__in=granted)
    rows = rows.select_related(*SHOWN_WITH)
    return with_rhythm(rows).order_by(ENDED_LAST, F("since").asc(), "pk")


def active_mentorship(enrolment: Enrolment) -> Mentorship | None:
    """Whoever accompanies now, also while it rests."""
    rows = enrolment.mentorships.filter(state__in=RUNNING).select_related(*SHOWN_WITH)
    return with_rhythm(rows).first()


def open_mentorship(enrolment: Enrolment) -> Mentorship | None:
    """The one that runs, or is proposed and not answered yet."""
    return with_rhythm(enrolment.mentorships.filter(state__in=OPEN).select_related(*SHOWN_WITH)).first()


def latest_pair(enrolment: Enrolment) -> Mentorship | None:
    """Who accompanies now, is asked to, or did last."""
    return enrolment.mentorships.select_related(*SHOWN_WITH).order_by(ENDED_LAST, "-started_at", "-pk").first()


def latest_pairs(programme: Programme) -> dict[int, int]:
    """Enrolment → the key of its latest pair, of everybody who has a follow-up and ever had a pair."""
    rows = Mentorship.objects.filter(mentor__programme=programme, enrolment__in=FollowUp.objects.values("enrolment"))
    rows = rows.order_by("started_at", "pk")
    return dict(rows.values_list("enrolment", "pk"))


def can_be_assigned(enrolment: Enrolment) -> bool:
    """Whether a participant could be given a mentor now: takes part, and has none."""
    return enrolment.is_seated and not enrolment.mentorships.filter(state__in=OPEN).exists()


def history_of(enrolment: Enrolment) -> QuerySet[Mentorship]:
    """All mentorships of a participant, the first one first."""
    return with_rhythm(enrolment.mentorships.select_related(*SHOWN_WITH)).order_by("started_at", "pk")


def contacts_of(enrolment: Enrolment) -> QuerySet[Contact]:
    """Every contact with a participant, whoever the mentor was, voided ones too; the latest first."""
    return Contact.objects.filter(mentorship__enrolment=enrolment).select_related("mentorship__mentor__account")


def contacts_held(enrolment: Enrolment) -> int:
    """How many contacts count, whoever the mentor was: those that the participant confirmed."""
    return contacts_of(enrolment).filter(CONFIRMED).count()


def unassigned_enrolments(programme: Programme) -> EnrolmentQuerySet:
    """Participants whom nobody accompanies now and whose mentoring was not brought to an end; by enrolment."""
    rows = Enrolment.objects.of_programme(programme).seated()
    rows = rows.exclude(pk__in=Mentorship.objects.exclude(outcome__in=AGAIN).values("enrolment"))
    return rows.select_related("person", "application", "track", "cohort", "stage").order_by("enrolled_at", "pk")


def accompanied_before(programme: Programme) -> EnrolmentQuerySet:
    """Participants whose mentoring was brought to an end: nobody accompanies them, and they wait for nobody."""
    rows = Enrolment.objects.of_programme(programme).seated()
    ended = Mentorship.objects.filter(state=MentorshipState.ENDED).exclude(outcome__in=(*AGAIN, Outcome.MOVED))
    open_now = Mentorship.objects.filter(state__in=OPEN)
    return rows.filter(pk__in=ended.values("enrolment")).exclude(pk__in=open_now.values("enrolment"))


def brought_to_end(enrolment: Enrolment) -> Mentorship | None:
    """The pair with whose end a participant's mentoring was over, with its closing; None while they wait for one."""
    if not accompanied_before(enrolment.stage.programme).filter(pk=enrolment.pk).exists():
        return None
    return enrolment.mentorships.select_related(*SHOWN_WITH, "closing").order_by("-ended_at").first()


def mentors_of(programme: Programme) -> QuerySet[Mentor]:
    rows = programme.mentors.select_related("account").prefetch_related("tracks")
    return rows.order_by("-active", "account__name", "pk")


def conflicts_to_read(programme: Programme, account: Account) -> QuerySet[Mentor]:
    """Mentors who wrote something of kin and colleagues that nobody at the office has read; never the reader's own."""
    rows = mentors_of(programme).filter(conflicts_told_at__isnull=False, conflicts_read_at=None)
    return rows.exclude(account=account)


def mentors_with_room(programme: Programme, track: Track) -> QuerySet[Mentor]:
    """Who can take one more participant of a track, the emptiest first."""
    fitting = Q(tracks=track) | Q(tracks=None)
    rows = programme.mentors.filter(
        fitting,
        account__in=holders_of(programme, Role.MENTOR),
        active=True,
        agreement_version=AGREEMENT_VERSION,
        assigned__lt=F("capacity"),
    ).select_related("account")
    return rows.annotate(free_places=F("capacity") - F("assigned")).order_by("-free_places", "pk").distinct()


def contacts_noted(programme: Programme) -> int:
    return Contact.objects.filter(mentorship__mentor__programme=programme, voided_at=None).count()


def pair_counts(programme: Programme) -> dict[str, int]:
    """`active` (also while resting), `proposed`, `paused` and `ended` of a programme."""
    pairs = Mentorship.objects.filter(mentor__programme=programme)
    return pairs.aggregate(
        active=Count("pk", filter=Q(state__in=RUNNING)),
        proposed=Count("pk", filter=Q(state=MentorshipState.PROPOSED)),
        paused=Count("pk", filter=Q(state=MentorshipState.PAUSED)),
        ended=Count("pk", filter=Q(state=MentorshipState.ENDED)),
    )


def with_contacts(enrolments: EnrolmentQuerySet) -> EnrolmentQuerySet:
    """Enrolments with `contacts_held` on each, the same number as the function of that name, and `contacts_waiting`:
    those that wait for the participant's word. What was disputed is neither.
    """
    theirs = Contact.objects.filter(mentorship__enrolment=OuterRef("pk"))
    held, waiting = number_of(theirs.filter(CONFIRMED)), number_of(theirs.filter(UNANSWERED))
    return enrolments.annotate(contacts_held=held, contacts_waiting=waiting)
