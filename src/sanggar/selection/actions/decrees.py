"""Writes: the decree that establishes the participants, from its draft to the number under which it is fixed."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Unpack

from django.db import transaction

from sanggar.foundation import clock
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.dates import local_date, plain_date
from sanggar.foundation.typed_text import plain_line
from sanggar.foundation.unique import unless_taken
from sanggar.selection.decree_refusals import (
    DateBeforePrevious,
    DateBeforeResult,
    DateInFuture,
    DecreeChangedMeanwhile,
    DecreeFixed,
    DraftAlreadyThere,
    NobodyEstablished,
    NumberMissing,
    NumberTaken,
    NumberWithoutDigit,
    ResultNotPublished,
)
from sanggar.selection.documents.decree import keep_pdf
from sanggar.selection.documents.decree_texts import DecreeText, usual_text
from sanggar.selection.models import Decree, DecreeEvent, DecreeState, Draw
from sanggar.selection.queries import decrees_of, fingerprint_of, participants_now, previous_of
from sanggar.selection.states import step_decree


@transaction.atomic
def draft_decree(draw: Draw, *, by: Actor, at: datetime, **text: Unpack[DecreeText]) -> Decree:
    """Begin the draw's next decree: the first establishes the participants, a later one amends the one before. What
    `text` leaves out is taken from the usual words.
    """
    if not draw.is_published:
        raise ResultNotPublished
    previous = decrees_of(draw).last()
    if previous and previous.is_draft:
        raise DraftAlreadyThere
    programme = draw.call.stage.programme
    wanted: dict[str, Any] = {**usual_text(draw, previous, at), **text}
    with unless_taken(DraftAlreadyThere()):
        decree = Decree.objects.create(
            draw=draw,
            organisation=programme.organisation,
            ordinal=previous.ordinal + 1 if previous else 1,
            drafted_at=at,
            drafted_by=by.label,
            **wanted,
        )
    DecreeEvent.objects.create(decree=decree, at=at, by_label=by.label, to_state=DecreeState.DRAFT)
    record("selection.draft_decree", decree, by=by, at=at, place=programme.place, details={"ordinal": decree.ordinal})
    return decree


@transaction.atomic
def edit_decree(decree: Decree, *, revision: int, by: Actor, at: datetime, **text: Unpack[DecreeText]) -> None:
    """Change words of a draft. `revision` is the one that was read: words of somebody else are never overwritten."""
    found = _locked(decree)
    if found.revision != revision:
        raise DecreeChangedMeanwhile
    changed = {**text, "revision": revision + 1}
    step_decree(found, DecreeState.DRAFT, DecreeState.DRAFT, by=by, at=at, **changed)
    details = {"revision": found.revision, "parts": sorted(text)}
    record("selection.edit_decree", found, by=by, at=at, place=found.organisation.place, details=details)
    decree.refresh_from_db()


@transaction.atomic
def number_decree(decree: Decree, *, number: str, dated_on: date, seen: str, by: Actor, at: datetime) -> None:
    """Give a draft the number and date of the office's register; its words, its annex and its PDF are fixed with it.

    `seen` is the `fingerprint_of` the draft that was read, so that nobody fixes what they have not seen.
    """
    found = _locked(decree)
    number = plain_line(number)
    if not number:
        raise NumberMissing(field="number")
    if not any(character.isdecimal() for character in number):
        raise NumberWithoutDigit(field="number")
    if fingerprint_of(found) != seen:
        raise DecreeChangedMeanwhile
    _check_date(found, dated_on, at)
    found.annex = participants_now(found.draw)
    if not found.annex:
        raise NobodyEstablished
    found.number, found.year, found.dated_on = number, dated_on.year, dated_on
    found.numbered_at, found.numbered_by = at, by.label
    _require_free(found)
    _fix(found, by, at)
    decree.refresh_from_db()


def _locked(decree: Decree) -> Decree:
    """The draft, held until the transaction ends; refused once it is numbered."""
    found = decrees_of(decree.draw).select_for_update(of=("self",)).get(pk=decree.pk)
    if not found.is_draft:
        raise DecreeFixed(number=found.number)
    return found


def _check_date(decree: Decree, dated_on: date, at: datetime) -> None:
    zone, published, previous = clock.office_zone(), decree.draw.published_at, previous_of(decree)
    assert published is not None
    if dated_on > local_date(at, zone):
        raise DateInFuture(field="dated_on")
    if dated_on < local_date(published, zone):
        raise DateBeforeResult(field="dated_on", day=plain_date(published, zone))
    if previous and previous.dated_on and dated_on < previous.dated_on:
        raise DateBeforePrevious(field="dated_on", day=plain_date(previous.dated_on))


def _taken(decree: Decree) -> NumberTaken:
    return NumberTaken(field="number", number=decree.number, year=decree.year)


def _require_free(decree: Decree) -> None:
    """Before the PDF is made; of two at the same moment the unique constraint refuses one."""
    others = Decree.objects.filter(organisation=decree.organisation, year=decree.year, number__iexact=decree.number)
    if others.exists():
        raise _taken(decree)


def _fix(decree: Decree, by: Actor, at: datetime) -> None:
    file = keep_pdf(decree, by=by, at=at)
    fields: Iterable[str] = ("number", "year", "dated_on", "annex", "numbered_at", "numbered_by")
    fixed = {name: getattr(decree, name) for name in fields}
    people, digest = len(decree.annex or ()), fingerprint_of(decree)
    with unless_taken(_taken(decree)):
        step_decree(decree, DecreeState.DRAFT, DecreeState.NUMBERED, by=by, at=at, pdf=file, **fixed)
    details = {"number": decree.number, "dated_on": str(decree.dated_on), "participants": people, "content": digest}
    details["pdf"] = file.digest
    record("selection.number_decree", decree, by=by, at=at, place=decree.organisation.place, details=details)
