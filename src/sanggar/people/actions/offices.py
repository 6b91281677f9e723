"""Writes: offices."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.audit import Actor, record
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
