"""Letters whose words are the same for every call, shown to the office as people get them: the first applicant's name,
examples where only the moment will tell, no secret link.
"""

from dataclasses import dataclass

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanggar.applications.letters import HIDDEN_LINK
from sanggar.applications.models import Call
from sanggar.foundation.dates import clock_time, plain_date
from sanggar.foundation.mail import letter_text

LABELS: dict[str, str | Promise] = {
    "draft": gettext_lazy("Tautan draf"),
    "find_code": gettext_lazy("Kode untuk membuka lamaran"),
    "correction_reminder": gettext_lazy("Pengingat perbaikan"),
    "guardian": gettext_lazy("Tautan untuk wali"),
}


@dataclass(frozen=True, slots=True)
class FixedLetter:
    label: str
    texts: list[tuple[str, str]]
    """(language, subject and text) of each."""


def fixed_letters(call: Call, languages: tuple[str, ...]) -> list[FixedLetter]:
    return [
        FixedLetter(str(label), [(language, _text(call, name, language)) for language in languages])
        for name, label in LABELS.items()
    ]


def _text(call: Call, name: str, language: str) -> str:
    first = call.applications.order_by("pk").values("name", "receipt").first()
    told = first or {"name": "Sulastri", "receipt": "MLG-2026-0042"}
    with translation.override(language):
        ends = f"{plain_date(call.ends_at)}, {clock_time(call.ends_at)}"
        context = {
            "application": told | {"call": call, "email": "sulastri@contoh.example", "own_path": HIDDEN_LINK},
            "call": call,
            "named": {"name": "Wati"},
            "path": HIDDEN_LINK,
            "due": ends,
            "until": ends,
            "code": "7K3F-92QD",
            "reason": _("Foto KTP belum jelas."),
        }
    return letter_text(f"applications/mail/{name}", context, language)
