from sanggar.applications.models.applications import DISABILITY_PLACE, LINK, Application, Category
from sanggar.applications.models.calls import Call, CallState, CallTrack, SeatsGo
from sanggar.applications.models.consents import NOTICE, Consent, ConsentText
from sanggar.applications.models.finding import FindRequest
from sanggar.applications.models.history import ApplicationEvent
from sanggar.applications.models.letters import CallLetter
from sanggar.applications.models.rights import LegalHold, RightsKind, RightsOutcome, RightsRequest, RightsState
from sanggar.applications.models.states import ALLOWED, MOVES, NOT_LIVE, UNSETTLED, Act, ApplicationState

__all__ = [
    "ALLOWED",
    "DISABILITY_PLACE",
    "LINK",
    "MOVES",
    "NOTICE",
    "NOT_LIVE",
    "UNSETTLED",
    "Act",
    "Application",
    "ApplicationEvent",
    "ApplicationState",
    "Call",
    "CallLetter",
    "CallState",
    "CallTrack",
    "Category",
    "Consent",
    "ConsentText",
    "FindRequest",
    "LegalHold",
    "RightsKind",
    "RightsOutcome",
    "RightsRequest",
    "RightsState",
    "SeatsGo",
]
