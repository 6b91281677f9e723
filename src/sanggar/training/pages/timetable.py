"""The timetable: the next meeting first, each with who came."""

from datetime import datetime
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from sanggar.foundation import clock
from sanggar.foundation.dates import clock_time, long_date, time_range
from sanggar.foundation.ui.listing import Cell, Column, Empty, Filter, Listing
from sanggar.planning.access import DeskRequest, programme_page
from sanggar.planning.meeting_words import taught_by
from sanggar.planning.models import Meeting, Programme
from sanggar.planning.queries import meetings_of
from sanggar.training.pages import presenters
from sanggar.training.queries import (
    attendance_by_stage,
    meetings_with_counts,
    next_meeting,
    only_unrecorded,
    with_unrecorded,
)
from sanggar.training.rules import may_run_training, may_see_training

TO_COME, PAST, UNRECORDED = "akan-datang", "lewat", "belum-dicatat"


@programme_page(may_see_training)
def timetable(request: DeskRequest, programme: Programme) -> HttpResponse:
    at = clock.now()
    listing = meeting_listing(request, programme, at)
    upcoming = next_meeting(programme, at)
    page = {
        "programme": programme,
        "listing": listing,
        "tabs": presenters.room_tabs(programme, "timetable"),
        "next": upcoming,
        "next_facts": presenters.meeting_facts(upcoming) if upcoming else [],
        "next_soon": presenters.how_soon(upcoming) if upcoming else "",
        "stages": attendance_by_stage(programme),
        "may_run": may_run_training(request.user, programme),
    }
    return listing.file() or render(request, "training/timetable.html", page)


def in_order(meetings: QuerySet[Meeting], at: datetime) -> QuerySet[Meeting]:
    """What is on or to come from the next on, then what was, the latest first."""
    to_come = Q(ends_at__gte=at)
    is_past = Case(When(to_come, then=Value(0)), default=Value(1))
    soonest = Case(When(to_come, then=F("starts_at")))
    return meetings.annotate(is_past=is_past, soonest=soonest).order_by("is_past", "soonest", "-starts_at", "pk")


def meeting_listing(request: HttpRequest, programme: Programme, at: datetime) -> Listing:
    stages = [(str(stage.pk), stage.name) for stage in programme.stages.all()]
    return Listing(
        request,
        in_order(with_unrecorded(meetings_with_counts(meetings_of(programme))), at),
        _columns(programme, at),
        name="jadwal",
        caption=_("Semua sesi"),
        search=("topic", "trainer_name", "venue", "cohort__name"),
        filters=[
            Filter("tahap", _("Tahap"), stages, lambda rows, pk: rows.filter(cohort__stage=pk)),
            Filter("waktu", _("Waktu"), _times(), lambda rows, when: _narrowed(rows, when, at)),
        ],
        empty=Empty(
            _("Belum ada sesi"),
            _("Tambahkan kelas dan sesinya di rencana program; setelah itu presensi dapat dicatat di sini."),
            reverse("planning:plan", args=[programme.organisation.slug, programme.slug]),
            _("Buka rencana"),
        ),
    )


def _times() -> list[tuple[str, str]]:
    return [
        (TO_COME, _("Akan datang")),
        (PAST, _("Sudah lewat")),
        (UNRECORDED, _("Lewat, presensi belum lengkap")),
    ]


def _narrowed(rows: QuerySet[Any], wanted: str, at: datetime) -> QuerySet[Meeting]:
    if wanted == TO_COME:
        return rows.filter(ends_at__gte=at)
    return only_unrecorded(rows) if wanted == UNRECORDED else rows.filter(ends_at__lt=at)


def _columns(programme: Programme, at: datetime) -> list[Column]:
    def topic(meeting: Meeting) -> Cell:
        return Cell(meeting.topic, link=presenters.address("attendance", programme, meeting.pk), note=_cohort(meeting))

    def time(meeting: Meeting) -> Cell:
        zone = clock.office_zone()
        return Cell(long_date(meeting.starts_at, zone), note=time_range(meeting.starts_at, meeting.ends_at, zone))

    def presence(meeting: Meeting) -> Cell:
        return _presence(meeting, at)

    return [
        Column("sesi", pgettext("satu", "Sesi"), lambda m: m.topic, topic, sort="topic"),
        Column("kelas", _("Kelas"), _cohort, on_page=False),
        Column("waktu", _("Waktu"), lambda m: m.starts_at, time, sort="starts_at"),
        Column("selesai", _("Selesai pukul"), lambda m: clock_time(m.ends_at, clock.office_zone()), on_page=False),
        Column("tempat", _("Tempat"), presenters.where),
        Column("narasumber", _("Narasumber"), taught_by, sort="trainer_name"),
        Column("hadir", _("Hadir"), lambda m: m.present, presence, sort="present"),
        Column("dicatat", _("Tercatat"), lambda m: m.recorded, kind="number", on_page=False),
        Column("belum", _("Belum dicatat"), lambda m: m.unrecorded, kind="number", on_page=False),
    ]


def _cohort(meeting: Meeting) -> str:
    return f"{meeting.cohort.stage.name}, {meeting.cohort.name}"


def _presence(meeting: Meeting, at: datetime) -> Cell:
    """`meeting` comes from `meetings_with_counts` and `with_unrecorded`. Until its end out of all who are expected, as
    on the screen of the hall.
    """
    recorded, seated = meeting.recorded, meeting.seated  # type: ignore[attr-defined]
    missing: int = meeting.unrecorded  # type: ignore[attr-defined]
    if meeting.cancelled_at:
        return Cell(_("Dibatalkan"), tone="idle", note=meeting.cancel_reason)
    if recorded:
        whole = max(seated, recorded) if at < meeting.ends_at else recorded
        counted = ngettext("%(present)d dari %(recorded)d", "%(present)d dari %(recorded)d", whole)
        told = counted % {"present": meeting.present, "recorded": whole}  # type: ignore[attr-defined]  # annotated
        left = ngettext("%(count)d belum dicatat", "%(count)d belum dicatat", missing) % {"count": missing}
        return Cell(told, tone="warn", note=left) if missing else Cell(told)
    if missing:
        return Cell(_("Belum dicatat"), tone="warn")
    return Cell(_("Belum dicatat") if meeting.starts_at <= at and seated else "–")
