"""Reads: a mentor's free time and who took it."""

from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from sanggar.foundation import clock
from sanggar.foundation.dates import local_date
from sanggar.foundation.links import is_link_token, link_token
from sanggar.mentoring.models import RUNNING, Mentor, Mentorship, MentorshipState, Slot, Talk
from sanggar.mentoring.queries.overlaps import without_overlaps
from sanggar.people.models import Account, Role
from sanggar.planning.models import Meeting, Programme
from sanggar.planning.queries import holders_of
from sanggar.planning.rules import holds, programmes_seen_by
from sanggar.training.models import Enrolment, EnrolmentState

TALK = "talk"
STANDING = Talk.objects.filter(cancelled_at=None)
SHOWN_WITH = (
    "slot",
    "mentorship__mentor__account",
    "mentorship__mentor__programme__organisation",
    "mentorship__enrolment__person",
    "mentorship__enrolment__application",
    "mentorship__enrolment__stage__programme",
)


def free_slots(mentorship: Mentorship, at: datetime) -> QuerySet[Slot]:
    """What the participant of a running pair may book now, the soonest first: no hour at which either has a meeting,
    nothing of a mentor whose right has ended.
    """
    if not has_right(mentorship):
        return Slot.objects.none()
    rows = Slot.objects.filter(mentor=mentorship.mentor_id, withdrawn_at=None, starts_at__gt=at)
    rows = without_overlaps(rows, mentorship)
    return rows.exclude(Exists(STANDING.filter(slot=OuterRef("pk")))).order_by("starts_at", "pk")


def has_right(mentorship: Mentorship) -> bool:
    """Whether the mentor of a pair may still accompany in its programme."""
    return holds(mentorship.mentor.account, mentorship.mentor.programme, Role.MENTOR)


def coming_talk(mentorship: Mentorship, at: datetime) -> Talk | None:
    """The talk that is booked and not over."""
    return standing_talks().filter(mentorship=mentorship, slot__ends_at__gt=at).order_by("slot__starts_at").first()


def standing_talks() -> QuerySet[Talk]:
    return STANDING.all().select_related(*SHOWN_WITH)


def talks_during(meeting: Meeting, at: datetime) -> QuerySet[Talk]:
    """The coming talks at the hour of a standing meeting of whoever is expected there, in whatever programme they are
    accompanied, and of its trainer, where that is a mentor or is accompanied too.
    """
    expected = Enrolment.objects.filter(cohort=meeting.cohort_id, state=EnrolmentState.ACTIVE).values("person")
    sides = Q(mentorship__enrolment__person__in=expected)
    if meeting.trainer_id:
        sides |= talks_with(meeting.trainer_id)
    talks = standing_talks().filter(sides, slot__starts_at__gt=at)
    if meeting.cancelled_at:
        return talks.none()
    talks = talks.filter(slot__starts_at__lt=meeting.ends_at, slot__ends_at__gt=meeting.starts_at)
    return talks.order_by("slot__starts_at", "pk")


def talks_with(account: int) -> Q:
    """That an account is one of the two sides of a talk."""
    return Q(mentorship__mentor__account=account) | Q(mentorship__enrolment__person__account=account)


def lost_talks(programme: Programme, at: datetime) -> QuerySet[Talk]:
    """The coming talks of mentors who have the right to accompany no more, however it ended."""
    coming = standing_talks().filter(slot__mentor__programme=programme, slot__starts_at__gt=at)
    return coming.exclude(slot__mentor__account__in=holders_of(programme, Role.MENTOR)).order_by("slot__starts_at")


def _of(account: Account) -> QuerySet[Mentor]:
    """Where an account is a mentor and has the right to be."""
    return Mentor.objects.filter(account=account, programme__in=programmes_seen_by(account, (Role.MENTOR,)))


