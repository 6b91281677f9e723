from sanggar.planning.models.grants import ProgrammeGrant
from sanggar.planning.models.meetings import ChangeKind, Meeting, MeetingChange, MeetingQuerySet
from sanggar.planning.models.programmes import Cohort, Programme, Stage, Track
from sanggar.planning.models.venues import Venue

__all__ = [
    "ChangeKind",
    "Cohort",
    "Meeting",
    "MeetingChange",
    "MeetingQuerySet",
    "Programme",
    "ProgrammeGrant",
    "Stage",
    "Track",
    "Venue",
]
