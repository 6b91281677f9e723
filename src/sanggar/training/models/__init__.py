from sanggar.training.models.assignments import Accepts, Assignment, AssignmentCriterion, AssignmentLevel
from sanggar.training.models.attendance import Attendance, AttendanceChange, Method, Presence, SignedSheet
from sanggar.training.models.calendars import CalendarRenewal
from sanggar.training.models.codes import ACCEPTED, CodeAttempt, CodeOutcome, HallNetwork
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
from sanggar.training.models.door import OPEN_ENDED, DoorEntry, EntryOutcome
from sanggar.training.models.enrolments import (
    ALLOWED,
    SEATED,
    Enrolment,
    EnrolmentEvent,
    EnrolmentQuerySet,
    EnrolmentState,
)
from sanggar.training.models.goals import Goal, GoalResult
from sanggar.training.models.handed import Where
from sanggar.training.models.milestones import Milestone
from sanggar.training.models.quizzes import Occasion, QuizAnswer, QuizChoice, QuizQuestion, QuizSitting, QuizUse
from sanggar.training.models.rules import PresenceRule
from sanggar.training.models.samples import WorkSample
from sanggar.training.models.skills import SelfAssessment, Skill, SkillLevel, SkillRating
from sanggar.training.models.submissions import (
    AssessmentState,
    ChecklistAnswer,
    ChecklistReply,
    Submission,
    SubmissionState,
    WorkAssessment,
    WorkScore,
)

__all__ = [
    "ACCEPTED",
    "ALLOWED",
    "OPEN_ENDED",
    "SEATED",
    "Accepts",
    "AssessmentState",
    "Assignment",
    "AssignmentCriterion",
    "AssignmentLevel",
    "Attendance",
    "AttendanceChange",
    "CalendarRenewal",
    "ChecklistAnswer",
    "ChecklistItem",
    "ChecklistReply",
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
    "HallNetwork",
    "Kind",
    "Material",
    "MaterialMeeting",
    "MaterialVersion",
    "Method",
    "Milestone",
    "Module",
    "ModuleMeeting",
    "Occasion",
    "Presence",
    "PresenceRule",
    "QuizAnswer",
    "QuizChoice",
    "QuizQuestion",
    "QuizSitting",
    "QuizUse",
    "Release",
    "SelfAssessment",
    "SignedSheet",
    "Skill",
    "SkillLevel",
    "SkillRating",
    "Submission",
    "SubmissionState",
    "Where",
    "WorkAssessment",
    "WorkSample",
    "WorkScore",
]