def talks_of_day(account: Account, at: datetime) -> QuerySet[Talk]:
    """A mentor's talks today, in every programme."""
    zone = clock.office_zone()
    start = datetime.combine(local_date(at, zone), datetime.min.time(), zone)
    rows = standing_talks().filter(slot__mentor__in=_of(account), slot__starts_at__gte=start)
    return rows.filter(slot__starts_at__lt=start + timedelta(days=1)).order_by("slot__starts_at")


def talks_after_today(account: Account, at: datetime) -> QuerySet[Talk]:
    """A mentor's talks from tomorrow on, in every programme; a pair has one at most."""
    zone = clock.office_zone()
    start = datetime.combine(local_date(at, zone) + timedelta(days=1), datetime.min.time(), zone)
    rows = standing_talks().filter(slot__mentor__in=_of(account), slot__starts_at__gte=start)
    return rows.order_by("slot__starts_at")


def talks_of_enrolment(enrolment: Enrolment) -> list[Talk]:
    """What a participant's calendar holds: each talk as it stands after its moves, also called off; for who left, what
    had begun by then.
    """
    rows = Talk.objects.filter(mentorship__enrolment=enrolment)
    return _as_they_stand(rows.filter(slot__starts_at__lt=enrolment.left_at) if enrolment.left_at else rows)


def talks_of_mentor(account: Account) -> list[Talk]:
    """What a mentor's calendar holds, in every programme where they have the right."""
    return _as_they_stand(Talk.objects.filter(slot__mentor__in=_of(account)))


def _as_they_stand(talks: QuerySet[Talk]) -> list[Talk]:
    rows = talks.select_related("slot", "mentorship__mentor__programme").order_by("moves")
    return list({talk.first_id or talk.pk: talk for talk in rows}.values())


def talks_to_log(account: Account, at: datetime) -> QuerySet[Talk]:
    """A mentor's talks whose time has passed and of which no contact was noted yet; while the pair runs, for after
    that it is the office's (`unlogged_talks`).
    """
    return _unlogged(at).filter(slot__mentor__in=_of(account), mentorship__state__in=RUNNING)


def unlogged_talks(mentorship: Mentorship, at: datetime) -> QuerySet[Talk]:
    """The same of one pair, also after it ended."""
    return _unlogged(at).filter(mentorship=mentorship)


def _unlogged(at: datetime) -> QuerySet[Talk]:
    return standing_talks().filter(slot__ends_at__lte=at, contact=None).order_by("slot__starts_at")


def coming_slots(mentor: Mentor, at: datetime) -> QuerySet[Slot]:
    """What a mentor offers from now on, each with the standing talk in it (`booked`, a list of one or none)."""
    booked = Prefetch("talks", standing_talks(), to_attr="booked")
    return Slot.objects.filter(mentor=mentor, withdrawn_at=None, ends_at__gt=at).prefetch_related(booked)


def talks_to_remind(at: datetime) -> QuerySet[Talk]:
    """Talks that begin within a day, of which nobody was reminded. Who booked within that day has just been told."""
    soon = at + timedelta(days=1)
    rows = standing_talks().filter(reminded_at=None, mentorship__state=MentorshipState.ACTIVE)
    rows = rows.filter(booked_at__lt=F("slot__starts_at") - timedelta(days=1))
    return rows.filter(slot__starts_at__gt=at, slot__starts_at__lte=soon)


def as_it_stands(talk: Talk) -> Talk:
    """Where a talk was moved to; itself when it was not."""
    moved = Talk.objects.filter(first=talk.first_id or talk.pk, moves__gt=talk.moves)
    return moved.select_related(*SHOWN_WITH).order_by("moves").last() or talk


def talk_token(talk: Talk) -> str:
    """Opens the calendar file of one talk, without a login."""
    return link_token(TALK, str(talk.pk), 1)


def is_talk_token(talk: Talk, token: str) -> bool:
    return is_link_token(token, TALK, str(talk.pk), 1)
