"""Drafts: kept, saved again, sent, taken away. Whoever holds the secret link acts; the office sees none of it.

What is typed is not judged here: a draft is what somebody has so far. The record holds the number of a draft and its
version, never a word of it.
"""

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from sanggar.applications import data_letters
from sanggar.applications.actions.answer_files import drop_with_draft, keep_with_draft
from sanggar.applications.actions.refusals import CallNotOpen, DraftChanged, DraftGone, DraftTooLong
from sanggar.applications.actions.submission import submit_application
from sanggar.applications.answers import Answers
from sanggar.applications.models import DRAFT_PLACE, NAMED, Application, Call, ConsentText, Draft, Typed
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.sealed import seal

LONGEST = 60_000
"""Characters of everything typed: the longest answers a form may have, with room for the rest."""


@transaction.atomic
def begin_draft(call: Call, typed: Typed, *, submission_id: UUID, at: datetime, language: str = "id") -> Draft:
    """Keep a form that is not sent; the same form with the same answers again is the same draft.

    A form that was sent already, or kept with other answers or in another call, gives a draft with an id of its own.
    The link goes by e-mail where an address was typed.
    """
    if not call.is_open_at(at):
        raise CallNotOpen
    if Application.objects.filter(submission_id=submission_id).exists():
        submission_id = uuid4()
    before = Draft.objects.filter(number=Draft.number_for(submission_id)).first()
    if before and before.call_id == call.pk and before.typed == _with_id(typed, submission_id):
        return before
    submission_id = uuid4() if before else submission_id
    draft = Draft(call=call, number=Draft.number_for(submission_id), begun_at=at, saved_at=at, language=language)
    draft.typed_sealed = _sealed(_with_id(typed, submission_id))
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError:  # a double tap: the first one is there by now
        return begin_draft(call, typed, submission_id=submission_id, at=at, language=language)
    _keep(draft, typed, "begin_draft", by=draft.actor, at=at)
    if _address(typed):
        data_letters.send_draft_link.enqueue(draft.pk)
    return draft


@transaction.atomic
def save_draft(draft: Draft, typed: Typed, *, seen: int, by: Actor, at: datetime) -> Draft:
    """Replace what is kept, if it still is the version that was `seen`. Raises `DraftChanged`, `DraftGone`,
    `DraftTooLong` and `CallNotOpen`. What did not change leaves the version as it is.
    """
    if not draft.call.is_open_at(at):
        raise CallNotOpen
    held = _held(draft, seen)
    before = held.typed
    if before == typed:
        return held
    held.typed_sealed, held.version, held.saved_at = _sealed(typed), held.version + 1, at
    held.save(update_fields=["typed_sealed", "version", "saved_at"])
    _keep(held, typed, "save_draft", by=by, at=at)
    if _address(typed) and _address(typed) != _address(before):
        data_letters.send_draft_link.enqueue(held.pk)
    return held


@transaction.atomic
def send_draft(
    draft: Draft,
    answers: Answers,
    *,
    seen: int,
    submission_id: UUID,
    consents: Iterable[ConsentText],
    at: datetime,
    language: str = "id",
    device: str = "",
) -> Application:
    """The draft becomes an application and is gone, or neither. Raises what `submit_application` does, and
    what `save_draft` does of another version.
    """
    held = _held(draft, seen)
    sent = submit_application(
        held.call, answers, submission_id=submission_id, consents=consents, at=at, language=language, device=device
    )
    _take_away(held, by=held.actor, at=at, details={"sent": sent.receipt})
    return sent


@transaction.atomic
def remove_draft(draft: Draft, *, by: Actor, at: datetime) -> None:
    """Its holder wants it gone; twice is once."""
    held = Draft.objects.select_for_update().filter(pk=draft.pk).first()
    if held:
        _take_away(held, by=by, at=at, details={})


def forget_drafts(keys: Collection[int], at: datetime) -> int:
    """Take these away, whose time has come; the caller keeps the record and the transaction."""
    drafts = list(Draft.objects.select_for_update().filter(pk__in=keys))
    for draft in drafts:
        drop_with_draft(draft, at)
    Draft.objects.filter(pk__in=[draft.pk for draft in drafts]).delete()
    return len(drafts)


def _held(draft: Draft, seen: int) -> Draft:
    """The draft as it stands, ours until we commit."""
    held = Draft.objects.select_for_update().filter(pk=draft.pk).first()
    if held is None:
        raise DraftGone
    if held.version != seen:
        raise DraftChanged
    held.call = draft.call
    return held


def _take_away(held: Draft, *, by: Actor, at: datetime, details: dict[str, object]) -> None:
    record("applications.remove_draft", held, by=by, at=at, place=held.call.programme.place, details=details)
    forget_drafts([held.pk], at)


def _keep(draft: Draft, typed: Typed, verb: str, *, by: Actor, at: datetime) -> None:
    keep_with_draft(draft, {value for name, values in typed.items() if name.startswith(NAMED) for value in values})
    details = {"call": draft.call_id, "version": draft.version}
    record(f"applications.{verb}", draft, by=by, at=at, place=draft.call.programme.place, details=details)


def _sealed(typed: Typed) -> str:
    told = json.dumps(typed, ensure_ascii=False)
    if len(told) > LONGEST:
        raise DraftTooLong
    return seal(told, DRAFT_PLACE)


def _with_id(typed: Typed, submission_id: UUID) -> Typed:
    return {**typed, "submission_id": [str(submission_id)]}


def _address(typed: Typed) -> str:
    """The e-mail address that was typed; empty where it is none."""
    address = (typed.get("email") or [""])[-1].strip()
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address
