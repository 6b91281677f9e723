"""Rates and shares as lists write them: `5%`, `2,5%`, `11/12`, `5% s.d. 60.000.000; 15%`. Kept as such text, exact."""

import re
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from sanggar.cores.costing import Layer
from sanggar.foundation.errors import InputRefused
from sanggar.foundation.money import grouped, parse_rupiah

SHARE = re.compile(r"(?P<percent>\d{1,3}(?:[.,]\d{1,4})?) ?%|(?P<over>\d{1,4}) ?/ ?(?P<under>[1-9]\d{0,3})", re.ASCII)
LAYER = re.compile(r"(?P<rate>[^;]*?%)(?: ?(?:s\.d\.|s/d|sampai|<=|≤) ?(?P<upto>[^;%]+))?")


class ShareNotUnderstood(InputRefused):
    code = "share_not_understood"
    message = _("Tulis sebagai persen atau pecahan, misalnya 50% atau 11/12.")


class LayersNotUnderstood(InputRefused):
    code = "layers_not_understood"
    message = _("Tulis satu tarif, misalnya 5%, atau lapisan yang menaik: 5% s.d. 60.000.000; 15%.")


def read_share(text: str) -> str:
    """The share in its one spelling: `50%`, `11/12`."""
    return share_text(share_of(text))


def share_of(text: str) -> Fraction:
    found = SHARE.fullmatch(text.strip())
    if not found:
        raise ShareNotUnderstood
    if found["percent"]:
        return Fraction(found["percent"].replace(",", ".")) / 100
    return Fraction(int(found["over"]), int(found["under"]))


def share_text(share: Fraction) -> str:
    """A percentage where it has at most four decimals, else a fraction."""
    percent = share * 100
    if 10_000 % percent.denominator:
        return f"{share.numerator}/{share.denominator}"
    whole, rest = divmod(percent.numerator * (10_000 // percent.denominator), 10_000)
    return f"{whole}{f',{rest:04}'.rstrip('0') if rest else ''}%"


def read_layers(text: str) -> str:
    """The layers in their one spelling."""
    return layers_text(layers_of(text))


def layers_of(text: str) -> tuple[Layer, ...]:
    """Rates with rising limits; only the last has none."""
    found = [LAYER.fullmatch(part.strip()) for part in text.split(";") if part.strip()]
    if not found or not all(found):
        raise LayersNotUnderstood
    layers = tuple(_layer(each["rate"], each["upto"]) for each in found if each)
    limits = [layer.upto for layer in layers[:-1] if layer.upto is not None]
    is_rising = len(limits) == len(layers) - 1 and limits == sorted(set(limits)) and layers[-1].upto is None
    if not is_rising or any(layer.rate > 1 for layer in layers):
        raise LayersNotUnderstood
    return layers


def layers_text(layers: tuple[Layer, ...]) -> str:
    return "; ".join(
        share_text(layer.rate) + (f" s.d. {grouped(layer.upto)}" if layer.upto is not None else "") for layer in layers
    )


def _layer(rate: str, upto: str | None) -> Layer:
    return Layer(share_of(rate), parse_rupiah(upto) if upto else None)
