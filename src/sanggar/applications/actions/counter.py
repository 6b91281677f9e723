"""What happens at the counter, with the person and their card in front of the officer."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from sanggar.applications.actions.refusals import DataErased, ListFrozen, NotTheSameNik
from sanggar.applications.actions.writing import note
from sanggar.applications.models import CODE, MOVES, Act, Application, ApplicationState
from sanggar.applications.queries import identity_of, known_person, same_nik
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.national_id import refuse_nik
from sanggar.foundation.sealed import unseal
from sanggar.people.actions import NIK_PLACE, register_person


@transaction.atomic
def settle_contest(winner: Application, *, by: Actor, at: datetime) -> None:
    """Record that the owner of the NIK showed the card and named `winner` as theirs; every other one is superseded.

    The winner waits to be screened, unless it was the live one already: then its decision stands.
    """
    rivals = list(same_nik(winner).select_for_update(of=("self",), no_key=True))
    if len(rivals) < 2:  # noqa: PLR2004 - a contest has two sides
        raise NotTheSameNik
    if any(rival.frozen_at for rival in rivals):
        raise ListFrozen
    for rival in rivals:
        if rival.pk != winner.pk and rival.state in MOVES[Act.SUPERSEDE].before:
            _move(rival, Act.SUPERSEDE, ApplicationState.SUPERSEDED, by=by, at=at)
    held = next(rival for rival in rivals if rival.pk == winner.pk)
    after = ApplicationState.SUBMITTED if held.state in MOVES[Act.SETTLE].before else ApplicationState(held.state)
    _move(held, Act.SETTLE, after, by=by, at=at)


@transaction.atomic
def identify_applicant(application: Application, *, by: Actor, at: datetime) -> None:
    """Record that the owner of the NIK showed the card and called this application theirs; what stands in it now counts
    for the person whom the city may know under this NIK already.
    """
    held = Application.objects.select_for_update(of=("self",), no_key=True).get(pk=application.pk)
    if held.erased_at:
        raise DataErased
    note(held, Act.IDENTIFY, before=held.state, by=by, at=at, details={"card_shown": True, "revision": held.revision})
    if known_person(held):
        register_person(identity_of(held), by=by, at=at, place=held.programme.place, card_shown=True)


@transaction.atomic
def reissue_link(application: Application, *, by: Actor, at: datetime) -> Application:
    """A new secret link for someone who lost theirs; every earlier one stops working."""
    Application.objects.filter(pk=application.pk).update(link_version=F("link_version") + 1)
    application.refresh_from_db(fields=["link_version", "state"])
    version = {"link_version": application.link_version}
    note(application, Act.REISSUE, before=application.state, by=by, at=at, details=version)
    return application


@transaction.atomic
def reveal_link(application: Application, *, of_guardian: bool = False, by: Actor, at: datetime) -> None:
    """Note that somebody of the office reads the secret link, or the code to it, to bring it to the person (or to the
    guardian theirs); each time is on record.
    """
    application.refresh_from_db(fields=["state"])
    act = Act.GUARDLINK if of_guardian else Act.REVEAL
    note(application, act, before=application.state, by=by, at=at)


@transaction.atomic
def reveal_code(application: Application, *, by: Actor, at: datetime) -> None:
    """The same of a code by which the person comes in."""
    application.refresh_from_db(fields=["state"])
    note(application, Act.REVEAL, before=application.state, by=by, at=at, reason=CODE)


@transaction.atomic
def reveal_nik(application: Application, *, reason: str, by: Actor, at: datetime) -> str:
    """The whole NIK, for someone with the right and a reason; each time is on record, and the reason with it."""
    refuse_nik(reason, "reason")
    if not application.nik_sealed:
        raise DataErased
    record(
        "applications.reveal_nik",
        application,
        by=by,
        at=at,
        place=application.programme.place,
        details={"call": application.call_id},
        personal={"reason": reason},
    )
    return unseal(application.nik_sealed, NIK_PLACE)


def _move(application: Application, act: Act, after: ApplicationState, *, by: Actor, at: datetime) -> None:
    before, application.state = application.state, after
    Application.objects.filter(pk=application.pk).update(state=after, changed_at=at)
    note(application, act, before=before, by=by, at=at, details={"card_shown": True})
