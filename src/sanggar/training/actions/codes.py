"""Writes: presence by the code on the screen. One device stands for one person; what looks odd is kept for the officer.

A refusal is an answer here, not an exception: it must be written down, and an exception would take that back.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from sanggar.foundation.audit import Actor, Place, record
from sanggar.planning.models import Meeting
from sanggar.training.actions.attendance import record_presence
from sanggar.training.codes import TICKET, SeenCode, device_mark, network_mark
from sanggar.training.models import ACCEPTED, CodeAttempt, CodeOutcome, Enrolment, HallNetwork, Method, Presence
from sanggar.training.queries.meetings import is_running, recorded_present

KEPT = timedelta(days=30)
"""After the meeting; by then what looked odd has been asked about."""


@transaction.atomic
def check_in_by_code(
    meeting: Meeting, enrolment: Enrolment, code: SeenCode, *, device: str, network: str, by: Actor, at: datetime
) -> CodeOutcome:
    """Record a participant who has read a code of this meeting, and say what came of it.

    `device` and `network` are what the browser and its address are known by. Raises `NotOnRoster`, and
    `PresenceAlreadyRecorded` where the office recorded something else.
    """
    meeting = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)  # as it stands now: it may have moved
    mark = device_mark(meeting, device)
    by_network = network_mark(meeting, network)
    outcome = _judged(meeting, enrolment, code, mark, by_network, at)
    if outcome == CodeOutcome.SHARED_DEVICE and recorded_present(enrolment, [meeting.pk]):
        return CodeOutcome.RECORDED  # who is in by their own phone gains nothing by another's: nothing to look into
    if outcome in ACCEPTED:
        record_presence(meeting, enrolment, Presence.PRESENT, method=Method.CODE, by=by, at=at)
    _note(meeting, enrolment, outcome, mark, by_network, at)
    return outcome


@transaction.atomic
def keep_to_network(meeting: Meeting, *, network: str, by: Actor, at: datetime) -> None:
    """From now on the code is taken by this network alone, and by those kept before. Twice is once."""
    row, is_new = HallNetwork.objects.get_or_create(
        meeting=meeting, network=network_mark(meeting, network), defaults={"kept_at": at}
    )
    if is_new:
        record("training.keep_to_network", row.meeting, by=by, at=at, place=_place(meeting))


@transaction.atomic
def open_to_networks(meeting: Meeting, *, by: Actor, at: datetime) -> None:
    """The code is taken from anywhere again."""
    if meeting.hall_networks.all().delete()[0]:
        record("training.open_to_networks", meeting, by=by, at=at, place=_place(meeting))


@transaction.atomic
def note_old_code(meeting: Meeting, *, device: str, network: str, at: datetime) -> CodeOutcome:
    """Write down that somebody opened a code which is no longer shown, before they said who they are. What the device
    is known by here, or will be, tells whose it is.
    """
    meeting = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    mark = device_mark(meeting, device)
    outcome = CodeOutcome.LATE if is_running(meeting, at) else CodeOutcome.CLOSED
    _note(meeting, None, outcome, mark, network_mark(meeting, network), at)
    return outcome


def forget_attempts(at: datetime) -> int:
    """Forget which device brought whom to meetings that are long over; presence itself stays."""
    HallNetwork.objects.filter(meeting__ends_at__lt=at - KEPT).delete()
    return CodeAttempt.objects.filter(meeting__ends_at__lt=at - KEPT).delete()[0]


def _judged(
    meeting: Meeting, enrolment: Enrolment, code: SeenCode, mark: str, network: str, at: datetime
) -> CodeOutcome:
    if not is_running(meeting, at):
        return CodeOutcome.CLOSED
    if not code.was_fresh or at - code.seen_at > TICKET:
        return CodeOutcome.LATE
    accepted = list(meeting.code_attempts.filter(outcome__in=ACCEPTED))
    for attempt in accepted:
        if attempt.device == mark:
            own = attempt.enrolment_id == enrolment.pk
            return CodeOutcome(attempt.outcome) if own else CodeOutcome.SHARED_DEVICE
    if any(attempt.enrolment_id == enrolment.pk for attempt in accepted):
        return CodeOutcome.SECOND_DEVICE
    kept = set(meeting.hall_networks.values_list("network", flat=True))
    return CodeOutcome.OUTSIDE if kept and network not in kept else CodeOutcome.RECORDED


def _place(meeting: Meeting) -> Place:
    return meeting.cohort.stage.programme.place


def _note(
    meeting: Meeting, enrolment: Enrolment | None, outcome: CodeOutcome, mark: str, network: str, at: datetime
) -> None:
    attempt, is_new = CodeAttempt.objects.get_or_create(
        meeting=meeting,
        enrolment=enrolment,
        outcome=outcome,
        device=mark,
        defaults={"network": network, "first_at": at},
    )
    if not is_new:
        CodeAttempt.objects.filter(pk=attempt.pk).update(times=F("times") + 1)
