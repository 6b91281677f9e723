"""A form is carried out once: the second click, or the resend after a lost answer, changes nothing.

Going back, changing an answer and sending the same form again is neither: it is told, so that no change is lost
unnoticed.
"""

import uuid
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.errors import DomainError
from sanggar.foundation.models import Once
from sanggar.foundation.parts import parts_of


class SentBefore(DomainError):
    code = "sent_before"
    message = _(
        "Formulir ini sudah pernah terkirim dengan isi yang lain. Periksa dulu hasilnya; "
        "bila isi yang sekarang memang perlu dicatat juga, kirim sekali lagi."
    )


def claim(token: uuid.UUID, at: datetime, content: str = "") -> bool:
    """True the first time, False ever after. Must run inside the transaction of the act itself.

    `content` is a digest of what was sent; raises `SentBefore` when the same token comes with another one.
    """
    try:
        with transaction.atomic():
            Once.objects.create(token=token, content=content, at=at)
    except IntegrityError:
        if Once.objects.filter(token=token, content=content).exists():
            return False
        raise SentBefore from None
    return True


SENDING, SENT = "sending", "sent"
LEASE = timedelta(minutes=10)
"""Who has not finished sending by then was killed."""


def send_once(token: uuid.UUID, at: datetime, send: Callable[[], object]) -> bool:
    """Run `send` (a letter, the network) once for this token, with no transaction open meanwhile: the mail server may
    take its time, and SQLite has one writer. True when it was this call that sent.

    The token is claimed and committed first, so of two at once one sends; it is given back when sending fails, and
    taken over from a worker that was killed while it sent. So a letter leaves twice only where one was killed between
    the mail server's answer and our note of it.
    """
    if not _claim_sending(token, at):
        return False
    try:
        send()
    except BaseException:
        Once.objects.filter(token=token, content=SENDING).delete()
        raise
    Once.objects.filter(token=token).update(content=SENT)
    return True


def sent_among(tokens: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Which of these have been sent."""
    sent = Once.objects.filter(content=SENT)
    return {token for part in parts_of(tokens) for token in sent.filter(token__in=part).values_list("token", flat=True)}


def _claim_sending(token: uuid.UUID, at: datetime) -> bool:
    try:
        with transaction.atomic():
            Once.objects.create(token=token, content=SENDING, at=at)
    except IntegrityError:
        lost = Once.objects.filter(token=token, content=SENDING, at__lte=at - LEASE)
        return bool(lost.update(at=at))
    return True
