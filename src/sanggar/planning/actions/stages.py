"""Writes on the parts of a programme: stages and cohorts."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, ProtectedError
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.audit import Actor, record
from sanggar.foundation.errors import DomainError
from sanggar.foundation.unique import unless_taken
from sanggar.planning.models import Cohort, Programme, Stage, Track


class OrdinalTaken(DomainError):
    code = "ordinal_taken"
    message = _("Tahap %(ordinal)s sudah ada. Pilih nomor lain.")


class NameTaken(DomainError):
    code = "name_taken"
    message = _("Nama ini sudah dipakai kelas lain di tahap ini. Pilih nama lain.")


class TooFewSeats(DomainError):
    code = "too_few_seats"
    message = _("Kursi tidak dapat kurang dari %(used)s: sebanyak itu sudah terisi atau ditawarkan.")


class MinimumTooHigh(DomainError):
    code = "minimum_too_high"
    message = _("Paling sedikit %(minimum)s orang tidak muat di %(seats)s kursi.")


class PartInUse(DomainError):
    code = "part_in_use"
    message = _(
        "“%(name)s” tidak dapat dihapus, karena masih ada yang bergantung padanya: kelas, sesi, pendaftaran, lamaran, "
        "atau peserta. Hapus dahulu bagiannya yang masih kosong; yang sudah dipakai tetap tercatat."
    )


@transaction.atomic
def remove_part(part: Track | Stage | Cohort, *, by: Actor, at: datetime) -> None:
    """Take an empty, unused part out of the plan. Whatever stands on it keeps it there."""
    verb = f"planning.remove_{part._meta.model_name}"  # noqa: SLF001 - Django's documented model API
    programme = part.stage.programme if isinstance(part, Cohort) else part.programme
    record(verb, part, by=by, at=at, place=programme.place, details={"name": part.name})
    try:
        part.delete()
    except ProtectedError:
        raise PartInUse(name=part.name) from None


@transaction.atomic
def add_stage(programme: Programme, *, ordinal: int, name: str, seats: int, by: Actor, at: datetime) -> Stage:
    with unless_taken(OrdinalTaken(field="ordinal", ordinal=ordinal)):
        stage = programme.stages.create(ordinal=ordinal, name=name, seats=seats)
    record("planning.add_stage", stage, by=by, at=at, place=programme.place, details={"seats": seats})
    return stage


@transaction.atomic
def change_stage(stage: Stage, *, name: str, seats: int, by: Actor, at: datetime) -> None:
    roomy = Stage.objects.filter(pk=stage.pk, seats_offered__lte=seats - F("seats_taken"))
    if not roomy.update(name=name, seats=seats):
        stage.refresh_from_db()
        raise TooFewSeats(field="seats", used=stage.seats_offered + stage.seats_taken)
    details = {"seats": {"from": stage.seats, "to": seats}}
    record("planning.change_stage", stage, by=by, at=at, place=stage.programme.place, details=details)


@transaction.atomic
def add_cohort(
    stage: Stage, *, name: str, seats: int, track: Track | None, by: Actor, at: datetime, minimum: int | None = None
) -> Cohort:
    _refuse_minimum(minimum, seats)
    with unless_taken(NameTaken(field="name")):
        cohort = stage.cohorts.create(name=name, seats=seats, track=track, minimum=minimum or 0)
    record("planning.add_cohort", cohort, by=by, at=at, place=stage.programme.place, details={"seats": seats})
    return cohort


@transaction.atomic
def change_cohort(
    cohort: Cohort, *, name: str, seats: int, track: Track | None, by: Actor, at: datetime, minimum: int | None = None
) -> None:
    _refuse_minimum(minimum, seats)
    roomy = Cohort.objects.filter(pk=cohort.pk, seats_taken__lte=seats)
    with unless_taken(NameTaken(field="name")):
        changed = roomy.update(name=name, seats=seats, track=track, minimum=minimum or 0)
    if not changed:
        cohort.refresh_from_db()
        raise TooFewSeats(field="seats", used=cohort.seats_taken)
    details = {"seats": {"from": cohort.seats, "to": seats}, "minimum": {"from": cohort.minimum, "to": minimum or 0}}
    record("planning.change_cohort", cohort, by=by, at=at, place=cohort.stage.programme.place, details=details)


def _refuse_minimum(minimum: int | None, seats: int) -> None:
    if minimum and minimum > seats:
        raise MinimumTooHigh(field="minimum", minimum=minimum, seats=seats)
