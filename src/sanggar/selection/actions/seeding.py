"""The seed, recorded once: from dice that two people read independently, or from the named round of the beacon."""

from datetime import datetime
from enum import StrEnum

from django.db import transaction

from sanggar.cores.beacon import quicknet
from sanggar.cores.beacon.signature import randomness_of, verify_round
from sanggar.cores.lottery.seed import derive_seed
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.typed_text import plain_line
from sanggar.selection.actions.objections import require_no_objections
from sanggar.selection.models import DiceEntry, Draw, DrawState, SourceKind
from sanggar.selection.moments import when
from sanggar.selection.procedure_refusals import DrawTooEarly, LotteryNotReady
from sanggar.selection.refusals import (
    DiceNotDigits,
    DiceTooFew,
    DiceTooMany,
    NoEntryToReplace,
    OtherSourceFixed,
    PersonUnknown,
    RandomnessWrong,
    RoundNotYet,
    SecondPersonNeeded,
    SeedAlreadyRecorded,
    SignatureWrong,
)
from sanggar.selection.rules import is_second_person
from sanggar.selection.states import step_draw

LEAST_DICE = 20
MOST_DICE = 200


class DiceResult(StrEnum):
    """What an entry came to: it waits for the second person, equals the first entry, differs from it, or took the place
    of the same person's own, which still waited.
    """

    FIRST = "first"
    MATCH = "match"
    MISMATCH = "mismatch"
    REPLACED = "replaced"


@transaction.atomic
def enter_dice(draw: Draw, *, digits: str, by: Actor, at: datetime) -> DiceResult:
    """Record what `by` read from the dice. The second of two equal entries, by another account, makes the seed.

    Entries that differ both stay on record, and the next one begins a new attempt.
    """
    draw = _awaiting(draw, SourceKind.DICE, at)
    value = read_dice(digits)
    if by.account_id is None:
        raise PersonUnknown
    if draw.announced_for and at < draw.announced_for:
        raise DrawTooEarly(when=when(draw.announced_for))
    last = draw.dice_entries.last()
    first = last if last and last.ordinal == 1 else None
    if first and not is_second_person(by.account_id, first):
        raise SecondPersonNeeded
    attempt = first.attempt if first else (last.attempt if last else 0) + 1
    DiceEntry.objects.create(
        draw=draw, attempt=attempt, ordinal=2 if first else 1, account_id=by.account_id, digits=value, at=at
    )
    result = _compared(first, value)
    place = draw.call.stage.programme.place
    record("selection.enter_dice", draw, by=by, at=at, place=place, details={"attempt": attempt, "result": str(result)})
    if result is DiceResult.MATCH:
        _record_seed(draw, value, "", by=by, at=at)
    return result


@transaction.atomic
def replace_dice(draw: Draw, *, digits: str, by: Actor, at: datetime) -> DiceResult:
    """Who mistyped enters anew, as long as nobody else has. That it was done stays on record, never the digits, which
    the second person could read there.
    """
    draw = _awaiting(draw, SourceKind.DICE, at)
    value = read_dice(digits)
    last = draw.dice_entries.last()
    if last is None or last.ordinal != 1 or is_second_person(by.account_id, last):
        raise NoEntryToReplace
    last.digits, last.at = value, at
    last.save(update_fields=["digits", "at"])
    details = {"attempt": last.attempt, "result": str(DiceResult.REPLACED)}
    record("selection.replace_dice", draw, by=by, at=at, place=draw.call.stage.programme.place, details=details)
    return DiceResult.REPLACED


@transaction.atomic
def enter_randomness(draw: Draw, *, signature: str, by: Actor, at: datetime, randomness: str = "") -> None:
    """Record the beacon's value for the named round; only with the network's own signature on it.

    `randomness` is what a person copied beside the signature; it must follow from it.
    """
    draw = _awaiting(draw, SourceKind.DRAND, at)
    assert draw.drand_round is not None
    published = quicknet.time_of(draw.drand_round)
    if at < published:
        raise RoundNotYet(round=draw.drand_round, when=when(published))
    signature = plain_line(signature).lower()
    if not verify_round(draw.drand_round, signature):
        raise SignatureWrong(field="signature", round=draw.drand_round)
    value = randomness_of(signature)
    if randomness and plain_line(randomness).lower() != value:
        raise RandomnessWrong(field="randomness")
    _record_seed(draw, value, signature, by=by, at=at)


def read_dice(text: str) -> str:
    """The digits alone; people write them in groups. Raises `DiceNotDigits`, `DiceTooFew` or `DiceTooMany`."""
    digits = "".join(plain_line(text).split())
    if not (digits.isascii() and digits.isdigit()):
        raise DiceNotDigits(field="digits")
    if len(digits) < LEAST_DICE:
        raise DiceTooFew(field="digits", least=LEAST_DICE, count=len(digits))
    if len(digits) > MOST_DICE:
        raise DiceTooMany(field="digits", most=MOST_DICE, count=len(digits))
    return digits


def _awaiting(draw: Draw, kind: SourceKind, at: datetime) -> Draw:
    """The draw, locked, that still waits for a seed from this kind of source."""
    locked = Draw.objects.select_for_update(of=("self",)).select_related("call__stage__programme__organisation")
    draw = locked.get(pk=draw.pk)
    if draw.source_kind != kind:
        raise OtherSourceFixed(source=draw.get_source_kind_display())
    if draw.state != DrawState.FROZEN:
        raise SeedAlreadyRecorded
    if draw.awaits_lottery:
        raise LotteryNotReady
    require_no_objections(draw, at)
    return draw


def _compared(first: DiceEntry | None, value: str) -> DiceResult:
    if first is None:
        return DiceResult.FIRST
    return DiceResult.MATCH if first.digits == value else DiceResult.MISMATCH


def _record_seed(draw: Draw, value: str, signature: str, *, by: Actor, at: datetime) -> None:
    seed = derive_seed(draw.list_digest, draw.source, value).hex()
    fields = {"source_value": value, "signature": signature, "seed": seed, "seeded_at": at}
    if not step_draw(draw, DrawState.SEEDED, by=by, at=at, **fields):
        raise SeedAlreadyRecorded
    place = draw.call.stage.programme.place
    details = {"source": draw.source, "value": value, "seed": seed}
    record("selection.record_seed", draw, by=by, at=at, place=place, details=details)
