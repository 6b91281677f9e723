from sanggar.applications.models.answer_files import AnswerFile
from sanggar.applications.models.applications import DISABILITY_PLACE, LINK, OWN_PLACE, Application, Category
from sanggar.applications.models.calls import Call, CallState, CallTrack, SeatsGo
from sanggar.applications.models.categories import CallCategory
from sanggar.applications.models.changes import CallChange, ChangeKind
from sanggar.applications.models.consents import GUARDIAN, NOTICE, Consent, ConsentText
from sanggar.applications.models.desk import (
    Batch,
    Correction,
    Looking,
    Note,
    SavedView,
    ScreeningTerms,
    SecondOpinion,
    Verdict,
)
from sanggar.applications.models.drafts import DRAFT_LINK, DRAFT_PLACE, Draft, Typed
from sanggar.applications.models.eligibility import CallRule, Earlier, RuleKind
from sanggar.applications.models.entries import (
    ADDRESS_PLACE,
    TABLE_PLACE,
    Consented,
    ImportRun,
    OfficeEntry,
    TellBy,
    Way,
)
from sanggar.applications.models.finding import FindRequest
from sanggar.applications.models.guardians import GUARDIAN_LINK, Ending, GivenBy, Guardianship, Relation
from sanggar.applications.models.history import CODE, ApplicationEvent
from sanggar.applications.models.invitations import CODE_PLACE, InvitationCode, InvitationUse
from sanggar.applications.models.letters import CallLetter
from sanggar.applications.models.questions import (
    CHOOSING,
    NAMED,
    TELLING,
    WRITTEN,
    Compared,
    Counted,
    Question,
    QuestionKind,
    Value,
)
from sanggar.applications.models.rights import LegalHold, RightsKind, RightsOutcome, RightsRequest, RightsState
from sanggar.applications.models.states import ALLOWED, LOOKS, MOVES, NOT_LIVE, UNSETTLED, Act, ApplicationState

__all__ = [
    "ADDRESS_PLACE",
    "ALLOWED",
    "CHOOSING",
    "CODE",
    "CODE_PLACE",
    "DISABILITY_PLACE",
    "DRAFT_LINK",
    "DRAFT_PLACE",
    "GUARDIAN",
    "GUARDIAN_LINK",
    "LINK",
    "LOOKS",
    "MOVES",
    "NAMED",
    "NOTICE",
    "NOT_LIVE",
    "OWN_PLACE",
    "TABLE_PLACE",
    "TELLING",
    "UNSETTLED",
    "WRITTEN",
    "Act",
    "AnswerFile",
    "Application",
    "ApplicationEvent",
    "ApplicationState",
    "Batch",
    "Call",
    "CallCategory",
    "CallChange",
    "CallLetter",
    "CallRule",
    "CallState",
    "CallTrack",
    "Category",
    "ChangeKind",
    "Compared",
    "Consent",
    "ConsentText",
    "Consented",
    "Correction",
    "Counted",
    "Draft",
    "Earlier",
    "Ending",
    "FindRequest",
    "GivenBy",
    "Guardianship",
    "ImportRun",
    "InvitationCode",
    "InvitationUse",
    "LegalHold",
    "Looking",
    "Note",
    "OfficeEntry",
    "Question",
    "QuestionKind",
    "Relation",
    "RightsKind",
    "RightsOutcome",
    "RightsRequest",
    "RightsState",
    "RuleKind",
    "SavedView",
    "ScreeningTerms",
    "SeatsGo",
    "SecondOpinion",
    "TellBy",
    "Typed",
    "Value",
    "Verdict",
    "Way",
]
