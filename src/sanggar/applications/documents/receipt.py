"""The receipt of an application on A5, for who leaves the counter without a telephone; in the applicant's language."""

from datetime import datetime
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from sanggar.applications.models import Application, OfficeEntry, TellBy
from sanggar.applications.telling import seats_told
from sanggar.foundation import clock
from sanggar.foundation.dates import clock_time, plain_date
from sanggar.foundation.documents import pdf

TEMPLATE = Path(__file__).with_name("receipt.typ")


def receipt_sheet(application: Application, *, at: datetime) -> bytes:
    """PDF/A. Bears the secret link, so it is given to nobody but the applicant."""
    with translation.override(application.language):
        return pdf(TEMPLATE, receipt_data(application, at=at), at=at)


def receipt_data(application: Application, *, at: datetime) -> dict[str, Any]:
    office, address = application.programme.organisation, f"{settings.PUBLIC_ADDRESS}{application.own_path}"
    reach = [_("%(office)s, %(address)s") % {"office": office.name, "address": office.letterhead}]
    reach += [each for each in (office.contact_phone, office.contact_email) if each]
    return {
        "lang": application.language,
        "title": _("Tanda terima lamaran"),
        "government": f"Pemerintah {office.region.name}",
        "office": office.name,
        "receipt": application.receipt,
        "facts": [
            [_("Nama"), application.name],
            [_("Pendaftaran"), application.call.shown_title],
            [_("Diterima"), _moment(application.submitted_at)],
            [_("Jalur"), application.track.name],
        ],
        "next_title": _("Apa selanjutnya"),
        "next": [line for line in _next(application) if line],
        "qr": segno.make(address, error="m", micro=False).svg_inline(scale=4, border=2),
        "address": address,
        "qr_words": _(
            "Halaman lamaran Anda. Siapa pun yang memegang kode ini dapat membaca, mengubah, dan menarik lamaran: "
            "simpan baik-baik dan jangan diteruskan."
        ),
        "reach_title": _("Hubungi kami"),
        "reach": reach,
        "printed": _("Dicetak %(moment)s") % {"moment": _moment(at)},
    }


def _next(application: Application) -> list[str]:
    closing = {"moment": _moment(application.call.ends_at)}
    return [
        _("Sampai %(moment)s lamaran masih dapat diubah atau ditarik.") % closing,
        seats_told(application.call),
        _told_by(OfficeEntry.objects.filter(application=application).first()),
    ]


def _told_by(entry: OfficeEntry | None) -> str:
    return {
        TellBy.PHONE: _("Kabar tentang lamaran ini kami sampaikan lewat ponsel atau email yang Anda berikan."),
        TellBy.LETTER: _("Kabar tentang lamaran ini kami kirim dengan surat ke alamat yang Anda berikan."),
        TellBy.OFFICE: _("Kabar tentang lamaran ini Anda tanyakan di kantor, dengan nomor di atas dan KTP."),
    }[TellBy(entry.tell_by) if entry else TellBy.PHONE]


def _moment(at: datetime) -> str:
    zone = clock.office_zone()
    return f"{plain_date(at, zone)}, {clock_time(at, zone)}"
