"""Letters to people with an e-mail address. Tasks get ids; the address and the secret link are read when it is sent."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import translation
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from sanggar.foundation import clock
from sanggar.foundation.mail import send_letter
from sanggar.selection.models import DrawEntry, Offer, OfferState, Outcome, Reviewer
from sanggar.selection.moments import when

PATIENCE = timedelta(minutes=10)
"""After this long a letter that did not leave is tried again: the queue itself tries a task once."""


@task()
def send_offer_letter(offer_pk: int) -> None:
    """Tell the person of the seat, unless it has been answered meanwhile. Sent twice only by a worker that died."""
    parts = ("application", "entry", "stage__programme__organisation")
    offer = Offer.objects.select_related(*parts).filter(pk=offer_pk, state=OfferState.OPEN, letter_at=None).first()
    if offer is None or not offer.application.email:
        return
    application = offer.application
    with translation.override(application.language):
        deadline = when(offer.deadline)
    context = {
        "offer": offer,
        "application": application,
        "programme": offer.stage.programme,
        "deadline": deadline,
        "link": f"{settings.PUBLIC_ADDRESS}{application.own_path}",
    }
    office = offer.stage.programme.organisation_id
    send_letter("selection/letters/offer", context, to=application.email, language=application.language, office=office)
    Offer.objects.filter(pk=offer_pk).update(letter_at=clock.now())


def resend_lost_letters(at: datetime) -> int:
    """Queue again the letters of open offers that failed to leave, as when the mail server was away; how many."""
    task_path = send_offer_letter.module_path
    queued = DBTaskResult.objects.filter(task_path=task_path, status=TaskResultStatus.READY)
    waiting = {pk for row in queued.values_list("args_kwargs", flat=True) for pk in row["args"]}
    lost = Offer.objects.filter(state=OfferState.OPEN, letter_at=None, offered_at__lt=at - PATIENCE, deadline__gte=at)
    found = [offer for offer in lost.exclude(application__email="") if offer.pk not in waiting]
    for offer in found:
        send_offer_letter.enqueue(offer.pk)
    return len(found)


@task()
def send_result(entry_pk: int) -> None:
    """Tell one person what the draw gave them. Sent twice only by a worker that died."""
    parts = ("application", "draw__call__stage__programme__organisation")
    entry = DrawEntry.objects.select_related(*parts).filter(pk=entry_pk, letter_at=None).exclude(outcome="").first()
    if entry is None or not entry.application.email:
        return
    application, programme = entry.application, entry.draw.call.stage.programme
    context = result_context(entry)
    office = programme.organisation_id
    send_letter("selection/letters/result", context, to=application.email, language=application.language, office=office)
    DrawEntry.objects.filter(pk=entry_pk).update(letter_at=clock.now())


def result_context(entry: DrawEntry) -> dict[str, object]:
    """What the letter about the result tells; the page shows it beforehand."""
    draw, application = entry.draw, entry.application
    return {
        "application": application,
        "programme": draw.call.stage.programme,
        "stage": draw.call.stage,
        "is_selected": entry.outcome == Outcome.SELECTED,
        "by_quota": bool(draw.quotas),
        "position": entry.position,
        "link": f"{settings.PUBLIC_ADDRESS}{application.own_path}",
        "result_link": f"{settings.PUBLIC_ADDRESS}/undian/{draw.public_id}/",
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
