"""Reads: what looks odd about the codes of a meeting. Signals for a person to ask about, never a verdict.

A whole room behind the hall's own connection is ordinary, so of networks only those are named by which several came
while most came by another. A telephone company lets many customers share one address: ask before you judge.
"""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from sanggar.planning.models import Meeting
from sanggar.training.codes import device_mark
from sanggar.training.models import ACCEPTED, CodeAttempt, CodeOutcome, Enrolment

TOGETHER = 3
"""People by one other network from which on it is named."""


class SignalKind(StrEnum):
    SHARED_DEVICE = "shared_device"
    LATE = "late"
    CLOSED = "closed"
    OUTSIDE = "outside"
    NETWORK = "network"
    SECOND_DEVICE = "second_device"


@dataclass(frozen=True, slots=True)
class Signal:
    """`people` by name; for a shared device the one it stands for first. `elsewhere`: a second device came by another
    network. `nameless` devices tried without anybody having said at this meeting that it is theirs.
    """

    kind: SignalKind
    people: list[str]
    times: int = 1
    elsewhere: bool = False
    nameless: int = 0


def code_signals(meeting: Meeting) -> list[Signal]:
    attempts = list(meeting.code_attempts.select_related("enrolment__person"))
    return [
        *_shared_devices(attempts),
        *_refused(attempts, CodeOutcome.LATE, SignalKind.LATE),
        *_refused(attempts, CodeOutcome.CLOSED, SignalKind.CLOSED),
        *_refused(_not_in(attempts), CodeOutcome.OUTSIDE, SignalKind.OUTSIDE),
        *_networks(attempts),
        *_second_devices(attempts),
    ]


def came_by(enrolment: Enrolment, meeting: Meeting, device: str) -> bool:
    """Whether this device is one by which somebody was recorded at a meeting."""
    accepted = meeting.code_attempts.filter(outcome__in=ACCEPTED, enrolment=enrolment)
    return bool(device) and accepted.filter(device=device_mark(meeting, device)).exists()


def _name(attempt: CodeAttempt) -> str:
    assert attempt.enrolment is not None
    return attempt.enrolment.person.name


def _shared_devices(attempts: list[CodeAttempt]) -> list[Signal]:
    holders = {attempt.device: attempt for attempt in attempts if attempt.outcome in ACCEPTED}
    refused = [attempt for attempt in attempts if attempt.outcome == CodeOutcome.SHARED_DEVICE]
    devices = list(dict.fromkeys(attempt.device for attempt in refused))
    return [
        Signal(
            SignalKind.SHARED_DEVICE,
            [_name(holders[device]), *(_name(attempt) for attempt in refused if attempt.device == device)],
            sum(attempt.times for attempt in refused if attempt.device == device),
        )
        for device in devices
        if device in holders
    ]


def _refused(attempts: list[CodeAttempt], outcome: CodeOutcome, kind: SignalKind) -> list[Signal]:
    found = [attempt for attempt in attempts if attempt.outcome == outcome]
    owners = _owners(attempts)
    whose = [[_name(each)] if each.enrolment_id else owners.get(each.device, []) for each in found]
    people = list(dict.fromkeys(name for names in whose for name in names))
    nameless = len({each.device for each, names in zip(found, whose, strict=True) if not names})
    return [Signal(kind, people, sum(each.times for each in found), nameless=nameless)] if found else []


def _not_in(attempts: list[CodeAttempt]) -> list[CodeAttempt]:
    """Those of whoever did not come by the code after all, as who has found the hall's network has."""
    came = {attempt.enrolment_id for attempt in attempts if attempt.outcome in ACCEPTED}
    return [attempt for attempt in attempts if attempt.enrolment_id not in came]


def _owners(attempts: list[CodeAttempt]) -> dict[str, list[str]]:
    """Who said at this meeting that a device is theirs."""
    owners: dict[str, list[str]] = {}
    for attempt in attempts:
        if attempt.enrolment_id:
            owners.setdefault(attempt.device, []).append(_name(attempt))
    return owners


def _networks(attempts: list[CodeAttempt]) -> list[Signal]:
    """Several people by one network that is not the one by which most came."""
    came = {attempt.enrolment_id: attempt for attempt in attempts if attempt.outcome == CodeOutcome.RECORDED}
    counted = Counter(attempt.network for attempt in came.values()).most_common()
    return [
        Signal(SignalKind.NETWORK, [_name(attempt) for attempt in came.values() if attempt.network == network])
        for network, number in counted
        if TOGETHER <= number < counted[0][1]
    ]


def _second_devices(attempts: list[CodeAttempt]) -> list[Signal]:
    first = {attempt.enrolment_id: attempt for attempt in attempts if attempt.outcome == CodeOutcome.RECORDED}
    second = [attempt for attempt in attempts if attempt.outcome == CodeOutcome.SECOND_DEVICE]
    return [
        Signal(
            SignalKind.SECOND_DEVICE,
            [_name(attempt)],
            elsewhere=attempt.enrolment_id in first and first[attempt.enrolment_id].network != attempt.network,
        )
        for attempt in second
    ]
