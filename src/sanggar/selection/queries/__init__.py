from sanggar.selection.queries.draws import (
    DrawPlace,
    Readiness,
    dice_progress,
    draw_of,
    draw_place_of,
    draws_of,
    marks_of,
    published_places,
    readiness_of,
    sealed_head_of,
    who_takes_part,
)
from sanggar.selection.queries.line import next_in_line, reserves_left, vacancies, who_is_next
from sanggar.selection.queries.offers import (
    OfferCounts,
    call_list,
    offer_counts,
    offer_of,
    offers_of,
)

__all__ = [
    "DrawPlace",
    "OfferCounts",
    "Readiness",
    "call_list",
    "dice_progress",
    "draw_of",
    "draw_place_of",
    "draws_of",
    "marks_of",
    "next_in_line",
    "offer_counts",
    "offer_of",
    "offers_of",
    "published_places",
    "readiness_of",
    "reserves_left",
    "sealed_head_of",
    "vacancies",
    "who_is_next",
    "who_takes_part",
]
