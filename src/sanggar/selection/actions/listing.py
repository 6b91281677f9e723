"""The list of a draw: who takes part, under which random ids, with which public features; and what is made of it."""

from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import partial
from hashlib import sha256
from typing import Any

from django.db import transaction

from sanggar.applications.models import Application
from sanggar.cores.lottery.digest import list_digest, lottery_digest
from sanggar.cores.lottery.document import lottery_document
from sanggar.cores.lottery.errors import Fault, QuotasClash
from sanggar.cores.lottery.fair.conflict import with_demands
from sanggar.cores.lottery.json_text import write_json
from sanggar.cores.lottery.lottery import Lottery, Person
from sanggar.cores.lottery.progress import Tell
from sanggar.cores.lottery.quotas import quota_lottery
from sanggar.cores.lottery.ranking import values_digest
from sanggar.cores.lottery.sealed import commitment
from sanggar.foundation import audit
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.chance import fresh_hex
from sanggar.selection.actions.terms import quotas_from_json
from sanggar.selection.features import TRACK, features_of, household_of, people_features
from sanggar.selection.models import Draw, DrawEntry, FloorMark, FrozenList, Rule
from sanggar.selection.queries import reopened, shift_of
from sanggar.selection.queries.classes import track_limits
from sanggar.selection.queries.ways_out import within_limits
from sanggar.selection.strata import SHARED, Seats, lottery_over, require_seats_for

DRAW_ID_BYTES = 16
ENTRIES_AT_ONCE = 500
NUMBERS = 1000
"""Panels of a numbered lottery: what three ten-sided dice tell apart."""


