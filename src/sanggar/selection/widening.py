"""Quotas that gave way, in words, for pages and the minutes: as they count for all seats."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from sanggar.foundation.money import grouped
from sanggar.selection.features import Feature, features_of
from sanggar.selection.models import Draw, DrawStep
from sanggar.selection.queries.relaxed import Bounds, Widened, widened_by_step


def widened_told(draw: Draw) -> dict[int, list[str]]:
    """Per number of a step; of quotas that may be told. A step in which hidden ones alone gave way is not among them:
    beside one leaver even that one did would say whose hidden feature it was (decision 0031).
    """
    relaxed, told = widened_by_step(draw), {}
    features = features_of(draw.call) if relaxed else {}
    for number, found in relaxed.items():
        open_ones = [one_widened(each, features) for each in found if each.feature not in draw.hidden]
        if open_ones or not draw.is_sealed:
            told[number] = open_ones
    return told


def reason_told(draw: Draw, step: DrawStep) -> str:
    """Why quotas gave way in a step, where anyone may read that some did."""
    return step.reason if set(step.relaxed) - set(draw.hidden) else ""


def one_widened(each: Widened, features: Mapping[str, Feature]) -> str:
    feature = features[each.feature]
    return _("%(feature)s, %(value)s: dari %(before)s menjadi %(after)s") % {
        "feature": feature.title,
        "value": feature.values.get(each.value, each.value),
        "before": bounds_told(each.before),
        "after": bounds_told(each.after),
    }


def bounds_told(bounds: Bounds) -> str:
    least, most = bounds
    return grouped(least) if least == most else f"{grouped(least)}–{grouped(most)}"
