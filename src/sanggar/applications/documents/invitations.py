"""Invitation codes on paper, for those whom the office invites by hand."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sanggar.applications.models import Call, InvitationCode
from sanggar.foundation import clock
from sanggar.foundation.dates import clock_time, plain_date
from sanggar.foundation.documents import pdf

TEMPLATE = Path(__file__).with_name("invitations.typ")


def invitation_slips(call: Call, codes: Iterable[InvitationCode], *, at: datetime) -> bytes:
    """PDF/A. Whoever has a slip may apply in its category: it is given to nobody else."""
    return pdf(TEMPLATE, slips_data(call, codes, at=at), at=at)


def slips_data(call: Call, codes: Iterable[InvitationCode], *, at: datetime) -> dict[str, Any]:
    zone = clock.office_zone()
    moment = f"{plain_date(at, zone)}, {clock_time(at, zone)}"
    return {
        "lang": (get_language() or "id")[:2],
        "title": _("Kode undangan: %(call)s") % {"call": call.shown_title},
        "office": call.programme.organisation.name,
        "address": f"{settings.PUBLIC_ADDRESS}{call.path}",
        "printed": _("Dicetak %(moment)s") % {"moment": moment},
        "slips": [
            {
                "category": " · ".join(filter(None, (call.category_of(each.category).shown, each.note))),
                "code": each.code,
                "uses": uses_told(each.allowed),
            }
            for each in codes
        ],
    }


def uses_told(allowed: int) -> str:
    told = ngettext("Berlaku untuk %(count)s lamaran.", "Berlaku untuk %(count)s lamaran.", allowed)
    return told % {"count": allowed}
