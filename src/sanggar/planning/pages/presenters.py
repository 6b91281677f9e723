"""What the pages of a plan say."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.foundation import clock, dates
from sanggar.planning.meeting_words import meeting_words, shared_words, size_words
from sanggar.planning.models import Meeting, Programme, Stage, Venue
from sanggar.planning.queries import Clash, all_too_small, clashes_of, meetings_of

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
    found += [_clash(programme, clash) for clash in clashes_of(programme, clock.now())]
    return found + _too_small(programme)


def _clash(programme: Programme, clash: Clash) -> Gap:
    """New ones are refused; this is what stood before, or came with another programme."""
    own, other = clash.meeting, clash.other
    if own.cohort.stage.programme_id != programme.pk:
        own, other = other, own
    if clash.is_elsewhere:
        words = {"name": clash.shared, "one": meeting_words(programme, own)}
        return _("%(name)s sudah ada pertemuan lain pada jam %(one)s.") % words, change_address(programme, own)
    sentence = _("Waktu bertumpuk pada %(date)s: %(one)s dan %(other)s memakai %(shared)s yang sama.")
    words = {
        "date": dates.plain_date(own.starts_at, clock.office_zone()),
        "one": meeting_words(programme, own),
        "other": meeting_words(programme, other),
        "shared": shared_words(clash),
    }
    return sentence % words, change_address(programme, own)


def change_address(programme: Programme, meeting: Meeting) -> str:
    """Where a meeting is changed; a later room's page, for it tells whom the change concerns."""
    return reverse("desk:change_meeting", args=[*_slugs(programme), meeting.pk])


def _slugs(programme: Programme) -> tuple[str, str]:
    return programme.organisation.slug, programme.slug


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
            found.append((sentence, reverse("desk:add_meeting", args=[*_slugs(programme), cohort.pk])))
    return found


def venue_initial(venue: Venue) -> dict[str, Any]:
    fields = ("name", "address", "capacity", "accessibility", "link")
    return {name: getattr(venue, name) for name in fields} | {"village": venue.village_id}


def _too_small(programme: Programme) -> list[Gap]:
    coming = meetings_of(programme).standing().filter(ends_at__gte=clock.now(), listed_venue__isnull=False)
    meetings = list(coming)
    found = all_too_small(meetings)
    return [
        (f"{meeting_words(programme, each)}: {size_words(found[each.pk])}", change_address(programme, each))
        for each in meetings
        if each.pk in found
    ]
