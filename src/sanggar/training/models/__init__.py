from sanggar.training.models.attendance import Attendance, AttendanceChange, Method, Presence, SignedSheet
from sanggar.training.models.codes import ACCEPTED, CodeAttempt, CodeOutcome
from sanggar.training.models.door import DoorEntry, EntryOutcome
from sanggar.training.models.enrolments import (
    ALLOWED,
    SEATED,
    Enrolment,
    EnrolmentEvent,
    EnrolmentQuerySet,
    EnrolmentState,
)
from sanggar.training.models.goals import Goal, GoalResult
from sanggar.training.models.rules import PresenceRule

__all__ = [
    "ACCEPTED",
    "ALLOWED",
    "SEATED",
    "Attendance",
    "AttendanceChange",
    "CodeAttempt",
    "CodeOutcome",
    "DoorEntry",
    "Enrolment",
    "EnrolmentEvent",
    "EnrolmentQuerySet",
    "EnrolmentState",
    "EntryOutcome",
    "Goal",
    "GoalResult",
    "Method",
    "Presence",
    "PresenceRule",
    "SignedSheet",
]
