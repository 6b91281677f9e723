"""What applicants do themselves, by their secret link."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from sanggar.applications.actions.answer_files import bind_files
from sanggar.applications.actions.invitations import use_code
from sanggar.applications.actions.refusals import (
    AnswersChanged,
    EditingOver,
    ListFrozen,
    ReturningOver,
    WithdrawingOver,
)
from sanggar.applications.actions.writing import ANSWERED, fill_in, note, plain_answer, save_as_live
from sanggar.applications.answers import Answers
from sanggar.applications.models import Act, Application, ApplicationState, Question, Value
from sanggar.applications.own_questions import takes
from sanggar.applications.queries import WITH_CALL
from sanggar.applications.rules import is_editable, is_returnable, is_withdrawable
from sanggar.foundation.audit import Actor


@transaction.atomic
def edit_application(
    application: Application, answers: Answers, *, seen: int | None = None, by: Actor, at: datetime
) -> Application:
    """Replace the answers, if they are still those of the revision that was `seen` (left out, whatever stands there
    counts); an empty NIK keeps the one on record. What was accepted already is screened again.

    Sending the same answers again changes nothing, unless a correction was asked for: then it says that they are right.
    With another NIK the rule of one live application a person is judged anew. What was answered to a question that is
    asked no longer stays, with its file; so does what the question no longer takes, until it is answered anew.
    """
    held = _held(application)
    if held.frozen_at:
        raise ListFrozen
    if not is_editable(held, at):
        raise EditingOver
    before, old, own = held.state, _comparable(held), held.own_answers
    if answers.own is not None:
        answers = replace(answers, own=_with_recorded(held.own_answers, answers.own))
    fill_in(held, answers)
    new = _comparable(held)
    changed = {name: value for name, value in old.items() if new[name] != value}
    if not changed and before != ApplicationState.CORRECTION:
        return held
    if seen not in (None, held.revision):
        raise AnswersChanged
    held.revision += 1
    held.changed_at = at
    save_as_live(held)
    if "category" in changed:  # who was entered by the office in an invited one never had a code
        use_code(held, answers.invitation_code, at=at)
    details: dict[str, object] = {"fields": sorted(changed), "revision": held.revision}
    if "own_answers" in changed:
        bind_files(held, at=at)
        details["questions"] = _answered_otherwise(own, held.own_answers)
    told = {name: value for name, value in changed.items() if name in ANSWERED}
    note(held, Act.EDIT, before=before, by=by, at=at, details=details, personal={"before": told} if told else None)
    return held


@transaction.atomic
def withdraw_application(application: Application, *, by: Actor, at: datetime) -> Application:
    """Take it back; possible as long as it runs, and reversible until the call closes."""
    held = _held(application)
    if not is_withdrawable(held):
        raise WithdrawingOver
    before, held.state, held.changed_at = held.state, ApplicationState.WITHDRAWN, at
    held.save(update_fields=["state", "changed_at"])
    note(held, Act.WITHDRAW, before=before, by=by, at=at)
    return held


@transaction.atomic
def return_application(application: Application, *, by: Actor, at: datetime) -> Application:
    """Apply again after withdrawing; contested where the same person has another live application by now."""
    held = _held(application)
    if not is_returnable(held, at):
        raise ReturningOver
    before, held.changed_at = held.state, at
    save_as_live(held)
    note(held, Act.RETURN, before=before, by=by, at=at)
    return held


def _with_recorded(recorded: Mapping[int, Value], given: Mapping[int, Value]) -> dict[int, Value]:
    """The given answers, and those on record that the form had no way to show."""
    versions = Question.objects.in_bulk({*recorded, *given})
    asked = {versions[pk].key: versions[pk] for pk in given}
    merged, kept = dict(given), {}
    for pk, value in recorded.items():
        version = versions[pk]
        now = asked.get(version.key)
        if now is None:
            kept[pk] = value
        elif value and not given[now.pk] and not takes(now, version, value):
            kept[pk] = value
            merged.pop(now.pk)
    return kept | merged


def _answered_otherwise(before: Mapping[int, Value], now: Mapping[int, Value]) -> list[str]:
    """The keys of the call's own questions whose answer is another one; in other words alone it is the same."""
    versions = Question.objects.in_bulk({*before, *now})
    old, new = ({versions[pk].key: value for pk, value in given.items()} for given in (before, now))
    return sorted(key for key in {*old, *new} if (old.get(key) or "") != (new.get(key) or ""))


def _comparable(application: Application) -> dict[str, str]:
    """The answers as text, by which a change is seen. The last four are compared, never written down."""
    values = {name: plain_answer(application, name) for name in ANSWERED}
    hidden = {"nik": application.nik_lookup, "family_card": application.family_card_lookup}
    sealed = {"disability_need": application.disability_need, "own_answers": repr(application.own_answers)}
    return values | hidden | sealed


def _held(application: Application) -> Application:
    """The application as it is now, and ours until we commit."""
    rows = Application.objects.select_for_update(of=("self",), no_key=True).select_related(WITH_CALL)
    return rows.get(pk=application.pk)
