"""What a participant answers for the content of each work they hand in."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from sanggar.planning.models import Programme


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """`key` stays the same for ever, `text` is what is asked."""

    key: str
    text: str


def checklist_of(programme: Programme) -> list[ChecklistItem]:  # noqa: ARG001 - asked by programme, the same for all
    """The items that come with the system, the same for every programme."""
    return [
        ChecklistItem("law", _("Isinya tidak memfitnah, menyebar kabar bohong, atau menghina orang atau golongan.")),
        ChecklistItem("rights", _("Musik, gambar, dan potongan video di dalamnya boleh saya pakai.")),
        ChecklistItem("people", _("Orang yang terlihat jelas sudah memberi izin; untuk anak, orang tuanya.")),
        ChecklistItem("sponsor", _("Kerja sama atau iklan di dalamnya ditandai dengan jelas.")),
        ChecklistItem("data", _("Tidak ada data pribadi orang lain: alamat, nomor ponsel, KTP, pelat nomor.")),
    ]
