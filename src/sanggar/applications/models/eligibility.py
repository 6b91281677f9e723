"""Who may apply, as data: each rule a kind, its values, and words where the office wrote its own."""

from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class RuleKind(models.TextChoices):
    AGE = "age", _("Usia")
    DOMICILE = "domicile", _("Tempat tinggal")
    CATEGORY = "category", _("Kategori")
    EARLIER = "earlier", _("Keikutsertaan sebelumnya")
    ANSWER = "answer", _("Jawaban pertanyaan sendiri")


class Earlier(models.TextChoices):
    NEVER = "never", _("Belum pernah menjadi peserta pelatihan kantor ini")
    FINISHED = "finished", _("Sudah menyelesaikan tahap sebelumnya dalam program ini")


@dataclass(frozen=True, slots=True)
class CallRule:
    """`value` by kind: `least`, `most` (years or None) and `on` (ISO day, "" for the closing day); `regions` (codes);
    `categories` (keys); `wanted` (an `Earlier`); `question` (a key) and `says` (as a question's condition has it).
    """

    key: str
    kind: str
    value: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    text_en: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)
