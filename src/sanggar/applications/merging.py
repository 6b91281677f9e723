"""Texts with fields: checked when they are written, filled in when they are sent."""

import re
from collections.abc import Container, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from sanggar.foundation.errors import InputRefused

FIELD = re.compile(r"\{([^{}]*)\}")
LONGEST_NAME = 30
GAP = re.compile(r"\n{3,}")


class FieldUnknown(InputRefused):
    code = "merge_field_unknown"
    message = _("{%(name)s} bukan isian yang dikenal di sini. Pakai hanya isian dari daftar.")


class BraceOpen(InputRefused):
    code = "merge_brace_open"
    message = _("Ada kurung kurawal yang tidak berpasangan. Isian ditulis lengkap, misalnya {nama}.")


class FieldMissing(InputRefused):
    code = "merge_field_missing"
    message = _("Teks ini harus memuat {%(name)s}: %(what)s.")


def fields_in(text: str) -> list[str]:
    return FIELD.findall(text)


def check(text: str, known: Container[str], field: str, needed: Mapping[str, Any] | None = None) -> None:
    """Raises a refusal that names what is wrong, on the form's `field`. `needed` must occur: name and label."""
    for name in fields_in(text):
        if name not in known:
            raise FieldUnknown(name=name[:LONGEST_NAME], field=field)  # a word of the office's own text, nobody's datum
    if set("{}") & set(FIELD.sub("", text)):
        raise BraceOpen(field=field)
    for name, what in (needed or {}).items():
        if name not in fields_in(text):
            raise FieldMissing(name=name, what=what, field=field)


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its fields filled in; a line whose fields are all empty is left out. What is filled in is never
    read for fields again.
    """
    lines = [line for line in text.splitlines() if not _is_hollow(line, values)]
    filled = FIELD.sub(lambda found: values[found[1]], "\n".join(lines))
    return GAP.sub("\n\n", filled).strip()


def _is_hollow(line: str, values: Mapping[str, str]) -> bool:
    names = fields_in(line)
    return bool(names) and not any(values[name] for name in names)
