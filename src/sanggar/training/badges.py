"""A participant's badge: a QR code that holds a plain link, so that any phone's camera opens it.

The link by itself shows nothing: it opens only for someone who may record presence. A lost badge is replaced by raising
`badge_version`, after which its link names nobody.
"""

import io
from typing import Any

import segno
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from sanggar.foundation.links import link_token
from sanggar.foundation.mail import public_address
from sanggar.training.models import Enrolment

BADGE = "badge"
SIDE = 240
"""Pixels, at which a phone reads the code from another phone's screen."""


def badge_path(enrolment: Enrolment) -> str:
    token = link_token(BADGE, str(enrolment.pk), enrolment.badge_version)
    return reverse("presence_qr", args=[enrolment.pk, token])


def badge_address(enrolment: Enrolment) -> str:
    """The whole address, as it stands in the code."""
    return public_address(badge_path(enrolment))


def badge_svg(enrolment: Enrolment) -> SafeString:
    return inline_code(badge_address(enrolment), _("Kode QR kartu peserta"), SIDE)


def inline_code(address: str, title: str, side: int, border: int | None = None) -> SafeString:
    """A code as inline SVG: drawn by attributes alone, as the page's policy wants, and white in the dark too. `border`
    counts in modules; without it the standard's four.
    """
    drawn = _drawn(address, title=title, xmldecl=False, svgns=False, border=border)
    return mark_safe(drawn.replace("<svg ", f'<svg role="img" width="{side}" height="{side}" ', 1))  # noqa: S308 - drawn by segno from our own address


def plain_badge(enrolment: Enrolment) -> str:
    """The code as a file of its own, for documents."""
    return _drawn(badge_address(enrolment))


def _drawn(address: str, **options: Any) -> str:
    out = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(out, kind="svg", svgclass=None, lineclass=None, omitsize=True, light="#fff", nl=False, **options)
    return out.getvalue().decode()
