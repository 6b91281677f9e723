from sanggar.planning.models.grants import ProgrammeGrant
from sanggar.planning.models.meetings import Meeting
from sanggar.planning.models.programmes import Cohort, Programme, Stage, Track

__all__ = ["Cohort", "Meeting", "Programme", "ProgrammeGrant", "Stage", "Track"]
