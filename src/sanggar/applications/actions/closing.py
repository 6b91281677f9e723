"""When a call ends, changed after it was announced: recorded with the reason, told on pages and to applicants."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanggar.applications import letters
from sanggar.applications.actions.calls import CallIsFrozen, ClosingPast
from sanggar.applications.models import Call, CallChange, ChangeKind
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.errors import DomainError
from sanggar.foundation.messaging.officer import take_back_batch
from sanggar.foundation.national_id import refuse_nik

VERBS = {
    ChangeKind.PROLONGED: "prolong_call",
    ChangeKind.CLOSED: "close_call",
    ChangeKind.REOPENED: "reopen_call",
}


class ClosingNotLater(DomainError):
    code = "closing_not_later"
    message = _("Waktu tutup yang baru harus lebih lambat daripada yang sekarang.")


class CallNotRunning(DomainError):
    code = "call_not_running"
    message = _("Pendaftaran ini sedang tidak berjalan.")


class CallNotClosedByHand(DomainError):
    code = "call_not_closed_by_hand"
    message = _("Pendaftaran ini tidak ditutup lebih awal, atau waktu tutupnya sudah lewat. Perpanjang waktunya.")


@transaction.atomic
def prolong_call(call: Call, *, closes_at: datetime, reason: str, by: Actor, at: datetime) -> None:
    """Move the end to a later moment; a call that had closed opens again, and ages are counted on the day published at
    first. Not once the list is frozen.
    """
    fresh = _held(call)
    if closes_at <= at:
        raise ClosingPast(field="closes_at")
    if closes_at <= fresh.ends_at:
        raise ClosingNotLater(field="closes_at")
    ages_on = fresh.age_day
    Call.objects.filter(pk=call.pk).update(closes_at=closes_at, closed_at=None, ages_on=ages_on)
    _announce(call, fresh, ChangeKind.PROLONGED, reason=reason, by=by, at=at)


@transaction.atomic
def close_call(call: Call, *, reason: str, by: Actor, at: datetime) -> None:
    """Close before the announced moment. From now on nothing is taken; what was answered "received" stays."""
    fresh = Call.objects.select_for_update(no_key=True).get(pk=call.pk)
    if fresh.published_at is None or at >= fresh.ends_at:
        raise CallNotRunning
    Call.objects.filter(pk=call.pk).update(closed_at=at)
    _announce(call, fresh, ChangeKind.CLOSED, reason=reason, by=by, at=at)


@transaction.atomic
def reopen_call(call: Call, *, reason: str, by: Actor, at: datetime) -> None:
    """Undo an early closing: the call runs on to the end that was announced. Not once the list is frozen."""
    fresh = _held(call)
    if fresh.closed_at is None or at >= fresh.closes_at:
        raise CallNotClosedByHand
    Call.objects.filter(pk=call.pk).update(closed_at=None)
    _announce(call, fresh, ChangeKind.REOPENED, reason=reason, by=by, at=at)


def _held(call: Call) -> Call:
    fresh = Call.objects.select_for_update(no_key=True).get(pk=call.pk)
    if fresh.published_at is None:
        raise CallNotRunning
    if fresh.frozen_at:
        raise CallIsFrozen
    return fresh


def _announce(call: Call, before: Call, kind: ChangeKind, *, reason: str, by: Actor, at: datetime) -> None:
    """Closing early is told on the pages; whoever has applied already need not act, so nobody gets a letter for it.
    A letter about an earlier end that has not left yet, released or not, is not told any more.
    """
    refuse_nik(reason, "reason")
    call.refresh_from_db()
    ends = {"before": before.ends_at, "after": call.ends_at}
    place = call.programme.place
    for earlier in CallChange.objects.filter(call=call):
        take_back_batch(call.programme.shelf, letters.change_batch(earlier), place=place, by=by, at=at)
    change = CallChange.objects.create(call=call, kind=kind, reason=reason, at=at, by=by.label, **ends)
    details = {"announced": before.closes_at.isoformat(), "from": before.ends_at.isoformat()}
    details["to"] = call.ends_at.isoformat()
    told = {"reason": reason}
    record(f"applications.{VERBS[kind]}", call, by=by, at=at, place=place, details=details, personal=told)
    if kind != ChangeKind.CLOSED:
        letters.send_prolonged.enqueue(change.pk)
