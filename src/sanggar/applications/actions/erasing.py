"""Taking an application's personal values away, and mending them when their owner asks. Whether it may be erased yet is
judged by the caller (`journeys`), who sees what later rooms need.
"""

from datetime import datetime

from django.db import transaction

from sanggar.applications.actions.refusals import DataErased
from sanggar.applications.actions.writing import note
from sanggar.applications.models import Act, Application
from sanggar.applications.queries import WITH_CALL
from sanggar.foundation.audit import Actor, erase_personal, subject_of
from sanggar.foundation.national_id import refuse_nik
from sanggar.people.personal import GONE, band_of_birth

EMPTIED = (
    "phone",
    "email",
    "flags",
    "channel_url",
    "nik_prefix",
    "family_card_lookup",
    "account_lookup",
    "address_lookup",
    "device",
)
SEALED = ("nik_sealed", "disability_need_sealed", "family_card_sealed", "own_answers_sealed")


@transaction.atomic
def erase_application(application: Application, *, purpose: str, rows: int, by: Actor, at: datetime) -> Application:
    """Leave state, moments, category, track, sex, kelurahan and a band of birth years. `rows` of other tables were
    emptied with it. The receipt stays: it names nobody, and the record speaks of it.
    """
    held = _held(application)
    for name in (*EMPTIED, *SEALED):
        setattr(held, name, "")
    held.name, held.motivation, held.nik_lookup = GONE, GONE, f"dihapus:{held.receipt}"
    held.birth_date, held.erased_at = band_of_birth(held.birth_date), at
    held.save()
    erase_personal([subject_of(held)])
    note(held, Act.ERASE, before=held.state, by=by, at=at, details={"purpose": purpose, "rows": rows})
    return held


@transaction.atomic
def correct_application(
    application: Application, *, name: str, phone: str, email: str, by: Actor, at: datetime
) -> Application:
    """Mend how somebody is called and reached, also once the list is frozen: nobody is read or drawn by these, so the
    revision of the answers, by which reviews stand or fall, stays.
    """
    held = _held(application)
    refuse_nik(name, "name")
    told = {"name": name, "phone": phone, "email": email}
    old = {field: getattr(held, field) for field in told}
    changed = sorted(field for field, value in told.items() if old[field] != value)
    if not changed:
        return held
    for field in changed:
        setattr(held, field, told[field])
    held.changed_at = at
    held.save()
    details = {"fields": changed, "revision": held.revision}
    personal = {"before": {field: old[field] for field in changed}}
    note(held, Act.CORRECT, before=held.state, by=by, at=at, details=details, personal=personal)
    return held


def _held(application: Application) -> Application:
    rows = Application.objects.select_for_update(of=("self",), no_key=True).select_related(WITH_CALL)
    held = rows.get(pk=application.pk)
    if held.erased_at:
        raise DataErased
    return held
