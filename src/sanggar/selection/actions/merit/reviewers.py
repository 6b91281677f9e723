"""Who reviews in a call, and what they must not see."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from django.db import transaction

from sanggar.applications.models import Application, Call
from sanggar.applications.queries import eligible_applications
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.names import sort_key
from sanggar.foundation.national_id import refuse_nik
from sanggar.foundation.unique import unless_taken
from sanggar.people.actions import GrantAlreadyGiven, open_account
from sanggar.people.models import Account, Role
from sanggar.planning.actions import give_programme_grant
from sanggar.selection.actions.merit.assigning import replace_reader
from sanggar.selection.actions.merit.tasks import lock_reviewers, require_running, withdraw
from sanggar.selection.letters import send_appointment
from sanggar.selection.merit_refusals import AlreadyReviewer, CapacityBelowLoad, OwnAppointment, ReviewsOver
from sanggar.selection.models import LIVE_TASKS, Conflict, Reviewer, ReviewTask
from sanggar.selection.queries.reviews import current_tasks

NAMED = "Disebut dalam pernyataan penilai"


@transaction.atomic
def appoint_reviewer(call: Call, *, email: str, name: str, capacity: int, by: Actor, at: datetime) -> Reviewer:
    """Make someone a reviewer of the call, with the right to be one. A new address opens an account in `name`.

    Nobody appoints themselves.
    """
    require_running(call)
    programme = call.programme
    known = Account.objects.filter(email__iexact=email).first()
    if known and known.pk == by.account_id:
        raise OwnAppointment(field="email")
    account = known or open_account(email=email, name=name, place=programme.place, by=by, at=at)
    with suppress(GrantAlreadyGiven):  # the right may have been there before the place
        give_programme_grant(account, Role.REVIEWER, programme, by=by, at=at)
    with unless_taken(AlreadyReviewer(field="email", name=account.name)):
        reviewer = Reviewer.objects.create(
            call=call, account=account, capacity=capacity, appointed_at=at, appointed_by=by.label
        )
    details = {"account": account.pk, "capacity": capacity}
    record("selection.appoint_reviewer", reviewer, by=by, at=at, place=programme.place, details=details)
    send_appointment.enqueue(reviewer.pk)
    return reviewer


@transaction.atomic
def change_reviewer(reviewer: Reviewer, *, capacity: int, active: bool, by: Actor, at: datetime) -> None:
    """Change how many, and whether they go on; what they have not finished is shared out anew by the next sharing."""
    call = reviewer.call
    lock_reviewers(call)
    load = current_tasks(call).filter(reviewer=reviewer).count()
    if active and load > capacity:
        raise CapacityBelowLoad(field="capacity", load=load)
    Reviewer.objects.filter(pk=reviewer.pk).update(capacity=capacity, active=active)
    details = {"capacity": {"from": reviewer.capacity, "to": capacity}, "active": active}
    record("selection.change_reviewer", reviewer, by=by, at=at, place=call.programme.place, details=details)


@transaction.atomic
def declare_conflicts(reviewer: Reviewer, *, names: Iterable[str], by: Actor, at: datetime) -> int:
    """Take the reviewer's declaration. Whoever of the applicants is called like one of `names` is kept from them.

    They do not learn whether anybody was: the names of those who applied are told to no reviewer. Returns how many.
    """
    call = reviewer.call
    require_running(call)
    if reviewer.declared_at and call.frozen_at:
        raise ReviewsOver  # what was marked before the freeze stands
    lock_reviewers(call)
    named = [frozenset(sort_key(name).split()) for name in names]
    found = [each for each in eligible_applications(call) if _is_named(each, named)]
    Reviewer.objects.filter(pk=reviewer.pk).update(declared_at=at)
    personal = {"names": list(names)} if named else None
    details = {"conflicts": len(found)}
    place = call.programme.place
    record("selection.declare_conflicts", reviewer, by=by, at=at, place=place, details=details, personal=personal)
    for application in found:
        _keep_apart(reviewer, application, NAMED, by, at)
    return len(found)


@transaction.atomic
def declare_conflict(reviewer: Reviewer, application: Application, *, reason: str, by: Actor, at: datetime) -> None:
    """Keep this reviewer from this application: said by themselves, who recognised it, or by the office.

    A review of it, even a finished one, counts no more; another reviewer gets it at once where one is free.
    """
    refuse_nik(reason, "reason")
    require_running(reviewer.call, application.pk)
    lock_reviewers(reviewer.call)
    withdrawn = _keep_apart(reviewer, application, reason, by, at)
    given_on = sum(replace_reader(task, by=by, at=at) for task in withdrawn)
    place = reviewer.call.programme.place
    details = {"application": application.pk, "given_on": given_on}
    personal = {"reason": reason}
    record("selection.declare_conflict", reviewer, by=by, at=at, place=place, details=details, personal=personal)


def _is_named(application: Application, named: Iterable[frozenset[str]]) -> bool:
    """Whether every word of a named person stands in the applicant's name, or the other way round."""
    words = frozenset(sort_key(application.name).split())
    return any(each and (each <= words or words <= each) for each in named)


def _keep_apart(reviewer: Reviewer, application: Application, reason: str, by: Actor, at: datetime) -> list[ReviewTask]:
    """The reviews that were withdrawn by it, of answers that stand."""
    values = {"reason": reason, "declared_at": at}
    Conflict.objects.get_or_create(reviewer=reviewer, application=application, defaults=values)
    withdrawn = list(reviewer.tasks.filter(application=application, state__in=LIVE_TASKS).select_related("application"))
    for task in withdrawn:
        withdraw(task, reason=reason, by=by, at=at)
    return [task for task in withdrawn if task.revision == task.application.revision]
