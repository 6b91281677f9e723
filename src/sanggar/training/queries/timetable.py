"""Reads: whom a change of the timetable concerns, and who is expected at two places at once."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q

from sanggar.people.models import Account
from sanggar.planning.models import ChangeKind, Meeting, MeetingChange
from sanggar.planning.queries import is_at_once
from sanggar.training.models import Enrolment, EnrolmentQuerySet, EnrolmentState


@dataclass(frozen=True, slots=True)
class Overlap:
    """Somebody of one meeting who is expected at `other` at the same time, to learn or to teach."""

    name: str
    other: Meeting


def is_told(step: MeetingChange) -> bool:
    """Whether letters go out; none does where a meeting was called off once it was over."""
    return step.kind != ChangeKind.CANCELLED or step.meeting.ends_at > step.at


def participants_told(meeting: Meeting) -> EnrolmentQuerySet:
    """Who takes part now, by name."""
    active = Enrolment.objects.filter(cohort=meeting.cohort_id, state=EnrolmentState.ACTIVE)
    return active.select_related("person__account").order_by("person__name", "pk")


def trainers_told(step: MeetingChange) -> list[Account]:
    """Who teaches now and who did before, as far as they have an account."""
    both = {account.pk: account for account in (step.trainer, step.meeting.trainer) if account is not None}
    return [account for account in both.values() if account.is_active and account.email]


def overlaps(meeting: Meeting) -> list[Overlap]:
    """Of one meeting, which need not be saved as it stands."""
    return all_overlaps([meeting]).get(meeting.pk, [])


def all_overlaps(meetings: Sequence[Meeting]) -> dict[int, list[Overlap]]:
    """Of meetings, by their keys: people of the cohort, or its trainer, who are wanted elsewhere at that time, in
    whatever programme of whatever office; by name. Not a trainer who teaches twice: that is refused (`all_clashes`).

    Told, not refused: they may have agreed to miss one.
    """
    wanted = _wanted_elsewhere(meetings)
    others = _others(meetings, wanted)
    found = {meeting.pk: sorted(_of(meeting, wanted, others), key=_in_order) for meeting in meetings}
    return {pk: each for pk, each in found.items() if each}


def own_overlaps(enrolment: Enrolment, at: datetime) -> list[tuple[Meeting, Meeting]]:
    """Coming meetings of somebody who takes part, each with another at the same time at which they learn or teach,
    wherever it is.
    """
    if enrolment.state != EnrolmentState.ACTIVE:
        return []
    person = enrolment.person
    elsewhere = person.enrolments.filter(state=EnrolmentState.ACTIVE).exclude(cohort=enrolment.cohort_id)
    theirs = Q(cohort__in=elsewhere.values("cohort"))
    if person.account_id:
        theirs |= Q(trainer=person.account_id) & ~Q(cohort=enrolment.cohort_id)
    coming = Meeting.objects.standing().filter(ends_at__gte=at).select_related("cohort__stage__programme")
    others = list(coming.filter(theirs).order_by("starts_at", "pk"))
    mine = coming.filter(cohort=enrolment.cohort_id).order_by("starts_at", "pk") if others else ()
    return [(one, other) for one in mine for other in others if is_at_once(one, other)]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Where people of some cohorts, and some trainers, also belong: cohort → (name, cohort, account); trainer → (name,
    cohort).
    """

    learners: dict[int, set[tuple[str, int]]]
    teaching: dict[int, set[tuple[str, int]]]
    trainers: dict[int, set[tuple[str, int]]]


def _wanted_elsewhere(meetings: Sequence[Meeting]) -> _Wanted:
    ours = {each.cohort_id for each in meetings}
    active = Enrolment.objects.filter(state=EnrolmentState.ACTIVE)
    learners, teaching, trainers = defaultdict(set), defaultdict(set), defaultdict(set)
    twice = active.filter(cohort__in=ours).annotate(
        other=F("person__enrolments__cohort"), other_state=F("person__enrolments__state")
    )
    rows = twice.filter(other_state=EnrolmentState.ACTIVE).exclude(other=F("cohort"))
    for cohort, name, other in rows.values_list("cohort", "person__name", "other"):
        learners[cohort].add((name, other))
    taught = active.filter(cohort__in=ours, person__account__meetings__isnull=False)
    for cohort, name, account in taught.values_list("cohort", "person__name", "person__account").distinct():
        teaching[cohort].add((name, account))
    named = {each.trainer_id for each in meetings if each.trainer_id}
    for account, name, cohort in active.filter(person__account__in=named).values_list(
        "person__account", "person__name", "cohort"
    ):
        trainers[account].add((name, cohort))
    return _Wanted(learners, teaching, trainers)


def _others(meetings: Sequence[Meeting], wanted: _Wanted) -> list[Meeting]:
    cohorts = {cohort for of in (wanted.learners, wanted.trainers) for each in of.values() for _name, cohort in each}
    accounts = {account for each in wanted.teaching.values() for _name, account in each}
    if not cohorts and not accounts:
        return []
    begins, ends = min(each.starts_at for each in meetings), max(each.ends_at for each in meetings)
    rows = Meeting.objects.standing().filter(starts_at__lt=ends, ends_at__gt=begins)
    rows = rows.filter(Q(cohort__in=cohorts) | Q(trainer__in=accounts))
    return list(rows.select_related("cohort__stage__programme").order_by("starts_at", "pk"))


def _of(meeting: Meeting, wanted: _Wanted, others: Sequence[Meeting]) -> Iterator[Overlap]:
    at_once = [each for each in others if each.pk != meeting.pk and is_at_once(meeting, each)]
    learning = wanted.learners[meeting.cohort_id] | wanted.trainers[meeting.trainer_id or 0]
    for other in at_once:
        if other.cohort_id == meeting.cohort_id:
            continue
        yield from (Overlap(name, other) for name, cohort in learning if cohort == other.cohort_id)
        yield from (Overlap(name, other) for name, who in wanted.teaching[meeting.cohort_id] if who == other.trainer_id)


def _in_order(overlap: Overlap) -> tuple[str, object, int]:
    return overlap.name, overlap.other.starts_at, overlap.other.pk
