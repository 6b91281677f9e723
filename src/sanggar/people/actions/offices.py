"""Writes: offices and their letterheads."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanggar.foundation import files
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.emblem import check_emblem
from sanggar.foundation.errors import DomainError
from sanggar.foundation.models import Region
from sanggar.foundation.unique import unless_taken
from sanggar.people.models import Organisation


class OfficeTaken(DomainError):
    code = "office_taken"
    message = _("Perangkat daerah dengan alamat “%(slug)s” sudah ada.")


@transaction.atomic
def open_office(
    *, region: Region, name: str, short_name: str, slug: str, by: Actor, at: datetime, head_title: str = ""
) -> Organisation:
    """Let an office work with this installation; `slug` stands in its addresses for good."""
    with unless_taken(OfficeTaken(field="slug", slug=slug)):
        office = Organisation.objects.create(
            region=region, name=name, short_name=short_name, slug=slug, head_title=head_title
        )
    record("people.open_office", office, by=by, at=at, place=office.place, details={"region": region.code})
    return office


@transaction.atomic
def set_letterhead(
    office: Organisation,
    *,
    letterhead: str,
    by: Actor,
    at: datetime,
    arms: files.Read | None = None,
    without_arms: bool = False,
) -> None:
    """What stands at the head of the office's papers from now on: the lines below its name, and its coat of arms, which
    stays as it is without a new one. Papers that are kept, as numbered decrees are, stay as they were made.
    """
    changed = Organisation.objects.select_for_update(of=("self",)).get(pk=office.pk)
    changed.letterhead = letterhead
    if arms:
        check_emblem(arms.content, "arms")
        changed.arms = files.keep(*arms, by=by, at=at)
    elif without_arms:
        changed.arms = None
    changed.save(update_fields=["letterhead", "arms"])
    details = {"letterhead": letterhead, "arms": changed.arms.digest if changed.arms else ""}
    record("people.set_letterhead", changed, by=by, at=at, place=changed.place, details=details)
