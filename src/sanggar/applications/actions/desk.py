"""What officers keep for each other beside an application: notes, a sign that they look, and views of the queue."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from sanggar.applications.actions.refusals import ViewNameTaken, ViewTooLong
from sanggar.applications.models import Application, Looking, Note, SavedView
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.national_id import refuse_nik
from sanggar.people.models import Account
from sanggar.planning.models import Programme

LOOKS_KEPT = timedelta(hours=1)
LONGEST_ADDRESS = 600


@transaction.atomic
def write_note(application: Application, *, text: str, by: Actor, at: datetime) -> Note:
    """For colleagues. The record says that one was written; its words stand in the note alone, so that they can go."""
    refuse_nik(text, "text")
    written = Note.objects.create(application=application, text=text, written_at=at, written_by=by.label)
    record("applications.write_note", application, by=by, at=at, place=application.programme.place)
    return written


def note_look(application: Application, account: Account, at: datetime) -> None:
    """That an officer has it open; nothing that is decided depends on it."""
    Looking.objects.update_or_create(application=application, account=account, defaults={"at": at})


def forget_looks(at: datetime) -> int:
    return Looking.objects.filter(at__lt=at - LOOKS_KEPT).delete()[0]


@transaction.atomic
def save_view(
    programme: Programme, *, name: str, address: str, owner: Account | None, by: Actor, at: datetime
) -> SavedView:
    """Name an address of the queue, for oneself or (without an owner) for everyone in the programme."""
    refuse_nik(name, "name")
    refuse_nik(address, "name")
    if len(address) > LONGEST_ADDRESS:
        raise ViewTooLong
    try:
        with transaction.atomic():
            view = SavedView.objects.create(
                programme=programme, owner=owner, name=name, address=address, saved_by=by.label, saved_at=at
            )
    except IntegrityError:
        raise ViewNameTaken(field="name") from None
    details = {"shared": owner is None}
    record("applications.save_view", view, by=by, at=at, place=programme.place, details=details, label="tampilan")
    return view


@transaction.atomic
def delete_view(view: SavedView, *, by: Actor, at: datetime) -> None:
    record("applications.delete_view", view, by=by, at=at, place=view.programme.place, label="tampilan")
    view.delete()
