"""The people of the minutes: how likely each was to be drawn, who was, and who signs."""

from typing import Any

from django.db.models import Max, Min, Q
from django.utils.formats import number_format

from sanggar.selection.models import Draw, Rule
from sanggar.selection.percents import percents_apart
from sanggar.selection.queries import BY_OFFICE, dice_progress, published_reserves, published_selected
from sanggar.selection.queries.draws import CAME_IN
from sanggar.selection.queries.line import HAS_LEFT

WITNESSES = 2
MOST_ROWS = 1000
LINE = " " * 30


def chances(draw: Draw) -> list[str]:
    """The lowest and the highest chance, or the one that all have; none where they are sealed or nothing is drawn."""
    if draw.is_sealed:
        return []
    found = draw.entries.aggregate(lowest=Min("chance"), highest=Max("chance"))
    if found["lowest"] is None:
        return []
    return [f"{percent} persen" for percent in percents_apart(found["lowest"], found["highest"])]


def annexes(draw: Draw) -> dict[str, list[list[str]]]:
    return {"selected": selected(draw), "waiting": reserves(draw), "ranked": ranked(draw)}


def selected(draw: Draw) -> list[list[str]]:
    """Once it is published: who was drawn, then or since, by registration number, which tells no draw id. No NIK.
    What has become of a seat stands beside it, so that more names than seats explain themselves (0052).
    """
    people = published_selected(draw).annotate(left=Q(HAS_LEFT), taken_back=Q(BY_OFFICE), came_in=Q(CAME_IN))
    return [
        [str(number), one.receipt, one.name, one.track.name, one.district.name, _since(entry)]
        for number, (entry, one) in enumerate(((each, each.application) for each in people), start=1)
    ]


def _since(entry: Any) -> str:
    came = "masuk dari cadangan" if entry.came_in else ""
    left = "kursi ditarik kantor" if entry.taken_back else "melepas kursi" if entry.left else ""
    return ", ".join(filter(None, (came, left)))


def reserves(draw: Draw) -> list[list[str]]:
    """Once it is published: who waits, by registration number alone and in its order, for the order of the draw would
    tell whose draw id is whose (0008). None where there are too many for paper; the public page lists them all.
    """
    people = published_reserves(draw)
    if people.count() > MOST_ROWS:
        return []
    return [
        [str(number), one.receipt, one.track.name, one.district.name]
        for number, one in enumerate((entry.application for entry in people), start=1)
    ]


def ranked(draw: Draw) -> list[list[str]]:
    """Where marks alone choose: everybody's rank, mark and result, by registration number. Each mark as the list was
    frozen by it; what every reviewer gave stays in the review (0052).
    """
    if draw.rule != Rule.MERIT or not draw.is_published:
        return []
    people = draw.entries.select_related("application").order_by("-outcome", "position")  # selected, then reserve
    return [
        [str(rank), one.application.receipt, number_format(one.mark or 0, 2), one.get_outcome_display()]
        for rank, one in enumerate(people, start=1)
    ]


def signers(draw: Draw) -> list[tuple[str, str]]:
    """Role and name: who did what these minutes tell of, both readers of the dice by name, and witnesses to be found.
    Who did several things signs once.
    """
    last = draw.lists.last()
    ran = "Yang menjalankan undian" if draw.is_lottery else "Yang menjalankan seleksi"
    acts = [(ran, draw.drawn_by)] if draw.drawn_by else []
    acts = acts or [("Yang membekukan daftar", last.by_label if last else draw.frozen_by)]
    readers = (str(entry.account) for entry in dice_progress(draw).final or ())
    acts += list(zip(("Pembaca dadu pertama", "Pembaca dadu kedua"), readers, strict=False))
    roles: dict[str, list[str]] = {}
    for role, name in acts:
        roles.setdefault(name, []).append(role)
    named = [(", ".join([first, *map(str.lower, more)]), name) for name, (first, *more) in roles.items()]
    return named + [("Saksi", LINE)] * WITNESSES
