"""What the pages of training say."""

from typing import Any
from urllib.parse import urlencode

from django.forms import BoundField
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.foundation import clock
from sanggar.foundation.dates import clock_time, long_date, relative_days, short_date, time_range
from sanggar.foundation.phones import format_phone
from sanggar.planning.meeting_words import full_place, taught_by
from sanggar.planning.models import Meeting, Programme
from sanggar.training.models import Attendance, Enrolment, EnrolmentEvent, EnrolmentState, Method, Presence
from sanggar.training.pages.forms import CheckInForm
from sanggar.training.participant_lines import Line
from sanggar.training.queries import AttendanceRate, Conflict, Roster, RosterLine, tasks_of

PRESENCE_TONES = {Presence.PRESENT: "good", Presence.EXCUSED: "now", Presence.ILL: "warn", Presence.ABSENT: "bad"}
STATE_TONES = {
    EnrolmentState.ACTIVE: "now",
    EnrolmentState.COMPLETED: "good",
    EnrolmentState.WITHDRAWN: "idle",
    EnrolmentState.DROPPED: "bad",
    EnrolmentState.NO_SHOW: "warn",
}
"""Percent under which an attendance is pointed out."""


def address(name: str, programme: Programme, *args: Any) -> str:
    """The address of one of this room's pages."""
    return reverse(f"training:{name}", args=[programme.organisation.slug, programme.slug, *args])


def offers_address(programme: Programme) -> str:
    return reverse("selection:offers", args=[programme.organisation.slug, programme.slug])


def room_tabs(programme: Programme, here: str) -> list[tuple[str, str, bool]]:
    pages = (
        ("timetable", _("Jadwal dan presensi")),
        ("week", _("Jadwal per minggu")),
        ("participants", _("Peserta")),
        ("falling", _("Kehadiran menurun")),
        ("assignments", _("Tugas dan kemajuan")),
        ("curriculum", _("Kurikulum")),
    )
    return [(label, address(name, programme), name == here) for name, label in pages]


def when(meeting: Meeting) -> str:
    """`Senin, 23 November 2026, 09.00–12.00 WIB`."""
    zone = clock.office_zone()
    return f"{long_date(meeting.starts_at, zone)}, {time_range(meeting.starts_at, meeting.ends_at, zone)}"


def how_soon(meeting: Meeting) -> str:
    if meeting.starts_at <= clock.now() < meeting.ends_at:
        return _("sedang berlangsung")
    return relative_days(meeting.starts_at, clock.office_zone())


def meeting_lead(meeting: Meeting) -> str:
    """`Hari ini, 09.00–12.00 WIB, Kelas A`."""
    hours = time_range(meeting.starts_at, meeting.ends_at, clock.office_zone())
    soon = how_soon(meeting)
    return f"{soon[:1].upper()}{soon[1:]}, {hours}, {meeting.cohort.name}"


def where(meeting: Meeting) -> str:
    return full_place(meeting)


def meeting_facts(meeting: Meeting) -> list[tuple[str, str]]:
    return [
        (_("Program"), meeting.cohort.stage.programme.name),
        (_("Waktu"), when(meeting)),
        (_("Tempat"), where(meeting)),
        (_("Kelas"), f"{meeting.cohort.stage.name}, {meeting.cohort.name}"),
        (_("Narasumber"), taught_by(meeting)),
    ]


def rate_text(rate: AttendanceRate) -> str:
    """`93% (14 dari 15 sesi)`."""
    if rate.percent is None:
        return _("Belum ada sesi")
    counted = ngettext("%(present)d dari %(held)d sesi", "%(present)d dari %(held)d sesi", rate.held)
    return f"{rate.percent}% ({counted % {'present': rate.present, 'held': rate.held}})"


def rate_tone(rate: AttendanceRate, asked: int) -> str:
    """By what the programme itself asks for; where it asks for no presence, no rate is good or bad."""
    if rate.percent is None or not asked:
        return "idle"
    return "good" if rate.percent >= asked else "warn"


def roster_tiles(lines: Roster) -> list[tuple[str, int, str]]:
    """(label, number, tone) of each presence, and of those who are not recorded."""
    recorded = [line.attendance.presence for line in lines if line.attendance]
    tiles = [(str(presence.label), recorded.count(presence), "") for presence in Presence]
    missing = len(lines) - len(recorded)
    return [*tiles, (_("Belum dicatat"), missing, "warn" if missing else "good")]


def record_note(record: Attendance, meeting: Meeting) -> str:
    """`09.03 WIB, kode QR, Dewi Pengelola` or `09.03 WIB, dicatat Raka Prasetya`, with the date when it was not
    recorded on the day of the meeting.
    """
    zone = clock.office_zone()
    day = short_date(record.noted_at or record.recorded_at, zone)
    moment = clock_time(record.noted_at or record.recorded_at, zone)
    when_recorded = moment if day == short_date(meeting.starts_at, zone) else f"{day} {moment}"
    if record.method == Method.HAND:  # whoever did, the trainer too: their name says it
        return _("%(time)s, dicatat %(name)s") % {"time": when_recorded, "name": record.recorded_by}
    by = _("peserta") if record.method == Method.CODE else record.recorded_by  # kept in the language they read then
    return f"{when_recorded}, {Method(record.method).label}, {by}"


