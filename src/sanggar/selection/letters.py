"""Letters about draws and seats. Tasks get ids; the address and the secret link are read when it is sent."""

import uuid
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import translation
from django_tasks import TaskResultStatus, task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from sanggar.applications.letters import Told, has_a_way, lay_for, write_to
from sanggar.applications.models import Application, ApplicationState
from sanggar.applications.moments import Moment
from sanggar.foundation import clock
from sanggar.foundation.by_hand import ByHand
from sanggar.foundation.mail import public_address, send_letter
from sanggar.foundation.messaging.channels import reaches_phones
from sanggar.foundation.messaging.outbox import deliver
from sanggar.foundation.models import MessageState
from sanggar.foundation.once import send_once, sent_among
from sanggar.foundation.work import UNHURRIED
from sanggar.planning.models import Cohort, Stage
from sanggar.selection.models import (
    Draw,
    DrawEntry,
    DrawState,
    Offer,
    OfferState,
    Postponement,
    Reviewer,
    without_texts,
)
from sanggar.selection.moments import when
from sanggar.selection.queries import result_letters
from sanggar.selection.result_words import result_batch, result_key, result_moment, result_values, until_of
from sanggar.selection.status import training_told

PATIENCE = timedelta(minutes=10)
"""After this long a letter that did not leave is tried again: the queue itself tries a task once."""

REMINDED_BEFORE = timedelta(hours=24)
TAKEN_UP_FOR = timedelta(days=1)
AT_ONCE = 200
REMINDERS = uuid.UUID("6f2c8f5e-27a5-4b0e-9d0a-3c1f5c0f6f11")


@task()
def send_offer_letter(offer_pk: int) -> None:
    """Tell the person of the seat, unless it has been answered meanwhile. Sent twice only by a worker that died."""
    offer = _open_offers().filter(pk=offer_pk, letter_at=None).first()
    if offer is None or not has_a_way(offer.application):
        return
    _write_of_offer(Moment.OFFER, offer)
    Offer.objects.filter(pk=offer_pk).update(letter_at=clock.now())


@task()
def send_reminder(offer_pk: int) -> None:
    """Say that the time to answer ends soon, unless it was said, or the offer was answered meanwhile."""
    at = clock.now()
    offer = _to_remind(at).filter(pk=offer_pk).first()
    if offer is None:
        return
    send_once(_reminded(offer_pk), at, partial(_write_of_offer, Moment.REMINDER, offer))


def remind_of_open_offers(at: datetime) -> int:
    """Queue the one reminder of each open offer whose time ends within a day; how many."""
    due = {pk: _reminded(pk) for pk in _to_remind(at).values_list("pk", flat=True)}
    told = sent_among(due.values())
    waiting = queued(send_reminder)
    found = [pk for pk, token in due.items() if pk not in waiting and token not in told]
    for pk in found:
        send_reminder.enqueue(pk)
    return len(found)


def _to_remind(at: datetime) -> QuerySet[Offer]:
    """Open, with an address, within a day of the deadline; not where the offer itself was told as late as that."""
    late = F("deadline") - REMINDED_BEFORE
    due = _open_offers().filter(
        class_wanted_at=None, deadline__gt=at, deadline__lte=at + REMINDED_BEFORE, letter_at__lt=late
    )
    return reachable(due.filter(application__state=ApplicationState.ELIGIBLE))


def reachable(rows: QuerySet[Any], email: str = "application__email") -> QuerySet[Any]:
    """Those to whom a letter finds a way: everybody has a telephone, not everybody an e-mail address."""
    return rows if reaches_phones() else rows.exclude(**{email: ""})


def _reminded(offer_pk: int) -> uuid.UUID:
    """What stands in the table of acts carried out once, for longer than the day in which it is asked."""
    return uuid.uuid5(REMINDERS, str(offer_pk))


def _open_offers() -> QuerySet[Offer]:
    parts = ("application", "entry", "stage__programme__organisation")
    return Offer.objects.select_related(*parts).filter(state=OfferState.OPEN)


