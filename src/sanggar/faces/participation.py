"""A participant's part, as they see it on their secret page and, with an account, on "my page"."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanggar.evaluation.models import Certificate
from sanggar.evaluation.queries import Completion, certificate_of, completion_of
from sanggar.faces.daily_letter import switch_path, words_on_letter
from sanggar.faces.steps import Step, steps_of
from sanggar.foundation import clock
from sanggar.foundation.dates import long_date, time_range
from sanggar.mentoring.models import Mentorship
from sanggar.mentoring.queries import active_mentorship, brought_to_end
from sanggar.people.models import Organisation
from sanggar.planning.meeting_words import full_place, span_words, taught_by
from sanggar.planning.models import Meeting
from sanggar.publication.models import Work
from sanggar.publication.queries import works_of
from sanggar.training.badges import badge_svg
from sanggar.training.calendars import calendar_path, subscription_of
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
    own_overlaps,
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


@dataclass(frozen=True)
class Participation:
    """Each part is read when a page first shows it: no page shows them all."""

    enrolment: Enrolment
    at: datetime

    @cached_property
    def next_meeting(self) -> Meeting | None:
        coming = (meeting for meeting, _record in self._meetings if meeting.ends_at >= self.at)
        standing = (meeting for meeting in coming if not meeting.cancelled_at)
        return next(standing, None) if self.enrolment.state == EnrolmentState.ACTIVE else None

    @cached_property
    def coming(self) -> list[dict[str, Any]]:
        """What is on or to come, the next first."""
        seated = self.enrolment.is_seated
        return [
            timetable_line(meeting, attendance, self.at)
            for meeting, attendance in self._meetings
            if meeting.ends_at >= self.at and (attendance or seated)
        ]

    @cached_property
    def past(self) -> list[dict[str, Any]]:
        """What is over, the latest first."""
        over = [pair for pair in self._meetings if pair[0].ends_at < self.at]
        return [timetable_line(meeting, attendance, self.at) for meeting, attendance in reversed(over)]

    @cached_property
    def twice(self) -> list[str]:
        """Where they are expected at two places at once, told so that they can choose."""
        return [_twice_words(one, other) for one, other in own_overlaps(self.enrolment, self.at)]

    @property
    def has_badge(self) -> bool:
        return self.enrolment.is_seated

    @cached_property
    def badge(self) -> SafeString | None:
        return badge_svg(self.enrolment) if self.has_badge else None

    @cached_property
    def rate(self) -> AttendanceRate:
        return attendance_rate(self.enrolment)

    @cached_property
    def mentorship(self) -> Mentorship | None:
        return active_mentorship(self.enrolment)

    @cached_property
    def works(self) -> list[Work]:
        return list(works_of(self.enrolment))

    @cached_property
    def completion(self) -> Completion:
        return completion_of(self.enrolment)

    @cached_property
    def certificate(self) -> Certificate | None:
        return certificate_of(self.enrolment)

    @property
    def calendar_link(self) -> str:
        return calendar_path(self.enrolment)

    @property
    def calendar_subscription(self) -> str:
        return subscription_of(self.calendar_link)

    @property
    def may_check_in(self) -> bool:
        waiting = (meeting for meeting, record in self._meetings if not record)
        return self.enrolment.is_seated and any(is_running(meeting, self.at) for meeting in waiting)

    @cached_property
    def baseline(self) -> Baseline:
        return baseline_of(self.enrolment)

    @cached_property
    def tasks(self) -> list[Task]:
        return tasks_of(self.enrolment)

    @property
    def may_hand_in(self) -> bool:
        return self.enrolment.is_seated and not is_over(self.enrolment.stage.programme, self.at)

    @cached_property
    def post_quiz_due(self) -> bool:
        return is_post_quiz_due(self.enrolment, self.at)

    @property
    def asks_for_baseline(self) -> bool:
        """While someone takes part and has not shown where they start from."""
        return self.enrolment.state == EnrolmentState.ACTIVE and not self.baseline.is_complete

    @cached_property
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

    @cached_property
    def on_letter(self) -> str:
        """What is said of the letter of the day to who takes part."""
        return words_on_letter(self.enrolment) if self.enrolment.state == EnrolmentState.ACTIVE else ""

    @property
    def letter_switch(self) -> str:
        return switch_path(self.enrolment) if self.enrolment.person.email else ""

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

    @cached_property
    def _meetings(self) -> list[tuple[Meeting, Attendance | None]]:
        return meetings_of_enrolment(self.enrolment)


def _twice_words(one: Meeting, other: Meeting) -> str:
    """`Senin, 23 November 2026: “Menyunting”, Ruang Kawi, 09.00–12.00 WIB, dan “Gambar”, …`: both are theirs."""
    words = {"one": f"“{one.topic}”, {span_words(one)}", "other": f"“{other.topic}”, {span_words(other)}"}
    day = long_date(one.starts_at, clock.office_zone())
    return _("%(day)s: %(one)s, dan %(other)s.") % {"day": day, **words}


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
