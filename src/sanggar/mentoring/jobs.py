"""Periodic work of mentoring."""

from datetime import datetime

from sanggar.foundation.ticks import every
from sanggar.mentoring.letters import remind_mentor
from sanggar.mentoring.queries import overdue_mentorships
from sanggar.planning.models import Programme

DAILY = 24 * 60


@every(minutes=DAILY)
def remind_mentors(at: datetime) -> None:
    """Once a day, at 07.00 WIB (midnight UTC): a letter to every mentor with somebody overdue."""
    for programme in Programme.objects.filter(mentors__assigned__gt=0).distinct():
        late = overdue_mentorships(programme, at).order_by()
        for mentor_id in sorted(set(late.values_list("mentor_id", flat=True))):
            remind_mentor.enqueue(mentor_id)
