from sanggar.training.models.attendance import Attendance, AttendanceChange, Method, Presence, SignedSheet
from sanggar.training.models.curriculum import (
    ChecklistItem,
    Kind,
    Material,
    MaterialMeeting,
    MaterialVersion,
    Module,
    ModuleMeeting,
    Release,
)
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
    "ChecklistItem",
    "Enrolment",
    "EnrolmentEvent",
    "EnrolmentQuerySet",
    "EnrolmentState",
    "Kind",
    "Material",
    "MaterialMeeting",
    "MaterialVersion",
    "Method",
    "Module",
    "ModuleMeeting",
    "Presence",
    "Release",
    "SignedSheet",
]
