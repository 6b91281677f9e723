"""What several applications of a call share that people seldom share: a sign to ask, never a reason to refuse.

A family has one telephone, a cyber café one address, a kelurahan office one browser for many. Counted by the database
for the whole list at once. A further sign is a line in `SIGNALS` once applications hold it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sanggar.applications.models import Application, ApplicationState, Call
from sanggar.foundation.parts import AT_ONCE

LEFT = (ApplicationState.WITHDRAWN, ApplicationState.SUPERSEDED)
SIGNALS: dict[str, tuple[str, str | Promise]] = {
    "ponsel": ("phone", _("Nomor ponsel sama")),
    "email": ("email", _("Alamat email sama")),
    "kanal": ("channel_url", _("Alamat kanal sama")),
    "kk": ("family_card_lookup", _("Nomor KK sama")),
    "rekening": ("account_lookup", _("Nomor rekening sama")),
    "alamat": ("address_lookup", _("Alamat rumah sama")),
    "peramban": ("device", _("Dikirim dari peramban yang sama")),
}
"""Word in the address → (field, label). Hashes count as well as values: nothing is opened."""

Shared = dict[str, dict[tuple[int, str], int]]


@dataclass(frozen=True, slots=True)
class Signal:
    """`others`: how many further people in the call say the same."""

    kind: str
    others: int

    @property
    def words(self) -> str:
        count = ngettext("dengan %(count)s lamaran lain", "dengan %(count)s lamaran lain", self.others)
        return f"{SIGNALS[self.kind][1]} {count % {'count': self.others}}"


def shared_values(calls: Iterable[Call]) -> Shared:
    """(call, value) → people, for every value that two or more people of a call gave: one query a signal."""
    ids = [call.pk for call in calls]
    return {
        kind: {(call, value): people for call, value, people in _repeated(field, ids)}
        for kind, (field, _label) in SIGNALS.items()
    }


def shared_by(application: Application) -> Shared:
    """The same for what this one gave alone: one query that counts nothing else of the call."""
    given = {field: getattr(application, field) for field, _label in SIGNALS.values()}
    same = reduce(or_, (Q(**{field: value}) for field, value in given.items() if value), Q(pk=application.pk))
    rows = Application.objects.filter(same, call=application.call_id).exclude(state__in=LEFT)
    people: dict[str, set[str]] = defaultdict(set)
    for nik, *values in rows.values_list("nik_lookup", *given):
        for field, value in zip(given, values, strict=True):
            if value and value == given[field]:
                people[field].add(nik)
    return {
        kind: {(application.call_id, given[field]): len(people[field])} if len(people[field]) > 1 else {}
        for kind, (field, _label) in SIGNALS.items()
    }


def signals_of(application: Application, shared: Shared) -> list[Signal]:
    found = []
    for kind, (field, _label) in SIGNALS.items():
        people = shared[kind].get((application.call_id, getattr(application, field)), 0)
        if people and application.state not in LEFT:
            found.append(Signal(kind, people - 1))
    return found


def sharing(rows: QuerySet[Application], shared: Shared, kind: str = "") -> QuerySet[Application]:
    """Those of `rows` with this signal, or with any. By the values that were counted already, not counted anew, unless
    these are more than a statement takes.
    """
    found = Q(pk__in=())
    for each in [kind] if kind else SIGNALS:
        field, by_call = SIGNALS[each][0], defaultdict(list)
        for call, value in shared[each]:
            by_call[call].append(value)
        for call, values in by_call.items():
            told = values if len(values) <= AT_ONCE else _repeated(field, [call]).values(field)
            found |= Q(call=call, **{f"{field}__in": told})
    return rows.filter(found).exclude(state__in=LEFT)


def others_sharing(application: Application, kind: str) -> QuerySet[Application]:
    """Everyone in the call who gave the same, this one too."""
    field = SIGNALS[kind][0]
    same = Application.objects.filter(call=application.call_id, **{field: getattr(application, field)})
    return same.exclude(state__in=LEFT).exclude(**{field: ""})


def _repeated(field: str, calls: list[int]) -> QuerySet[Application, tuple[int, str, int]]:
    """Two applications with one NIK are a contest, which is told by itself, and no signal. People are counted only of
    values that stand there more than once: counting the different ones of a group means sorting it.
    """
    given = Application.objects.filter(call__in=calls).exclude(state__in=LEFT).exclude(**{field: ""}).order_by()
    several = given.values(field).annotate(rows=Count("pk")).filter(rows__gt=1).values(field)
    counted = (
        given.filter(**{f"{field}__in": several})
        .values("call_id", field)
        .annotate(people=Count("nik_lookup", distinct=True))
        .filter(people__gt=1)
    )
    found: QuerySet[Application, tuple[int, str, int]] = counted.values_list("call_id", field, "people")
    return found
