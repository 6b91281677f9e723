"""Writes on the secret link of somebody's calendar: made anew where it came into other hands."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from sanggar.foundation.audit import Actor, record
from sanggar.people.models import Account
from sanggar.training.models import CalendarRenewal, Enrolment


@transaction.atomic
def renew_calendar(enrolment: Enrolment, *, by: Actor, at: datetime) -> None:
    """Every link given out so far is dead; badge and all else stay as they are."""
    _renew(enrolment=enrolment)
    place = enrolment.stage.programme.place
    record("training.renew_calendar", enrolment, by=by, at=at, place=place)


@transaction.atomic
def renew_account_calendar(account: Account, *, by: Actor, at: datetime) -> None:
    """The same for who teaches or accompanies; it is of no one office."""
    _renew(account=account)
    record("training.renew_calendar", account, by=by, at=at, place=None, label=f"akun {account.pk}")


def _renew(**whose: Enrolment | Account) -> None:
    """Counted in the database, so that two at once make two renewals."""
    CalendarRenewal.objects.get_or_create(**whose, defaults={"times": 0})
    CalendarRenewal.objects.filter(**whose).update(times=F("times") + 1)
