"""Running the draw over the frozen list with the recorded seed, and publishing what came out."""

import hashlib
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from sanggar.cores.lottery import ranking
from sanggar.cores.lottery.bundle import make_bundle
from sanggar.cores.lottery.document import read_lottery
from sanggar.cores.lottery.errors import DrawRefused
from sanggar.cores.lottery.json_text import read_json, write_json
from sanggar.cores.lottery.ranking import ranking_document
from sanggar.cores.lottery.seed import Randomness
from sanggar.foundation import audit
from sanggar.foundation.audit import Actor, record
from sanggar.selection.actions.listing import values_of
from sanggar.selection.actions.objections import require_no_objections
from sanggar.selection.models import Draw, DrawEntry, DrawState
from sanggar.selection.refusals import FrozenListChanged, StepOutOfOrder
from sanggar.selection.states import step_draw


@transaction.atomic
def run_draw(draw: Draw, *, by: Actor, at: datetime) -> None:
    """Give everyone on the list a place. There is one possible result: list and seed decide it."""
    draw = (
        Draw.objects.select_for_update(of=("self",))
        .select_related("call__stage__programme__organisation")
        .get(pk=draw.pk)
    )
    if draw.state != (DrawState.SEEDED if draw.has_seed else DrawState.FROZEN):
        raise StepOutOfOrder(state=draw.get_state_display())
    require_no_objections(draw, at)
    bundle = _bundle(draw) if draw.is_lottery else _ranking(draw)
    _write_places(draw, bundle["draws"] if draw.is_lottery else bundle["places"])
    step_draw(draw, DrawState.DRAWN, by=by, at=at, bundle=write_json(bundle), drawn_at=at, drawn_by=by.label)
    place = draw.call.stage.programme.place
    details = {"seed": draw.seed, "list_digest": draw.list_digest, "bundle_digest": bundle_digest(draw)}
    record("selection.run_draw", draw, by=by, at=at, place=place, details=details)


@transaction.atomic
def publish_draw(draw: Draw, *, by: Actor, at: datetime) -> None:
    """Show the result to everyone, with the bundle to check it by."""
    if not step_draw(draw, DrawState.PUBLISHED, by=by, at=at, published_at=at, published_by=by.label):
        draw.refresh_from_db()
        raise StepOutOfOrder(state=draw.get_state_display())
    record("selection.publish_draw", draw, by=by, at=at, place=draw.call.stage.programme.place)
    transaction.on_commit(partial(audit.seal_pending, at), robust=True)


def bundle_digest(draw: Draw) -> str:
    """SHA-256 of the bundle as it is stored, byte for byte."""
    return hashlib.sha256(draw.bundle.encode()).hexdigest()


def _ranking(draw: Draw) -> dict[str, Any]:
    """By marks or by arrival, as the procedure says; equal marks by ticket, where a source was named for that."""
    values = values_of(draw)
    if not draw.has_seed:
        return ranking_document(values, draw.seats, ranking.Rule(draw.rule))
    try:
        document = ranking_document(values, draw.seats, ranking.Rule(draw.rule), _randomness(draw))
    except DrawRefused as error:
        raise FrozenListChanged from error
    fixed = {name: getattr(draw, name) for name in ("list_digest", "values_digest", "seed")}
    if fixed != {name: document[name] for name in fixed}:
        raise FrozenListChanged
    return document


def _randomness(draw: Draw) -> Randomness:
    return Randomness(draw.source, draw.source_value, draw.signature or None)


def _bundle(draw: Draw) -> dict[str, Any]:
    """The bundle over the stored lottery, which must still be the one whose digests were published."""
    try:
        lottery = read_lottery(read_json(draw.lottery.encode()))
        bundle = make_bundle(lottery, bytes.fromhex(draw.seed), _randomness(draw))
    except DrawRefused as error:
        raise FrozenListChanged from error
    if (bundle["list_digest"], bundle["lottery_digest"]) != (draw.list_digest, draw.lottery_digest):
        raise FrozenListChanged
    return bundle


def _write_places(draw: Draw, places: list[dict[str, Any]]) -> None:
    entries = {entry.number: entry for entry in draw.entries.all()}
    if set(entries) != {place["id"] for place in places}:
        raise FrozenListChanged
    for place in places:
        entry = entries[place["id"]]
        entry.outcome, entry.position = place["outcome"], place["position"]
    DrawEntry.objects.bulk_update(entries.values(), ["outcome", "position"], batch_size=200)
