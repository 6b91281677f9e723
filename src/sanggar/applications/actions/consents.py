"""Consents as a ledger: given, withdrawn, given again, each with its moment and the words it was about."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from sanggar.applications.models import NOTICE, Application, Consent, ConsentText
from sanggar.applications.queries import consents_in_force
from sanggar.foundation.audit import Actor, record


def give(application: Application, texts: Iterable[ConsentText], *, at: datetime) -> list[ConsentText]:
    """Add consents to a new application. The caller keeps the record."""
    given = list(texts)
    Consent.objects.bulk_create(Consent(application=application, text=text, given_at=at) for text in given)
    return given


@transaction.atomic
def change_consents(application: Application, texts: Iterable[ConsentText], *, by: Actor, at: datetime) -> None:
    """Let exactly these optional consents be in force: at any time, for withdrawing is as easy as giving (art. 9)."""
    wanted = {text.pk: text for text in texts if text.key != NOTICE}
    Application.objects.select_for_update(no_key=True).get(pk=application.pk)
    held = {consent.text_id: consent for consent in consents_in_force(application)}
    ended = [consent for text_id, consent in held.items() if text_id not in wanted]
    begun = [text for text_id, text in wanted.items() if text_id not in held]
    if not ended and not begun:
        return
    Consent.objects.filter(pk__in=[consent.pk for consent in ended]).update(withdrawn_at=at)
    give(application, begun, at=at)
    details = {"withdrawn": [consent.text.digest for consent in ended], "given": [text.digest for text in begun]}
    place = application.programme.place
    record("applications.change_consents", application, by=by, at=at, place=place, details=details)
