"""Fields for quotas: a least and a most for each value of a feature."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from sanggar.applications.models import Call
from sanggar.cores.lottery.lottery import Quotas
from sanggar.foundation.ui.forms import ActForm
from sanggar.selection.features import Feature, features_of
from sanggar.selection.widening import bounds_told

RANGE = re.compile(r"(\d{1,5})(?:\s*(?:-|–|s\.?d\.?|sampai)\s*(\d{1,5}))?")


class RangeField(forms.CharField):
    """A least and a most, as people write them: `20-30`, or one number for both. `named` names it beyond its group."""

    said_above = True  # that it is optional: once for all of them

    def __init__(self, named: Any = "", **kwargs: Any) -> None:
        self.named = named
        attrs = {"class": "short", "autocomplete": "off"}
        super().__init__(required=False, max_length=20, widget=forms.TextInput(attrs=attrs), **kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        found = RANGE.fullmatch(text.strip())
        if found is None:
            raise forms.ValidationError(_("Tulis jumlah paling sedikit dan paling banyak, misalnya 20-30."))
        least, most = int(found[1]), int(found[2] or found[1])
        if least > most:
            told = _("Yang paling sedikit (%(least)s) lebih besar daripada yang paling banyak (%(most)s).")
            raise forms.ValidationError(told, params={"least": least, "most": most})
        return least, most


@dataclass(frozen=True, slots=True)
class QuotaGroup:
    """The quota fields of one feature, as the page shows them together."""

    feature: Feature
    fields: list[forms.BoundField]


class QuotaForm(ActForm):
    """A field for each value of each feature. `quotas` stand in them, `proposed` ones in their place."""

    def __init__(
        self,
        *args: Any,
        call: Call,
        quotas: Quotas | None = None,
        proposed: dict[tuple[str, str], tuple[int, int]] | None = None,
        **kwargs: Any,
    ) -> None:
        self._features = features_of(call)
        start = {}
        for feature in self._features.values():
            for value in feature.values:
                kept = (quotas or {}).get(feature.key, {}).get(value)
                bounds = (proposed or {}).get((feature.key, value), kept)
                start[_name(feature, value)] = f"{bounds[0]}-{bounds[1]}" if bounds else ""
        kwargs["initial"] = start | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        for feature in self._features.values():
            for value, label in feature.values.items():
                named = format_lazy("{feature}, {value}", feature=feature.title, value=label)
                self.fields[_name(feature, value)] = RangeField(label=label, named=named)
                if (feature.key, value) in (proposed or {}):
                    self.mark_filled(feature.key, value, _was(quotas, feature.key, value))
                self._prepared.add(_name(feature, value))  # that they are optional is said once, above them all

    def mark_filled(self, feature: str, value: str, told: Any) -> None:
        """That this was not typed by anybody yet."""
        self.fields[field_of(feature, value)].help_text = told

    def keep_groups(self, kept: Collection[str]) -> None:
        """Ask for quotas of these features alone."""
        for feature in [each for key, each in self._features.items() if key not in kept]:
            del self._features[feature.key]
            for value in feature.values:
                del self.fields[_name(feature, value)]

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.base_fields if name in self.fields and not self[name].is_hidden]

    @property
    def quota_groups(self) -> Iterator[QuotaGroup]:
        for feature in self._features.values():
            yield QuotaGroup(feature, [self[_name(feature, value)] for value in feature.values])

    def quotas(self) -> dict[str, dict[str, tuple[int, int]]]:
        """Those that were filled in."""
        given = self.cleaned_data
        quotas = {
            feature.key: {value: given[name] for value in feature.values if given.get(name := _name(feature, value))}
            for feature in self._features.values()
        }
        return {name: values for name, values in quotas.items() if values}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for feature in self._features.values():
            self._check_whole(feature, cleaned)
        return cleaned

    def _check_whole(self, feature: Feature, cleaned: dict[str, Any]) -> None:
        """Either no quota for a feature, or one for each of its common values."""
        common = [_name(feature, value) for value in feature.values if value not in feature.rare]
        filled = [name for name in common if cleaned.get(name)]
        for name in common:
            if filled and name not in filled and name not in self.errors:
                self.add_error(name, _("Isi juga yang ini, atau kosongkan semua kuota di kelompok ini."))


def _was(quotas: Quotas | None, feature: str, value: str) -> str | Promise:
    kept = (quotas or {}).get(feature, {}).get(value)
    return format_lazy(_("Usulan; semula {bounds}."), bounds=bounds_told(kept)) if kept else _("Usulan.")


def field_of(feature: str, value: str) -> str:
    """The name of the field with the quota of this value."""
    return f"q_{feature}_{value}"


def _name(feature: Feature, value: str) -> str:
    return field_of(feature.key, value)
