"""The words of letting a quota give way: what clashes for the free seats, and what a change means for all seats."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sanggar.applications.models import Call
from sanggar.cores.lottery.fair.conflict import Demand
from sanggar.foundation.money import grouped
from sanggar.selection.features import Feature, features_of
from sanggar.selection.models import Draw
from sanggar.selection.pages.clash_words import least_and_most
from sanggar.selection.pages.quota_forms import QuotaForm, field_of
from sanggar.selection.queries import StepProposal
from sanggar.selection.queries.conflicts import FreeSeats, free_seats_of
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

    reason = REASON

    def __init__(self, *args: Any, call: Call, found: FreeSeats, is_sealed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, call=call, **kwargs)
        if is_sealed:
            self.fields["reason"].help_text = SEALED_REASON
        limited = {name for name, _value in found.over_all}
        self._features = {name: each for name, each in self._features.items() if name in limited}
        text = _("Seluruh kursi: %(bounds)s; sudah terisi %(seated)s.")
        for (name, value), (bounds, seated) in found.over_all.items():
            field = self.fields[field_of(name, value)]
            filled = f" {field.help_text}" if field.help_text else ""
            field.help_text = text % {"bounds": bounds_told(bounds), "seated": grouped(seated)} + filled


@dataclass(frozen=True, slots=True)
class ClashWords:
    title: str
    demands: list[str]
    changes: list[str]
    lacks_classes: bool = False


def relaxing(draw: Draw, proposal: StepProposal) -> tuple[FreeSeats, ClashWords]:
    found, features = free_seats_of(draw, proposal), features_of(draw.call)
    if proposal.lacks_classes:
        waiting = _("%(people)s orang menunggu, tetapi kelas untuk jalurnya penuh: yang ditawari tidak mendapat kelas.")
        return found, ClashWords(waiting % {"people": grouped(found.waiting)}, [], [], lacks_classes=True)
    if found.empty > found.free:
        title = _(
            "%(people)s orang menunggu untuk %(empty)s kursi yang kosong. Semuanya dapat dipanggil, tetapi "
            "bersama-sama tidak memenuhi ini:"
        )
        values = {"people": grouped(found.free), "empty": grouped(found.empty)}
        return found, ClashWords(title % values, list(_demands(found.demands, features)), _changes(found, features))
    title = ngettext(
        "Untuk %(free)s kursi yang kosong, tidak ada di antara %(people)s orang yang menunggu yang memenuhi semua ini:",
        "Untuk %(free)s kursi yang kosong, tidak ada di antara %(people)s orang yang menunggu yang memenuhi semua ini:",
        found.free,
    )
    values = {"free": grouped(found.free), "people": grouped(found.waiting)}
    return found, ClashWords(title % values, list(_demands(found.demands, features)), _changes(found, features))


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
