"""Reads: what is taught, and what of it a participant may open now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from sanggar.foundation import clock
from sanggar.foundation.dates import local_date
from sanggar.planning.models import Cohort, Meeting, Programme
from sanggar.training.models import (
    ChecklistItem,
    Enrolment,
    Material,
    MaterialVersion,
    Module,
    Presence,
    Release,
    Submission,
    SubmissionState,
)


@dataclass(frozen=True, slots=True)
class Offered:
    """A material as its reader meets it: its current version, and whether it is open to them."""

    material: Material
    version: MaterialVersion
    is_open: bool
    meetings: list[Meeting]


@dataclass(frozen=True, slots=True)
class OfferedModule:
    module: Module
    meetings: list[Meeting]
    materials: list[Offered]


def modules_of(programme: Programme) -> QuerySet[Module]:
    """Everything that a programme teaches, in order, with all it holds at hand."""
    versions = Prefetch("versions", MaterialVersion.objects.select_related("file"))
    materials = Material.objects.prefetch_related(versions, "release_meetings")
    rows = programme.modules.select_related("stage", "track", "programme__organisation")
    meetings = Meeting.objects.select_related("cohort__stage")
    return rows.prefetch_related(Prefetch("materials", materials), Prefetch("meetings", meetings), "checklist")


def modules_for_cohort(cohort: Cohort) -> QuerySet[Module]:
    """What a meeting of this cohort may teach."""
    track = Q(track=None) | Q(track=cohort.track_id) if cohort.track_id else Q()
    return cohort.stage.programme.modules.filter(Q(stage=None) | Q(stage=cohort.stage_id), track)


def materials_of(programme: Programme) -> QuerySet[Material]:
    return Material.objects.filter(module__programme=programme).select_related("module__programme__organisation")


def shut_out(material: Material) -> list[Cohort]:
    """Classes that never see a material, for it opens by presence at a meeting and none of theirs is named."""
    if material.release != Release.ATTENDANCE:
        return []
    module = material.module
    stages = {"stage": module.stage} if module.stage else {"stage__programme": module.programme}
    named = {meeting.cohort_id for meeting in material.release_meetings.all()}
    return list(
        Cohort.objects.filter(**stages).exclude(pk__in=named).select_related("stage").order_by("stage__ordinal", "name")
    )


def programme_checklist(programme: Programme, enrolment: Enrolment | None = None) -> QuerySet[ChecklistItem]:
    """What is asked of each work of a programme, in order; of somebody's, by the modules of their stage and track."""
    items = ChecklistItem.objects.filter(module__programme=programme, retired_at=None)
    if enrolment:
        items = items.filter(module__in=Module.objects.filter(*fitting(enrolment)))
    return items.order_by("module__ordinal", "module_id", "ordinal", "pk")


def fitting(enrolment: Enrolment) -> tuple[Q, Q]:
    """Which modules are a participant's."""
    return Q(stage=None) | Q(stage=enrolment.stage_id), Q(track=None) | Q(track=enrolment.track_id)


def modules_for(enrolment: Enrolment, at: datetime) -> list[OfferedModule]:
    """The modules of a participant's stage and track, with what is open to them. A part that ended has none."""
    if not enrolment.is_seated:
        return []
    programme = enrolment.stage.programme
    facts = _facts_of(enrolment, at)
    return [_offered(module, facts) for module in modules_of(programme).filter(*fitting(enrolment))]


def offered_to(enrolment: Enrolment, pk: int, at: datetime) -> Offered | None:
    """One material that a participant's list shows, open or not."""
    offered = (each for module in modules_for(enrolment, at) for each in module.materials)
    return next((each for each in offered if each.material.pk == pk), None)


def materials_of_meeting(meeting: Meeting) -> list[tuple[Material, MaterialVersion]]:
    """What belongs to the module that a meeting teaches: its trainer sees all of it, before it opens too."""
    materials = Material.objects.filter(module__meetings=meeting)
    versions = Prefetch("versions", MaterialVersion.objects.select_related("file"))
    return [(each, current(each.versions.all())) for each in materials.prefetch_related(versions)]


def current(versions: Iterable[MaterialVersion]) -> MaterialVersion:
    return max(versions, key=lambda version: version.number)


@dataclass(frozen=True, slots=True)
class _Facts:
    enrolment: Enrolment
    attended: frozenset[int]
    works: int
    at: datetime


def accepted_works(enrolment: Enrolment) -> int:
    """How many assignments are finished: a round of theirs was accepted."""
    return Submission.objects.filter(enrolment=enrolment, state=SubmissionState.ACCEPTED).count()


def _facts_of(enrolment: Enrolment, at: datetime) -> _Facts:
    present = enrolment.attendance.filter(presence=Presence.PRESENT)
    attended = frozenset(present.values_list("meeting", flat=True))
    return _Facts(enrolment, attended, accepted_works(enrolment), at)


def _offered(module: Module, facts: _Facts) -> OfferedModule:
    cohort = facts.enrolment.cohort_id
    meetings = [meeting for meeting in module.meetings.all() if meeting.cohort_id == cohort]
    materials = [
        Offered(each, current(each.versions.all()), _is_open(each, facts), _own_meetings(each, cohort))
        for each in module.materials.all()
    ]
    return OfferedModule(module, meetings, materials)


def _is_open(material: Material, facts: _Facts) -> bool:
    if material.release == Release.DATE:
        assert material.release_on is not None
        return local_date(facts.at, clock.office_zone()) >= material.release_on
    if material.release == Release.ATTENDANCE:
        return any(meeting.pk in facts.attended for meeting in material.release_meetings.all())
    if material.release == Release.WORK:
        return facts.works >= (material.release_works or 1)
    return material.release == Release.OPEN


def _own_meetings(material: Material, cohort: int) -> list[Meeting]:
    """Which meetings open it: those of the reader's cohort, else all."""
    every = list(material.release_meetings.all())
    return [meeting for meeting in every if meeting.cohort_id == cohort] or every
