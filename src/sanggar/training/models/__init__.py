from sanggar.training.models.attendance import Attendance, AttendanceChange, Method, Presence, SignedSheet
from sanggar.training.models.enrolments import (
    ALLOWED,
    SEATED,
    Enrolment,
    EnrolmentEvent,
    EnrolmentQuerySet,
    EnrolmentState,
)
from sanggar.training.models.goals import Goal, GoalResult

__all__ = [
    "ALLOWED",
    "SEATED",
    "Attendance",
    "AttendanceChange",
    "Enrolment",
    "EnrolmentEvent",
    "EnrolmentQuerySet",
    "EnrolmentState",
    "Goal",
    "GoalResult",
    "Method",
    "Presence",
    "SignedSheet",
]
