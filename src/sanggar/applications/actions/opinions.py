"""Asking a colleague, and what it holds up: nobody decides while an opinion is awaited."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from sanggar.applications.actions.refusals import (
    AlreadyDecided,
    ColleagueUnfit,
    ListFrozen,
    OpinionNotYours,
    OpinionOpen,
)
from sanggar.applications.models import LOOKS, UNSETTLED, Application, SecondOpinion
from sanggar.applications.rules import may_screen
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.national_id import refuse_nik
from sanggar.people.models import Account


@transaction.atomic
def ask_opinion(application: Application, *, of: Account, question: str, by: Actor, at: datetime) -> SecondOpinion:
    """Ask a colleague who may screen, about the answers as they stand now."""
    refuse_nik(question, "question")
    held = Application.objects.select_for_update(of=("self",), no_key=True).get(pk=application.pk)
    if held.frozen_at:
        raise ListFrozen
    if held.state not in UNSETTLED:
        last = held.events.exclude(act__in=LOOKS).last()
        raise AlreadyDecided(state=held.get_state_display(), who=last.by_label if last else "")
    if of.pk == by.account_id or not may_screen(of, held.programme):
        raise ColleagueUnfit(field="of")
    if standing := _open_opinion(held):
        raise OpinionOpen(who=standing.asked_of.name)
    asked = SecondOpinion.objects.create(
        application=held, asked_of=of, asked_by=by.label, asked_at=at, question=question, revision=held.revision
    )
    _record("ask_opinion", asked, by=by, at=at, personal={"question": question} if question else None)
    return asked


@transaction.atomic
def give_opinion(opinion: SecondOpinion, *, verdict: str, text: str, by: Actor, at: datetime) -> None:
    """Answer what one was asked, once."""
    refuse_nik(text, "text")
    mine = _standing(opinion).filter(asked_of=by.account_id)
    if not mine.update(verdict=verdict, text=text, answered_at=at):
        raise OpinionNotYours
    opinion.refresh_from_db()
    _record("give_opinion", opinion, by=by, at=at, personal={"text": text} if text else None)


@transaction.atomic
def take_back_question(opinion: SecondOpinion, *, by: Actor, at: datetime) -> None:
    """Do not wait any longer: the colleague is away, or the matter is clear."""
    if not _standing(opinion).update(taken_back_at=at):
        raise OpinionNotYours
    _record("take_back_question", opinion, by=by, at=at)


def _open_opinion(application: Application) -> SecondOpinion | None:
    found = application.opinions.filter(answered_at=None, taken_back_at=None)
    return found.select_related("asked_of").first()


def _standing(opinion: SecondOpinion) -> QuerySet[SecondOpinion]:
    return SecondOpinion.objects.filter(pk=opinion.pk, answered_at=None, taken_back_at=None)


def _record(
    act: str, opinion: SecondOpinion, *, by: Actor, at: datetime, personal: dict[str, object] | None = None
) -> None:
    application = opinion.application
    record(
        f"applications.{act}",
        application,
        by=by,
        at=at,
        place=application.programme.place,
        details={"asked_of": opinion.asked_of_id, "verdict": opinion.verdict, "revision": opinion.revision},
        personal=personal,
    )
