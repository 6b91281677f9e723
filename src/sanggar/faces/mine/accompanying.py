"""A mentor's day on "my page": one line a person, with all that is wanted of the mentor for them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.dates import long_date, time_range
from sanggar.mentoring.models import FollowUp, FollowUpKind, Mentorship, Slot
from sanggar.mentoring.queries import MentorDay

Asked = tuple[Mentorship | FollowUp, str, str, str, str]
"""Of whom, the page, a tag with its tone, a note."""
SILENT = (FollowUpKind.SILENCE, FollowUpKind.FIRST_CONTACT)


@dataclass(slots=True)
class MentorLine:
    name: str
    url: str
    progress: str = ""
    tags: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def mentor_agenda(day: MentorDay) -> list[MentorLine]:
    """The most pressing first; nobody stands here twice."""
    lines: dict[int, MentorLine] = {}
    for of, url, tag, tone, note in _asked(day):
        line = lines.setdefault(of.enrolment_id, MentorLine(of.enrolment.person.name, url))
        line.tags += [(tag, tone)]
        line.notes += [note] if note else []
        if isinstance(of, Mentorship) and of.is_running:
            line.progress = reverse("mine:pair_progress", args=[of.pk])
    return list(lines.values())


def _asked(day: MentorDay) -> Iterator[Asked]:
    mine = reverse("my_pairs")
    for pair in day.proposed:
        yield pair, mine, _("Bersedia mendampingi?"), "now", ""
    for talk in day.talks:
        when = _hours(talk.slot, says_day=False)
        yield talk.mentorship, reverse("my_pair", args=[talk.mentorship_id]), _("Janji hari ini"), "now", when
    for talk in day.to_log:
        page = f"{reverse('my_contact', args=[talk.mentorship_id])}?janji={talk.pk}"
        yield talk.mentorship, page, _("Sudah bicara? Catat"), "warn", _hours(talk.slot)
    for pair, rhythm in day.overdue:
        track = f"{pair.enrolment.track} · {pair.enrolment.cohort}"
        yield pair, reverse("my_contact", args=[pair.pk]), rhythm_word(rhythm.is_overdue), "bad", track
    yield from _to_close(day)
    late = {pair.enrolment_id for pair, _rhythm in day.overdue}
    for item in day.follow_ups:
        if item.kind not in SILENT or item.enrolment_id not in late:
            page = reverse("my_pair", args=[day.pair_of[item.enrolment_id]])
            yield item, page, item.get_kind_display(), "warn", item.words
    yield from _disputed(day)
    yield from _to_meet(day)
    for talk in day.coming:
        page = reverse("my_pair", args=[talk.mentorship_id])
        yield talk.mentorship, page, _("Janji berikutnya"), "idle", _hours(talk.slot)


def _disputed(day: MentorDay) -> Iterator[Asked]:
    """Notes of pairs that ended, which the running ones' follow-ups do not tell."""
    for contact in day.disputed:
        page = reverse("my_pair", args=[contact.mentorship_id])
        note = contact.office_asks or long_date(contact.held_on)
        yield contact.mentorship, page, str(FollowUpKind.DISPUTE.label), "warn", note


def _to_close(day: MentorDay) -> Iterator[Asked]:
    for pair in day.unclosed:
        note = _("Masa pendampingan berakhir %(date)s") % {"date": long_date(pair.mentor.programme.last_day)}
        yield pair, reverse("my_close", args=[pair.pk]), _("Belum ditutup"), "warn", note


def _to_meet(day: MentorDay) -> Iterator[Asked]:
    """Whom they have not met yet, but for those with whom they are to talk."""
    booked = {talk.mentorship_id for talk in (*day.talks, *day.coming)}
    for pair, rhythm in (row for row in day.unmet if row[0].pk not in booked):
        note = _("paling lambat %(date)s") % {"date": long_date(rhythm.next_on)}
        yield pair, reverse("my_contact", args=[pair.pk]), _("Menunggu kontak pertama"), "now", note


def rhythm_word(is_overdue: bool) -> str:  # noqa: FBT001 - one question
    return _("Terlambat dihubungi") if is_overdue else _("Kontak pertama terlambat")


def _hours(slot: Slot, *, says_day: bool = True) -> str:
    zone = clock.office_zone()
    day = f"{long_date(slot.starts_at, zone)}, " if says_day else ""
    start: datetime = slot.starts_at
    return f"{day}{time_range(start, slot.ends_at, zone)} · {slot.place}"
