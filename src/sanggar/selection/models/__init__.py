from sanggar.selection.models.decrees import Decree, DecreeEvent, DecreeState, SignedCopy
from sanggar.selection.models.draws import DiceEntry, Draw, DrawEntry, DrawEvent, DrawState, Outcome, SourceKind
from sanggar.selection.models.offers import LIVE, Offer, OfferEvent, OfferState

__all__ = [
    "LIVE",
    "Decree",
    "DecreeEvent",
    "DecreeState",
    "DiceEntry",
    "Draw",
    "DrawEntry",
    "DrawEvent",
    "DrawState",
    "Offer",
    "OfferEvent",
    "OfferState",
    "Outcome",
    "SignedCopy",
    "SourceKind",
]