def conflict_line(conflict: Conflict, meeting: Meeting) -> dict[str, Any]:
    """What a device at the door said otherwise, beside what stands."""
    entry, stands = conflict.entry, conflict.stands
    values = {
        "by": entry.by,
        "time": clock_time(entry.noted_at, clock.office_zone()),
        "noted": entry.get_presence_display(),
    }
    told = _(
        "Di ponsel %(by)s pukul %(time)s: %(noted)s. Orang ini tidak ada di daftar sesi ini; tidak ada yang dicatat."
    )
    if stands:
        told = _("Di ponsel %(by)s pukul %(time)s: %(noted)s. Yang tercatat: %(stands)s (%(note)s).")
        values |= {"stands": stands.get_presence_display(), "note": record_note(stands, meeting)}
    return {"entry": entry, "record": stands, "name": entry.enrolment.person.name, "told": told % values}


def correction_notes(record: Attendance) -> list[str]:
    told = _("Semula %(before)s; dikoreksi %(by)s: %(reason)s")
    return [
        told % {"before": change.get_before_display().lower(), "by": change.by, "reason": change.reason}
        for change in record.changes.all()
    ]


def roster_line(line: RosterLine, meeting: Meeting, field: BoundField) -> dict[str, Any]:
    """One person of a roster: the record that stands, or the field to record them."""
    person, record = line.enrolment.person, line.attendance
    shown = {"enrolment": line.enrolment, "name": person.name, "note": _home(line), "field": field, "record": record}
    return shown | (_recorded(record, meeting) if record else {})


def meeting_line(meeting: Meeting, record: Attendance | None) -> dict[str, Any]:
    """One meeting of a participant, with the record if there is one."""
    return {"meeting": meeting, "when": when(meeting), "record": record} | (
        _recorded(record, meeting) if record else {}
    )


def check_in_line(meeting: Meeting, record: Attendance | None, form: CheckInForm) -> dict[str, Any]:
    """One meeting on a badge's page: the button, or what is recorded already."""
    line = {"meeting": meeting, "when": when(meeting), "where": where(meeting), "form": form, "record": record}
    return line | (_recorded(record, meeting) if record else {})


def _recorded(record: Attendance, meeting: Meeting) -> dict[str, Any]:
    return {
        "presence": record.get_presence_display(),
        "tone": PRESENCE_TONES[Presence(record.presence)],
        "record_note": record_note(record, meeting),
        "corrections": correction_notes(record),
    }


def _home(line: RosterLine) -> str:
    return f"{line.enrolment.person.village.name} · {line.enrolment.track.name}"


def person_facts(enrolment: Enrolment) -> list[tuple[str, str | SafeString]]:
    person = enrolment.person
    return [
        (_("Kelas"), f"{enrolment.stage.name}, {enrolment.cohort.name}"),
        (_("Jalur"), enrolment.track.name),
        (_("Nomor lamaran"), _application_link(enrolment)),
        (_("Jenis kelamin"), person.get_sex_display()),
        (_("Kelurahan"), person.village.full_name),
        (_("Ponsel"), format_phone(person.phone)),
        (_("Email"), person.email),
    ]


def _application_link(enrolment: Enrolment) -> SafeString:
    programme, receipt = enrolment.stage.programme, enrolment.application.receipt
    page = reverse("applications:application", args=[programme.organisation.slug, programme.slug, receipt])
    return format_html('<a href="{}">{}</a>', page, receipt)


def tasks_line(enrolment: Enrolment) -> Line:
    """What was asked of them, and how much of it was accepted; leads to what they handed in."""
    tasks = tasks_of(enrolment)
    told = ngettext("%(done)s dari %(count)s diterima", "%(done)s dari %(count)s diterima", len(tasks))
    page = f"{address('submissions', enrolment.stage.programme)}?{urlencode({'q': enrolment.person.name})}"
    return Line(_("Tugas"), told % {"done": sum(task.is_accepted for task in tasks), "count": len(tasks)}, page)


def history(enrolment: Enrolment) -> list[dict[str, Any]]:
    events = enrolment.events.select_related("from_cohort", "to_cohort").order_by("-at", "-pk")
    return [_told(event) for event in events]


def _told(event: EnrolmentEvent) -> dict[str, Any]:
    return {"at": event.at, "title": _title(event), "text": event.reason, "by": event.by_label, "tone": _tone(event)}


def _title(event: EnrolmentEvent) -> str:
    if not event.from_state:
        return _("Menjadi peserta di %(cohort)s") % {"cohort": event.to_cohort.name}
    if event.from_state == event.to_state:
        names = {"old": event.from_cohort, "new": event.to_cohort}
        return _("Pindah dari %(old)s ke %(new)s") % names
    return event.get_to_state_display()


def _tone(event: EnrolmentEvent) -> str:
    return STATE_TONES[EnrolmentState(event.to_state)]
