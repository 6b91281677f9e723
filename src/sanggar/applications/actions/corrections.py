"""Deadlines of corrections. One that passes refuses nobody: the office looks at what stands there."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import QuerySet

from sanggar.applications import letters
from sanggar.applications.actions.refusals import DueAfterSettling, DueDateWrong
from sanggar.applications.actions.writing import note
from sanggar.applications.models import Act, Application, ApplicationState, Call, Correction, ScreeningTerms
from sanggar.foundation import clock
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.dates import local_date, plain_date
from sanggar.foundation.one_by_one import done_one_by_one

LONGEST_DAYS = 60
REMINDED_BEFORE = timedelta(days=2)
LAPSING = Actor.system("tenggat perbaikan")


def screening_terms(call: Call) -> ScreeningTerms:
    """How a call is screened; the usual way where nobody said otherwise."""
    return ScreeningTerms.objects.filter(call=call).first() or ScreeningTerms(call=call)


@transaction.atomic
def set_screening_terms(
    call: Call, *, correction_days: int, two_refuse: bool, guardian_first: bool = True, by: Actor, at: datetime
) -> None:
    """For corrections asked and decisions made from now on."""
    told = {"correction_days": correction_days, "two_refuse": two_refuse, "guardian_first": guardian_first}
    ScreeningTerms.objects.update_or_create(call=call, defaults=told)
    record("applications.set_screening_terms", call, by=by, at=at, place=call.programme.place, details=told)


def deadline(terms: ScreeningTerms, due_on: date | None, at: datetime) -> datetime:
    """The last minute of the day by which a correction is due: the usual one, or what time the published draw leaves.
    Raises `DueDateWrong`, and `DueAfterSettling` where the list must stand before.
    """
    zone = clock.office_zone()
    today, last = local_date(at, zone), terms.call.last_correction_day
    usual = today + timedelta(days=terms.correction_days)
    day = due_on or (min(usual, last) if last and last > today else usual)
    if last and day > last:
        raise DueAfterSettling(field="due_on", day=plain_date(last))
    if not today < day <= today + timedelta(days=LONGEST_DAYS):
        raise DueDateWrong(field="due_on", most=LONGEST_DAYS)
    return datetime.combine(day, time(23, 59), zone)


def remind_of_corrections(at: datetime) -> int:
    """Write to those whose time runs out, once each; how many. Who was asked a day ago or less needs no reminder."""
    due = _running().filter(reminded_at=None, due_at__gt=at, due_at__lte=at + REMINDED_BEFORE)
    count = 0
    for correction in due.filter(asked_at__lte=at - timedelta(days=1)):
        with transaction.atomic():
            if Correction.objects.filter(pk=correction.pk, reminded_at=None).update(reminded_at=at):
                letters.send_correction_reminder.enqueue(correction.pk)
                count += 1
    return count


def lapse_corrections(at: datetime) -> int:
    """Return to the office what was not corrected in time; how many."""
    due = _running().filter(due_at__lte=at)
    return done_one_by_one(lambda correction: _lapse(correction.application, at), due)


@transaction.atomic
def _lapse(application: Application, at: datetime) -> bool:
    """Only as it stands now: the applicant may have been faster."""
    waiting = Application.objects.filter(
        pk=application.pk, state=ApplicationState.CORRECTION, frozen_at=None, erased_at=None, correction__due_at__lte=at
    )
    if not waiting.update(state=ApplicationState.SUBMITTED, changed_at=at):
        return False
    Correction.objects.filter(application=application).update(lapsed_at=at)
    before, application.state, application.changed_at = application.state, ApplicationState.SUBMITTED, at
    note(application, Act.LAPSE, before=before, by=LAPSING, at=at)
    return True


def _running() -> QuerySet[Correction]:
    waiting = Correction.objects.filter(application__state=ApplicationState.CORRECTION, application__frozen_at=None)
    waiting = waiting.filter(application__erased_at=None)
    return waiting.select_related("application__call__stage__programme__organisation")
