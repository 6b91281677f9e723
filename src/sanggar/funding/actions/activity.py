"""Writes: what kind of activity the money is for, by which the honorarium scale is chosen."""

from datetime import datetime

from django.db import transaction

from sanggar.foundation.audit import Actor, record
from sanggar.funding.models import Activity, Budget


@transaction.atomic
def set_activity(budget: Budget, *, activity: str, reason: str, by: Actor, at: datetime) -> None:
    """As the terms of reference (KAK) call it, saying where that stands. Setting what is set changes nothing."""
    told = Activity(activity)
    before = Budget.objects.select_for_update(of=("self",), no_key=True).values_list("activity", flat=True)
    was = before.get(pk=budget.pk)
    if was == told:
        return
    Budget.objects.filter(pk=budget.pk).update(activity=told)
    budget.activity = told
    details, personal = {"before": was, "activity": told.value}, {"reason": reason}
    place = budget.programme.place
    record("funding.set_activity", budget, by=by, at=at, place=place, details=details, personal=personal)
