"""What a field says when it refuses: what is wrong with which field, and how to mend it."""

from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

STALE = _("Halaman ini sudah lama terbuka. Periksa isian Anda, lalu kirim sekali lagi.")

MISSING: tuple[tuple[type[forms.Field], Any], ...] = (
    (forms.BooleanField, _("“{label}” belum dicentang.")),
    (forms.ChoiceField, _("“{label}” belum dipilih.")),
    (forms.ModelChoiceField, _("“{label}” belum dipilih.")),
    (forms.FileField, _("“{label}” belum dilampirkan.")),
    (forms.Field, _("“{label}” belum diisi.")),
)
PLAIN: tuple[tuple[type[forms.Field], dict[str, Any]], ...] = (
    (forms.DateTimeField, {"invalid": _("Tanggal dan jam tidak terbaca. Tulis misalnya 2026-11-23 09:00.")}),
    (forms.DateField, {"invalid": _("Tanggal tidak terbaca. Tulis misalnya 23/11/2026.")}),
    (forms.TimeField, {"invalid": _("Jam tidak terbaca. Tulis misalnya 09:00.")}),
    (forms.EmailField, {"invalid": _("Alamat email tidak lengkap. Tulis misalnya nama@contoh.id.")}),
    (
        forms.URLField,
        {"invalid": _("Alamat tautan tidak lengkap. Salin seluruhnya, misalnya https://youtube.com/@kanal.")},
    ),
    (forms.IntegerField, {"invalid": _("Tulis bilangan bulat, misalnya 12.")}),
    (forms.DecimalField, {"invalid": _("Tulis bilangan, misalnya 2,5.")}),
    (forms.FileField, {"empty": _("Berkas yang dikirim kosong. Pilih berkas lain.")}),
    (forms.MultipleChoiceField, {"invalid_choice": _("Salah satu pilihan sudah tidak ada. Pilih lagi.")}),
    (forms.ChoiceField, {"invalid_choice": _("Pilihan itu tidak ada dalam daftar. Pilih salah satu yang tertera.")}),
    (forms.ModelChoiceField, {"invalid_choice": _("Pilihan itu sudah tidak ada. Pilih salah satu yang tertera.")}),
    (
        forms.CharField,
        {"max_length": _("Terlalu panjang: paling banyak %(limit_value)d huruf; yang diisi %(show_value)d.")},
    ),
    (
        forms.CharField,
        {"min_length": _("Terlalu pendek: paling sedikit %(limit_value)d huruf; yang diisi %(show_value)d.")},
    ),
    (forms.Field, {"min_value": _("Paling sedikit %(limit_value)s.")}),
    (forms.Field, {"max_value": _("Paling banyak %(limit_value)s.")}),
)


def fits_any_field(error: ValidationError) -> bool:
    """Whether the sentence names no field and no matter: beside its field it is plain, elsewhere a riddle."""
    return any(error.message is text for _kind, texts in PLAIN for text in texts.values())


def speak_plainly(field: forms.Field, label: Any) -> None:
    """Put our words in place of Django's; words that the form's author chose stay."""
    defaults = _defaults(type(field))  # type: ignore[arg-type]  # the stubs take a class for unhashable
    wanted: dict[str, Any] = {}
    for kind, messages in reversed(PLAIN):
        wanted |= messages if isinstance(field, kind) else {}
    wanted["required"] = named(next(text for kind, text in MISSING if isinstance(field, kind)), label)
    for code, text in wanted.items():
        if field.error_messages.get(code) is defaults.get(code):
            field.error_messages[code] = text


def _put_together(text: Any, label: Any) -> str:
    return str(text).format(label=str(label).rstrip(".: "))


named = lazy(_put_together, str)
"""The sentence with its field's name, put together only when it is read, in the reader's language."""


@cache
def _defaults(kind: type[forms.Field]) -> dict[str, Any]:
    """What Django itself says for this kind of field."""
    said: dict[str, Any] = {}
    for parent in reversed(kind.__mro__):
        if parent.__module__.startswith("django."):
            said |= getattr(parent, "default_error_messages", {})
    return said
