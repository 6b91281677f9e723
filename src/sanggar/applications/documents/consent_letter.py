"""What somebody at the counter signs: the notice that is read out to them, and what they agree to besides."""

import re
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanggar.applications.models import NOTICE, Call, ConsentText
from sanggar.applications.queries import guardian_text, texts_in_force
from sanggar.foundation import clock
from sanggar.foundation.dates import clock_time, plain_date
from sanggar.foundation.documents import pdf

TEMPLATE = Path(__file__).with_name("consent_letter.typ")


def consent_sheet(call: Call, *, at: datetime) -> bytes:
    """PDF/A, to be filled in by hand, with the texts in force; a second sheet where guardians are asked."""
    return pdf(TEMPLATE, consent_letter_data(call, at=at), at=at)


def consent_letter_data(call: Call, *, at: datetime) -> dict[str, Any]:
    office, zone = call.programme.organisation, clock.office_zone()
    texts = texts_in_force(call)
    notice, guardian = next(text for text in texts if text.key == NOTICE), guardian_text(call)
    signing = [_("Tempat dan tanggal"), _("Tanda tangan atau cap jempol")]
    return {
        "lang": (get_language() or "id")[:2],
        "title": _("Surat persetujuan pelamar"),
        "government": f"Pemerintah {office.region.name}",
        "office": office.name,
        "about": f"{call.programme.name} · {call.shown_title}",
        "notice_title": _titled(_("Pemberitahuan privasi"), notice),
        "notice": _paragraphs(notice),
        "stated": _("Pemberitahuan ini sudah saya baca, atau sudah dibacakan kepada saya."),
        "uses_title": _("Boleh disetujui, boleh tidak; peluang tetap sama"),
        "uses": [_titled(text.shown, text) for text in texts if text.key != NOTICE],
        "answers": [_("Setuju"), _("Tidak")],
        "lines": [_("Nama lengkap"), *signing],
        "guardian": {
            "title": _titled(_("Persetujuan orang tua atau wali"), guardian),
            "words": _paragraphs(guardian),
            "lines": [_("Nama pelamar"), _("Nama orang tua atau wali"), _("Hubungan"), _("Nomor ponsel"), *signing],
        }
        if guardian.pk
        else None,
        "printed": _("Dicetak %(moment)s") % {"moment": f"{plain_date(at, zone)}, {clock_time(at, zone)}"},
    }


def _titled(words: str, text: ConsentText) -> str:
    """The version stands on the paper, so that it can be found what was read."""
    return _("%(words)s (versi %(version)s)") % {"words": words, "version": text.version}


def _paragraphs(text: ConsentText) -> list[str]:
    return [part.strip() for part in re.split(r"\n\s*\n", text.shown) if part.strip()]
