"""The certificate on paper: A4 across, PDF/A-2a and PDF/UA-1, always in Indonesian, with the way to check it."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from sanggar.evaluation.models import Certificate
from sanggar.foundation import clock
from sanggar.foundation.dates import date_range, plain_date
from sanggar.foundation.documents import pdf

TEMPLATE = Path(__file__).with_name("certificate.typ")


def public_address(certificate: Certificate) -> str:
    """The whole address of the page on which anyone can check the certificate."""
    return settings.PUBLIC_ADDRESS + reverse("certificate", args=[certificate.code])


def certificate_pdf(certificate: Certificate) -> bytes:
    """The same certificate gives the same bytes: everything comes from what was taken down at its issue."""
    with override("id"):
        return pdf(TEMPLATE, _data(certificate), at=certificate.issued_at)


def _data(certificate: Certificate) -> dict[str, Any]:
    told, address = certificate.particulars, public_address(certificate)
    starts, ends = (date.fromisoformat(told[name]) for name in ("starts_on", "ends_on"))
    return {
        **told,
        "name": certificate.name_on_it,
        "number": certificate.number,
        "code": certificate.printed_code,
        "address": address,
        "site": address.partition("://")[2].removesuffix(f"{certificate.code}/"),
        "qr": _qr(address),
        "period": date_range(starts, ends),
        "issued_on": plain_date(certificate.issued_at, clock.office_zone()),
        "meetings": [_meeting(meeting) for meeting in told["meetings"]],
    }


def _meeting(meeting: dict[str, Any]) -> list[str]:
    return [plain_date(date.fromisoformat(meeting["on"])), meeting["topic"], str(meeting["lesson_hours"])]


def _qr(address: str) -> str:
    """The address as SVG; medium error correction, for printed paper gets creased."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=0, dark="#12304f", light=None, nl=False)
    return out.getvalue().decode()
