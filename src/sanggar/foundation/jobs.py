"""The house's own periodic work."""

import time
from datetime import datetime

from django.contrib.sessions.models import Session

from sanggar.foundation import audit, files, rates, work
from sanggar.foundation.by_hand import KEPT as TEXTS_KEPT
from sanggar.foundation.messaging import limits, outbox
from sanggar.foundation.models import Once, Tick
from sanggar.foundation.ticks import KEPT, every


@every(minutes=1)
def seal_audit(at: datetime) -> None:
    audit.seal_pending(at, rest=time.sleep)


@every(minutes=60)
def seal_late_audit(at: datetime) -> None:
    """Entries of a transaction that stayed open for very long show among those that were sealed long before."""
    audit.seal_pending(at, thorough=True, rest=time.sleep)


@every(minutes=1)
def take_up_tasks(at: datetime) -> None:
    work.reclaim_lost(at)
    work.retry_failed(at)


@every(minutes=1)
def send_messages(at: datetime) -> None:
    """Sending itself waits for the network, so a background task does it."""
    outbox.mark_lost(at)
    if outbox.is_busy(at):
        outbox.send_waiting.enqueue()


@every(minutes=60)
def sweep(at: datetime) -> None:
    """Forget what only mattered for a while."""
    rates.sweep(at)
    Tick.objects.filter(minute__lt=at - KEPT).delete()
    Once.objects.filter(at__lt=at - KEPT).delete()
    Session.objects.filter(expire_date__lt=at).delete()
    work.forget_finished(at)
    outbox.forget(at, TEXTS_KEPT)
    limits.forget(at)
    files.remove_destroyed()
