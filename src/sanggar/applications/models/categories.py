"""The categories that a call knows: who applies as what, and the seats that are announced for each."""

from dataclasses import asdict, dataclass
from typing import Any

from sanggar.applications.models.language import in_current_language


@dataclass(frozen=True, slots=True)
class CallCategory:
    """`seats`: the quota that the public is told, None where there is none; the draw's own quotas hold it. Where
    `needs_code`, one applies in it with an invitation code only.
    """

    key: str
    name: str
    name_en: str
    seats: int | None = None
    needs_code: bool = False

    @property
    def shown(self) -> str:
        return in_current_language(self.name, self.name_en)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


STANDARD = (
    CallCategory("public", "Masyarakat umum", "General public"),
    CallCategory("civil_servant", "ASN", "Civil servant"),
    CallCategory("community", "Komunitas (KIM dan lainnya)", "Community (KIM or other)"),
)
LONGEST_KEY = 16


def standard_categories() -> list[dict[str, Any]]:
    """Those that every call starts with."""
    return [category.as_json() for category in STANDARD]
