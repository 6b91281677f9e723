"""Reads: whose presence is falling, by the programme's rule, each with the reason in figures and in words.

Only *present* counts as present, as in the rate: who was ill twice is called too, for a mentor's call is care, no
reproach. A meeting of before someone came counts in their rate but not in the row; one at which they are not recorded
counts in neither.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import Coalesce, RowNumber
from django.db.models.lookups import LessThan
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.foundation import clock
from sanggar.foundation.dates import local_date, plain_date
from sanggar.planning.models import Meeting, Programme
from sanggar.training.models import Attendance, Enrolment, EnrolmentState, Presence, PresenceRule
from sanggar.training.queries.enrolments import enrolments_of
from sanggar.training.queries.rates import AttendanceRate, held_meetings, rate_of, with_attendance

FEWEST = 3
"""Meetings that must have been held before a percentage says anything."""


@dataclass(frozen=True, slots=True)
class Falling:
    """A participant whose presence is falling: meetings missed in a row, the rate, and the latest meeting that
    counts for them. `facts` are the figures by which it is falling, as JSON keeps them: `missed` meetings in a row, the
    last on the `day`; the `percent` of `present` out of `held`, where `needed` are asked for.
    """

    enrolment: Enrolment
    rate: AttendanceRate
    missed: int
    latest: Meeting | None
    facts: Mapping[str, Any]

    @property
    def detail(self) -> str:
        """`Tidak hadir 2 sesi berturut-turut (terakhir 23 November 2026). Kehadiran 50%, di bawah 75%.`"""
        return falling_words(self.facts)


def falling_words(facts: Mapping[str, Any]) -> str:
    """In the language of the reader."""
    told = []
    if "missed" in facts:
        words = ngettext(
            "Tidak hadir %(count)d sesi berturut-turut, terakhir %(day)s.",
            "Tidak hadir %(count)d sesi berturut-turut, terakhir %(day)s.",
            facts["missed"],
        )
        told.append(words % {"count": facts["missed"], "day": plain_date(date.fromisoformat(facts["day"]))})
    if "percent" in facts:
        told.append(_("Kehadiran %(percent)d%% (%(present)d dari %(held)d sesi), di bawah %(needed)d%%.") % facts)
    return " ".join(told)


def presence_rule(programme: Programme) -> PresenceRule:
    """The programme's rule, or the defaults."""
    return PresenceRule.objects.filter(programme=programme).first() or PresenceRule(programme=programme)


def falling_presence(programme: Programme, at: datetime) -> list[Falling]:
    """Active participants whose presence is falling, by name. The database finds them; of them alone more is read."""
    rule = presence_rule(programme)
    active = with_attendance(enrolments_of(programme).filter(_may_fall(programme, rule), state=EnrolmentState.ACTIVE))
    found = list(active.filter(_falls(programme, rule, at)))
    held, records = _held(found, at), _records(found)
    return [_read(each, rule, held.get(each.cohort_id, []), records) for each in found]


def _may_fall(programme: Programme, rule: PresenceRule) -> Q:
    """Of everybody's records in one pass: of whom it is worth asking more. Who came after their cohort had begun may
    have missed meetings of which no record speaks.
    """
    here = Q(presence=Presence.PRESENT)
    records = Attendance.objects.filter(enrolment__stage__programme=programme).order_by().values("enrolment")
    absent, present = (Count("pk", filter=where) for where in (~here, here))
    seen = records.annotate(absent=absent, came=present, told=Count("pk"))
    low = Q(LessThan(F("came") * 100, F("told") * rule.below_percent))
    often = Q(absent__gte=rule.missed_in_a_row) if rule.missed_in_a_row else Q(pk__in=())
    begun = Meeting.objects.filter(cohort=OuterRef("cohort"), ends_at__lte=OuterRef("enrolled_at"))
    return Q(pk__in=seen.filter(low | often).values("enrolment")) | Q(Exists(begun))


def _falls(programme: Programme, rule: PresenceRule, at: datetime) -> Q:
    """Of enrolments with their attendance; what `_facts` says of each, so that none is read in vain."""
    falls = Q(pk__in=())
    if rule.missed_in_a_row:
        falls |= Q(pk__in=_missing(programme, rule.missed_in_a_row, at))
    if rule.below_percent:
        falls |= Q(LessThan(F("present") * 100, F("held") * rule.below_percent), held__gte=FEWEST)
    return falls


def _missing(programme: Programme, in_a_row: int, at: datetime) -> QuerySet[Attendance, Any]:
    """The active enrolments that were not present at the latest so many meetings of their cohort since they came."""
    absent = Attendance.objects.exclude(presence=Presence.PRESENT).order_by().values("enrolment")
    often = (
        absent.filter(enrolment__stage__programme=programme).annotate(number=Count("pk")).filter(number__gte=in_a_row)
    )
    marks = Attendance.objects.filter(
        enrolment__in=often.values("enrolment"),
        enrolment__stage__programme=programme,
        enrolment__state=EnrolmentState.ACTIVE,
        meeting__cohort=F("enrolment__cohort"),
        meeting__ends_at__lte=at,
        meeting__ends_at__gt=Coalesce("enrolment__moved_at", "enrolment__enrolled_at"),
    )
    window: Any = {"partition_by": F("enrolment"), "order_by": ["-meeting__starts_at", "-meeting"]}
    came = Count("pk", filter=Q(presence=Presence.PRESENT))
    counted = marks.annotate(place=Window(RowNumber(), **window), came=Window(came, **window))
    return counted.filter(place=in_a_row, came=0).values("enrolment")


def _held(people: list[Enrolment], at: datetime) -> dict[int, list[Meeting]]:
    """Cohort of these people → its held meetings that are over, the latest first."""
    found: dict[int, list[Meeting]] = {}
    over = held_meetings(at).filter(cohort__in={each.cohort_id for each in people})
    for meeting in over.order_by("-starts_at", "-pk"):
        found.setdefault(meeting.cohort_id, []).append(meeting)
    return found


def _records(found: list[Enrolment]) -> dict[tuple[int, int], str]:
    rows = Attendance.objects.filter(enrolment__in=found)
    return {
        (meeting, person): presence
        for meeting, person, presence in rows.values_list("meeting_id", "enrolment_id", "presence")
    }


def _read(
    enrolment: Enrolment, rule: PresenceRule, held: list[Meeting], records: dict[tuple[int, int], str]
) -> Falling:
    came = enrolment.moved_at or enrolment.enrolled_at
    own = [meeting for meeting in held if meeting.ends_at > came and (meeting.pk, enrolment.pk) in records]
    missed = list(takewhile(lambda meeting: records[meeting.pk, enrolment.pk] != Presence.PRESENT, own))
    rate = rate_of(enrolment)
    latest = own[0] if own else None
    return Falling(enrolment, rate, len(missed), latest, _facts(rule, rate, missed))


def _facts(rule: PresenceRule, rate: AttendanceRate, missed: list[Meeting]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if rule.missed_in_a_row and len(missed) >= rule.missed_in_a_row:
        found |= {"missed": len(missed), "day": local_date(missed[0].starts_at, clock.office_zone()).isoformat()}
    percent = rate.percent
    if rule.below_percent and percent is not None and rate.held >= FEWEST and percent < rule.below_percent:
        found |= {"percent": percent, "present": rate.present, "held": rate.held, "needed": rule.below_percent}
    return found
