"""The seats of a stage and of its cohorts: held by an offer, taken by a participant, given back.

Each act is one conditional UPDATE on the parent row, so the database decides races; the CHECK constraints stand behind
it. Callers run inside a transaction and record the act themselves.
"""

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.errors import DomainError
from sanggar.planning.models import Cohort, Stage


class SeatsExhausted(DomainError):
    code = "seats_exhausted"
    message = _("Semua %(seats)s kursi %(stage)s sudah terisi atau sedang ditawarkan.")


class CohortFull(DomainError):
    code = "cohort_full"
    message = _("Kelas %(cohort)s sudah penuh (%(seats)s kursi).")


def hold_seat(stage: Stage) -> None:
    """Set a seat aside for an open offer."""
    free = Stage.objects.filter(pk=stage.pk, seats__gt=F("seats_offered") + F("seats_taken"))
    if not free.update(seats_offered=F("seats_offered") + 1):
        raise SeatsExhausted(seats=stage.seats, stage=stage.name)


def release_held_seat(stage: Stage) -> None:
    """Give back the seat of an offer that was declined, expired or withdrawn."""
    Stage.objects.filter(pk=stage.pk).update(seats_offered=F("seats_offered") - 1)


def take_held_seat(stage: Stage, cohort: Cohort) -> None:
    """Turn the seat held by an offer into a participant's seat in a cohort."""
    held = Stage.objects.filter(pk=stage.pk, seats_offered__gt=0)
    if not held.update(seats_offered=F("seats_offered") - 1, seats_taken=F("seats_taken") + 1):
        raise SeatsExhausted(seats=stage.seats, stage=stage.name)
    if not Cohort.objects.filter(pk=cohort.pk, seats__gt=F("seats_taken")).update(seats_taken=F("seats_taken") + 1):
        raise CohortFull(cohort=cohort.name, seats=cohort.seats)


def free_taken_seat(stage: Stage, cohort: Cohort) -> None:
    """Give back the seat of a participant who left or never came."""
    Stage.objects.filter(pk=stage.pk).update(seats_taken=F("seats_taken") - 1)
    Cohort.objects.filter(pk=cohort.pk).update(seats_taken=F("seats_taken") - 1)


def move_taken_seat(old: Cohort, new: Cohort) -> None:
    """Carry a participant's seat over to another cohort of the same stage."""
    # Both rows are taken in one order, so that two people who swap cohorts do not wait for each other for ever.
    list(Cohort.objects.select_for_update(no_key=True).filter(pk__in=(old.pk, new.pk)).order_by("pk"))
    if not Cohort.objects.filter(pk=new.pk, seats__gt=F("seats_taken")).update(seats_taken=F("seats_taken") + 1):
        raise CohortFull(cohort=new.name, seats=new.seats)
    Cohort.objects.filter(pk=old.pk).update(seats_taken=F("seats_taken") - 1)