def list_people(
    draw: Draw,
    people: list[Application],
    marks: dict[int, Decimal | None],
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> None:
    """Give everyone a fresh draw id; the list that stood before, if any, is replaced. Publishes the list's digest."""
    draw.entries.all().delete()
    rows = [
        DrawEntry(draw=draw, application=each, number=fresh_hex(DRAW_ID_BYTES), mark=marks.get(each.pk))
        for each in people
    ]
    DrawEntry.objects.bulk_create(rows, batch_size=ENTRIES_AT_ONCE)
    digest = list_digest(row.number for row in rows)
    document = write_json(frozen_document(draw, rows, digest))
    FrozenList.objects.create(
        draw=draw,
        revision=draw.revision,
        list_digest=digest,
        entrants=len(rows),
        at=at,
        by_label=by.label,
        reason=reason,
        document=document,
        document_digest=sha256(document.encode()).hexdigest(),
    )
    fields = {"list_digest": digest, "entrants": len(rows), "lottery": "", "lottery_digest": "", "values_digest": ""}
    Draw.objects.filter(pk=draw.pk).update(**fields)
    draw.refresh_from_db()


def keep_floor_marks(draw: Draw, marks: dict[int, Decimal | None]) -> None:
    """Keep the marks of who is not listed because of them. Nobody's moves through another's objection."""
    if draw.rule != Rule.FLOOR:
        return
    before = dict(draw.floor_marks.exclude(application__in=reopened(draw.call)).values_list("application", "mark"))
    listed = set(draw.entries.values_list("application", flat=True))
    below = {pk: mark for pk, mark in (marks | before).items() if pk not in listed and mark is not None}
    draw.floor_marks.all().delete()
    rows = [FloorMark(draw=draw, application_id=pk, mark=mark) for pk, mark in sorted(below.items())]
    FloorMark.objects.bulk_create(rows, batch_size=ENTRIES_AT_ONCE)


def frozen_document(draw: Draw, rows: list[DrawEntry], digest: str) -> dict[str, Any]:
    """What everyone may see of a list at the freeze: draw ids and the public features that count in the draw.

    Where a quota uses data that nobody may learn, commitments stand in the place of draw ids, as they do later.
    """
    features = features_of(draw.call)
    names = list(draw.quotas) or ([TRACK] if draw.is_lottery and draw.call.seats_by_track else [])
    found = people_features((row.application for row in rows), (features[name] for name in names))
    people = [_public_row(draw, row.number, found[row.application_id]) for row in rows]
    return {
        "format": "sanggar-frozen-list",
        "version": 2,
        "rule": draw.rule,
        "seats": draw.seats,
        **({"source": draw.source} if draw.has_seed else {}),
        "revision": draw.revision,
        "list_digest": digest,
        "people": sorted(people, key=lambda row: str(row.get("id") or row["commitment"])),
    }


def _public_row(draw: Draw, number: str, features: dict[str, str]) -> dict[str, Any]:
    public = {name: value for name, value in features.items() if name not in draw.hidden}
    name, value = ("commitment", commitment(number, features)) if draw.is_sealed else ("id", number)
    return {name: value, "features": public}


def make_plain_lottery(draw: Draw, seats: Seats) -> None:
    """The lottery without quotas: the same chance for all, or within each track that has seats of its own."""
    entries = list(draw.entries.select_related("application__track"))
    if SHARED not in seats:
        for entry in entries:
            entry.stratum = entry.application.track.code
        require_seats_for((entry.stratum for entry in entries), seats)
    store_lottery(draw, entries, lottery_over({entry.number: entry.stratum for entry in entries}, seats))


def quota_people(draw: Draw, entries: list[DrawEntry]) -> list[Person]:
    """The people of the lottery under quotas, each with the features that have one.

    Where households are kept apart the hash of the family card names each; nothing that is published holds it.
    """
    features = features_of(draw.call)
    found = people_features((entry.application for entry in entries), (features[name] for name in draw.quotas))
    return [
        Person(entry.number, found[entry.application_id], household_of(entry.application, apart=draw.one_per_household))
        for entry in entries
    ]


def make_quota_lottery(draw: Draw, entries: list[DrawEntry], tell: Any) -> Lottery:
    """Raises `DocumentRefused` where the quotas clash. Minutes at most; nothing is locked meanwhile."""
    numbers = NUMBERS if draw.numbered else None
    return quota_lottery(quota_people(draw, entries), draw.seats, quotas_from_json(draw.quotas), tell, numbers=numbers)


def ways_out(draw: Draw, entries: list[DrawEntry], clash: QuotasClash, tell: Tell) -> list[Fault]:
    """Why no lottery can be made, with a way out of it that seats no more of a track than can have a seat."""
    people, quotas = quota_people(draw, entries), quotas_from_json(draw.quotas)
    faults = within_limits(clash.faults, people, draw.seats, quotas, track_limits(draw.call), tell)
    return with_demands(faults, clash.pool, tell)


def store_lottery(draw: Draw, entries: list[DrawEntry], lottery: Lottery) -> None:
    """Write lottery and digest, and everybody's chance; under quotas the type is the stratum.

    A lottery for other seats than were published with the list is none of this draw.
    """
    if lottery.seats != draw.seats:
        raise ValueError(f"a lottery for {lottery.seats} seats, and a list frozen for {draw.seats}")
    document = lottery_document(lottery)
    listed = {entry.id: entry for entry in lottery.people}
    chances = [_twelve_places(each.probability) for each in lottery.types]
    for entry in entries:
        told = listed[entry.number]
        entry.chance, entry.household = chances[told.type], told.household
        if draw.is_by_type:
            entry.stratum = f"t{told.type}"
    DrawEntry.objects.bulk_update(entries, ["stratum", "chance", "household"], batch_size=ENTRIES_AT_ONCE)
    fields = {"lottery": write_json(document), "lottery_digest": lottery_digest(document)}
    Draw.objects.filter(pk=draw.pk).update(**fields)
    draw.refresh_from_db()


def store_values(draw: Draw) -> None:
    """What people are ordered by, fixed by its digest before a seed can exist that decides between equal ones."""
    digest = values_digest(values_of(draw).items())
    Draw.objects.filter(pk=draw.pk).update(values_digest=digest)
    draw.refresh_from_db()


def values_of(draw: Draw) -> dict[str, Fraction]:
    """By draw id what decides where there is no lottery: the mark, raised by `shift_of`, or the number of arrival."""
    entries = list(draw.entries.select_related("application"))
    if draw.rule == Rule.FIRST_COME:
        by_arrival = sorted(entries, key=lambda entry: (entry.application.submitted_at, entry.application_id))
        return {entry.number: Fraction(place) for place, entry in enumerate(by_arrival, start=1)}
    shift = shift_of(draw)
    return {entry.number: Fraction((entry.mark or Decimal(0)) + shift) for entry in entries}


def record_lottery(draw: Draw, by: Actor, at: datetime) -> None:
    """On the record, sealed, before any seed can exist."""
    fixed = "lottery_digest" if draw.is_lottery else "values_digest"
    details = {name: getattr(draw, name) for name in ("list_digest", fixed, "source", "seats", "entrants")}
    details |= {"revision": draw.revision}
    record("selection.fix_lottery", draw, by=by, at=at, place=draw.call.stage.programme.place, details=details)
    transaction.on_commit(partial(audit.seal_pending, at), robust=True)


def _twelve_places(chance: Fraction) -> Decimal:
    return (Decimal(chance.numerator) / Decimal(chance.denominator)).quantize(Decimal("1e-12"))
