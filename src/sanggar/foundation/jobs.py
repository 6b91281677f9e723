"""The house's own periodic work."""

from datetime import datetime

from django.contrib.sessions.models import Session

from sanggar.foundation import audit, by_hand, files, rates, work
from sanggar.foundation.models import Once, Tick
from sanggar.foundation.ticks import KEPT, every


@every(minutes=1)
def seal_audit(at: datetime) -> None:
    audit.seal_pending(at)


@every(minutes=60)
def seal_late_audit(at: datetime) -> None:
    """Entries of a transaction that stayed open for very long show among those that were sealed long before."""
    audit.seal_pending(at, thorough=True)


@every(minutes=1)
def take_up_tasks(at: datetime) -> None:
    work.reclaim_lost(at)
    work.retry_failed(at)


@every(minutes=60)
def sweep(at: datetime) -> None:
    """Forget what only mattered for a while."""
    rates.sweep(at)
    Tick.objects.filter(minute__lt=at - KEPT).delete()
    Once.objects.filter(at__lt=at - KEPT).delete()
    Session.objects.filter(expire_date__lt=at).delete()
    work.forget_finished(at)
    by_hand.forget(at)
    files.remove_destroyed()
