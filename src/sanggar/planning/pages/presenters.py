"""What the pages of a plan say."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.foundation import clock, dates
from sanggar.planning.models import Meeting, Programme, Stage
from sanggar.planning.queries import Clash, clashes_of

Gap = tuple[str, str]


def address(name: str, programme: Programme, *args: object) -> str:
    return reverse(f"planning:{name}", args=[programme.organisation.slug, programme.slug, *args])


def programme_facts(programme: Programme) -> list[tuple[str, object]]:
    rhythm = programme.contact_rhythm_days
    until = programme.mentoring_until
    return [
        (_("Tahun anggaran"), str(programme.fiscal_year)),
        (_("Kode"), programme.code),
        (_("Pendampingan"), ngettext("setiap %(count)d hari", "setiap %(count)d hari", rhythm) % {"count": rhythm}),
        (_("Pendampingan sampai"), dates.plain_date(until) if until else _("belum ditentukan")),
        (_("Diumumkan"), dates.plain_date(programme.published_at) if programme.published_at else _("belum")),
    ]


def gaps(programme: Programme, stages: Sequence[Stage]) -> list[Gap]:
    """What the plan still lacks, each with the page where it is mended."""
    found: list[Gap] = []
    if not programme.tracks.exists():
        found.append((_("Belum ada jalur, misalnya YouTube atau TikTok."), address("add_track", programme)))
    if not stages:
        found.append((_("Belum ada tahap."), address("add_stage", programme)))
    for stage in stages:
        found += _stage_gaps(programme, stage)
    return found + [_clash(programme, clash) for clash in clashes_of(programme, clock.now())]


def _clash(programme: Programme, clash: Clash) -> Gap:
    """Told, not forbidden: two trainers may share a name, and a big hall takes two cohorts."""
    own, other = clash.meeting, clash.other
    if own.cohort.stage.programme_id != programme.pk:
        own, other = other, own
    kinds = {"cohort": _("kelas %(name)s"), "trainer": _("narasumber %(name)s"), "venue": _("tempat %(name)s")}
    sentence = _("Waktu bertumpuk pada %(date)s: %(one)s dan %(other)s memakai %(shared)s yang sama.")
    words = {
        "date": dates.plain_date(own.starts_at, clock.office_zone()),
        "one": _session(programme, own),
        "other": _session(programme, other),
        "shared": kinds[clash.kind] % {"name": clash.shared},
    }
    return sentence % words, address("change_meeting", programme, own.pk)


def _session(programme: Programme, meeting: Meeting) -> str:
    """A meeting of another programme is not named: who reads this may not see that programme."""
    if meeting.cohort.stage.programme_id != programme.pk:
        return _("sebuah sesi program lain")
    return f"“{meeting.topic}” ({meeting.cohort.name})"


def _stage_gaps(programme: Programme, stage: Stage) -> list[Gap]:
    cohorts = list(stage.cohorts.all())
    if not cohorts:
        return [(_("%(stage)s belum punya kelas.") % {"stage": stage.name}, address("add_cohort", programme, stage.pk))]
    seats = sum(cohort.seats for cohort in cohorts)
    found = []
    if seats < stage.seats:
        sentence = _("%(stage)s menerima %(seats)d peserta, tetapi kelasnya hanya memuat %(room)d.")
        figures = {"stage": stage.name, "seats": stage.seats, "room": seats}
        found.append((sentence % figures, address("add_cohort", programme, stage.pk)))
    if seats > stage.seats:
        sentence = _("Kelas %(stage)s memuat %(room)d orang, lebih dari %(seats)d kursi tahap; sebagian akan kosong.")
        figures = {"stage": stage.name, "seats": stage.seats, "room": seats}
        found.append((sentence % figures, address("change_stage", programme, stage.pk)))
    for cohort in cohorts:
        if not cohort.meetings.all():
            names = {"stage": stage.name, "cohort": cohort.name}
            sentence = _("%(cohort)s di %(stage)s belum punya sesi.") % names
            found.append((sentence, address("add_meeting", programme, cohort.pk)))
    return found


def meeting_initial(meeting: Meeting) -> dict[str, Any]:
    """The form's answers for a meeting, by the office's clock."""
    start = dates.local_time(meeting.starts_at, clock.office_zone())
    end = dates.local_time(meeting.ends_at, clock.office_zone())
    fields = ("topic", "venue", "link", "trainer_name", "trainer")
    return {name: getattr(meeting, name) for name in fields} | {
        "day": start.date(),
        "start": start.time(),
        "end": end.time(),
    }
