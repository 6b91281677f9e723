"""Letters to everyone who had applied when the published procedure was changed: what is other now, and why. They are
held until an officer has looked at text, number and cost. Who was refused is written to where the time to object is
another.

One for a person as things stand: what has not left when the procedure is changed once more is taken back, and the next
letter tells what it would have told too.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from sanggar.applications.letters import GONE, Told, has_a_way, write_to
from sanggar.applications.models import Application, ApplicationState
from sanggar.applications.moments import Moment
from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.foundation.inserting import insert_all
from sanggar.foundation.mail import public_address
from sanggar.foundation.messaging.lists import held_in
from sanggar.foundation.messaging.officer import take_back_batch
from sanggar.foundation.models import Message, MessageState
from sanggar.foundation.work import AT_ONCE, UNHURRIED, still_to_come, tasks_for_each
from sanggar.selection.changes import changed_parts, is_about_objecting, needed_after_change
from sanggar.selection.features import features_of
from sanggar.selection.models import Procedure, ProcedureChange
from sanggar.selection.queries.closed import closed_quotas

UNTOLD = (MessageState.HELD, MessageState.CANCELLED, MessageState.FAILED, MessageState.UNKNOWN)
"""Of what may not have arrived the next letter tells again: better twice than never."""


def announce_change(procedure: Procedure, *, by: Actor, at: datetime) -> None:
    """Have everyone who has applied told of the change that was made just now; the caller holds the procedure."""
    programme = procedure.call.programme
    changes = list(procedure.changes.all())
    for earlier in changes[:-1]:
        take_back_batch(programme.shelf, change_batch(earlier), place=programme.place, by=by, at=at)
    if procedure.call.applications.exists():
        tell_of_change.enqueue(changes[-1].pk)


@task()
def tell_of_change(change_pk: int) -> None:
    """Have the letters written, each for itself; nothing where the procedure was changed once more."""
    change = _newest(change_pk)
    if change is None:
        return
    letters = list(_letters(change))
    at = clock.now()
    for start in range(0, len(letters), AT_ONCE):
        insert_all(tasks_for_each(write_change, letters[start : start + AT_ONCE], at))


@task(priority=UNHURRIED)
def write_change(change_pk: int, first_pk: int, application_pk: int) -> None:
    """Lay the letter to one of them into the batch: what is other than before the change `first_pk`, the first of which
    this person was not told. The procedure does not change while it is written. Nothing where all is as it was.
    """
    with transaction.atomic():  # nothing of a batch is sent here, so no provider keeps the procedure waiting
        Procedure.objects.select_for_update(of=("self",)).get(changes=change_pk)
        change = _newest(change_pk)
        application = Application.objects.select_related("call__stage__programme__organisation").get(pk=application_pk)
        if change is None or application.erased_at or not has_a_way(application):
            return
        changes = list(change.procedure.changes.filter(pk__gte=first_pk))
        if not _concerns(application, changes[0], changes[-1]):
            return
        values = change_values(application, changes)
        if values["perubahan"]:
            told = Told(_key(change, application.pk), once=True, batch=change_batch(change))
            write_to(application, Moment.RULES, values, told)


def change_values(application: Application, changes: list[ProcedureChange]) -> dict[str, str]:
    """What the letter tells of these changes together; `perubahan` is empty where the last undid the first."""
    procedure = changes[0].procedure
    with translation.override(application.language):
        features = features_of(procedure.call)
        hidden = closed_quotas(procedure, features)
        parts = changed_parts(changes[0].before, changes[-1].after, features, hidden)
        line = _("%(what)s: semula %(before)s, menjadi %(after)s.")
        lines = [line % {"what": what, "before": before, "after": after} for what, before, after in parts]
        needed = needed_after_change(application, procedure.objection_days)
    return {
        "perubahan": "\n".join(lines),
        "alasan": " / ".join(dict.fromkeys(change.reason for change in changes)),
        "yang_perlu": needed,
        "tautan_tata_cara": public_address(f"/undian/{procedure.call.slug}/"),
    }


def change_batch(change: ProcedureChange) -> str:
    return f"tata-cara-{change.pk}"


def _letters(change: ProcedureChange) -> Iterator[tuple[int, int, int]]:
    """For each person the arguments of `write_change`. A later draw alone is told by letters of its own
    (`send_postponement`).
    """
    changes = [each for each in change.procedure.changes.order_by("pk") if not hasattr(each, "postponement")]
    told = _told(change)
    people = Application.objects.filter(call=change.procedure.call_id, erased_at=None)
    for each in people.only("submitted_at", "state", "email", "phone").order_by("pk"):
        first = next((c for c in changes if c.at > each.submitted_at and c.pk > told.get(each.pk, 0)), None)
        if first is not None and _concerns(each, first, change) and has_a_way(each):
            yield change.pk, first.pk, each.pk


def _concerns(application: Application, first: ProcedureChange, last: ProcedureChange) -> bool:
    """Who is in the running by every change; who was refused by what becomes of the time to object."""
    if application.state == ApplicationState.REFUSED:
        return is_about_objecting(first.before, last.after)
    return application.state not in GONE


def _told(change: ProcedureChange) -> dict[int, int]:
    """Per application the last earlier change of which a letter has left, as far as is known."""
    earlier = change.procedure.changes.filter(pk__lt=change.pk)
    batches = Message.objects.filter(shelf=change.procedure.call.programme.shelf, batch__in=map(change_batch, earlier))
    keys = [key.split() for key in batches.exclude(state__in=UNTOLD).values_list("key", flat=True)]
    return {person: number for number, person in sorted((int(number), int(person)) for _, number, person in keys)}


def _key(change: ProcedureChange, application: int) -> str:
    return f"rules {change.pk} {application}"


def _newest(change_pk: int) -> ProcedureChange | None:
    """The change, unless the procedure was changed once more."""
    change = ProcedureChange.objects.select_related("procedure__call__stage__programme__organisation").get(pk=change_pk)
    return None if change.procedure.changes.filter(pk__gt=change_pk).exists() else change


def held_letters(procedure: Procedure, at: datetime) -> tuple[str, int]:
    """The batch of the newest change and how many of its letters wait for somebody to release them, or have yet to be
    written.
    """
    newest = procedure.changes.order_by("pk").last()
    if newest is None:
        return "", 0
    batch = change_batch(newest)
    coming = sum(still_to_come(task, newest.pk, at) for task in (tell_of_change, write_change))
    return batch, held_in(procedure.call.programme.shelf, batch).count() + coming
