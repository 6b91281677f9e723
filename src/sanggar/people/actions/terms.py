"""Writes: for how long an office keeps what."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.audit import Actor, record
from sanggar.foundation.dates import local_date
from sanggar.foundation.errors import DomainError
from sanggar.people.models import Organisation, Term


class TermInThePast(DomainError):
    code = "term_in_the_past"
    message = _("Masa simpan baru berlaku mulai hari ini atau sesudahnya.")


@transaction.atomic
def set_term(
    organisation: Organisation, purpose: str, *, days: int, basis: str, since: date, by: Actor, at: datetime
) -> Term:
    """Have another term count from a day on. What was promised for the days before stays as it was told."""
    if since < local_date(at):
        raise TermInThePast(field="since")
    told = {"days": days, "basis": basis, "since": since}
    term = Term.objects.create(organisation=organisation, purpose=purpose, set_at=at, set_by=by.label, **told)
    details = {"purpose": purpose, **told}
    record("people.set_term", term, by=by, at=at, place=organisation.place, details=details)
    return term
