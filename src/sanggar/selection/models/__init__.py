from sanggar.selection.models.draws import (
    DiceEntry,
    Draw,
    DrawEntry,
    DrawEvent,
    DrawState,
    DrawStep,
    FrozenList,
    LotteryWork,
    Outcome,
)
from sanggar.selection.models.objections import Objection, ObjectionState
from sanggar.selection.models.offers import LIVE, Offer, OfferEvent, OfferState
from sanggar.selection.models.procedures import DRAWN, MARKED, Procedure, ProcedureChange, Rule
from sanggar.selection.models.sources import SourceKind

__all__ = [
    "DRAWN",
    "LIVE",
    "MARKED",
    "DiceEntry",
    "Draw",
    "DrawEntry",
    "DrawEvent",
    "DrawState",
    "DrawStep",
    "FrozenList",
    "LotteryWork",
    "Objection",
    "ObjectionState",
    "Offer",
    "OfferEvent",
    "OfferState",
    "Outcome",
    "Procedure",
    "ProcedureChange",
    "Rule",
    "SourceKind",
]
