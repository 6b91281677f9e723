"""Reads: who takes part."""

from django.db.models import QuerySet

from sanggar.applications.models import Application
from sanggar.applications.participants import (
    EarlierParticipants,
    names_earlier_participants,
    names_participants,
    names_seated,
)
from sanggar.foundation.links import is_link_token
from sanggar.people.models import Account
from sanggar.planning.models import Programme, Stage
from sanggar.training.badges import BADGE
from sanggar.training.models import AttendanceChange, Enrolment, EnrolmentQuerySet, EnrolmentState


def enrolments_of(scope: Programme | Stage) -> EnrolmentQuerySet:
    """Everyone who ever took part in a programme or a stage, by name."""
    rows = Enrolment.objects.select_related("person__village__parent", "stage", "cohort", "track")
    rows = rows.order_by("person__name", "pk")
    return rows.filter(stage=scope) if isinstance(scope, Stage) else rows.of_programme(scope)


def enrolments_of_account(account: Account) -> EnrolmentQuerySet:
    """What an account's own person takes or took part in, the latest first."""
    rows = Enrolment.objects.filter(person__account=account)
    return rows.select_related("person", "stage__programme__organisation", "cohort", "track", "application").order_by(
        "-enrolled_at"
    )


def enrolment_of_application(application: Application) -> Enrolment | None:
    return Enrolment.objects.select_related("cohort", "stage", "track").filter(application=application).first()


@names_participants
def seated_by_nik(programme: Programme) -> dict[str, str]:
    """Who has a seat in the programme: keyed hash of the NIK → name of the stage, the latest of several."""
    rows = Enrolment.objects.of_programme(programme).seated().order_by("stage__ordinal")
    return dict(rows.values_list("person__nik_lookup", "stage__name"))


@names_seated
def seated_niks(stage: Stage) -> list[str]:
    return list(Enrolment.objects.filter(stage=stage).seated().values_list("person__nik_lookup", flat=True))


@names_earlier_participants
def earlier_by_nik(stage: Stage) -> EarlierParticipants:
    """Of every other stage of the office; who finished, of those before this one."""
    others = Enrolment.objects.exclude(stage=stage).seated()
    niks = others.filter(stage__programme__organisation=stage.programme.organisation_id)
    earlier = {"stage__programme": stage.programme_id, "stage__ordinal__lt": stage.ordinal}
    finished = others.filter(state=EnrolmentState.COMPLETED, **earlier)
    key = "person__nik_lookup"
    return EarlierParticipants(
        frozenset(niks.values_list(key, flat=True)), frozenset(finished.values_list(key, flat=True))
    )


def enrolment_by_badge(pk: int, token: str) -> Enrolment | None:
    """The enrolment that a badge's link names; None when the link is not, or no longer, a badge of it."""
    found = Enrolment.objects.select_related("person", "cohort__stage__programme__organisation").filter(pk=pk).first()
    return found if found and is_link_token(token, BADGE, str(pk), found.badge_version) else None


def past_attendance(enrolment: Enrolment) -> QuerySet[AttendanceChange]:
    """What stood in the attendance record before it was corrected."""
    return AttendanceChange.objects.filter(attendance__enrolment=enrolment).select_related("attendance__meeting")
