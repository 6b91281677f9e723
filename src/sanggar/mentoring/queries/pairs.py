"""Reads: who accompanies whom."""

from datetime import datetime

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sanggar.mentoring.models import Contact, Mentor, Mentorship, MentorshipState
from sanggar.mentoring.queries.rhythm import only_overdue, with_rhythm
from sanggar.people.models import Account
from sanggar.planning.models import Programme, Track
from sanggar.training.models import Enrolment, EnrolmentQuerySet, EnrolmentState

SHOWN_WITH = (
    "mentor__account",
    "mentor__programme__organisation",
    "enrolment__person",
    "enrolment__track",
    "enrolment__cohort",
    "enrolment__stage__programme",
)


def pairs_of(programme: Programme) -> QuerySet[Mentorship]:
    """Every mentorship of a programme with its rhythm; the running ones first, the longest silent of them on top."""
    rows = Mentorship.objects.filter(mentor__programme=programme).select_related(*SHOWN_WITH)
    return with_rhythm(rows).order_by("state", F("since").asc(), "pk")


def overdue_mentorships(programme: Programme, at: datetime) -> QuerySet[Mentorship]:
    """The running pairs whose rhythm has lapsed, the longest silent first."""
    return only_overdue(pairs_of(programme), programme, at)


def mentorships_of(account: Account) -> QuerySet[Mentorship]:
    """Everyone an account accompanies or has accompanied, in every programme, with the rhythm."""
    rows = Mentorship.objects.filter(mentor__account=account).select_related(*SHOWN_WITH)
    return with_rhythm(rows).order_by("state", F("since").asc(), "pk")


def active_mentorship(enrolment: Enrolment) -> Mentorship | None:
    rows = enrolment.mentorships.filter(state=MentorshipState.ACTIVE).select_related(*SHOWN_WITH)
    return with_rhythm(rows).first()


def can_be_assigned(enrolment: Enrolment) -> bool:
    """Whether a participant could be given a mentor now: takes part, and has none."""
    return enrolment.is_seated and not enrolment.mentorships.filter(state=MentorshipState.ACTIVE).exists()


def history_of(enrolment: Enrolment) -> QuerySet[Mentorship]:
    """All mentorships of a participant, the first one first."""
    return with_rhythm(enrolment.mentorships.select_related(*SHOWN_WITH)).order_by("started_at", "pk")


def contacts_of(enrolment: Enrolment) -> QuerySet[Contact]:
    """Every contact with a participant, whoever the mentor was, voided ones too; the latest first."""
    return Contact.objects.filter(mentorship__enrolment=enrolment).select_related("mentorship__mentor__account")


def contacts_held(enrolment: Enrolment) -> int:
    """How many contacts count, whoever the mentor was."""
    return contacts_of(enrolment).filter(voided_at=None).count()


def unassigned_enrolments(programme: Programme) -> EnrolmentQuerySet:
    """Participants whom nobody accompanies now and whose mentoring was not brought to an end; by enrolment."""
    rows = Enrolment.objects.of_programme(programme).filter(state=EnrolmentState.ACTIVE, mentorships=None)
    return rows.select_related("person", "track", "cohort", "stage").order_by("enrolled_at", "pk")


def mentors_of(programme: Programme) -> QuerySet[Mentor]:
    rows = programme.mentors.select_related("account").prefetch_related("tracks")
    return rows.order_by("-active", "account__name", "pk")


def mentors_with_room(programme: Programme, track: Track) -> QuerySet[Mentor]:
    """Who can take one more participant of a track, the emptiest first."""
    fitting = Q(tracks=track) | Q(tracks=None)
    rows = programme.mentors.filter(fitting, active=True, assigned__lt=F("capacity")).select_related("account")
    return rows.annotate(free_places=F("capacity") - F("assigned")).order_by("-free_places", "pk").distinct()


def mentoring_counts(programme: Programme) -> dict[str, int]:
    """`active`, `ended` and `contacts` of a programme, for summaries."""
    pairs = Mentorship.objects.filter(mentor__programme=programme)
    counts = pairs.aggregate(
        active=Count("pk", filter=Q(state=MentorshipState.ACTIVE)),
        ended=Count("pk", filter=Q(state=MentorshipState.ENDED)),
    )
    contacts = Contact.objects.filter(mentorship__mentor__programme=programme, voided_at=None).count()
    return {**counts, "contacts": contacts}


def with_contacts(enrolments: EnrolmentQuerySet) -> EnrolmentQuerySet:
    """Enrolments with `contacts_held` on each: the same number as the function of that name."""
    counted = Contact.objects.filter(mentorship__enrolment=OuterRef("pk"), voided_at=None).order_by()
    number = counted.values("mentorship__enrolment").annotate(number=Count("pk")).values("number")
    return enrolments.annotate(contacts_held=Coalesce(Subquery(number, output_field=IntegerField()), 0))