@task()
def send_class_found(offer_pk: int, cohort_pk: int) -> None:
    """Tell who accepted while the classes were full which class it is now; without an address somebody tells it."""
    parts = ("application", "stage__programme__organisation")
    offer = Offer.objects.select_related(*parts).get(pk=offer_pk)
    application, programme = offer.application, offer.stage.programme
    if offer.state != OfferState.ACCEPTED or application.erased_at:
        return
    cohort = Cohort.objects.get(pk=cohort_pk)
    with translation.override(application.language):
        training = training_told(offer.stage, cohort)
    send_letter(
        "selection/letters/class_found",
        {"application": application, "programme": programme, "cohort": cohort, "training": training},
        to=application.email,
        language=application.language,
        office=programme.organisation_id,
        by_hand=ByHand(application.name, application.phone, programme.shelf, f"class {offer.pk}", once=True),
    )


@task()
def send_seat_withdrawn(offer_pk: int) -> None:
    """Tell whose open offer the office took back, why, and whom to turn to; without a way somebody tells it."""
    offer = Offer.objects.select_related("application", "stage__programme__organisation").get(pk=offer_pk)
    application, programme = offer.application, offer.stage.programme
    if offer.state != OfferState.WITHDRAWN or application.erased_at:
        return
    reason = offer.events.filter(to_state=OfferState.WITHDRAWN).latest("at").reason
    send_letter(
        "selection/letters/seat_withdrawn",
        {"application": application, "programme": programme, "stage": offer.stage, "reason": reason},
        to=application.email,
        language=application.language,
        office=programme.organisation_id,
        by_hand=ByHand(application.name, application.phone, programme.shelf, f"withdrawn {offer.pk}", once=True),
    )


def _write_of_offer(moment: str, offer: Offer) -> None:
    """Not told any more once the time to answer is over."""
    application = offer.application
    with translation.override(application.language):
        training = "\n".join(f"{label}: {value}" for label, value in training_told(offer.stage))
        values = {"batas_waktu": when(offer.deadline), "tahap": offer.stage.shown_name}
    own = {"pelatihan": training} if moment == Moment.OFFER else {}
    write_to(application, moment, values | own, Told(f"{moment} {offer.pk}", offer.deadline, once=True))


def resend_lost_letters(at: datetime) -> int:
    """Queue again the letters of open offers that failed to leave, as when the mail server was away; how many."""
    waiting = queued(send_offer_letter)
    lost = Offer.objects.filter(state=OfferState.OPEN, letter_at=None, offered_at__lt=at - PATIENCE, deadline__gte=at)
    found = [offer for offer in reachable(lost) if offer.pk not in waiting]
    for offer in found:
        send_offer_letter.enqueue(offer.pk)
    return len(found)


def queued(letter: Task[Any, Any]) -> set[int]:
    """What it waits to be written about; among the tasks of one number."""
    queued = DBTaskResult.objects.filter(task_path=letter.module_path, status=TaskResultStatus.READY)
    return {pk for row in queued.values_list("args_kwargs", flat=True) for pk in row["args"]}


@task()
def tell_results(draw_pk: int) -> None:
    """Queue the letter to each person of the draw who has had none, a few hundred at a time: of tens of thousands
    nobody's page waits, and no lock is held for long. Asked for in the transaction that prepares them.
    """
    draw = Draw.objects.filter(pk=draw_pk, results_sent_at__isnull=False).first()
    if draw is None:
        return
    pks = _untold(draw, queued(send_result), clock.now())
    for start in range(0, len(pks), AT_ONCE):
        with transaction.atomic():
            for pk in pks[start : start + AT_ONCE]:
                send_result.enqueue(pk)


def take_up_result_letters(at: datetime) -> int:
    """Ask again for the letters about results that failed to be written, as when the worker was killed; of how many
    draws. Within a day: whoever has none by then is out of reach.
    """
    lately, waiting = (at - TAKEN_UP_FOR, at - PATIENCE), queued(send_result)
    found = Draw.objects.filter(results_sent_at__range=lately).exclude(pk__in=queued(tell_results))
    lost = [draw.pk for draw in found if _untold(draw, waiting, at)]
    for pk in lost:
        tell_results.enqueue(pk)
    return len(lost)


