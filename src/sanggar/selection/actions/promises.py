"""Seats that a call promises to its categories, held against the quotas that are to keep them."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from sanggar.applications.models import Call
from sanggar.applications.models.categories import CallCategory
from sanggar.foundation.errors import DomainError
from sanggar.selection.features import CATEGORY
from sanggar.selection.models import DRAWN
from sanggar.selection.procedure_refusals import (
    CategoryQuotasOffPromise,
    CategorySeatsNotKept,
    PublishedCategorySeatsNotKept,
)


def promise_faults(call: Call, rule: str, quotas: Mapping[str, Mapping[str, Sequence[int]]]) -> Iterator[DomainError]:
    """Seats that the call promises to a category are kept by a quota, or are not promised."""
    kept = quotas.get(CATEGORY, {}) if rule in DRAWN else {}
    promised = [each for each in call.category_list if each.seats]
    if kept:
        off = [_off_promise(each, *kept.get(each.key, (0, 0))) for each in promised]
        if told := " ".join(filter(None, off)):
            yield CategoryQuotasOffPromise(told=told)
        return
    refusal = PublishedCategorySeatsNotKept if call.published_at else CategorySeatsNotKept
    for each in promised:
        yield refusal(category=each.shown, seats=each.seats)


def _off_promise(category: CallCategory, least: int, most: int) -> str:
    """What of the bounds of this category breaks the promise, and what was filled in; empty where they keep it."""
    assert category.seats is not None
    told = {"category": category.shown, "seats": category.seats, "least": least, "most": most}
    if most < category.seats:
        return _("%(category)s: maksimumnya paling sedikit %(seats)s, diisi %(most)s.") % told
    if least > category.seats:
        return _("%(category)s: minimumnya paling banyak %(seats)s, diisi %(least)s.") % told
    return ""
