"""What stands before somebody today, the most pressing first: one line each, one tap away."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from sanggar.faces.participation import Participation
from sanggar.foundation import clock
from sanggar.foundation.dates import long_date, plain_date, time_range
from sanggar.mentoring.queries import ParticipantDay
from sanggar.training.models import EnrolmentState
from sanggar.training.queries import Task


@dataclass(frozen=True, slots=True)
class Line:
    """`tag` says in a word or two what is wanted; empty for what is only to be known."""

    title: str
    url: str
    note: str = ""
    tag: str = ""
    tone: str = "now"


def participant_agenda(part: Participation, day: ParticipantDay) -> list[Line]:
    return [*_to_do(part, day), *_to_come(part, day)]


def _to_do(part: Participation, day: ParticipantDay) -> Iterator[Line]:
    own = part.enrolment.pk
    if part.may_check_in:
        yield Line(
            _("Catat hadir"), reverse("own_check_in", args=[own]), _("Kelas Anda sedang berlangsung."), _("sekarang")
        )
    if part.twice:
        title = _("Anda ditunggu di dua tempat pada jam yang sama")
        yield Line(title, reverse("mine:timetable", args=[own]), part.twice[0], _("pilih"), "warn")
    if part.asks_for_baseline:
        note = _("Kemajuan Anda diukur dari sini, bukan dari orang lain.")
        yield Line(_("Tunjukkan titik awal Anda"), reverse("own_baseline", args=[own]), note, _("isi"), "warn")
    if part.post_quiz_due and part.enrolment.state == EnrolmentState.ACTIVE:
        yield Line(_("Kerjakan tes akhir"), reverse("own_quiz", args=[own, "post"]), tag=_("dibuka"))
    for task in part.my_turn:
        yield _task_line(task, reverse("my_work", args=[own, task.assignment.pk]))
    for contact in day.to_answer:
        title = _("Benarkah catatan kontak %(date)s?") % {"date": plain_date(contact.held_on)}
        yield Line(title, reverse("own_mentoring", args=[own]), contact.told, _("jawab"))


def _task_line(task: Task, url: str) -> Line:
    assignment = task.assignment
    due = _("Tenggat %(date)s.") % {"date": long_date(assignment.due_at, clock.office_zone())}
    if task.latest:
        return Line(assignment.title, url, due, _("perbaiki"), "warn")
    if clock.now() > assignment.due_at:
        late = _("Tenggat %(date)s sudah lewat; karya masih diterima.")
        day = long_date(assignment.due_at, clock.office_zone())
        return Line(assignment.title, url, late % {"date": day}, _("lewat tenggat"), "bad")
    return Line(assignment.title, url, due, _("kumpulkan"), "now")


def _to_come(part: Participation, day: ParticipantDay) -> Iterator[Line]:
    own = part.enrolment.pk
    if meeting := part.next_meeting:
        note = f"{_span(meeting.starts_at, meeting.ends_at)} · {meeting.venue or meeting.link}"
        yield Line(_("Sesi: %(topic)s") % {"topic": meeting.topic}, reverse("mine:timetable", args=[own]), note)
    if day.talk:
        slot = day.talk.slot
        note = f"{_span(slot.starts_at, slot.ends_at)} · {slot.place}"
        mentor = day.talk.mentorship.mentor.account.name
        yield Line(_("Bicara dengan %(name)s") % {"name": mentor}, reverse("own_mentoring", args=[own]), note)


def _span(start: datetime, end: datetime) -> str:
    zone = clock.office_zone()
    return f"{long_date(start, zone)}, {time_range(start, end, zone)}"


def participant_shelf(part: Participation, day: ParticipantDay) -> list[Line]:
    """The pages of a participation, each with how it stands."""
    own, met = part.enrolment.pk, sum(each.met for each in part.completion.requirements)
    asked = len(part.completion.requirements)
    mentor = day.mentorship.mentor.account.name if day.mentorship else _("belum ada")
    held = _("hadir %(present)s dari %(held)s") % {"present": part.rate.present, "held": part.rate.held}
    waiting = _("%(count)s menunggu Anda") % {"count": len(part.my_turn)}
    pages = [
        Line(_("Jadwal dan kehadiran"), reverse("mine:timetable", args=[own]), held if part.rate.held else ""),
        Line(_("Materi belajar"), reverse("my_materials", args=[own])),
        Line(_("Tugas"), reverse("my_works", args=[own]), waiting if part.my_turn else ""),
        Line(_("Tujuan dan kemajuan"), reverse("own_progress", args=[own])),
        Line(_("Titik awal"), reverse("own_baseline", args=[own])),
        Line(
            _("Pendamping"),
            reverse("own_mentoring", args=[own]),
            mentor,
        ),
        Line(
            _("Menuju sertifikat"),
            reverse("mine:certificate", args=[own]),
            _("%(met)s dari %(asked)s syarat") % {"met": met, "asked": asked} if asked else "",
        ),
        Line(_("Karya saya"), reverse("mine:works", args=[own]), str(len(part.works) or "")),
    ]
    if part.has_badge:
        pages.insert(0, Line(_("Kartu peserta"), reverse("mine:badge", args=[own])))
    return pages