def _untold(draw: Draw, waiting: set[int], at: datetime) -> list[int]:
    """The entries of which nobody was told and no letter waits."""
    untold = result_letters(draw, at).filter(letter_at=None).values_list("pk", flat=True)
    return [pk for pk in untold if pk not in waiting]


@task(priority=UNHURRIED)
def send_result(entry_pk: int) -> None:
    """Lay what the draw gave one person into the batch, which leaves when an officer releases it. Nothing where the
    offer was answered or ended; it isn't while the letter is written, so that whatever comes next takes it back.
    """
    with transaction.atomic():  # nothing of a batch is sent here, so no provider keeps the stage waiting
        Stage.objects.select_for_update(no_key=True, of=("self",)).get(calls__draw__entries=entry_pk)
        at, draw = clock.now(), Draw.objects.defer(*Draw.HEAVY).get(entries=entry_pk)
        parts = ("application__call__stage__programme__organisation", "draw__call__stage__programme__organisation")
        untold = result_letters(draw, at).filter(pk=entry_pk, letter_at=None).select_related(*parts, "offer")
        entry = without_texts(untold, "draw").first()
        if entry is None or not has_a_way(entry.application):
            return
        told = Told(result_key(entry.pk), until_of(entry), once=True, batch=result_batch(entry.draw))
        write_to(entry.application, result_moment(entry), result_values(entry), told)
        DrawEntry.objects.filter(pk=entry_pk).update(letter_at=at)


@task(priority=UNHURRIED)
def send_postponement(postponement_pk: int, application_pk: int) -> None:
    """Tell one person of the list that the draw is later. Nothing once chance has fallen or it was moved once more; it
    isn't while the letter is written, so that whoever moves it next takes this one back.
    """
    message = None
    with transaction.atomic():
        Draw.objects.select_for_update(no_key=True, of=("self",)).only("pk").get(postponements=postponement_pk)
        waiting = Postponement.objects.filter(pk=postponement_pk, draw__state=DrawState.FROZEN)
        waiting = waiting.exclude(draw__postponements__number__gt=F("number"))
        waiting = waiting.select_related("change", "draw__call__stage__programme__organisation")
        moved = without_texts(waiting, "draw").first()
        application = Application.objects.filter(pk=application_pk, state=ApplicationState.ELIGIBLE).first()
        if moved and application and has_a_way(application):
            told = Told(f"{about_postponement(moved)}{application.pk}", moved.to_at, once=True)
            message = lay_for(application, Moment.POSTPONED, postponement_values(moved, application), told)
    if message and message.state == MessageState.QUEUED:
        deliver(message.pk, clock.now())


def about_postponement(moved: Postponement) -> str:
    """How the keys of the letters about it begin."""
    return f"postponement {moved.pk} "


def postponement_values(moved: Postponement, application: Application) -> dict[str, str]:
    """What the letter about it tells; the page shows it beforehand."""
    with translation.override(application.language):
        return {
            "semula": when(moved.from_at) if moved.from_at else "",
            "menjadi": when(moved.to_at),
            "tempat": moved.draw.venue,
            "alasan": moved.change.reason,
            "tautan_undian": public_address(f"/undian/{moved.draw.public_id}/"),
        }


@task()
def send_appointment(reviewer_pk: int) -> None:
    """Tell someone that they review in a call."""
    _write_to_reviewer("reviewer", reviewer_pk)


@task()
def send_new_reviews(reviewer_pk: int, count: int) -> None:
    """Say how many applications wait to be read, never whose."""
    _write_to_reviewer("reviews", reviewer_pk, count=count)


def _write_to_reviewer(letter: str, reviewer_pk: int, **context: object) -> None:
    reviewer = Reviewer.objects.select_related("account", "call__stage__programme").get(pk=reviewer_pk)
    account = reviewer.account
    context |= {"reviewer": reviewer, "call": reviewer.call, "programme": reviewer.call.programme}
    office = reviewer.call.programme.organisation_id
    send_letter(f"selection/letters/{letter}", context, to=account.email, language=account.language, office=office)
