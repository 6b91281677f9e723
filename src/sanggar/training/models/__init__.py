from sanggar.training.models.attendance import Attendance, AttendanceChange, Method, Presence, SignedSheet
from sanggar.training.models.enrolments import (
    ALLOWED,
    SEATED,
    Enrolment,
    EnrolmentEvent,
    EnrolmentQuerySet,
    EnrolmentState,
)

__all__ = [
    "ALLOWED",
    "SEATED",
    "Attendance",
    "AttendanceChange",
    "Enrolment",
    "EnrolmentEvent",
    "EnrolmentQuerySet",
    "EnrolmentState",
    "Method",
    "Presence",
    "SignedSheet",
]
