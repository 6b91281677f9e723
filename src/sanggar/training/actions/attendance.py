"""Writes: presence at a meeting, by hand or by badge, and its corrections.

Who records for a meeting takes its row first, so two people who hold the same list write one after the other and each
learns what the other had written. What an illness tells is personal: the audit keeps it erasable.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.audit import Actor, record
from sanggar.foundation.dates import clock_time, long_date
from sanggar.foundation.errors import DomainError
from sanggar.planning.actions import hold_meeting
from sanggar.planning.models import Meeting
from sanggar.training.models import Attendance, Enrolment, Method, Presence
from sanggar.training.queries.meetings import OPENS_BEFORE, expected_at


class PresenceNotOpen(DomainError):
    code = "presence_not_open"
    message = _("Presensi sesi ini baru dibuka %(day)s pukul %(time)s, dua jam sebelum mulai.")


class PresenceClosed(DomainError):
    code = "presence_closed"
    message = _(
        "Narasumber mencatat presensi sesi ini sampai %(until)s; yang baru Anda pilih tidak disimpan. "
        "Beri tahu pengelola program siapa yang belum tercatat."
    )


class NotYoursToMend(DomainError):
    code = "not_yours_to_mend"
    message = _(
        "Narasumber membetulkan yang dicatatnya sendiri, sampai %(until)s. Beri tahu pengelola program; "
        "koreksi lain dilakukan di kantor dengan alasan."
    )


class NotOnRoster(DomainError):
    code = "not_on_roster"
    message = _("Orang ini tidak ada di daftar hadir sesi “%(topic)s”.")


class PresenceAlreadyRecorded(DomainError):
    code = "presence_already_recorded"
    message = _("Sudah dicatat “%(presence)s” oleh %(by)s. Untuk mengubahnya, pakai koreksi dengan alasan.")


class NothingToCorrect(DomainError):
    code = "nothing_to_correct"
    message = _("Yang tercatat sudah “%(presence)s”. Pilih yang lain, atau batalkan.")


class CorrectedMeanwhile(DomainError):
    code = "corrected_meanwhile"
    message = _("Presensi ini baru saja dikoreksi orang lain. Muat ulang halaman, lalu periksa lagi.")


@dataclass(frozen=True, slots=True)
class RosterRecorded:
    """What became of a roster: records made, and people for whom another's earlier record was kept."""

    made: list[Attendance]
    kept: list[Enrolment]


@transaction.atomic
def record_presence(
    meeting: Meeting, enrolment: Enrolment, presence: str, *, method: str = Method.HAND, by: Actor, at: datetime
) -> Attendance:
    """Record one person. The same once more changes nothing; something else raises `PresenceAlreadyRecorded`."""
    recorded = record_roster(meeting, {enrolment.pk: presence}, method=method, by=by, at=at)
    kept = meeting.attendance.get(enrolment=enrolment)
    if recorded.kept:
        raise PresenceAlreadyRecorded(presence=kept.get_presence_display(), by=kept.recorded_by)
    return kept


@transaction.atomic
def record_roster(
    meeting: Meeting, presences: Mapping[int, str], *, method: str = Method.HAND, by: Actor, at: datetime
) -> RosterRecorded:
    """Record many people (enrolment id → presence); who is recorded otherwise already keeps that record."""
    require_open(meeting, at)
    hold_meeting(meeting)
    people = expected_at(meeting).in_bulk(list(presences))
    if len(people) < len(presences):
        raise NotOnRoster(topic=meeting.topic)
    before = dict(meeting.attendance.filter(enrolment__in=people).values_list("enrolment_id", "presence"))
    kept = [people[pk] for pk, presence in presences.items() if before.get(pk, presence) != presence]
    new = {pk: presence for pk, presence in presences.items() if pk not in before}
    made = [new_record(meeting, people[pk], presence, method, by=by, at=at) for pk, presence in new.items()]
    write(meeting, made, method, by=by, at=at)
    return RosterRecorded(made, kept)


@transaction.atomic
def correct_presence(attendance: Attendance, presence: str, *, reason: str, by: Actor, at: datetime) -> None:
    """Put another presence in the place of a recorded one; what stood there, who changed it and why is kept."""
    Meeting.objects.select_for_update(no_key=True).get(pk=attendance.meeting_id)
    before = attendance.presence
    if presence == before:
        raise NothingToCorrect(field="presence", presence=attendance.get_presence_display())
    if not Attendance.objects.filter(pk=attendance.pk, presence=before).update(presence=presence):
        raise CorrectedMeanwhile
    told = {"before": before, "after": presence, "reason": reason}
    attendance.changes.create(**told, at=at, by=by.label, by_account_id=by.account_id)
    attendance.refresh_from_db()
    meeting = attendance.meeting
    record(
        "training.correct_presence",
        meeting,
        by=by,
        at=at,
        place=meeting.cohort.stage.programme.place,
        details={"attendance": attendance.pk},
        personal=told,
    )


def require_open(meeting: Meeting, at: datetime) -> None:
    opens = meeting.starts_at - OPENS_BEFORE
    if at < opens:
        raise PresenceNotOpen(day=long_date(opens), time=clock_time(opens))


def new_record(
    meeting: Meeting,
    enrolment: Enrolment,
    presence: str,
    method: str,
    *,
    by: Actor,
    at: datetime,
    noted_at: datetime | None = None,
) -> Attendance:
    """A record that is not written yet."""
    return Attendance(
        meeting=meeting,
        enrolment=enrolment,
        presence=Presence(presence),
        method=Method(method),
        recorded_at=at,
        recorded_by=by.label,
        by_account_id=by.account_id,
        noted_at=noted_at,
    )


def write(meeting: Meeting, made: list[Attendance], method: str, *, by: Actor, at: datetime) -> None:
    """Write new records of one method, in the transaction that holds the meeting's row."""
    if not made:
        return
    Attendance.objects.bulk_create(made)
    record(
        "training.record_presence",
        meeting,
        by=by,
        at=at,
        place=meeting.cohort.stage.programme.place,
        details={"method": str(method), "people": len(made)},
        personal={"presence": {str(row.enrolment_id): str(row.presence) for row in made}},
    )
