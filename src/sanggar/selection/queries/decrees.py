"""Reads of decrees: who is a participant now, what a decree's annex says, what changed since the decree before."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import translation

from sanggar.applications.models import Application
from sanggar.selection.models import Decree, Draw, Offer, OfferState, SignedCopy, without_texts
from sanggar.selection.seen import mark_of_seen

TEXTS = (
    *("about", "considering", "legal_bases", "noting", "orders", "copies"),
    *("place", "signer_title", "signer_name", "signer_rank", "signer_nip"),
)
AnnexRow = dict[str, str]


def decrees_of(draw: Draw) -> QuerySet[Decree]:
    """A draw's decrees in their order, the draft, if there is one, last."""
    decrees = Decree.objects.filter(draw=draw)
    return without_texts(decrees.select_related("draw__call__stage__programme__organisation__region", "pdf"), "draw")


def previous_of(decree: Decree) -> Decree | None:
    return decrees_of(decree.draw).filter(ordinal=decree.ordinal - 1).first()


def participants_now(draw: Draw) -> list[AnnexRow]:
    """Who accepted a seat, by name, with what a decree's annex says of them (0052) and nothing else. In Indonesian,
    whoever asks: the rows are fixed as they stand.
    """
    offers = Offer.objects.filter(entry__draw=draw, state=OfferState.ACCEPTED)
    people = [
        offer.application for offer in offers.select_related("application__track", "application__village__parent")
    ]
    people.sort(key=lambda one: (one.name.casefold(), one.receipt))
    with translation.override("id"):
        categories = {each.key: str(each.shown) for each in draw.call.category_list}
    return [_annex_row(one, categories) for one in people]


def _annex_row(one: Application, categories: Mapping[str, str]) -> AnnexRow:
    return {
        "receipt": one.receipt,
        "name": one.name,
        "sex": one.sex,
        "village": one.village.name,
        "district": one.district.name,
        "category": categories.get(one.category, one.category),
        "track": one.track.name,
    }


def annex_of(decree: Decree) -> list[AnnexRow]:
    """The rows fixed at numbering; of a draft, as they would be now."""
    return participants_now(decree.draw) if decree.annex is None else decree.annex


@dataclass(frozen=True, slots=True)
class AnnexChanges:
    """What an amending decree changes about the one before."""

    joined: list[AnnexRow]
    left: list[AnnexRow]


def changes_of(decree: Decree) -> AnnexChanges | None:
    """None for a first decree."""
    previous = previous_of(decree)
    if previous is None:
        return None
    now, before = annex_of(decree), annex_of(previous)
    known, kept = {row["receipt"] for row in before}, {row["receipt"] for row in now}
    return AnnexChanges(
        joined=[row for row in now if row["receipt"] not in known],
        left=[row for row in before if row["receipt"] not in kept],
    )


def fingerprint_of(decree: Decree) -> str:
    """Digest of everything a reader of the draft saw: its texts and its annex."""
    return mark_of_seen([{name: getattr(decree, name) for name in TEXTS}, annex_of(decree)], ensure_ascii=False)


def copies_of(draw: Draw, decree: Decree | None = None) -> QuerySet[SignedCopy]:
    """Scans of a signed decree, or of the draw's minutes; the newest, which is the current one, first."""
    copies = SignedCopy.objects.filter(draw=draw, decree=decree).select_related("file")
    return copies.order_by("-at", "-pk")
