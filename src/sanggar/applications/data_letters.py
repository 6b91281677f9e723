"""Letters about one's own data: the code to a lost link, the link of a draft, the office's answers. Tasks carry ids
only.
"""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import translation
from django_tasks import task

from sanggar.applications.finding import BY_CHANNEL, BY_OFFICE, Way, code_for, counts_until
from sanggar.applications.models import Application, Draft, FindRequest, RightsKind, RightsRequest
from sanggar.applications.models.finding import FIND_PLACE
from sanggar.applications.models.rights import REACH_PLACE
from sanggar.applications.queries import application_of
from sanggar.foundation import clock, rates
from sanggar.foundation.by_hand import ByHand
from sanggar.foundation.dates import clock_time, plain_date
from sanggar.foundation.mail import send_letter
from sanggar.foundation.messaging.channels import has_stopped, is_reached
from sanggar.foundation.sealed import unseal

FIND_KEY = "find"
"""With the number of the application the key of the letter that holds its code."""
CODE_LETTERS = 3
"""With the same code to one application in one window; a further one would say nothing new."""
DRAFT_LETTERS, DRAFT_WINDOW = 3, timedelta(hours=1)
"""To one address, whoever typed it."""


@task
def send_draft_link(draft_id: int) -> None:
    """The link of a draft, to the address that stands in it. By e-mail alone: whoever has the link reads what is typed,
    so it waits in no outbox and is told by nobody. The same letter whether or not the address is known here.
    """
    draft = Draft.objects.select_related("call__stage__programme__organisation").filter(pk=draft_id).first()
    if draft is None:
        return
    address = draft.typed["email"][-1].strip()
    if rates.seconds_to_wait("draft-letter", address.lower(), limit=DRAFT_LETTERS, window=DRAFT_WINDOW):
        return
    ends_at = draft.call.ends_at
    with translation.override(draft.language):
        until = f"{plain_date(ends_at)}, {clock_time(ends_at)}"
    send_letter(
        "applications/mail/draft",
        {"call": draft.call, "path": draft.path, "until": until},
        to=address,
        language=draft.language,
        office=draft.call.programme.organisation_id,
    )


@task
def send_find_code(find_id: int) -> None:
    """The code by which a lost link is found again, to where the application says. Nothing is sent, and nobody learns
    of it, where what was typed fits no application, or where enough letters with the same code have gone out.
    """
    asked = FindRequest.objects.filter(pk=find_id).first()
    if asked is None:
        return
    typed = json.loads(unseal(asked.typed_sealed, FIND_PLACE))
    application = application_of(typed["receipt"], date.fromisoformat(typed["birth_date"]))
    if application:
        way = _way_to(application)
        if counts_until(asked.asked_at, way) > clock.now() and not _sent_often(application, way):
            _send_code(application, way, asked.asked_at)
    asked.delete()


def _way_to(application: Application) -> Way:
    """Somebody of the office tells it in their hours: such a code counts for days."""
    phone = "" if has_stopped(application.phone) else application.phone
    return BY_CHANNEL if is_reached(application.email, phone) else BY_OFFICE


def _sent_often(application: Application, way: Way) -> bool:
    return bool(rates.seconds_to_wait("find-letter", application.receipt, limit=CODE_LETTERS, window=way.window))


def _send_code(application: Application, way: Way, asked_at: datetime) -> None:
    """By a channel, and should none carry it, as somebody of the office tells it."""
    told, code, until = _code_told(application, way, asked_at)
    programme = application.programme
    by_hand = ByHand(
        application.name,
        application.phone,
        programme.shelf,
        f"{FIND_KEY} {application.pk}",
        until,
        code=code,
        brief=True,
    )
    if way is BY_CHANNEL:
        by_hand = replace(by_hand, spoken=_code_told(application, BY_OFFICE, asked_at))
    send_letter(
        "applications/mail/find_code",
        {"application": application, "path": reverse("own_find"), **told},
        to=application.email,
        language=application.language,
        office=programme.organisation_id,
        by_hand=by_hand,
    )


def _code_told(application: Application, way: Way, asked_at: datetime) -> tuple[dict[str, str], str, datetime]:
    """What a letter says of a code, the code, and until when it counts."""
    until = counts_until(asked_at, way)
    code = code_for(application.receipt, application.birth_date, asked_at, way)
    zone = clock.office_zone()
    with translation.override(application.language):
        told = f"{plain_date(until, zone)}, {clock_time(until, zone)}"
    return {"code": code, "until": told}, code, until


@task
def send_rights_answer(request_id: int) -> None:
    """What the office answers about somebody's data; where it goes is forgotten with the letter."""
    asked = RightsRequest.objects.select_related("programme__organisation").get(pk=request_id)
    if not asked.reach_sealed:
        return
    reach = json.loads(unseal(asked.reach_sealed, REACH_PLACE))
    programme, is_gone = asked.programme, asked.kind == RightsKind.ERASURE
    with translation.override(reach["language"]):
        send_letter(
            "applications/mail/rights_answer",
            {"asked": asked, "name": reach["name"], "programme": programme},
            to=reach["email"],
            language=reach["language"],
            office=programme.organisation_id,
            by_hand=ByHand(reach["name"], reach["phone"], programme.shelf, f"rights {asked.pk}", brief=is_gone),
        )
    RightsRequest.objects.filter(pk=asked.pk).update(reach_sealed="")
