"""A participant's part, as they see it on their secret page and, with an account, on "my page"."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanggar.evaluation.models import Certificate
from sanggar.evaluation.queries import Completion, certificate_of, completion_of
from sanggar.faces.steps import Step, steps_of
from sanggar.foundation import clock
from sanggar.foundation.dates import long_date, time_range
from sanggar.mentoring.models import Mentorship
from sanggar.mentoring.queries import active_mentorship, brought_to_end
from sanggar.people.models import Organisation
from sanggar.planning.meeting_words import full_place, taught_by
from sanggar.planning.models import Meeting
from sanggar.publication.models import Work
from sanggar.publication.queries import works_of
from sanggar.training.badges import badge_svg
from sanggar.training.calendars import calendar_path
from sanggar.training.models import Attendance, Enrolment, EnrolmentState, Presence
from sanggar.training.queries import (
    AttendanceRate,
    Baseline,
    Task,
    attendance_rate,
    baseline_of,
    is_over,
    is_post_quiz_due,
    is_running,
    meetings_of_enrolment,
    tasks_of,
)

STATES = {
    EnrolmentState.ACTIVE: (gettext_lazy("Anda peserta"), "good"),
    EnrolmentState.COMPLETED: (gettext_lazy("Anda sudah menyelesaikan pelatihan"), "good"),
    EnrolmentState.WITHDRAWN: (gettext_lazy("Anda mengundurkan diri"), "idle"),
    EnrolmentState.DROPPED: (gettext_lazy("Kepesertaan Anda berakhir"), "idle"),
    EnrolmentState.NO_SHOW: (gettext_lazy("Tercatat tidak datang"), "idle"),
}
TONES = {Presence.PRESENT: "good", Presence.EXCUSED: "idle", Presence.ILL: "idle", Presence.ABSENT: "bad"}


@dataclass(frozen=True, slots=True)
class Participation:
    enrolment: Enrolment
    next_meeting: Meeting | None
    timetable: list[dict[str, Any]]
    badge: SafeString | None
    rate: AttendanceRate
    mentorship: Mentorship | None
    works: list[Work]
    completion: Completion
    certificate: Certificate | None
    calendar_link: str
    may_check_in: bool
    baseline: Baseline
    tasks: list[Task]
    may_hand_in: bool
    post_quiz_due: bool

    @property
    def asks_for_baseline(self) -> bool:
        """While someone takes part and has not shown where they start from."""
        return self.enrolment.state == EnrolmentState.ACTIVE and not self.baseline.is_complete

    @property
    def my_turn(self) -> list[Task]:
        """What is to be handed in, or mended, now."""
        takes_part = self.enrolment.state == EnrolmentState.ACTIVE
        return [task for task in self.tasks if task.is_mine_to_do] if self.may_hand_in and takes_part else []

    @property
    def title(self) -> str:
        return str(STATES[EnrolmentState(self.enrolment.state)][0])

    @property
    def tone(self) -> str:
        return STATES[EnrolmentState(self.enrolment.state)][1]

    @property
    def office(self) -> Organisation:
        """Whom to ask."""
        return self.enrolment.stage.programme.organisation

    @property
    def last_mentorship(self) -> Mentorship | None:
        """How mentoring ended, where it was brought to an end and nobody new is waited for."""
        return None if self.mentorship else brought_to_end(self.enrolment)

    @property
    def steps(self) -> list[Step]:
        """What is asked for the certificate, and where to do what is missing."""
        return steps_of(self.completion)

    @property
    def replaced(self) -> Certificate | None:
        """The one before, where the present certificate was issued instead of it."""
        return self.certificate.replaces if self.certificate else None

    @property
    def may_add_work(self) -> bool:
        return self.enrolment.is_seated and self.certificate is None


def participation_of(enrolment: Enrolment, at: datetime) -> Participation:
    meetings = meetings_of_enrolment(enrolment)
    coming = [meeting for meeting, _record in meetings if meeting.ends_at >= at and not meeting.cancelled_at]
    return Participation(
        enrolment=enrolment,
        next_meeting=coming[0] if coming and enrolment.state == EnrolmentState.ACTIVE else None,
        timetable=[
            timetable_line(meeting, attendance, at)
            for meeting, attendance in meetings
            if attendance or enrolment.is_seated or meeting.ends_at < at
        ],
        badge=badge_svg(enrolment) if enrolment.is_seated else None,
        rate=attendance_rate(enrolment),
        mentorship=active_mentorship(enrolment),
        works=list(works_of(enrolment)),
        completion=completion_of(enrolment),
        certificate=certificate_of(enrolment),
        calendar_link=calendar_path(enrolment),
        may_check_in=enrolment.is_seated and any(is_running(meeting, at) for meeting, record in meetings if not record),
        baseline=baseline_of(enrolment),
        tasks=tasks_of(enrolment),
        may_hand_in=enrolment.is_seated and not is_over(enrolment.stage.programme, at),
        post_quiz_due=is_post_quiz_due(enrolment, at),
    )


def timetable_line(meeting: Meeting, attendance: Attendance | None, at: datetime) -> dict[str, Any]:
    """One meeting for the timeline: when, what, where, and whether the participant was there."""
    zone = clock.office_zone()
    where: str = full_place(meeting) if meeting.venue else ""
    if meeting.link and not (meeting.cancelled_at or attendance or meeting.ends_at < at):
        address = format_html('<a href="{0}" rel="noopener noreferrer">{0}</a>', meeting.link)
        where = format_html("{}, {}", where, address) if where else address
    else:
        where = where or meeting.link
    line: dict[str, Any] = {
        "at": f"{long_date(meeting.starts_at, zone)}, {time_range(meeting.starts_at, meeting.ends_at, zone)}",
        "title": meeting.topic,
        "text": _details(meeting, where, is_past=meeting.ends_at < at),
    }
    if meeting.cancelled_at:
        line |= {"by": _("Dibatalkan"), "tone": "idle"}
    elif attendance:
        line |= {"by": attendance.get_presence_display(), "tone": TONES[Presence(attendance.presence)]}
    elif meeting.ends_at < at:
        line |= {"by": _("Belum dicatat"), "tone": "idle"}
    else:
        line |= {"tone": "now"}
    return line


def _details(meeting: Meeting, where: str, *, is_past: bool) -> SafeString:
    """The place with what it offers to whom it is not easy, and who teaches; why, of a meeting that was called off."""
    if meeting.cancelled_at:
        return format_html("{}", meeting.cancel_reason)
    access = meeting.listed_venue.accessibility if meeting.listed_venue and not is_past else ""
    words = format_html("{} · {}", where, taught_by(meeting))
    return format_html("{} · {}", words, access) if access else words
