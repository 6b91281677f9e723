from sanggar.selection.models.corrections import ReplacedScore, ReviewCorrection
from sanggar.selection.models.decrees import Decree, DecreeEvent, DecreeState, SignedCopy
from sanggar.selection.models.draws import (
    DiceEntry,
    Draw,
    DrawEntry,
    DrawEvent,
    DrawState,
    DrawStep,
    Outcome,
    without_texts,
)
from sanggar.selection.models.lists import FloorMark, FrozenList
from sanggar.selection.models.merit import (
    LIVE_TASKS,
    MOST_POINTS,
    UNFINISHED,
    Conflict,
    Criterion,
    Level,
    Reviewer,
    ReviewTask,
    ReviewTaskEvent,
    Rubric,
    Score,
    TaskState,
)
from sanggar.selection.models.objections import Objection, ObjectionState
from sanggar.selection.models.offers import LIVE, Offer, OfferEvent, OfferState
from sanggar.selection.models.postponements import Postponement
from sanggar.selection.models.procedures import (
    ANSWERING_HOURS,
    CIVIL_HOURS,
    DRAWN,
    MARKED,
    SEEDED,
    Procedure,
    ProcedureChange,
    ProposedChange,
    Rule,
)
from sanggar.selection.models.relaxations import Relaxation
from sanggar.selection.models.rubric_changes import RubricChange
from sanggar.selection.models.searches import ReserveSearch
from sanggar.selection.models.sources import SourceKind
from sanggar.selection.models.withdrawals import OfferWithdrawal
from sanggar.selection.models.works import CANCELLED, FAILED, TOO_LONG, LotteryWork

__all__ = [
    "ANSWERING_HOURS",
    "CANCELLED",
    "CIVIL_HOURS",
    "DRAWN",
    "FAILED",
    "LIVE",
    "LIVE_TASKS",
    "MARKED",
    "MOST_POINTS",
    "SEEDED",
    "TOO_LONG",
    "UNFINISHED",
    "Conflict",
    "Criterion",
    "Decree",
    "DecreeEvent",
    "DecreeState",
    "DiceEntry",
    "Draw",
    "DrawEntry",
    "DrawEvent",
    "DrawState",
    "DrawStep",
    "FloorMark",
    "FrozenList",
    "Level",
    "LotteryWork",
    "Objection",
    "ObjectionState",
    "Offer",
    "OfferEvent",
    "OfferState",
    "OfferWithdrawal",
    "Outcome",
    "Postponement",
    "Procedure",
    "ProcedureChange",
    "ProposedChange",
    "Relaxation",
    "ReplacedScore",
    "ReserveSearch",
    "ReviewCorrection",
    "ReviewTask",
    "ReviewTaskEvent",
    "Reviewer",
    "Rubric",
    "RubricChange",
    "Rule",
    "Score",
    "SignedCopy",
    "SourceKind",
    "TaskState",
    "without_texts",
]
