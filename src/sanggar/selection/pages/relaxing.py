"""The words of letting a quota give way: what clashes for the free seats, and what a change means for all seats."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sanggar.applications.models import Call
from sanggar.cores.lottery.fair.conflict import Demand
from sanggar.foundation.errors import DomainError
from sanggar.foundation.money import grouped
from sanggar.selection.features import Feature, features_of
from sanggar.selection.models import Draw
from sanggar.selection.pages.clash_words import least_and_most
from sanggar.selection.pages.quota_forms import QuotaForm, field_of
from sanggar.selection.pages.seen import renew, seen_field
from sanggar.selection.queries import WayOut
from sanggar.selection.queries.conflicts import FreeSeats
from sanggar.selection.refusals import ProposalOvertaken
from sanggar.selection.widening import bounds_told, one_widened

REASON = forms.CharField(
    label=gettext_lazy("Alasan"),
    max_length=1000,
    widget=forms.Textarea(attrs={"rows": 3}),
    help_text=gettext_lazy("Dapat dibaca semua orang."),
)
SEALED_REASON = gettext_lazy(
    "Dapat dibaca semua orang bila kuota yang terbuka ikut dilonggarkan; jangan menyebut kuota data khusus di sini. "
    "Bila hanya kuota data khusus yang dilonggarkan, tidak ada yang diumumkan: alasannya dibaca inspektorat."
)


class RelaxForm(QuotaForm):
    """Each field is for the free seats; what holds for all of them stands below it. Only quotas that there are can give
    way, so only they have fields.
    """

    seen = seen_field()
    reason = REASON

    def __init__(self, *args: Any, draw: Draw, found: WayOut, **kwargs: Any) -> None:
        proposal, seats = found.proposal, found.seats
        assert proposal
        assert seats
        self._seen = found.search.tried_with
        reason = found.last.reason if found.last and found.last.fault else ""
        kwargs |= {"call": draw.call, "quotas": proposal.quotas, "proposed": proposal.proposed}
        super().__init__(*args, initial={"seen": self._seen, "reason": reason}, **kwargs)
        if draw.is_sealed:
            self.fields["reason"].help_text = SEALED_REASON
        limited = {name for name, _value in seats.over_all}
        self._features = {name: each for name, each in self._features.items() if name in limited}
        text = _("Seluruh kursi: %(bounds)s; sudah terisi %(seated)s.")
        for (name, value), (bounds, seated) in seats.over_all.items():
            field = self.fields[field_of(name, value)]
            filled = f" {field.help_text}" if field.help_text else ""
            field.help_text = text % {"bounds": bounds_told(bounds), "seated": grouped(seated)} + filled

    def tell(self, error: DomainError) -> None:
        """Refused because another proposal was found meanwhile, the form may be sent again as it is."""
        if isinstance(error, ProposalOvertaken):
            renew(self, seen=self._seen)
        super().tell(error)


@dataclass(frozen=True, slots=True)
class ClashWords:
    title: str
    demands: list[str]
    changes: list[str]
    lacks_classes: bool = False


def clash_words(call: Call, found: FreeSeats, *, lacks_classes: bool) -> ClashWords:
    features = features_of(call)
    if lacks_classes:
        waiting = _("%(people)s orang menunggu, tetapi kelas untuk jalurnya penuh: yang ditawari tidak mendapat kelas.")
        return ClashWords(waiting % {"people": grouped(found.waiting)}, [], [], lacks_classes=True)
    if found.empty > found.free:
        title = _(
            "%(people)s orang menunggu untuk %(empty)s kursi yang kosong. Semuanya dapat dipanggil, tetapi "
            "bersama-sama tidak memenuhi ini:"
        )
        values = {"people": grouped(found.free), "empty": grouped(found.empty)}
        return ClashWords(title % values, list(_demands(found.demands, features)), _changes(found, features))
    title = ngettext(
        "Untuk %(free)s kursi yang kosong, tidak ada di antara %(people)s orang yang menunggu yang memenuhi semua ini:",
        "Untuk %(free)s kursi yang kosong, tidak ada di antara %(people)s orang yang menunggu yang memenuhi semua ini:",
        found.free,
    )
    values = {"free": grouped(found.free), "people": grouped(found.waiting)}
    return ClashWords(title % values, list(_demands(found.demands, features)), _changes(found, features))


def _changes(found: FreeSeats, features: dict[str, Feature]) -> list[str]:
    return [one_widened(each, features) for each in found.widened]


def _demands(demands: list[Demand], features: dict[str, Feature]) -> Iterator[str]:
    for each in demands:
        feature = features[each.feature]
        yield _("%(feature)s, %(value)s: %(bounds)s; yang menunggu %(people)s orang") % {
            "feature": feature.title,
            "value": feature.values.get(each.value, each.value),
            "bounds": least_and_most(each.least, each.most),
            "people": grouped(each.people),
        }
