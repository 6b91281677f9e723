"""Quotas that clash, in words: which can not be met together, how many such people there are, and the ways out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from sanggar.cores.lottery.errors import Fault
from sanggar.foundation.money import grouped
from sanggar.selection.feasibility import UNCOVERED
from sanggar.selection.features import Feature
from sanggar.selection.lottery_job import DEMANDS
from sanggar.selection.procedure_refusals import QuotaMissing

OF_A_GROUP = ("quota_clash", UNCOVERED, *DEMANDS)
"""Faults that name a value of a feature."""

Features = Mapping[str, Feature]


def clash_rows(faults: Sequence[Fault], features: Features, *, may_see_needs: bool = True) -> list[str]:
    """First the quotas that can not be met together, each set in one sentence; then each way out. Of specific data who
    may not see the needs reads that it clashes, and neither a number nor the ways out, which would tell it.
    """
    if may_see_needs or not any(_counts_needs(fault, features) for fault in faults):
        return list(_rows(faults, features))
    closed = _("Kuota yang memakai data khusus belum dapat dipenuhi. Angkanya hanya untuk pengelola program.")
    plain = [each for each in faults if each.code in OF_A_GROUP and each.code not in DEMANDS]
    return [closed, *(_clash(fault, features) for fault in plain if not _counts_needs(fault, features))]


def _counts_needs(fault: Fault, features: Features) -> bool:
    return fault.code in OF_A_GROUP and features[str(fault.params["feature"])].is_specific


def _rows(faults: Sequence[Fault], features: Features) -> Iterator[str]:
    """Those of one set that clashes stand together."""
    for number, together in groupby(faults, lambda fault: fault.code in DEMANDS and fault.params["number"]):
        if not number:
            yield from (_clash(fault, features) for fault in together)
        else:
            yield _together(together, features)


def _together(demands: Iterable[Fault], features: Features) -> str:
    """All quotas of a set that clashes; a least and a most of one group are told together."""
    groups: dict[tuple[str, str], dict[str, Fault]] = {}
    for fault in demands:
        group = str(fault.params["feature"]), str(fault.params["value"])
        groups.setdefault(group, {})[fault.code] = fault
    told = "; ".join(_demand(group, found, features) for group, found in groups.items())
    if len(groups) == 1:
        return _("Tidak dapat dipenuhi: %(quota)s.") % {"quota": told}
    return _("Tidak dapat dipenuhi bersama-sama: %(quotas)s.") % {"quotas": told}


def _demand(group: tuple[str, str], found: Mapping[str, Fault], features: Features) -> str:
    feature, value = labels_of(features, *group)
    bounds: dict[str, Any] = {code: fault.params["bound"] for code, fault in found.items()}
    people: Any = next(iter(found.values())).params["people"]
    text = _("%(feature)s, %(value)s %(bounds)s (orangnya %(people)s)")
    told = least_and_most(bounds.get("demand_least"), bounds.get("demand_most"))
    return text % {"feature": feature, "value": value, "bounds": told, "people": grouped(people)}


def least_and_most(least: Any, most: Any) -> str:
    """A least and a most, each as far as it is there."""
    if least is not None and least == most:
        return _("tepat %(count)s") % {"count": grouped(least)}
    told = []
    if least is not None:
        told.append(_("paling sedikit %(count)s") % {"count": grouped(least)})
    if most is not None:
        told.append(_("paling banyak %(count)s") % {"count": grouped(most)})
    return ", ".join(told)


def _clash(fault: Fault, features: Features) -> str:
    told = {
        "classes_short": _("Kursi dan kelas setiap jalur hanya memuat %(people)s dari %(seats)s kursi."),
        "households_short": _("Jumlah keluarganya (%(people)s) kurang dari jumlah kursi (%(seats)s)."),
        "people_short": _("Jumlah orangnya (%(people)s) kurang dari jumlah kursi (%(seats)s)."),
        "fewer_seats": _("Jalan keluar: %(seats)s kursi, dengan perubahan kuota yang disebut di bawah, bila ada."),
        "limit_alone": _("Jalan keluar: tanpa batas satu orang per keluarga, kursi dan kuota dapat tetap."),
    }
    if fault.code in told:
        return told[fault.code] % fault.params
    if fault.code == "too_long":
        return _("Belum diketahui apakah kuota ini dapat dipenuhi: terlalu lama dihitung. Longgarkan kuotanya.")
    if fault.code not in OF_A_GROUP:
        return _("Belum ada orang yang dapat ikut.")
    values = dict(fault.params)
    feature, value = labels_of(features, str(values["feature"]), str(values["value"]))
    if fault.code == UNCOVERED:
        return str(QuotaMissing(feature=feature, value=value, count=values["people"]))
    text = _("Perubahan terkecil: %(feature)s, %(value)s dari %(old)s menjadi %(new)s (orangnya %(people)s).")
    old, new = (range_of(values[f"{part}least"], values[f"{part}most"]) for part in ("", "new_"))
    return text % {"feature": feature, "value": value, "old": old, "people": values["people"], "new": new}


def labels_of(features: Features, name: str, value: str) -> tuple[str, str]:
    feature = features[name]
    return str(feature.title), str(feature.values.get(value, value))


def range_of(least: Any, most: Any) -> str:
    return grouped(least) if least == most else f"{grouped(least)}–{grouped(most)}"
