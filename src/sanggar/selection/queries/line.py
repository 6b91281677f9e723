"""Who comes next when a seat is free."""

import hashlib
from collections.abc import Iterable

from django.db.models import Count, F, Q, QuerySet

from sanggar.applications.models import ApplicationState
from sanggar.selection.models import LIVE, Draw, DrawEntry, OfferState, Outcome

ENDED = tuple(state for state in OfferState if state not in LIVE)
HAS_LEFT = ~Q(application__state=ApplicationState.ELIGIBLE) | Q(offer__state__in=ENDED)


def drawn_and_not_asked(draw: Draw) -> QuerySet[DrawEntry]:
    """Under quotas: whom the draw or a later step has seated, never asked before and still eligible."""
    drawn = Q(outcome=Outcome.SELECTED) | Q(step__isnull=False)
    waiting = draw.entries.filter(drawn, offer=None, application__state=ApplicationState.ELIGIBLE)
    return waiting.select_related("application").order_by(F("step").asc(nulls_first=True), "application__receipt")


def who_has_left(draw: Draw) -> list[DrawEntry]:
    """Under quotas: whose seat is free again, and who can not be drawn any more."""
    return list(draw.entries.filter(HAS_LEFT).select_related("application"))


def vacancies(draw: Draw) -> dict[str, int]:
    """Per stratum: the seats it was drawn for, less those that are offered or taken."""
    drawn = Count("pk", filter=Q(outcome=Outcome.SELECTED))
    live = Count("pk", filter=Q(offer__state__in=LIVE))
    rows = draw.entries.order_by("stratum").values("stratum").annotate(drawn=drawn, live=live)
    return {row["stratum"]: max(row["drawn"] - row["live"], 0) for row in rows}


def next_in_line(draw: Draw, stratum: str) -> QuerySet[DrawEntry]:
    """Who is to be asked next: never asked before, still eligible; the selected first, then the reserves in order."""
    waiting = draw.entries.filter(stratum=stratum, offer=None, application__state=ApplicationState.ELIGIBLE)
    waiting = waiting.exclude(outcome="").select_related("application")
    return waiting.order_by("-outcome", "position")  # "selected" sorts after "reserve"


def who_is_next(draw: Draw, free: int) -> list[DrawEntry]:
    """Who would be asked if the stage's `free` seats were offered now."""
    if draw.is_by_type:
        return list(drawn_and_not_asked(draw)[:free])
    found = [entry for stratum, vacant in vacancies(draw).items() for entry in next_in_line(draw, stratum)[:vacant]]
    return found[:free]


def mark_of_asked(entries: Iterable[DrawEntry]) -> str:
    """What whoever reads whom an act will ask has before them."""
    return hashlib.sha256("\n".join(sorted(entry.number for entry in entries)).encode()).hexdigest()


def reserves_left(draw: Draw) -> int:
    """How many people of the draw have never been asked and still could be."""
    waiting = draw.entries.filter(offer=None, application__state=ApplicationState.ELIGIBLE)
    return waiting.exclude(outcome="").count()
