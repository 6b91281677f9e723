"""What a contact must be like before it is written down, and when it is asked whether it was another one."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Sum

from sanggar.foundation import clock
from sanggar.foundation.dates import local_date, plain_date
from sanggar.mentoring.models import Contact, How, Mentorship, Talk
from sanggar.mentoring.queries.contacts import same_contacts
from sanggar.mentoring.refusals import (
    ContactAfterEnd,
    ContactBeforeStart,
    ContactInFuture,
    ContactThere,
    ManyContactsThatDay,
    NextBeforeContact,
    SecondContactThatDay,
    TalkOfOther,
)

MOST_MINUTES = 600
"""As long as one person may have talked with all their people on one day before it is asked. Groups do not count: what
was held once is noted for each who was there.
"""


def require_own(mentorship: Mentorship, talk: Talk | None) -> None:
    if talk and (talk.mentorship_id != mentorship.pk or Contact.objects.filter(talk=talk).exists()):
        raise TalkOfOther


def require_plausible(mentorship: Mentorship, held_on: date, next_on: date | None, at: datetime) -> None:
    zone = clock.office_zone()
    started = local_date(mentorship.started_at, zone)
    if held_on > local_date(at, zone):
        raise ContactInFuture(field="held_on")
    if held_on < started:
        raise ContactBeforeStart(field="held_on", started=plain_date(started))
    if mentorship.ended_at and held_on > (ended := local_date(mentorship.ended_at, zone)):
        raise ContactAfterEnd(field="held_on", ended=plain_date(ended))
    if next_on and next_on < held_on:
        raise NextBeforeContact(field="next_on")


def require_new(
    mentorship: Mentorship,
    *,
    held_on: date,
    how: str,
    minutes: int,
    summary: str,
    topics: Sequence[str],
    is_another: bool,
) -> None:
    """The pair is held, so that two of one contact do not come in at once. A twin is never written; another contact of
    the same day, and a day longer than one can talk, need the word that it was so.
    """
    if same_contacts(mentorship, held_on=held_on, how=how, minutes=minutes, summary=summary, topics=topics):
        raise ContactThere
    if is_another:
        return
    standing = Contact.objects.filter(held_on=held_on, voided_at=None)
    if standing.filter(mentorship=mentorship).exists():
        raise SecondContactThatDay(field="is_another", date=plain_date(held_on))
    talked = standing.exclude(how=How.GROUP).filter(mentorship__mentor__account=mentorship.mentor.account_id)
    told = talked.aggregate(minutes=Sum("minutes"))["minutes"] or 0
    if how != How.GROUP and told + minutes > MOST_MINUTES:
        raise ManyContactsThatDay(field="is_another", date=plain_date(held_on), hours=(told + minutes) // 60)
