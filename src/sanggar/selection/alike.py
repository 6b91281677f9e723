"""People for a quota, without reading them one by one: a page over 80,000 applications is looked at again and again.

What quotas usually count stands in columns, and the database counts those who are alike. Where it does not (answers
lie sealed) or each person must be told apart (households), everyone is read: while people apply at most every few
minutes, as somebody comes all the time; once the call has ended, anew for each state of its list.
"""

from collections import Counter
from collections.abc import Container, Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import BooleanField, Count, ExpressionWrapper, Max, Q, QuerySet, Sum
from django.db.models.functions import ExtractYear

from sanggar.applications.models import Application, Call
from sanggar.cores.lottery.lottery import Person
from sanggar.foundation import clock
from sanggar.foundation.models import Region
from sanggar.foundation.remembered import Remembered
from sanggar.planning.models import Track
from sanggar.selection.features import DISABILITY, TRACK, features_of, household_of, opens_answers

COLUMNS = {
    "sex": ("sex",),
    "age": ("born", "had_birthday"),
    "district": ("village",),
    "category": ("category",),
    TRACK: ("track",),
    DISABILITY: ("has_need",),
}
"""What tells people apart for each feature that is read off columns alone."""

READ = (
    *("sex", "birth_date", "category", "disability_need_sealed", "family_card_lookup"),
    *("track__code", "village__parent"),
)
"""Of an application, all that a quota or a household is read off (`features`), but for the sealed answers."""

AT_ONCE = 2000  # applications in memory
MINUTES = 10


class Counted(NamedTuple):
    """The people as they were at that time."""

    people: list[Person]
    at: datetime


EVERYONE: Remembered[tuple[Any, ...], Counted] = Remembered(seconds=MINUTES * 60, most=4)


def people_of(applications: QuerySet[Application], call: Call, names: Iterable[str], *, apart: bool) -> Counted:
    """For each of these applications of the call a person with these features and, where households are kept `apart`,
    the household. Who is like whom counts here, not who it is: the ids of people who are alike are the same. Up to
    `MINUTES` old while the call is open, and they have to be read one by one.
    """
    names, now = tuple(names), clock.now()
    if not apart and COLUMNS.keys() >= set(names):
        return Counted(_alike(applications, call, names), now)
    state = (str(applications.query),) if now < call.ends_at else _stamp(applications)
    key = (call.pk, names, apart, *state)
    return EVERYONE.get(key, lambda _before: Counted(read_people(applications, call, names, apart=apart), now))


def read_people(
    applications: QuerySet[Application],
    call: Call,
    names: tuple[str, ...],
    *,
    apart: bool,
    among: Container[int] | None = None,
) -> list[Person]:
    """The same, read one by one, a few thousand in memory at a time; those alone who are `among` these, where told."""
    columns = (*READ, "own_answers_sealed") if opens_answers(names) else READ
    rows = applications.select_related(None).select_related("track", "village").only(*columns).iterator(AT_ONCE)
    return each_of((each for each in rows if among is None or each.pk in among), call, names, apart=apart)


def each_of(applications: Iterable[Application], call: Call, names: Iterable[str], *, apart: bool) -> list[Person]:
    """The same of applications that are at hand."""
    features, named = features_of(call), list(names)
    return [
        Person(str(each.pk), {name: features[name].read(each) for name in named}, household_of(each, apart=apart))
        for each in applications
    ]


def counted_by_track(applications: QuerySet[Application]) -> Counter[str]:
    """By the track's code."""
    rows = applications.order_by().values("track__code").annotate(people=Count("pk"))
    return Counter({row["track__code"]: row["people"] for row in rows})


def _stamp(applications: QuerySet[Application]) -> tuple[Any, ...]:
    """Another as soon as anybody comes, goes, or changes an answer or a state; receipts are random."""
    found = applications.order_by().aggregate(Count("pk"), Sum("revision"), Max("changed_at"), Max("receipt"))
    return tuple(found.values())


def _alike(applications: QuerySet[Application], call: Call, names: tuple[str, ...]) -> list[Person]:
    columns = sorted({column for name in names for column in COLUMNS[name]})
    day = call.age_day
    had_birthday = Q(birth_date__month__lt=day.month) | Q(birth_date__month=day.month, birth_date__day__lte=day.day)
    groups = applications.order_by().annotate(
        born=ExtractYear("birth_date"),
        had_birthday=_truth(had_birthday),
        has_need=_truth(~Q(disability_need_sealed="")),
    )
    counted = list(groups.values(*columns).annotate(people=Count("pk")))
    villages = Region.objects.in_bulk({group["village"] for group in counted if "village" in group})
    tracks = Track.objects.in_bulk({group["track"] for group in counted if "track" in group})
    people: list[Person] = []
    for group in counted:
        shown = _one_of(group, call, villages, tracks)
        people += each_of([shown], call, names, apart=False) * group["people"]
    return people


def _one_of(group: dict[str, Any], call: Call, villages: dict[str, Region], tracks: dict[int, Track]) -> Application:
    """Somebody of this group, for the features to be read off; never stored. Of a birth date only the year counts, and
    whether the birthday comes on or before the day on which ages are counted.
    """
    birthday = (1, 1) if group.get("had_birthday") else (12, 31)
    return Application(
        call=call,
        sex=group.get("sex", ""),
        birth_date=date(group.get("born", 1), *birthday),
        village=villages.get(group.get("village", "")),
        track=tracks.get(group.get("track", 0)),
        category=group.get("category", ""),
        disability_need_sealed="ada" if group.get("has_need") else "",
    )


def _truth(condition: Q) -> "ExpressionWrapper[Q]":
    return ExpressionWrapper(condition, output_field=BooleanField())
